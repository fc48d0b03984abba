//! The body of an answer.
//!
//! hyper writes `Content-Length: 0` for every body of known length that has none. On a 304 that
//! would say that the page has become empty, and on a 204 it is forbidden (RFC 9110, section 8.6):
//! so "nothing" is not an empty page, but a body of unknown length that is at its end.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

/// What follows the head of an answer.
#[derive(Debug, Default)]
pub enum Body {
    /// No body, and no word about its length.
    #[default]
    Nothing,
    /// These bytes, shared with the site and sent as they are.
    Whole(Bytes),
}

impl Body {
    /// In bytes.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Nothing => 0,
            Self::Whole(bytes) => bytes.len(),
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self::Whole(bytes)
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    // Nothing can go wrong; an error that axum's `Body::new` takes, too.
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        match std::mem::take(&mut *self) {
            Self::Whole(bytes) if !bytes.is_empty() => Poll::Ready(Some(Ok(Frame::data(bytes)))),
            _ => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.len() == 0
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Nothing => SizeHint::default(),
            Self::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
        }
    }
}
