//! What the authors wrote: TOML files turned into typed values that remember their places.
//!
//! Knows the format and its rules; knows no template, no address of a page and no HTTP. References between files
//! are collected here ([`Reference`]); `site` checks them.

mod common_words;
pub mod digest;
mod directory;
pub mod drawing;
pub mod files;
pub mod link_preview;
pub mod lint;
mod load;
pub mod message;
pub mod name;
pub mod originals;
pub mod page;
pub mod parallel;
pub mod photo;
mod reading;
pub mod reference;
mod schema;
pub mod site;
pub mod suggestion;
pub mod text;
mod toml;
pub mod ui;

pub use digest::Fingerprint;
pub use directory::{ADDRESSES_FILE, FACTS_FILE};
pub use drawing::Drawing;
pub use files::Files;
pub use link_preview::LinkPreview;
pub use load::{Content, LanguageContent, time_zone};
pub use name::{Direction, HOME, Language, PageName, SectionId};
pub use page::Page;
pub use photo::{PhotoFile, Photos};
pub use reference::{Reference, ReferenceKind};
pub use site::{Facts, LanguageFacts, Security, in_every_language};
pub use text::{ExternalUrl, Inline, Target, Text};
pub use ui::Ui;
