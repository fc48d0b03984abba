//! What the authors wrote: TOML files turned into typed values that remember their places.
//!
//! Knows the format and its rules; knows no template, no address of a page and no HTTP. References between files
//! are collected here ([`Reference`]); `site` checks them.

pub mod digest;
pub mod drawing;
pub mod files;
pub mod lint;
mod load;
pub mod message;
pub mod name;
pub mod originals;
pub mod page;
pub mod parallel;
mod reading;
pub mod reference;
pub mod site;
pub mod suggestion;
pub mod text;
mod toml;
pub mod ui;

pub use digest::Fingerprint;
pub use drawing::Drawing;
pub use files::Files;
pub use load::{ADDRESSES_FILE, Content, FACTS_FILE, LanguageContent, time_zone};
pub use name::{Direction, HOME, Language, PageName, SectionId};
pub use page::Page;
pub use reference::{Reference, ReferenceKind};
pub use site::{Facts, LanguageFacts, Security};
pub use text::{Inline, Target, Text};
pub use ui::Ui;
