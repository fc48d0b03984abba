//! Who presses Ctrl-C while files are written wants them gone, not half of them left.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use tokio::runtime;
use tokio::signal::unix::{SignalKind, signal};

/// Whether the operator, or the system, wants this to end.
#[derive(Debug, Clone, Default)]
pub(super) struct Interrupted(Arc<AtomicBool>);

impl Interrupted {
    /// Whether a signal has come.
    pub(super) fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// From now on SIGINT and SIGTERM end nothing by themselves; they are seen here.
pub(super) fn watch() -> Result<Interrupted, String> {
    let explain = |error| format!("cannot listen to signals: {error}");
    let runtime = runtime::Builder::new_current_thread().enable_io().build().map_err(explain)?;
    let guard = runtime.enter();
    let mut interrupt = signal(SignalKind::interrupt()).map_err(explain)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(explain)?;
    drop(guard);
    let interrupted = Interrupted::default();
    let seen = interrupted.clone();
    // Nobody waits for this thread: it ends with the program.
    thread::spawn(move || {
        runtime.block_on(async {
            tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
        });
        seen.0.store(true, Ordering::Relaxed);
    });
    Ok(interrupted)
}
