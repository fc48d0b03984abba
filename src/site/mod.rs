//! The site as a value: checked, rendered, compressed and tagged.
//!
//! Pure: no I/O, no clock, no HTTP library. The same content, assets, base address and moment
//! always give the same bytes.

pub mod address;
pub mod answer;
pub mod asset;
mod build;
pub mod calendar;
pub mod checked;
mod compress;
mod content_line;
pub mod date_time;
pub mod did_you_mean;
pub mod error_kind;
pub mod markup;
pub mod on_request;
mod rules;
#[expect(clippy::module_inception, reason = "the folder is named after its value")]
mod site;
pub mod sitemap;
mod structured;
mod vcard;
pub mod view;
pub mod zone;

pub use answer::{Answer, CachePolicy, Representation};
pub use asset::{Asset, Assets};
pub use checked::CheckedContent;
pub use did_you_mean::DidYouMean;
pub use error_kind::ErrorKind;
pub use on_request::{OnRequest, PageQuery};
pub use site::Site;
