//! The body of an answer that has none, and must not have a length either.
//!
//! axum writes `Content-Length: 0` for every body of known length. On a 304 that would say that
//! the page has become empty, and on a 204 it is forbidden (RFC 9110, section 8.6).

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use bytes::Bytes;
use http_body::Frame;

/// A body that is at its end, without a size hint.
#[derive(Debug)]
pub(super) struct Nothing;

impl Nothing {
    /// As the body of an answer.
    pub(super) fn body() -> Body {
        Body::new(Self)
    }
}

impl http_body::Body for Nothing {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(None)
    }

    fn is_end_stream(&self) -> bool {
        true
    }
}
