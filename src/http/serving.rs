//! The state that all requests share: the site that is served now, the clock, and readiness.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use arc_swap::{ArcSwap, ArcSwapOption, Guard};
use jiff::Timestamp;

use super::metrics::Metrics;
use super::on_request::Turns;
use super::prepared::Prepared;
use super::record::RequestLog;
use crate::site::Site;

/// Tells the time. Given by `cli`, because nothing below it reads a clock.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// What is served, and whether new visitors should be sent here.
pub struct Serving {
    current: ArcSwap<Prepared>,
    clock: Clock,
    leaving: AtomicBool,
    refused: ArcSwapOption<String>,
    /// For the answers that are made on request.
    pub(super) turns: Turns,
    /// What has been counted so far; it outlives a change of the site.
    pub(super) metrics: Arc<Metrics>,
    /// Where every request gets its line.
    pub(super) log: Option<Arc<dyn RequestLog>>,
}

impl Serving {
    /// Serves `site` from now on, and is ready; no request is logged.
    pub fn new(site: Site, clock: Clock) -> Arc<Self> {
        Self::logged(site, clock, None)
    }

    /// The same, with a line in `log` for every request.
    pub fn logged(site: Site, clock: Clock, log: Option<Arc<dyn RequestLog>>) -> Arc<Self> {
        let metrics = Arc::default();
        let prepared = Prepared::new(site, clock(), &metrics);
        Arc::new(Self {
            current: ArcSwap::from_pointee(prepared),
            clock,
            leaving: AtomicBool::new(false),
            refused: ArcSwapOption::empty(),
            turns: Turns::default(),
            metrics,
            log,
        })
    }

    /// How many lines of the log were lost.
    pub(super) fn lost_lines(&self) -> u64 {
        self.log.as_ref().map_or(0, |log| log.lost())
    }

    /// Serves `site` instead: the same content at another moment. A request that has begun sees the
    /// former site to its end.
    pub fn replace(&self, site: Site) {
        let prepared = Prepared::new(site, self.now(), &self.metrics);
        self.current.store(Arc::new(prepared));
    }

    /// Serves `site` instead: new content.
    pub fn reload(&self, site: Site) {
        self.replace(site);
        self.accept();
        self.metrics.reloads.add();
    }

    /// Newer content was not taken, and why; for the operator.
    pub fn refuse(&self, reason: String) {
        self.metrics.refusals.add();
        self.refused.store(Some(Arc::new(reason)));
    }

    /// What is served is the newest content there is.
    pub fn accept(&self) {
        self.refused.store(None);
    }

    /// Why newer content was not taken, if there is any.
    pub(super) fn refused(&self) -> Option<Arc<String>> {
        self.refused.load_full()
    }

    /// When any page will say something else, so that the site has to be built anew.
    pub fn next_change(&self) -> Timestamp {
        self.current.load().next_change
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// Asks the load balancer to send nobody else: `/readyz` is 503 from now on. Requests that
    /// come all the same are answered.
    pub fn leave(&self) {
        self.leaving.store(true, Ordering::Relaxed);
    }

    /// Whether [`Self::leave`] was called.
    pub(super) fn is_leaving(&self) -> bool {
        self.leaving.load(Ordering::Relaxed)
    }

    /// The site of this moment; a request asks once.
    pub(super) fn current(&self) -> Guard<Arc<Prepared>> {
        self.current.load()
    }
}
