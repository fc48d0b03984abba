//! Progress messages: only for work that takes long.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// How far an export is.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// How many files there will be; 0 while the pages are rendered.
    pub(super) total: AtomicUsize,
    /// How many of them are written.
    pub(super) written: AtomicUsize,
}

impl Progress {
    fn message(&self) -> String {
        match (self.written.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed)) {
            (_, 0) => "rendering the pages".to_owned(),
            (written, total) => format!("{written} of {total} files are written"),
        }
    }
}

/// Runs `work`. A thread of its own prints how far it is: first after `delay`, then each time after
/// twice as long as before.
pub(super) fn with_progress<T>(
    delay: Duration,
    print: impl Fn(&str) + Send,
    work: impl FnOnce(&Progress) -> T,
) -> T {
    let progress = &Progress::default();
    // The end of the work, also by a panic, drops the sender and thereby ends the thread.
    let (working, ended) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            let mut delay = delay;
            while ended.recv_timeout(delay) == Err(RecvTimeoutError::Timeout) {
                print(&progress.message());
                delay = delay.saturating_mul(2);
            }
        });
        let _working = working;
        work(progress)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_work_reports_how_far_it_is() {
        let (sender, messages) = mpsc::channel();
        let print = move |message: &str| sender.send(message.to_owned()).unwrap();
        let result = with_progress(Duration::from_millis(1), print, |progress| {
            assert_eq!(messages.recv().unwrap(), "rendering the pages");
            progress.total.store(2, Ordering::Relaxed);
            progress.written.store(1, Ordering::Relaxed);
            while messages.recv().unwrap() != "1 of 2 files are written" {}
            7
        });
        assert_eq!(result, 7);
    }

    #[test]
    fn short_work_reports_nothing() {
        let (sender, messages) = mpsc::channel();
        let print = move |message: &str| sender.send(message.to_owned()).unwrap();
        with_progress(Duration::from_hours(1), print, |_| ());
        assert!(messages.recv().is_err());
    }
}
