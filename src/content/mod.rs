//! What an author wrote: TOML files turned into typed values that remember their places.
//!
//! Knows the format and its rules; knows no page layout, no address and no HTTP.

pub mod language;
pub mod name;

pub use language::{Direction, Language};
pub use name::{PageName, SectionId};
