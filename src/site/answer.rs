//! The response at one address: its bytes in every content coding, each with its entity tag; and the errors
//! that a response may explain.

use bytes::Bytes;

use super::compress;
use crate::content::Language;
use crate::content::digest::digest;

/// The media type of a page.
pub(super) const HTML: &str = "text/html; charset=utf-8";

/// How long an answer may be cached; the server turns it into `Cache-Control`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CachePolicy {
    /// Until its content changes, at most five minutes: every page.
    UntilNextChange,
    /// For a year: the address contains the hash of the bytes.
    Immutable,
    /// For a minute: what does not exist now may exist soon.
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

/// One answer, in every coding that makes it smaller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// 200, or the status of the error that this page explains.
    pub status: u16,
    /// With its charset where it is text.
    pub content_type: &'static str,
    /// The language of its text.
    pub language: Language,
    /// How long it may be cached.
    pub cache: CachePolicy,
    /// Whether it depends on `Accept-Language`.
    pub varies_by_language: bool,
    /// Whether pages of other origins may show it: a picture of link previews.
    pub is_cross_origin: bool,
    /// Without a coding; always there, so that no answer is 406.
    pub identity: Representation,
    /// In the coding `gzip`, where that is smaller.
    pub gzip: Option<Representation>,
    /// In the coding `br`, where that is smaller.
    pub brotli: Option<Representation>,
}

impl Answer {
    /// A text with no coding but gzip. This is what a visitor who waits for a rendering gets: brotli makes it
    /// a tenth smaller, and takes as long as everything else together.
    pub(super) fn gzipped(
        content_type: &'static str,
        language: &Language,
        cache: CachePolicy,
        body: String,
    ) -> Self {
        Self {
            status: 200,
            content_type,
            language: language.clone(),
            cache,
            varies_by_language: false,
            is_cross_origin: false,
            gzip: compress::gzip(body.as_bytes()).map(Representation::new),
            brotli: None,
            // A string that grew may have spare capacity of a third of its length; a boxed one has none.
            identity: Representation::new(body.into_boxed_str().into_boxed_bytes()),
        }
    }

    /// The same in the coding `br` too.
    pub(super) fn with_brotli(self) -> Self {
        let brotli = compress::brotli(&self.identity.bytes).map(Representation::new);
        Self { brotli, ..self }
    }
}

/// A failure that is explained to the visitor on a page in their language, without its cause; its number is the
/// HTTP status code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// A missing, doubled or malformed `Host`, or a malformed address.
    BadRequest = 400,
    /// There is nothing at this address.
    NotFound = 404,
    /// A page was at this address and was retired.
    Gone = 410,
    /// A method other than GET, HEAD and OPTIONS.
    MethodNotAllowed = 405,
    /// A request with a body.
    BodyNotAllowed = 413,
    /// A mistake of this program.
    Internal = 500,
    /// More pages are being rendered on request than the machine can render at a time.
    Busy = 503,
}

impl ErrorKind {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::BadRequest,
        Self::NotFound,
        Self::Gone,
        Self::MethodNotAllowed,
        Self::BodyNotAllowed,
        Self::Internal,
        Self::Busy,
    ];

    /// Those whose pages are rendered when the site is built: a 404 is common, and a failure of this program or a lack of
    /// resources is explained without any work. The others are seldom seen, and are rendered when they are first needed:
    /// they would take a tenth of the start, and 2 MiB.
    pub const RENDERED_BEFOREHAND: [Self; 3] = [Self::NotFound, Self::Internal, Self::Busy];

    /// The HTTP status code.
    pub fn status(self) -> u16 {
        self as u16
    }
}
