//! The accept loop, with the limits that `axum::serve` 0.8 does not have, and a graceful shutdown that
//! resets no connection.
//!
//! HTTP/1.1 only: the proxy in front speaks HTTP/2 and 3 with browsers. hyper-util's `auto` builder keeps
//! silent connections and partial HTTP/2 prefaces open (hyper #3756, #3962).

use std::convert::Infallible;
use std::error::Error;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, Response};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio::time::sleep;
use tower_service::Service;

use super::connection::serve_connection;
use super::connections::Connections;

/// The length of the accept queue, in connections. The default is 128.
const BACKLOG: u32 = 1024;

/// The pause after an error of `accept`, when the process is out of files or memory: long enough not to
/// spin, short enough not to be noticed.
const ACCEPT_RETRY: Duration = Duration::from_millis(100);

/// How long handshakes in progress may take to complete before the listener closes: longer than most
/// round trips, shorter than the second after which a client resends a dropped SYN.
const HANDSHAKE: Duration = Duration::from_millis(500);

/// Listens on `address`; port 0 takes any free port.
///
/// With `reuse_port` (`SO_REUSEPORT`) the kernel distributes connections among all processes that share the
/// port, so that the old and the new version can overlap in a restart; without it a port in use is an error.
pub fn bind(address: SocketAddr, reuse_port: bool) -> io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    // Lets a restarted process bind while connections of the previous one are in TIME_WAIT. It does not
    // let two processes share the port.
    socket.set_reuseaddr(true)?;
    socket.set_reuseport(reuse_port)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// Accepts connections until `stop` changes (or its sender is dropped), then completes the responses in
/// progress and those of the accept queue, for at most the drain time of the limits.
pub async fn serve<S, B>(
    listener: TcpListener,
    service: S,
    connections: Arc<Connections>,
    mut stop: watch::Receiver<()>,
) where
    S: Service<Request<Body>, Response = Response<B>, Error = Infallible>,
    S: Clone + Send + 'static,
    S::Future: Send,
    B: http_body::Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    // Every connection holds a receiver, so that the end of the last one closes the channel.
    let (all, one) = watch::channel(());
    let spawn = |stream| {
        let (service, held) = (service.clone(), one.clone());
        connections.spawn(|state| async move {
            serve_connection(stream, service, state).await;
            drop(held);
        });
    };
    let enforcing = connections.enforce_limits();
    tokio::pin!(enforcing);
    {
        let end = async {
            tokio::select! {
                biased;
                _ = stop.changed() => {}
                () = &mut enforcing => {}
            }
        };
        accept_until(&listener, &connections, end, &spawn).await;
    }
    // ORDER: (1) drop new SYNs with a socket filter, (2) accept everything in the accept queue, (3) close
    // the listener. Closing first would reset the connections in the queue, and those that complete
    // between the last `accept` and the close.
    reject_new(&listener);
    connections.stop();
    accept_until(&listener, &connections, sleep(HANDSHAKE), &spawn).await;
    accept_queue(listener).into_iter().for_each(spawn);
    drop(one);
    tokio::select! {
        () = all.closed() => {}
        () = enforcing => {}
        // Connections that are still open then are closed by the end of the process.
        () = sleep(connections.limits.drain) => {}
    }
}

/// Accepts connections and spawns their tasks until `end` completes.
async fn accept_until(
    listener: &TcpListener,
    connections: &Connections,
    end: impl Future<Output = ()>,
    spawn: impl Fn(TcpStream),
) {
    tokio::pin!(end);
    loop {
        let accepted = tokio::select! {
            biased;
            () = &mut end => return,
            accepted = accept(listener, connections) => accepted,
        };
        let Some(stream) = accepted else { continue };
        // ORDER: the slot is acquired after `accept`, or the last one would never be used; and an
        // accepted connection is served even if the server is stopped meanwhile.
        let has_ended = tokio::select! {
            biased;
            () = &mut end => true,
            () = connections.acquire_slot() => false,
        };
        spawn(stream);
        if has_ended {
            return;
        }
    }
}

/// The next connection; `None` after an error. No error ends the accept loop.
async fn accept(listener: &TcpListener, connections: &Connections) -> Option<TcpStream> {
    match listener.accept().await {
        Ok((stream, _)) => Some(stream),
        Err(error) => {
            if !concerns_one_connection(&error) {
                connections.count_accept_error();
                tracing::warn!(%error, "cannot accept connections, trying again");
                sleep(ACCEPT_RETRY).await;
            }
            None
        }
    }
}

/// The client closed the connection before it was accepted.
fn concerns_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::Interrupted
    )
}

/// From here on the kernel drops SYNs. The client sends its SYN again a second later; by then the listener
/// is closed, and the port belongs to another process or to none.
///
/// Recent kernels require `CAP_NET_ADMIN` for it. Without it, a connection that completes within the last
/// microseconds may be reset: about once in a hundred restarts under load. The deployment guide says what
/// else prevents that.
#[cfg(target_os = "linux")]
fn reject_new(listener: &TcpListener) {
    use socket2::{SockFilter, SockRef};

    // Loads the byte of flags of the TCP header.
    const FLAGS: SockFilter = SockFilter::new(0x30, 0, 0, 13);
    const SKIP_ONE_UNLESS_SYN: SockFilter = SockFilter::new(0x45, 0, 1, 0x02);
    const DROP: SockFilter = SockFilter::new(0x06, 0, 0, 0);
    const KEEP: SockFilter = SockFilter::new(0x06, 0, 0, u32::MAX);
    let filter = [FLAGS, SKIP_ONE_UNLESS_SYN, DROP, KEEP];
    if let Err(error) = SockRef::from(listener).attach_filter(&filter) {
        tracing::debug!(%error, "new connections are not rejected before the listener closes");
    }
}

/// Other systems have no such filter.
#[cfg(not(target_os = "linux"))]
fn reject_new(_: &TcpListener) {}

/// The connections in the accept queue; the listener is closed.
///
/// Without the runtime, which would first have to poll for readiness.
fn accept_queue(listener: TcpListener) -> Vec<TcpStream> {
    let Ok(listener) = listener.into_std() else { return Vec::new() };
    std::iter::from_fn(|| listener.accept().ok())
        .filter_map(|(stream, _)| {
            stream.set_nonblocking(true).ok()?;
            TcpStream::from_std(stream).ok()
        })
        .collect()
}
