//! One connection, from its first byte to its last: its stream and its service report to its state.

use std::convert::Infallible;
use std::error::Error;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderValue, Request, Response, header};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::Service as HyperService;
use hyper_util::rt::TokioIo;
use pin_project_lite::pin_project;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tower_service::Service;

use super::connection_state::{ConnectionState, Phase};

/// The longest head of a request in bytes; a longer one gets 431, or 414 if the request line alone is
/// longer.
const MAX_HEAD: usize = 16 * 1024;

/// How long shutdown waits for the request of a connection that has not sent one.
const SHUTDOWN_READ_TIMEOUT: Duration = Duration::from_secs(1);

/// How long, and for how many bytes, a connection is read after its write side was closed.
const LINGER: Duration = Duration::from_secs(1);
const MAX_LINGER_BYTES: u64 = 256 * 1024;

/// Serves the requests on `stream` by `service` until either side closes the connection.
pub(super) async fn serve_connection<S, B>(
    stream: TcpStream,
    service: S,
    state: Arc<ConnectionState>,
) where
    S: Service<Request<Body>, Response = Response<B>, Error = Infallible> + Clone,
    B: http_body::Body + 'static,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    // Nagle's algorithm would hold the last packet of a response back until the one before is
    // acknowledged. An error means that the connection is gone, which reading reports.
    stream.set_nodelay(true).ok();
    let stream = MonitoredStream { stream, state: Arc::clone(&state), in_request_line: true };
    let service = MonitoredService { service, state: Arc::clone(&state) };
    let mut builder = http1::Builder::new();
    builder.max_buf_size(MAX_HEAD);
    let mut connection = builder.serve_connection(TokioIo::new(stream), service);
    let stopped = tokio::select! {
        biased;
        _ = &mut connection => false,
        () = state.stopped() => true,
    };
    // ORDER: `graceful_shutdown` closes a connection whose request hyper has not read yet, even if it is
    // already in the socket buffer: 17 to 20 of 20 requests in the accept queue were lost. Wait
    // `SHUTDOWN_READ_TIMEOUT` for that request first.
    let awaits_request = stopped && state.phase() == Phase::ReadingHead;
    let ended = awaits_request && timeout(SHUTDOWN_READ_TIMEOUT, &mut connection).await.is_ok();
    if stopped && !ended {
        Pin::new(&mut connection).graceful_shutdown();
        // An error ends the connection as well.
        (&mut connection).await.ok();
    }
    state.handling();
    lingering_close(connection.into_parts().io.into_inner().stream).await;
}

/// Closes the write side, then reads and discards for at most [`LINGER`].
///
/// Closing a socket with unread bytes resets the connection, and the reset can arrive before the
/// response that explains it: the 413 to a body, the 431 to a long head.
async fn lingering_close(mut stream: TcpStream) {
    if stream.shutdown().await.is_err() {
        return;
    }
    let mut rest = stream.take(MAX_LINGER_BYTES);
    let mut discarded = [0; 4096];
    let read = async { while rest.read(&mut discarded).await.is_ok_and(|count| count > 0) {} };
    // After the timeout the connection is closed all the same.
    timeout(LINGER, read).await.ok();
}

/// A stream that reports its progress to a [`ConnectionState`].
#[derive(Debug)]
struct MonitoredStream {
    stream: TcpStream,
    state: Arc<ConnectionState>,
    /// Whether the next byte belongs to the first line of a request.
    in_request_line: bool,
}

impl MonitoredStream {
    fn report_write(&self, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        match written {
            Poll::Ready(_) => self.state.write_progressed(),
            Poll::Pending => self.state.write_blocked(),
        }
        written
    }
}

impl AsyncRead for MonitoredStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        if let Some(received @ [_, ..]) = buffer.filled_mut().get_mut(before..) {
            self.in_request_line |= self.state.phase() == Phase::Idle;
            self.state.bytes_received();
            if self.in_request_line {
                self.in_request_line = !accept_request_line(received);
            }
        }
        Poll::Ready(Ok(()))
    }
}

/// Replaces what the `http` crate refuses in a path or a query, and hyper with it by a bare 400: `<`, `>`, `` ` `` and
/// `"`. Mail programs make them part of a link, and not every client encodes them as browsers do. In their place
/// stand other brackets and quotation marks, so that the service understands them like those that were encoded.
///
/// `received` begins in the first line of a request. Returns whether that line ends in it.
///
/// SECURITY: hyper and what it is compared with (a proxy in front) must see the same requests. A byte is replaced by
/// one other byte, and neither is white space or the end of a line, so no line and no request begins or ends elsewhere.
/// The first line of a request that was sent before the response to the last one is left as it is.
fn accept_request_line(received: &mut [u8]) -> bool {
    for byte in received {
        match *byte {
            b'\n' => return true,
            b'<' => *byte = b'{',
            b'>' => *byte = b'}',
            b'`' | b'"' => *byte = b'\'',
            _ => {}
        }
    }
    false
}

impl AsyncWrite for MonitoredStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.report_write(written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.report_write(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        // hyper flushes when it has nothing left to write.
        ready!(Pin::new(&mut self.stream).poll_flush(context))?;
        self.state.flushed();
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// A service that reports its requests and responses to the state of the connection.
struct MonitoredService<S> {
    service: S,
    state: Arc<ConnectionState>,
}

impl<S, B> HyperService<Request<Incoming>> for MonitoredService<S>
where
    S: Service<Request<Body>, Response = Response<B>, Error = Infallible> + Clone,
{
    type Response = Response<B>;
    type Error = Infallible;
    type Future = MonitoredResponse<S::Future>;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        self.state.handling();
        // Without `poll_ready`: the service is always ready, see the documentation of `net`.
        let response = self.service.clone().call(request.map(Body::new));
        MonitoredResponse { response, state: Arc::clone(&self.state) }
    }
}

pin_project! {
    /// The future of a response, reported to the state of the connection when it completes.
    struct MonitoredResponse<F> {
        #[pin]
        response: F,
        state: Arc<ConnectionState>,
    }
}

impl<F, B> Future for MonitoredResponse<F>
where
    F: Future<Output = Result<Response<B>, Infallible>>,
{
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let mut response = ready!(this.response.poll(context))?;
        if this.state.is_closing() {
            // The client sends its next request on another connection.
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        this.state.sending();
        Poll::Ready(Ok(response))
    }
}
