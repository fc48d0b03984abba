//! `patient-center serve`: its flags, and the way from them to a running server.

use std::io;
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use jiff::Timestamp;
use tokio::net::TcpListener;

use super::lifecycle::{Patience, lifecycle};
use super::load::{Directories, Source};
use super::log::Log;
use super::reloader::{Loaded, Policy, Reloader, SiteSize};
use super::{CONTENT, clock, complain, duration, files, log, print, refuse, report};
use crate::diagnostics::Diagnostics;
use crate::net::{self, Limits, PortSharing};
use crate::site::Site;
use crate::site::address::BaseUrl;
use crate::web::{AppState, RequestLog};

/// The flags of `serve`. Each has a variable; a flag beats its variable, which beats the default.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// Where visitors are answered.
    #[arg(long, env = "PATIENT_CENTER_LISTEN", default_value = "127.0.0.1:8080")]
    #[arg(value_name = "IP:PORT")]
    listen: SocketAddr,

    /// Where the operator is answered; never public.
    #[arg(long, env = "PATIENT_CENTER_ADMIN_LISTEN", default_value = "127.0.0.1:9090")]
    #[arg(value_name = "IP:PORT")]
    admin_listen: SocketAddr,

    #[command(flatten)]
    directories: Directories,

    /// The public address, as in <https://example.org>; without it, the address of --listen.
    #[arg(long, env = "PATIENT_CENTER_BASE_URL", value_name = "URL")]
    base_url: Option<BaseUrl>,

    /// The log's form, on standard error.
    #[arg(long, env = "PATIENT_CENTER_LOG", default_value = "text", value_enum)]
    log: log::Format,

    /// After SIGTERM: how long to answer as before, while the load balancer takes notice.
    #[arg(long, env = "PATIENT_CENTER_DRAIN_DELAY", default_value = "5s")]
    #[arg(value_name = "DURATION", value_parser = duration::parse)]
    drain_delay: Duration,

    /// After that: how long to wait for answers that are under way.
    #[arg(long, env = "PATIENT_CENTER_DRAIN", default_value = "20s")]
    #[arg(value_name = "DURATION", value_parser = duration::parse)]
    drain: Duration,

    /// How long a client may take for the head of a request.
    #[arg(long, env = "PATIENT_CENTER_HEADER_TIMEOUT", default_value = "10s")]
    #[arg(value_name = "DURATION", value_parser = duration::positive)]
    header_timeout: Duration,

    /// How long a connection may rest between two requests; longer than the proxy's.
    #[arg(long, env = "PATIENT_CENTER_IDLE_TIMEOUT", default_value = "75s")]
    #[arg(value_name = "DURATION", value_parser = duration::positive)]
    idle_timeout: Duration,

    /// How long bytes may wait for a client that does not read.
    #[arg(long, env = "PATIENT_CENTER_WRITE_TIMEOUT", default_value = "30s")]
    #[arg(value_name = "DURATION", value_parser = duration::positive)]
    write_timeout: Duration,

    /// How long an answer may take, to its last byte.
    #[arg(long, env = "PATIENT_CENTER_RESPONSE_TIMEOUT", default_value = "2m")]
    #[arg(value_name = "DURATION", value_parser = duration::positive)]
    response_timeout: Duration,

    /// How long a connection may live; then it ends with the next answer.
    #[arg(long, env = "PATIENT_CENTER_CONNECTION_LIFE", default_value = "60m")]
    #[arg(value_name = "DURATION", value_parser = duration::positive)]
    connection_life: Duration,

    /// How many connections there may be; one more, and the one idle for longest makes room.
    #[arg(long, env = "PATIENT_CENTER_MAX_CONNECTIONS", default_value = "2048")]
    #[arg(value_name = "COUNT")]
    max_connections: NonZeroUsize,

    /// Share the port with another version of this program, while one takes the other's place.
    #[arg(long, env = "PATIENT_CENTER_REUSE_PORT")]
    reuse_port: bool,

    /// How often the files are looked at for changes; SIGHUP has them read at once.
    #[arg(long, env = "PATIENT_CENTER_POLL", default_value = "1s")]
    #[arg(value_name = "DURATION", value_parser = duration::positive)]
    poll: Duration,

    /// Serve new content even if a language or more than half of the pages are gone.
    #[arg(long, env = "PATIENT_CENTER_ALLOW_SHRINK")]
    allow_shrink: bool,

    /// The moment to show the site at, as in 2026-12-24T14:00:00Z; time runs on from there.
    #[arg(long, env = "PATIENT_CENTER_AT", value_name = "MOMENT", value_parser = clock::parse)]
    at: Option<Timestamp>,
}

