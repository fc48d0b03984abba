//! The life of a server: it answers, looks after its site, and stops without losing anybody.

use std::future::Future;
use std::io;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;
use tokio::time::sleep;

use super::reloader::Reloader;
use crate::net::{self, Connections, Limits};
use crate::web::{self, AppState};

/// Connections to the admin listener: a probe, a scraper, and a person or two.
const OPERATORS: usize = 32;

/// How long the server waits for others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// For clients.
    pub(super) limits: Limits,
    /// For the load balancer, after SIGTERM.
    pub(super) delay: Duration,
}

/// Starts to answer, and lives until the process is told to stop.
///
/// The signals are watched when this returns, so that none is lost between the announcement and
/// the first look.
pub(super) fn lifecycle(
    public: TcpListener,
    admin: TcpListener,
    state: AppState,
    reloader: Reloader,
    patience: Patience,
) -> io::Result<impl Future<Output = ()>> {
    let mut signals = Signals::watch()?;
    let hangup = signal(SignalKind::hangup())?;
    let (stop, stopped) = watch::channel(());
    let (admin_stop, admin_stopped) = watch::channel(());
    let visitors = Connections::new(patience.limits);
    let operators = Connections::new(Limits { connections: OPERATORS, ..patience.limits });
    let site = web::app(state.clone());
    let desk = web::admin_router(state.clone(), Arc::clone(&visitors));
    let visitors = tokio::spawn(net::serve(public, site, visitors, stopped));
    // The operator is answered to the end, also while the visitors' connections are drained.
    tokio::spawn(net::serve(admin, desk, operators, admin_stopped));
    look_after(reloader, hangup)?;
    Ok(async move {
        let delay = signals.first(patience.delay).await;
        state.start_draining();
        let leave = async {
            sleep(delay).await;
            stop.send_replace(());
            // An error would be a panic of the accept loop, which has been reported.
            visitors.await.ok();
        };
        tokio::select! {
            () = leave => {}
            _ = signals.first(delay) => tracing::warn!("told twice to stop: ending at once"),
        }
        admin_stop.send_replace(());
    })
}

/// The two signals that mean "stop".
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    fn watch() -> io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    /// How long to go on as before: `delay` after SIGTERM, which an orchestrator sends; not at all
    /// after SIGINT, which comes from a keyboard.
    async fn first(&mut self, delay: Duration) -> Duration {
        tokio::select! {
            _ = self.terminate.recv() => delay,
            _ = self.interrupt.recv() => Duration::ZERO,
        }
    }
}

/// Reading and rendering take their time: they have a thread of their own, beside those that answer.
fn look_after(reloader: Reloader, mut hangup: Signal) -> io::Result<()> {
    let (ask, asked) = mpsc::channel();
    let reloader =
        thread::Builder::new().name("reloader".to_owned()).spawn(move || reloader.run(&asked));
    tokio::spawn(async move { while hangup.recv().await.is_some() && ask.send(()).is_ok() {} });
    reloader.map(drop)
}
