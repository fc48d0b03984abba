//! Keeps the served site up to date: with the files, and with the time of day.
//!
//! The files are polled: no notification interface reports every way in which they are replaced (an
//! orchestrator swaps a symbolic link above them). New content is read once its stamps have stayed
//! equal for a while, so that a version is never half written, and it is served if it has no error, so
//! that a mistake leaves the last good site in place.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

use super::load::{Files, SiteSource, Stamps};
use super::output::first_error;
use super::settings::Settings;
use crate::content::{Language, Photos};
use crate::diagnostics::Diagnostics;
use crate::site::Site;
use crate::site::address::BaseUrl;
use crate::web::AppState;

/// A clock can be set and a machine can be suspended, so the time is checked at least this often.
const CLOCK_INTERVAL: Duration = Duration::from_secs(30);
/// The shortest time between two builds for the time of day.
const MIN_BUILD_INTERVAL: Duration = Duration::from_secs(1);

/// The thread that replaces the served site.
pub(super) struct Reloader {
    state: Arc<AppState>,
    settings: Arc<Settings>,
    timer: Timer,
    served: Loaded,
    /// The files' metadata when they were last read.
    stamps: Stamps,
}

/// What the served site was built from, to build it again; and how large it is, so that the loss of much of
/// it is noticed.
pub(super) struct Loaded {
    source: SiteSource,
    languages: BTreeSet<Language>,
    answers: usize,
}

impl Loaded {
    /// The site of `files` at `moment`, with the public address `base_url`; the errors in them otherwise. Photographs
    /// that `before` has are not made into pictures again.
    pub(super) fn build(
        files: Files,
        base_url: BaseUrl,
        moment: Timestamp,
        before: &Photos,
    ) -> Result<(Self, Site), Diagnostics> {
        let (source, _) = files.check(base_url, moment, before)?;
        let site = source.build(moment)?;
        let languages = site.languages.iter().cloned().collect();
        Ok((Self { source, languages, answers: site.answers.len() }, site))
    }

    /// What `newer` has lost, if that is more than an editor is likely to intend.
    fn loss(&self, newer: &Self) -> Option<String> {
        let gone: Vec<_> =
            self.languages.difference(&newer.languages).map(Language::as_str).collect();
        let what = if !gone.is_empty() {
            format!("the language {} is gone", gone.join(", "))
        } else if newer.answers * 2 < self.answers {
            format!("{} of {} pages are gone", self.answers - newer.answers, self.answers)
        } else {
            return None;
        };
        Some(format!("{what}; start with --allow-shrink if that is meant"))
    }
}

/// When to wake up, and whether the files are to be checked then.
struct Timer {
    /// How often the files are checked.
    poll: Duration,
    next_poll: Instant,
}

impl Timer {
    /// How long to sleep, `until_change` before any page changes with the time of day.
    fn sleep_time(&self, now: Instant, until_change: SignedDuration) -> Duration {
        // A site that is due now, or whose build has just failed, must not be built in a busy loop.
        let until_build = Duration::try_from(until_change).unwrap_or_default();
        let until_build = if until_build.is_zero() { MIN_BUILD_INTERVAL } else { until_build };
        let until_poll = self.next_poll.saturating_duration_since(now);
        until_poll.min(until_build).min(CLOCK_INTERVAL)
    }

    /// Whether the files are to be checked; if so, the next interval begins.
    fn poll_is_due(&mut self, now: Instant) -> bool {
        let is_due = now >= self.next_poll;
        if is_due {
            self.next_poll = now + self.poll;
        }
        is_due
    }
}

impl Reloader {
    /// A reloader of `state`, which serves `served`; `stamps` were taken before its files were read.
    pub(super) fn new(
        state: Arc<AppState>,
        settings: Arc<Settings>,
        served: Loaded,
        stamps: Stamps,
    ) -> Self {
        let timer = Timer { poll: settings.poll, next_poll: Instant::now() + settings.poll };
        Self { state, settings, timer, served, stamps }
    }

