//! What somebody is told who has to wait, and only they.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// How far an export is.
#[derive(Debug, Default)]
pub(super) struct Progress {
    all: AtomicUsize,
    done: AtomicUsize,
}

impl Progress {
    /// The pages are rendered; so many files are to be written.
    pub(super) fn expect(&self, files: usize) {
        self.all.store(files, Ordering::Relaxed);
    }

    /// One more file is written.
    pub(super) fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    fn line(&self) -> String {
        let (done, all) = (self.done.load(Ordering::Relaxed), self.all.load(Ordering::Relaxed));
        match all {
            0 => "the pages are being rendered".to_owned(),
            _ => format!("{done} of {all} files are written"),
        }
    }
}

/// Does `work`; how far it is, is told after `patience`, and then each time twice as long after.
pub(super) fn told<T>(
    patience: Duration,
    tell: impl Fn(&str) + Send,
    work: impl FnOnce(&Progress) -> T,
) -> T {
    let progress = Progress::default();
    // The end of the work closes the channel, also when it panics.
    let (working, ended) = mpsc::channel::<()>();
    thread::scope(|scope| {
        let progress = &progress;
        scope.spawn(move || {
            let mut wait = patience;
            while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                tell(&progress.line());
                wait = wait.saturating_mul(2);
            }
        });
        let working = working;
        let result = work(progress);
        drop(working);
        result
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_to_wait_is_told_how_far_it_is() {
        let (tell, told_lines) = mpsc::channel();
        let tell = move |line: &str| tell.send(line.to_owned()).unwrap();
        let patience = Duration::from_millis(1);
        let result = told(patience, tell, |progress| {
            assert_eq!(told_lines.recv().unwrap(), "the pages are being rendered");
            progress.expect(2);
            progress.step();
            while told_lines.recv().unwrap() != "1 of 2 files are written" {}
            7
        });
        assert_eq!(result, 7);
    }

    #[test]
    fn who_does_not_have_to_wait_is_told_nothing() {
        let (tell, told_lines) = mpsc::channel();
        let tell = move |line: &str| tell.send(line.to_owned()).unwrap();
        told(Duration::from_hours(1), tell, |progress| progress.expect(1));
        assert!(told_lines.recv().is_err());
    }
}
