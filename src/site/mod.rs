//! What a visitor may get: the whole site as one value, checked, rendered, compressed and tagged.
//!
//! Pure: no I/O, no clock, no HTTP library. The same content, assets, base address and moment
//! always give the same bytes.

pub mod address;
pub mod answer;
pub mod asset;
mod build;
pub mod calendar;
pub mod checked;
pub mod compress;
mod content_line;
pub mod date_time;
pub mod did_you_mean;
pub mod markup;
pub mod on_request;
pub mod render;
pub mod rules;
pub mod sitemap;
pub mod structured;
pub mod vcard;
pub mod view;
pub mod zone;

use std::collections::HashMap;

use jiff::Timestamp;

use crate::content::{Language, PageName};
pub use answer::{Answer, CachePolicy, Representation};
pub use asset::{Asset, Assets};
pub use checked::CheckedContent;
pub use did_you_mean::DidYouMean;
pub use on_request::{OnRequest, PageQuery};

/// A failure that is explained to the visitor on a page in their language, without its cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// 400: a missing, doubled or malformed `Host`, or an address that is no address.
    BadRequest,
    /// 404: nothing lives at this address.
    NotFound,
    /// 405: a method other than GET, HEAD and OPTIONS.
    MethodNotAllowed,
    /// 413: a request that brought a body.
    BodyNotAllowed,
    /// 500: our fault.
    Internal,
    /// 503: more pages are being made on request than this machine can make at a time.
    Busy,
}

impl ErrorKind {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::BadRequest,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::BodyNotAllowed,
        Self::Internal,
        Self::Busy,
    ];

    /// The HTTP status code.
    pub fn status(self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::BodyNotAllowed => 413,
            Self::Internal => 500,
            Self::Busy => 503,
        }
    }
}

/// The whole site, as it is at one moment.
#[derive(Debug, Clone)]
pub struct Site {
    /// Every answer by its canonical path (`/`, `/en/`, `/en/contact`, `/sitemap.xml` …).
    pub answers: HashMap<String, Answer>,
    /// Old addresses as they were published, and the canonical path that took their place; of two that
    /// mean the same, the last counts.
    pub moved: Vec<(String, String)>,
    /// The 404 pages that offer the page that was probably meant.
    pub did_you_mean: DidYouMean,
    /// The pages that are rendered when they are asked for.
    pub on_request: OnRequest,
    /// A page for every error, in every language.
    pub errors: HashMap<(Language, ErrorKind), Answer>,
    /// In the order of the language line.
    pub languages: Vec<Language>,
    /// The language of last resort; one of `languages`.
    pub default_language: Language,
    /// The published pages.
    pub pages: Vec<PageName>,
    /// What the pages refer to.
    pub assets: Assets,
    /// The source expression of the style in the content security policy: `'sha256-…'`.
    pub style_source: String,
    /// Whether the public address is `https`, so that strict transport security may be announced.
    pub https: bool,
    /// When any page will say something else; the site is built anew then.
    pub next_change: Timestamp,
}