    /// Keeps the site up to date until the sender of `requests` is dropped. Each request (SIGHUP) has
    /// the files read at once.
    pub(super) fn run(mut self, requests: &Receiver<()>) {
        loop {
            let until_change = self.state.next_change().duration_since(self.state.now());
            let sleep_time = self.timer.sleep_time(Instant::now(), until_change);
            let requested = match requests.recv_timeout(sleep_time) {
                Ok(()) => true,
                Err(RecvTimeoutError::Timeout) => false,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            // A panic is a bug of this program; later changes must still be served.
            if catch_unwind(AssertUnwindSafe(|| self.update(requested))).is_err() {
                tracing::error!("building the site panicked; the previous site is still served");
            }
        }
    }

    fn update(&mut self, requested: bool) {
        if requested || self.timer.poll_is_due(Instant::now()) {
            let stamps = self.settings.directories.stamps();
            if requested || stamps != self.stamps {
                self.reload(stamps);
            }
        }
        if self.state.next_change() <= self.state.now() {
            self.rebuild();
        }
    }

    /// Serves the site of this moment, built from the same files.
    fn rebuild(&self) {
        // No error depends on the time, so this should not fail; if it does, the previous site is still served.
        match self.served.source.build(self.state.now()) {
            Ok(site) => self.state.replace(site),
            Err(diagnostics) => self.refuse(first_error(diagnostics)),
        }
    }

    /// Reads the files, whose metadata was `stamps`, and serves them if they are complete and valid.
    fn reload(&mut self, stamps: Stamps) {
        let Some(files) = self.settings.directories.read_settled(&stamps) else {
            // Somebody is still writing: check again at once instead of waiting for the next interval.
            self.timer.next_poll = Instant::now();
            return;
        };
        self.stamps = stamps;
        if files.digest() == self.served.source.digest {
            self.state.clear_reload_error();
            return;
        }
        match self.build(files) {
            Ok((served, site)) => {
                self.served = served;
                self.state.reload(site);
                tracing::info!("new content is served");
            }
            Err(reason) => self.refuse(reason),
        }
    }

    fn build(&self, files: Files) -> Result<(Loaded, Site), String> {
        let base_url = self.served.source.base.clone();
        let photos = self.served.source.photos();
        let built = Loaded::build(files, base_url, self.state.now(), photos);
        let (loaded, site) = built.map_err(first_error)?;
        match self.served.loss(&loaded) {
            Some(loss) if !self.settings.allow_shrink => Err(loss),
            _ => Ok((loaded, site)),
        }
    }

    fn refuse(&self, reason: String) {
        tracing::error!(reason, "new content was refused; the previous content is still served");
        self.state.set_reload_error(reason);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// When the files are checked within `hours`, and the longest sleep, with pages that change after
    /// `until_change`.
    fn simulate(poll: Duration, until_change: SignedDuration, hours: u64) -> (Vec<u64>, Duration) {
        let start = Instant::now();
        let mut timer = Timer { poll, next_poll: start + poll };
        let (mut now, mut polls, mut longest) = (start, Vec::new(), Duration::ZERO);
        while now < start + Duration::from_hours(hours) {
            let sleep_time = timer.sleep_time(now, until_change);
            assert!(!sleep_time.is_zero(), "a busy loop");
            longest = longest.max(sleep_time);
            now += sleep_time;
            if timer.poll_is_due(now) {
                polls.push((now - start).as_secs());
            }
        }
        (polls, longest)
    }

    #[test]
    fn files_are_checked_as_often_as_was_asked_and_the_clock_at_least_twice_a_minute() {
        let far = SignedDuration::from_hours(1000);
        for seconds in [1, 30, 45, 600, 3599] {
            let (polls, longest) = simulate(Duration::from_secs(seconds), far, 1);
            let expected: Vec<u64> = (1..).map(|n| n * seconds).take(polls.len()).collect();
            assert_eq!(polls, expected);
            assert_eq!(polls.len() as u64, 3600 / seconds);
            assert!(longest <= CLOCK_INTERVAL);
        }
    }

    #[test]
    fn a_change_of_the_pages_is_not_slept_through_and_an_overdue_one_is_no_busy_loop() {
        let (poll, now) = (Duration::from_hours(1), Instant::now());
        let timer = Timer { poll, next_poll: now + poll };
        for (until_change, expected) in [(2000, 2000), (1, 1), (0, 1000), (-5, 1000)] {
            let until_change = SignedDuration::from_millis(until_change);
            let slept = timer.sleep_time(now, until_change);
            assert_eq!(slept, Duration::from_millis(expected));
        }
    }
}