impl Options {
    fn limits(&self) -> Limits {
        Limits {
            header: self.header_timeout,
            idle: self.idle_timeout,
            write: self.write_timeout,
            response: self.response_timeout,
            life: self.connection_life,
            drain: self.drain,
            connections: files::room_for(self.max_connections.get()),
        }
    }

    fn sharing(&self) -> PortSharing {
        if self.reuse_port { PortSharing::Shared } else { PortSharing::Exclusive }
    }
}

/// Serves until it is told to stop.
pub(super) fn run(options: Options) -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let started = runtime.and_then(|runtime| Ok((runtime, log::start(options.log)?)));
    let (runtime, log) = match started {
        Ok(started) => started,
        Err(error) => return refuse(&format!("cannot start: {error}")),
    };
    let code = runtime.block_on(serve(options, log.clone()));
    // What has not ended by now is not waited for.
    runtime.shutdown_background();
    if let Some(log) = log {
        log.finish();
    }
    code
}

async fn serve(options: Options, log: Option<Arc<Log>>) -> ExitCode {
    // ORDER: the ports come first: without --base-url the site is built with the port that port 0
    // became. Whoever connects before the site is built waits in the queue.
    let public = match bind("--listen", options.listen, options.sharing()) {
        Ok(bound) => bound,
        Err(code) => return code,
    };
    let admin = match bind("--admin-listen", options.admin_listen, options.sharing()) {
        Ok(bound) => bound,
        Err(code) => return code,
    };
    let Some(base) = options.base_url.clone().or_else(|| BaseUrl::parse(&public.url())) else {
        return refuse("the address of --listen is no base address; give --base-url");
    };
    if options.base_url.is_none() && public.address.ip().is_unspecified() {
        tracing::warn!(
            "every page says that it is at {base}, where nobody finds it: give --base-url"
        );
    }
    let clock = clock::clock(options.at);
    let (loaded, site) = match load(&options.directories, base.clone(), clock()) {
        Ok(loaded) => loaded,
        Err(problems) => {
            complain(&report::text(problems));
            return ExitCode::from(CONTENT);
        }
    };
    let log = log.map(|log| log as Arc<dyn RequestLog>);
    let state = AppState::new(site, clock, log);
    let said = format!("listening on {}\nadmin on {}\n", public.url(), admin.url());
    let patience = Patience { limits: options.limits(), delay: options.drain_delay };
    let Options { directories, poll, allow_shrink, .. } = options;
    let policy = Policy { directories, base, poll, allow_shrink };
    let reloader = Reloader::new(state.clone(), policy, loaded);
    let running = lifecycle(public.listener, admin.listener, state, reloader, patience);
    match running {
        Ok(running) => {
            print(&said);
            running.await;
            ExitCode::SUCCESS
        }
        Err(error) => refuse(&format!("cannot listen to signals: {error}")),
    }
}

fn load(
    directories: &Directories,
    base: BaseUrl,
    moment: Timestamp,
) -> Result<(Loaded, Site), Diagnostics> {
    // ORDER: what changes after the look is read, or seen at the next look.
    let stamps = directories.stamps();
    let files = directories.read();
    let digest = files.digest();
    let (source, _) = Source::of(files, directories, base, moment)?;
    let site = source.build(moment)?;
    Ok((Loaded { source, digest, stamps, size: SiteSize::of(&site) }, site))
}

/// A listener, and the address it really has.
struct Bound {
    listener: TcpListener,
    address: SocketAddr,
}

impl Bound {
    fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

fn bind(flag: &str, address: SocketAddr, sharing: PortSharing) -> Result<Bound, ExitCode> {
    let bound = net::bind(address, sharing).and_then(|listener| {
        let address = listener.local_addr()?;
        Ok(Bound { listener, address })
    });
    bound.map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => refuse(&format!("{flag} {address}: the port is in use")),
        _ => refuse(&format!("{flag} {address}: {error}")),
    })
}
