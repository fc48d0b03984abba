//! Our own accept loop, with the limits that `axum::serve` does not have, and an end that loses
//! nobody.
//!
//! HTTP/1.1 only: a proxy speaks 2 and 3 with the browsers, and every limit here is measured.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use super::connection::converse;

/// How many connections may wait to be accepted. The usual 128 is one second of a busy morning.
const BACKLOG: u32 = 1024;

/// How long to wait when no connection can be accepted, because the process is out of files or
/// memory: long enough not to spin, short enough not to be noticed.
const PAUSE: Duration = Duration::from_millis(100);

/// How long things may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The head of a request, from its first byte; and the first byte of a connection.
    pub header: Duration,
    /// A kept-alive connection between two requests. If it is shorter than `header`, that counts.
    pub idle: Duration,
    /// All answers that are under way when the server stops.
    pub drain: Duration,
}

/// Listens on `address`; port 0 takes any that is free. Fails if the port is in use.
pub fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    // A restart must not wait until the system has forgotten the connections of the former
    // process. It does not let two processes share the port.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// Accepts connections until `stop` changes (or its sender is gone), then answers everybody who
/// has come so far, for at most `limits.drain`.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    mut stop: watch::Receiver<()>,
) {
    let (closing, close) = watch::channel(());
    let begin = |stream| {
        tokio::spawn(converse(stream, router.clone(), limits, close.clone()));
    };
    loop {
        tokio::select! {
            biased;
            _ = stop.changed() => break,
            accepted = accept(&listener) => accepted.into_iter().for_each(&begin),
        }
    }
    // ORDER: first everybody who waits in the queue is let in, then the door is closed, then the
    // connections are told. A closed listener resets all that it has not accepted.
    waiting(listener).into_iter().for_each(begin);
    closing.send_replace(());
    drop(close);
    // Who is not done by then is cut off when the process ends.
    timeout(limits.drain, closing.closed()).await.ok();
}

/// The next connection; `None` after an error, none of which ends the loop.
async fn accept(listener: &TcpListener) -> Option<TcpStream> {
    match listener.accept().await {
        Ok((stream, _)) => Some(stream),
        Err(error) => {
            if !concerns_one_connection(&error) {
                tracing::warn!(%error, "cannot accept connections for a moment");
                sleep(PAUSE).await;
            }
            None
        }
    }
}

/// The client has gone before it was accepted: nothing is wrong with us.
fn concerns_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::Interrupted
    )
}

/// All connections that wait to be accepted; the listener is closed.
///
/// Past the runtime, which would have to ask the system first whether any wait.
fn waiting(listener: TcpListener) -> Vec<TcpStream> {
    let Ok(listener) = listener.into_std() else { return Vec::new() };
    std::iter::from_fn(|| listener.accept().ok())
        .filter_map(|(stream, _)| {
            stream.set_nonblocking(true).ok()?;
            TcpStream::from_std(stream).ok()
        })
        .collect()
}
