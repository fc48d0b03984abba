//! The errors that a visitor may see.

/// A failure that is explained to the visitor on a page in their language, without its cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// 400: a missing, doubled or malformed `Host`, or a malformed address.
    BadRequest,
    /// 404: there is nothing at this address.
    NotFound,
    /// 405: a method other than GET, HEAD and OPTIONS.
    MethodNotAllowed,
    /// 413: a request with a body.
    BodyNotAllowed,
    /// 500: a mistake of this program.
    Internal,
    /// 503: more pages are being rendered on request than the machine can render at a time.
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
