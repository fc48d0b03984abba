//! `patient-center serve`: from the settings to a running server, and its end.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;
use tokio::time::sleep;

use super::log::{self, Log};
use super::output::{CommandError, print};
use super::reloader::{Loaded, Reloader};
use super::settings::Settings;
use crate::content::Photos;
use crate::net::{self, Connections};
use crate::site::address::BaseUrl;
use crate::web::{self, AppState, RequestLog};

/// The maximum number of connections to the admin listener: a probe, a scraper, and a person or two.
const MAX_ADMIN_CONNECTIONS: usize = 32;
/// Open files that are no connections to visitors: listeners, the log, the content while it is read.
const RESERVED_FILES: usize = 64;

/// Serves until a signal ends it.
pub(super) fn run(settings: Settings) -> Result<(), CommandError> {
    let explain = |error: io::Error| CommandError::usage(format!("cannot start: {error}"));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(explain)?;
    let log = log::start(settings.log).map_err(explain)?;
    let result = runtime.block_on(serve(Arc::new(settings), log.clone()));
    // Whatever has not ended by now is not waited for.
    runtime.shutdown_background();
    if let Some(log) = log {
        log.finish();
    }
    result
}

async fn serve(settings: Arc<Settings>, log: Option<Arc<Log>>) -> Result<(), CommandError> {
    // ORDER: first the ports, because without --base-url the pages contain the real port of port 0.
    // Clients that connect before the site is built wait in the backlog.
    let reuse_port = settings.reuse_port;
    let (public, public_address) = bind("--listen", settings.listen, reuse_port)?;
    let (admin, admin_address) = bind("--admin-listen", settings.admin_listen, reuse_port)?;
    let base_url = base_url(&settings, public_address)?;
    // ORDER: a change after the metadata was taken is either read, or seen by the first poll.
    let stamps = settings.directories.stamps();
    let files = settings.directories.read();
    let clock = settings.moment.clock(&files.time_zone());
    let (loaded, site) = Loaded::build(files, base_url, clock(), &Photos::new())?;
    let state = AppState::new(site, clock, log.map(|log| log as Arc<dyn RequestLog>));
    let reloader = Reloader::new(Arc::clone(&state), Arc::clone(&settings), loaded, stamps);
    let running = start(public, admin, state, reloader, settings);
    let running =
        running.map_err(|error| CommandError::usage(format!("cannot handle signals: {error}")))?;
    print(&format!("listening on http://{public_address}\nadmin on http://{admin_address}\n"));
    running.await;
    Ok(())
}

/// A listener on `address`, which is the value of `flag`, and its real address: port 0 is any free one.
pub(super) fn bind(
    flag: &str,
    address: SocketAddr,
    reuse_port: bool,
) -> Result<(TcpListener, SocketAddr), CommandError> {
    let bound = net::bind(address, reuse_port);
    let bound = bound.and_then(|listener| listener.local_addr().map(|real| (listener, real)));
    bound.map_err(|error| {
        let is_in_use = error.kind() == io::ErrorKind::AddrInUse;
        let reason = if is_in_use { "the port is in use".to_owned() } else { error.to_string() };
        CommandError::usage(format!("{flag} {address}: {reason}"))
    })
}

/// The public address: that of the settings, or that of the `public` listener.
fn base_url(settings: &Settings, public: SocketAddr) -> Result<BaseUrl, CommandError> {
    if let Some(base_url) = &settings.base_url {
        return Ok(base_url.clone());
    }
    let base_url = BaseUrl::parse(&format!("http://{public}")).ok_or_else(|| {
        CommandError::usage("the address of --listen cannot be a base URL; give --base-url")
    })?;
    if public.ip().is_unspecified() {
        tracing::warn!(
            "the pages say that their address is {base_url}, which leads nowhere: give --base-url"
        );
    }
    Ok(base_url)
}

/// Starts to accept connections; the returned future ends when the process is to end.
///
/// The signals are registered before this returns, so that none is lost after the announcement of the
/// addresses.
fn start(
    public: TcpListener,
    admin: TcpListener,
    state: Arc<AppState>,
    reloader: Reloader,
    settings: Arc<Settings>,
) -> io::Result<impl Future<Output = ()>> {
    let mut signals = StopSignals {
        terminate: signal(SignalKind::terminate())?,
        interrupt: signal(SignalKind::interrupt())?,
    };
    let hangup = signal(SignalKind::hangup())?;
    let (stop, stopped) = watch::channel(());
    let (admin_stop, admin_stopped) = watch::channel(());
    let available = available_connections(settings.max_connections.get());
    let connections = Connections::new(settings.limits(available));
    let admin_connections = Connections::new(settings.limits(MAX_ADMIN_CONNECTIONS));
    let site = web::app(Arc::clone(&state));
    let admin_site = web::admin_router(Arc::clone(&state), Arc::clone(&connections));
    let serving = tokio::spawn(net::serve(public, site, connections, stopped));
    // The admin listener is open to the end, also while the public connections are drained.
    tokio::spawn(net::serve(admin, admin_site, admin_connections, admin_stopped));
    spawn_reloader(reloader, hangup)?;
    Ok(async move {
        let delay = signals.next(settings.drain_delay).await;
        state.start_draining();
        let drain = async {
            sleep(delay).await;
            stop.send_replace(());
            // An error would be a panic of the accept loop, which has been logged.
            serving.await.ok();
        };
        tokio::select! {
            () = drain => {}
            _ = signals.next(delay) => tracing::warn!("a second signal: ending at once"),
        }
        admin_stop.send_replace(());
    })
}

/// `wanted`, or as many connections as the process may have. The soft limit of open files, which is low
/// by default for old programs, is raised as far as the system allows.
fn available_connections(wanted: usize) -> usize {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    let files = match setrlimit(Resource::Nofile, raised) {
        Ok(()) => limit.maximum,
        Err(_) => limit.current,
    };
    let files = files.map_or(usize::MAX, |files| usize::try_from(files).unwrap_or(usize::MAX));
    let available = files.saturating_sub(RESERVED_FILES).max(1);
    if available < wanted {
        tracing::warn!(wanted, available, "the limit of open files allows fewer connections");
    }
    wanted.min(available)
}

/// The two signals that end the server.
struct StopSignals {
    terminate: Signal,
    interrupt: Signal,
}

impl StopSignals {
    /// Waits for a signal; how long to go on as before: `delay` after SIGTERM, which an orchestrator
    /// sends, and not at all after SIGINT, which comes from a keyboard.
    async fn next(&mut self, delay: Duration) -> Duration {
        tokio::select! {
            _ = self.terminate.recv() => delay,
            _ = self.interrupt.recv() => Duration::ZERO,
        }
    }
}

/// Reading and rendering take long, so the reloader has a thread of its own. Each `hangup` requests a
/// reload.
fn spawn_reloader(reloader: Reloader, mut hangup: Signal) -> io::Result<()> {
    let (request, requests) = mpsc::channel();
    let thread = thread::Builder::new().name("reloader".to_owned());
    thread.spawn(move || reloader.run(&requests))?;
    tokio::spawn(async move { while hangup.recv().await.is_some() && request.send(()).is_ok() {} });
    Ok(())
}
