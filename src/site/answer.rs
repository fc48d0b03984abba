//! What a visitor may get at one address: its bytes in every content coding, each with its tag.

use bytes::Bytes;

use crate::content::Language;
use crate::content::digest::digest;

/// How long, and by whom, an answer may be kept; `http` turns it into `Cache-Control`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CachePolicy {
    /// Until what it says changes, at most five minutes: every page.
    UntilNextChange,
    /// For a year: the address names the bytes.
    Immutable,
    /// For a minute: what is not there now may be there soon.
    Briefly,
    /// Not at all: negotiation and failures.
    Never,
}

/// The bytes of an answer in one content coding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Representation {
    /// The body as sent.
    pub bytes: Bytes,
    /// A strong entity tag with its quotes (RFC 9110, section 8.8.3), made from `bytes` alone, so
    /// that it is the same on every replica and after a restart.
    pub tag: String,
}

impl Representation {
    /// Tags `bytes`.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Self { tag: format!("\"{}\"", digest(&bytes, 12)), bytes }
    }
}

/// One answer, ready in every coding that makes it smaller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// 200, or the status of the error that this page explains.
    pub status: u16,
    /// With its charset where it is text.
    pub content_type: &'static str,
    /// The language of its words.
    pub language: Language,
    /// How long it may be kept.
    pub cache: CachePolicy,
    /// Whether another `Accept-Language` could have brought another answer.
    pub varies_by_language: bool,
    /// As is. Always there: an answer is never 406.
    pub identity: Representation,
    /// In the coding `gzip`, where that is smaller.
    pub gzip: Option<Representation>,
    /// In the coding `br`, where that is smaller.
    pub brotli: Option<Representation>,
}
