//! Bytes over a real socket, to the real accept loop.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use patient_center::net::{Connections, Limits, bind, serve};
use patient_center::web::{AppState, app};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::site::{NOW, moment, site};

/// Nothing here takes this long unless it is broken.
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) const LIMITS: Limits = Limits {
    header: Duration::from_secs(10),
    idle: Duration::from_secs(10),
    write: Duration::from_secs(10),
    response: Duration::from_secs(10),
    life: Duration::from_mins(10),
    drain: Duration::from_secs(10),
    connections: 100,
};

pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    stop: watch::Sender<()>,
    running: JoinHandle<()>,
}

pub(crate) fn listener() -> TcpListener {
    bind(SocketAddr::from(([127, 0, 0, 1], 0)), false).unwrap()
}

impl Server {
    pub(crate) fn start(limits: Limits) -> Self {
        Self::on(listener(), limits, watch::channel(()).0)
    }

    pub(crate) fn on(listener: TcpListener, limits: Limits, stop: watch::Sender<()>) -> Self {
        let now = moment(NOW);
        let site = app(AppState::new(site(), Arc::new(move || now), None));
        let address = listener.local_addr().unwrap();
        // A receiver that has seen nothing: a stop that was sent before counts.
        let mut stopped = stop.subscribe();
        stopped.mark_unchanged();
        let connections = Connections::new(limits);
        let running = tokio::spawn(serve(listener, site, connections, stopped));
        Self { address, stop, running }
    }

    pub(crate) fn stop(&self) {
        self.stop.send_replace(());
    }

    pub(crate) async fn ended(self) {
        timeout(PATIENCE, self.running).await.expect("the server ends").unwrap();
    }

    pub(crate) async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Everything that the server answers to `request` until it closes the connection.
    pub(crate) async fn exchange(&self, request: &[u8]) -> String {
        let mut stream = self.connect().await;
        stream.write_all(request).await.unwrap();
        rest(&mut stream).await
    }
}

/// What still comes, until the server closes.
pub(crate) async fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    timeout(PATIENCE, stream.read_to_end(&mut bytes)).await.expect("the server closes").unwrap();
    String::from_utf8(bytes).unwrap()
}

/// One answer without a body, or the head of one.
pub(crate) async fn head(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    while !bytes.ends_with(b"\r\n\r\n") {
        let byte = timeout(PATIENCE, stream.read_u8()).await.expect("an answer").unwrap();
        bytes.push(byte);
    }
    String::from_utf8(bytes).unwrap()
}
