//! Our own accept loop, with the limits that `axum::serve` does not have, and an end that loses
//! nobody.
//!
//! HTTP/1.1 only: a proxy speaks 2 and 3 with the browsers, and every limit here is measured.

use std::convert::Infallible;
use std::error::Error;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{Request, Response};
use hyper::body::Incoming;
use hyper::service::Service;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio::time::sleep;

use super::connection::converse;
use super::connections::Connections;

/// How many connections may wait to be accepted. The usual 128 is one second of a busy morning.
const BACKLOG: u32 = 1024;

/// How long to wait when no connection can be accepted, because the process is out of files or
/// memory: long enough not to spin, short enough not to be noticed.
const PAUSE: Duration = Duration::from_millis(100);

/// How long a client that the system has answered may take to say that it is there, before the
/// listener closes: longer than most ways on earth, shorter than the second after which who was
/// turned away asks again.
const HANDSHAKE: Duration = Duration::from_millis(500);

/// Whether another process may listen on the same port.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sharing {
    /// A port in use is an error.
    Alone,
    /// The system deals the connections out among all that share the port, so that two versions can
    /// overlap while one takes the other's place.
    Shared,
}

/// Listens on `address`; port 0 takes any that is free.
pub fn bind(address: SocketAddr, sharing: Sharing) -> io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    // A restart must not wait until the system has forgotten the connections of the former
    // process. It does not let two processes share the port.
    socket.set_reuseaddr(true)?;
    socket.set_reuseport(sharing == Sharing::Shared)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// Accepts connections until `stop` changes (or its sender is gone), then answers everybody who
/// has come so far, for at most the drain time of the limits.
pub async fn serve<S, B>(
    listener: TcpListener,
    service: S,
    connections: Arc<Connections>,
    mut stop: watch::Receiver<()>,
) where
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible>,
    S: Clone + Send + 'static,
    S::Future: Send,
    B: http_body::Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    // Every connection holds a receiver, so that the last one to end closes the channel.
    let (all, one) = watch::channel(());
    let begin = |stream| {
        let (service, held) = (service.clone(), one.clone());
        connections.begin(|progress| async move {
            converse(stream, service, progress).await;
            drop(held);
        });
    };
    let watching = connections.watch();
    tokio::pin!(watching);
    {
        let end = async {
            tokio::select! {
                biased;
                _ = stop.changed() => {}
                () = &mut watching => {}
            }
        };
        let_in(&listener, &connections, end, &begin).await;
    }
    // ORDER: first newcomers are turned away, then everybody who has come is let in, then the door
    // is closed. A closed listener resets all that it has not accepted, also who comes between the
    // last look into its queue and its end.
    turn_away(&listener);
    connections.stop();
    let_in(&listener, &connections, sleep(HANDSHAKE), &begin).await;
    waiting(listener).into_iter().for_each(begin);
    drop(one);
    tokio::select! {
        () = all.closed() => {}
        () = watching => {}
        // Who is not done by then is cut off when the process ends.
        () = sleep(connections.limits.drain) => {}
    }
}

/// Begins a connection for everybody who comes, until `end`.
async fn let_in(
    listener: &TcpListener,
    connections: &Connections,
    end: impl Future<Output = ()>,
    begin: impl Fn(TcpStream),
) {
    tokio::pin!(end);
    loop {
        let came = tokio::select! {
            biased;
            () = &mut end => return,
            came = accept(listener, connections) => came,
        };
        let Some(stream) = came else { continue };
        // ORDER: room is made when somebody has come, not before, or the last place would never be
        // taken; and who has come is let in, also when the server is stopped meanwhile.
        let ends = tokio::select! {
            biased;
            () = &mut end => true,
            () = connections.room() => false,
        };
        begin(stream);
        if ends {
            return;
        }
    }
}

/// The next connection; `None` after an error, none of which ends the loop.
async fn accept(listener: &TcpListener, connections: &Connections) -> Option<TcpStream> {
    match listener.accept().await {
        Ok((stream, _)) => Some(stream),
        Err(error) => {
            if !concerns_one_connection(&error) {
                connections.refused.add();
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

/// From here on the system drops the first packet of whoever comes. The client sends it again a
/// second later; by then the listener is gone, and another process has the port, or nobody.
///
/// New kernels allow it with `CAP_NET_ADMIN` alone. Without, one who comes within the last
/// microseconds may meet a reset: about once in a hundred restarts under load. The guide says what
/// else helps.
#[cfg(target_os = "linux")]
fn turn_away(listener: &TcpListener) {
    use socket2::{SockFilter, SockRef};

    // What is loaded is the TCP header's byte of flags.
    const FLAGS: SockFilter = SockFilter::new(0x30, 0, 0, 13);
    const SKIP_ONE_UNLESS_SYN: SockFilter = SockFilter::new(0x45, 0, 1, 0x02);
    const DROP: SockFilter = SockFilter::new(0x06, 0, 0, 0);
    const KEEP: SockFilter = SockFilter::new(0x06, 0, 0, u32::MAX);
    let filter = [FLAGS, SKIP_ONE_UNLESS_SYN, DROP, KEEP];
    if let Err(error) = SockRef::from(listener).attach_filter(&filter) {
        tracing::debug!(%error, "newcomers are not turned away");
    }
}

/// Elsewhere nobody can be told to come again.
#[cfg(not(target_os = "linux"))]
fn turn_away(_: &TcpListener) {}

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
