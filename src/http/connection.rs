//! One connection, from its first byte to its last.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::{HeaderValue, Request, header};
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::Service;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::timeout;

use super::listener::Limits;
use super::stream::{Attended, Progress};

/// More header lines than this are answered 431.
const MOST_HEADERS: usize = 64;

/// A head longer than this, in bytes, is answered 431 (or 414, if the request line alone is).
const LONGEST_HEAD: usize = 16 * 1024;

/// How long a connection whose request is on its way is left alone when the server stops.
const LAST_CALL: Duration = Duration::from_secs(1);

/// How long, and for how many bytes, a closed connection is read empty.
const LINGER: Duration = Duration::from_secs(1);
const LINGER_BYTES: u64 = 256 * 1024;

/// Answers requests on `stream` until either side has had enough.
pub(super) async fn converse(
    stream: TcpStream,
    router: Router,
    limits: Limits,
    mut stop: watch::Receiver<()>,
) {
    // Without it the last packet of an answer waits for the acknowledgement of the one before.
    // Where it cannot be set the connection is already gone, and reading will say so.
    stream.set_nodelay(true).ok();
    let progress = Arc::new(Progress::default());
    let stream = Attended::new(stream, Arc::clone(&progress), limits.header);
    let service = Answering { router, progress: Arc::clone(&progress), stop: stop.clone() };
    let mut connection = builder(limits).serve_connection(TokioIo::new(stream), service);
    let stopped = async {
        // An error means that the sender is gone, which is a stop too.
        stop.changed().await.ok();
    };
    tokio::select! {
        biased;
        _ = &mut connection => {}
        () = stopped => last_call(&mut connection, &progress).await,
    }
    linger(connection.into_parts().io.into_inner().into_inner()).await;
}

type Connection = http1::Connection<TokioIo<Attended>, Answering>;

fn builder(limits: Limits) -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(limits.idle.max(limits.header))
        .max_headers(MOST_HEADERS)
        .max_buf_size(LONGEST_HEAD);
    builder
}

/// The server stops: what was asked is answered, nothing more.
///
/// ORDER: hyper closes a connection on which it has read nothing at once, also when the request
/// lies in the socket's buffer: so it was with 17 to 20 of 20 requests that waited in the accept
/// queue. So a connection that owes us a head has a moment before hyper is told.
async fn last_call(connection: &mut Connection, progress: &Progress) {
    if progress.head_is_due() && timeout(LAST_CALL, &mut *connection).await.is_ok() {
        return;
    }
    Pin::new(&mut *connection).graceful_shutdown();
    // Whatever ended it, it has ended.
    connection.await.ok();
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

/// The router, told to hyper; and the connection's progress, told to its stream.
struct Answering {
    router: Router,
    progress: Arc<Progress>,
    stop: watch::Receiver<()>,
}

impl Service<Request<Incoming>> for Answering {
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        self.progress.answering();
        let progress = Arc::clone(&self.progress);
        let stop = self.stop.clone();
        let answer = tower::Service::call(&mut self.router.clone(), request);
        Box::pin(async move {
            let mut response = answer.await?;
            if stop.has_changed().unwrap_or(true) {
                // The client learns that this is the last answer, instead of finding out.
                let close = HeaderValue::from_static("close");
                response.headers_mut().insert(header::CONNECTION, close);
            }
            progress.idle();
            Ok(response)
        })
    }
}
