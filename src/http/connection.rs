//! One connection, from its first byte to its last.

use std::convert::Infallible;
use std::error::Error;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::http::{HeaderValue, Request, Response, header};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::Service;
use hyper_util::rt::TokioIo;
use pin_project_lite::pin_project;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::progress::{Progress, Stage};
use super::stream::Attended;

/// A head longer than this, in bytes, is answered 431 (or 414, if the request line alone is).
const LONGEST_HEAD: usize = 16 * 1024;

/// How long a connection whose request is on its way is left alone when the server stops.
const LAST_CALL: Duration = Duration::from_secs(1);

/// How long, and for how many bytes, a closed connection is read empty.
const LINGER: Duration = Duration::from_secs(1);
const LINGER_BYTES: u64 = 256 * 1024;

/// Answers requests on `stream` with `service` until either side has had enough.
pub(super) async fn converse<S, B>(stream: TcpStream, service: S, progress: Arc<Progress>)
where
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible>,
    B: http_body::Body + 'static,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    // Without it the last packet of an answer waits for the acknowledgement of the one before.
    // Where it cannot be set the connection is already gone, and reading will say so.
    stream.set_nodelay(true).ok();
    let stream = Attended::new(stream, Arc::clone(&progress));
    let service = Reporting { service, progress: Arc::clone(&progress) };
    let mut builder = http1::Builder::new();
    builder.max_buf_size(LONGEST_HEAD);
    let mut connection = builder.serve_connection(TokioIo::new(stream), service);
    let stopped = tokio::select! {
        biased;
        _ = &mut connection => false,
        () = progress.stopped() => true,
    };
    // ORDER: hyper closes a connection on which it has read nothing at once, also when the request
    // lies in the socket's buffer: so it was with 17 to 20 of 20 requests that waited in the accept
    // queue. So a connection that owes us a head has a moment before hyper is told.
    let owes_a_head = stopped && progress.stage() == Stage::Head;
    let ended = owes_a_head && timeout(LAST_CALL, &mut connection).await.is_ok();
    if stopped && !ended {
        Pin::new(&mut connection).graceful_shutdown();
        // Whatever ended it, it has ended.
        (&mut connection).await.ok();
    }
    progress.making();
    linger(connection.into_parts().io.into_inner().into_inner()).await;
}

/// Reads and drops what still comes, for a moment.
///
/// To close a socket with unread bytes resets the connection, and a reset can overtake the answer
/// that explains it: the 413 to a body, the 431 to a long head.
async fn linger(mut stream: TcpStream) {
    if stream.shutdown().await.is_err() {
        return;
    }
    let mut rest = stream.take(LINGER_BYTES);
    let mut dropped = [0; 4096];
    let read = async { while rest.read(&mut dropped).await.is_ok_and(|count| count > 0) {} };
    // Too slow is as good as done.
    timeout(LINGER, read).await.ok();
}

/// A service whose answers are told to the connection's progress.
struct Reporting<S> {
    service: S,
    progress: Arc<Progress>,
}

impl<S, B> Service<Request<Incoming>> for Reporting<S>
where
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible>,
{
    type Response = Response<B>;
    type Error = Infallible;
    type Future = Reported<S::Future>;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        self.progress.making();
        let answer = self.service.call(request);
        Reported { answer, progress: Arc::clone(&self.progress) }
    }
}

pin_project! {
    /// An answer on its way to hyper.
    struct Reported<F> {
        #[pin]
        answer: F,
        progress: Arc<Progress>,
    }
}

impl<F, B> Future for Reported<F>
where
    F: Future<Output = Result<Response<B>, Infallible>>,
{
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let mut response = ready!(this.answer.poll(context))?;
        if this.progress.is_ending() {
            // The client learns that this is the last answer, instead of finding out.
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        this.progress.sending();
        Poll::Ready(Ok(response))
    }
}
