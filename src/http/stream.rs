//! The bytes of a connection, and the time a client has to finish the head of its request.
//!
//! hyper has one limit for two things: `header_read_timeout` is how long the head of a request may
//! take, and also how long a kept-alive connection may stay idle. They have to differ: a head is
//! here in seconds or it is an attack, while idle must outlive the idle time of the proxy in front,
//! or it meets a closed connection now and then. So hyper's limit is the idle time, and the head
//! has its own here.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

const HEAD_IS_DUE: u8 = 0;
const ANSWERING: u8 = 1;
const IDLE: u8 = 2;

/// How far a connection is, told by the stream (bytes came) and by the service (a head is whole).
#[derive(Debug, Default)]
pub(super) struct Progress(AtomicU8);

impl Progress {
    /// A head is whole; its answer is being made.
    pub(super) fn answering(&self) {
        self.0.store(ANSWERING, Ordering::Relaxed);
    }

    /// The answer is made; the next request may come, or not.
    pub(super) fn idle(&self) {
        self.0.store(IDLE, Ordering::Relaxed);
    }

    /// Whether the client owes us a head, or the rest of one.
    pub(super) fn head_is_due(&self) -> bool {
        self.0.load(Ordering::Relaxed) == HEAD_IS_DUE
    }

    /// Bytes came; `true` if they begin the head of another request.
    fn bytes_came(&self) -> bool {
        let began =
            self.0.compare_exchange(IDLE, HEAD_IS_DUE, Ordering::Relaxed, Ordering::Relaxed);
        began.is_ok()
    }
}

/// A stream that fails with [`io::ErrorKind::TimedOut`] while a head is overdue.
#[derive(Debug)]
pub(super) struct Attended {
    stream: TcpStream,
    progress: Arc<Progress>,
    limit: Duration,
    deadline: Option<Pin<Box<Sleep>>>,
}

impl Attended {
    /// A head, once begun, may take `limit`; so may the first byte of a new connection.
    pub(super) fn new(stream: TcpStream, progress: Arc<Progress>, limit: Duration) -> Self {
        Self { stream, progress, limit, deadline: None }
    }

    /// The stream itself.
    pub(super) fn into_inner(self) -> TcpStream {
        self.stream
    }

    /// Nothing came: is a head overdue?
    fn poll_deadline(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if !self.progress.head_is_due() {
            self.deadline = None;
            return Poll::Pending;
        }
        let limit = self.limit;
        let deadline = self.deadline.get_or_insert_with(|| Box::pin(sleep(limit)));
        deadline.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Attended {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        match Pin::new(&mut self.stream).poll_read(context, buffer) {
            Poll::Pending => self.poll_deadline(context),
            ready @ Poll::Ready(_) => {
                if buffer.filled().len() > before && self.progress.bytes_came() {
                    self.deadline = None;
                }
                ready
            }
        }
    }
}

impl AsyncWrite for Attended {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
