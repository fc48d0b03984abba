//! The life of a server: it answers, keeps up with the time of day, and stops without losing
//! anybody.

use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;
use tokio::time::sleep;

use super::load::Source;
use crate::http::{self, Limits, Serving};

/// A clock can be set, and a machine can sleep: so the time is asked again at least this often.
const LONGEST_NAP: Duration = Duration::from_secs(30);

/// The least time between two builds.
const BETWEEN_BUILDS: Duration = Duration::from_secs(1);

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
    serving: Arc<Serving>,
    source: Arc<Source>,
    patience: Patience,
) -> io::Result<impl Future<Output = ()>> {
    let mut signals = Signals::watch()?;
    let (stop, stopped) = watch::channel(());
    let (admin_stop, admin_stopped) = watch::channel(());
    let site = http::router(Arc::clone(&serving));
    let desk = http::admin_router(Arc::clone(&serving));
    let visitors = tokio::spawn(http::serve(public, site, patience.limits, stopped));
    // The operator is answered to the end, also while the visitors' connections are drained.
    tokio::spawn(http::serve(admin, desk, patience.limits, admin_stopped));
    tokio::spawn(keep_up(Arc::clone(&serving), source));
    Ok(async move {
        let delay = signals.first(patience.delay).await;
        serving.leave();
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

/// Builds the site anew, from the same content, whenever what it says changes.
async fn keep_up(serving: Arc<Serving>, source: Arc<Source>) {
    loop {
        let wait = serving.next_change().duration_since(serving.now());
        if wait.is_positive() {
            sleep(wait.unsigned_abs().min(LONGEST_NAP)).await;
            continue;
        }
        let (builder, target) = (Arc::clone(&source), Arc::clone(&serving));
        // Rendering is work for seconds: not for the threads that answer.
        let built = tokio::task::spawn_blocking(move || renew(&target, &builder)).await;
        if let Err(error) = built {
            tracing::error!(%error, "the site of this hour was not built; the former stays");
        }
        // Should the new site be due at once, or not be there at all, it is not tried in a loop.
        sleep(BETWEEN_BUILDS).await;
    }
}

/// Serves the site of this moment. Content that was good for the former can hardly be bad for it;
/// if it is, the former stays.
fn renew(serving: &Serving, source: &Source) {
    match source.build(serving.now()) {
        Ok(site) => serving.replace(site),
        Err(problems) => {
            let first = problems.sorted().into_iter().next();
            let reason = first.map(|problem| problem.message).unwrap_or_default();
            tracing::error!(reason, "the site of this hour was not built; the former stays");
        }
    }
}
