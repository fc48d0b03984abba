//! The site as a value: checked, rendered, compressed and tagged.
//!
//! Pure: no I/O, no clock, no HTTP library. The same content, assets, base address and moment
//! always give the same bytes.

pub mod address;
pub mod answer;
pub mod asset;
mod build;
pub mod calendar;
mod compress;
pub mod date_time;
pub mod mailto;
pub mod markup;
pub mod on_request;
pub mod qr_code;
mod rules;
pub mod sitemap;
mod structured;
mod vcard;
pub mod view;
pub mod zone;

pub use answer::{Answer, CachePolicy, ErrorKind, Representation};
pub use asset::{Asset, Assets};
pub use build::{CheckedContent, Site};
pub use on_request::{OnRequest, PageQuery};
