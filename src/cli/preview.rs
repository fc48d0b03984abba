//! `patient-center preview`: the site on the editor's own machine, with drafts and problems shown in place.

use std::io;
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::{self, sleep};
use std::time::Duration;

use clap::Args;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::clock::Moment;
use super::load::{Directories, Files};
use super::output::{CommandError, print, print_error};
use super::serve::bind;
use crate::content::Photos;
use crate::net::{self, Connections, Limits};
use crate::preview::{self, Edition, Preview};
use crate::site::address::BaseUrl;
use crate::web::Clock;

/// How often the files are checked for changes.
const POLL: Duration = Duration::from_millis(250);

/// Far longer than an editor's day: a connection for events is a response without an end.
const A_DAY: Duration = Duration::from_hours(24);

/// The limits of the listener, which only this machine can reach.
const LIMITS: Limits = Limits {
    header: Duration::from_secs(10),
    idle: A_DAY,
    write: A_DAY,
    response: A_DAY,
    life: A_DAY,
    drain: Duration::ZERO,
    connections: 256,
};

/// The flags of `preview`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// Address of the preview, on this machine alone.
    #[arg(long, env = "PATIENT_CENTER_LISTEN", default_value = "127.0.0.1:8090")]
    #[arg(value_name = "IP:PORT")]
    listen: SocketAddr,

    #[command(flatten)]
    directories: Directories,

    /// Public address of the site, as in <https://example.org>; default: the address of --listen.
    #[arg(long, env = "PATIENT_CENTER_BASE_URL", value_name = "URL")]
    base_url: Option<BaseUrl>,

    #[command(flatten)]
    moment: Moment,
}

/// Shows the site until a signal ends it.
pub(super) fn run(options: Options) -> Result<(), CommandError> {
    if !options.listen.ip().is_loopback() {
        return Err(CommandError::usage(format!(
            "--listen {}: the preview shows what is not published, so it listens on this machine \
             alone: 127.0.0.1 or [::1]",
            options.listen
        )));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let explain = |error: io::Error| CommandError::usage(format!("cannot start: {error}"));
    let runtime = runtime.map_err(explain)?;
    let result = runtime.block_on(serve(options));
    // Connections for events have no end of their own.
    runtime.shutdown_background();
    result
}

async fn serve(options: Options) -> Result<(), CommandError> {
    let (listener, address) = bind("--listen", options.listen, false)?;
    let base = options.base_url.clone().or_else(|| BaseUrl::parse(&format!("http://{address}")));
    let base = base.ok_or_else(|| CommandError::usage("give --base-url"))?;
    let explain = |error: io::Error| CommandError::usage(format!("cannot handle signals: {error}"));
    let mut terminate = signal(SignalKind::terminate()).map_err(explain)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(explain)?;
    let preview = Preview::new(&options.directories.content_name());
    let loader =
        Loader { preview: Arc::clone(&preview), options, base, clock: None, photos: Photos::new() };
    // ORDER: the content is read before the address is announced, so that there is something to see.
    let loader = tokio::task::spawn_blocking(|| loader.start()).await;
    loader.map_err(|_| CommandError::usage("cannot start: the site could not be built"))?;
    let (_stop, stopped) = watch::channel(());
    let app = preview::app(preview, address.port());
    tokio::spawn(net::serve(listener, app, Connections::new(LIMITS), stopped));
    print(&format!("preview on http://{address}/\n"));
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

/// Keeps what the preview shows up to date with the files and the time of day.
struct Loader {
    preview: Arc<Preview>,
    options: Options,
    base: BaseUrl,
    /// The time of day, or that of `--at`, from the first good content on, which says in which zone it is.
    clock: Option<Clock>,
    /// The photographs of the last good content, which are not made into pictures again.
    photos: Photos,
}

impl Loader {
    /// Shows the content as it is, and starts the thread that follows its changes.
    fn start(mut self) {
        let mut stamps = self.options.directories.stamps();
        let files = self.options.directories.read();
        let mut digest = files.digest();
        self.load(files);
        thread::spawn(move || {
            loop {
                sleep(POLL);
                let newer = self.options.directories.stamps();
                if newer != stamps
                    && let Some(files) = self.options.directories.read_settled(&newer)
                {
                    stamps = newer;
                    if files.digest() != digest {
                        digest = files.digest();
                        self.protected(|loader| loader.load(files));
                    }
                }
                self.protected(|loader| loader.preview.keep_up());
            }
        });
    }

    /// A panic is a bug of this program; later changes must still be shown.
    fn protected(&mut self, work: impl FnOnce(&mut Self)) {
        if catch_unwind(AssertUnwindSafe(|| work(self))).is_err() {
            print_error("patient-center: building the site panicked; the previous one is shown\n");
        }
    }

    fn load(&mut self, files: Files) {
        let clock = self.clock.clone();
        let clock = clock.unwrap_or_else(|| self.options.moment.clock(&files.time_zone()));
        let checked = files.check(self.base.clone(), clock(), &self.photos);
        if let Ok((source, _)) = &checked {
            self.clock = Some(Arc::clone(&clock));
            self.photos = source.photos().clone();
        }
        self.preview.load(checked.map(|(source, _)| Edition {
            content: source.content,
            assets: source.assets,
            base: source.base,
            digest: source.digest,
            clock,
        }));
    }
}
