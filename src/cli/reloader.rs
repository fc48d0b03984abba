//! Keeps the served site true: to the time of day, and to the files.
//!
//! Files are looked at from outside, at short intervals: nothing announces every way in which they
//! are replaced (an orchestrator swaps a link above them). Only what was read twice and found equal
//! is taken, so that a version is never half; and only what is whole and without a problem, so that
//! a mistake leaves the last good site where it is.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread::sleep;
use std::time::Duration;

use super::load::{Directories, Files, Source, Stamps};
use super::report;
use crate::content::Language;
use crate::http::Serving;
use crate::site::Site;
use crate::site::address::BaseUrl;

/// Between the two readings that have to agree.
const BETWEEN_READINGS: Duration = Duration::from_millis(250);
/// A clock can be set, and a machine can sleep: so the time is asked again at least this often.
const LONGEST_NAP: Duration = Duration::from_secs(30);
/// The least time between two builds for the time of day.
const BETWEEN_BUILDS: Duration = Duration::from_secs(1);

/// What the operator has decided about new content.
#[derive(Debug)]
pub(super) struct Policy {
    /// Where it lies.
    pub(super) directories: Directories,
    /// The public address.
    pub(super) base: BaseUrl,
    /// How often the files are looked at.
    pub(super) poll: Duration,
    /// Whether a language, or more than half of the pages, may go.
    pub(super) allow_shrink: bool,
}

/// What is served, and what it was made from.
pub(super) struct Reloader {
    serving: Arc<Serving>,
    policy: Policy,
    source: Source,
    size: SiteSize,
    /// The name of the files that are served.
    served: String,
    /// What the files looked like when they were last read.
    seen: Stamps,
}

/// A site that has been loaded for the first time, with what it was made from.
pub(super) struct Loaded {
    /// What it was made from.
    pub(super) source: Source,
    /// Its name.
    pub(super) digest: String,
    /// What it looked like before it was read.
    pub(super) stamps: Stamps,
    /// How much of it there is.
    pub(super) size: SiteSize,
}

/// How much of a site there is, so that the loss of much of it is noticed.
pub(super) struct SiteSize {
    languages: BTreeSet<Language>,
    answers: usize,
}

impl SiteSize {
    pub(super) fn of(site: &Site) -> Self {
        Self { languages: site.languages.iter().cloned().collect(), answers: site.answers.len() }
    }

    /// What `newer` has lost, if that is more than an editor is likely to mean.
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

impl Reloader {
    pub(super) fn new(serving: Arc<Serving>, policy: Policy, loaded: Loaded) -> Self {
        let Loaded { source, digest, stamps, size } = loaded;
        Self { serving, policy, source, size, served: digest, seen: stamps }
    }

    /// Looks after the site until nobody can ask for it any more: whatever comes from `asked` means
    /// that the files are to be read now.
    pub(super) fn run(mut self, asked: &Receiver<()>) {
        loop {
            let now = match asked.recv_timeout(self.nap()) {
                Ok(()) => true,
                Err(RecvTimeoutError::Timeout) => false,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            // A mistake of ours must not end the care for the site.
            if catch_unwind(AssertUnwindSafe(|| self.look(now))).is_err() {
                tracing::error!("the site was not built; the former stays");
            }
        }
    }

    fn nap(&self) -> Duration {
        let until = self.serving.next_change().duration_since(self.serving.now());
        // Should the new site be due at once, or not be there at all, it is not tried in a loop.
        let until = if until.is_positive() { until.unsigned_abs() } else { BETWEEN_BUILDS };
        until.min(self.policy.poll).min(LONGEST_NAP)
    }

    fn look(&mut self, asked: bool) {
        let stamps = self.policy.directories.stamps();
        if asked || stamps != self.seen {
            self.reload(stamps);
        }
        if self.serving.next_change() <= self.serving.now() {
            self.renew();
        }
    }

    /// Serves the site of this moment, made from the same files.
    fn renew(&self) {
        // Content that was good for the former can hardly be bad for it; if it is, the former stays.
        match self.source.build(self.serving.now()) {
            Ok(site) => self.serving.replace(site),
            Err(problems) => self.refuse(report::line(problems)),
        }
    }

    /// Serves what the files say now, if they are whole and without a problem.
    fn reload(&mut self, stamps: Stamps) {
        let first = self.policy.directories.read().digest();
        sleep(BETWEEN_READINGS);
        let files = self.policy.directories.read();
        let digest = files.digest();
        if digest != first {
            // Somebody is still writing: the next look will see it.
            return;
        }
        self.seen = stamps;
        if digest == self.served {
            self.serving.accept();
            return;
        }
        match self.build(files) {
            Ok((source, site)) => {
                (self.size, self.source, self.served) = (SiteSize::of(&site), source, digest);
                self.serving.reload(site);
                tracing::info!("new content is served");
            }
            Err(reason) => self.refuse(reason),
        }
    }

    fn build(&self, files: Files) -> Result<(Source, Site), String> {
        let Policy { directories, base, allow_shrink, .. } = &self.policy;
        let now = self.serving.now();
        let loaded = Source::of(files, directories, base.clone(), now).map_err(report::line)?;
        let site = loaded.0.build(now).map_err(report::line)?;
        match self.size.loss(&SiteSize::of(&site)) {
            Some(loss) if !allow_shrink => Err(loss),
            _ => Ok((loaded.0, site)),
        }
    }

    fn refuse(&self, reason: String) {
        tracing::error!(reason, "new content was refused; what was served before is served still");
        self.serving.refuse(reason);
    }
}
