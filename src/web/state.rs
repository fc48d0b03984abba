//! The state that all handlers share: the site that is served, the clock, the access log, readiness, metrics.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use arc_swap::{ArcSwap, ArcSwapOption};
use jiff::Timestamp;
use tokio::sync::Semaphore;

use super::metrics::Metrics;
use super::response_index::ResponseIndex;
use crate::site::Site;

/// The number of pages that are rendered on request at a time.
const MAX_RENDERS: usize = 2;

/// Returns the current time. Made by `cli`, because nothing below it reads the time of day.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// One request, as its line in the log has it.
#[derive(Debug, Clone, Copy)]
pub struct LogEntry<'a> {
    /// `GET`, `HEAD`, `OPTIONS`, `POST` or `other`.
    pub method: &'static str,
    /// The pattern of the route, `moved`, or `none` for addresses that do not exist.
    pub route: &'static str,
    /// The status code.
    pub status: u16,
    /// From the complete head of the request to the response, before it is sent.
    pub took: Duration,
    /// The length of the body in bytes, as sent.
    pub bytes: u64,
    /// The language of the response, a BCP 47 tag.
    pub language: &'a str,
}

/// Takes the lines of the access log. Implemented in `cli`, because nothing below it writes.
pub trait RequestLog: Send + Sync {
    /// Takes a line without blocking: the response waits for it.
    fn write(&self, entry: &LogEntry);

    /// The number of lines that were dropped because the log was full.
    fn dropped(&self) -> u64;
}

/// The state that all handlers share.
pub struct AppState {
    /// The responses of the site that is served now. A handler loads them once.
    pub(super) index: ArcSwap<ResponseIndex>,
    clock: Clock,
    /// Whether [`Self::start_draining`] was called.
    pub(super) is_draining: AtomicBool,
    /// Why newer content was not loaded, if there is any.
    pub(super) reload_error: ArcSwapOption<String>,
    /// Permits for rendering on request, shared by all versions of the site.
    pub(super) render_permits: Arc<Semaphore>,
    /// The counters since the start, over all versions of the site.
    pub(super) metrics: Metrics,
    pub(super) log: Option<Arc<dyn RequestLog>>,
}

impl AppState {
    /// Serves `site`. Every request gets a line in `log`.
    pub fn new(site: Site, clock: Clock, log: Option<Arc<dyn RequestLog>>) -> Arc<Self> {
        let metrics = Metrics::default();
        let index = ResponseIndex::new(site, clock(), &metrics);
        Arc::new(Self {
            index: ArcSwap::from_pointee(index),
            clock,
            is_draining: AtomicBool::new(false),
            reload_error: ArcSwapOption::empty(),
            render_permits: Arc::new(Semaphore::new(MAX_RENDERS)),
            metrics,
            log,
        })
    }

    /// Serves `site` instead: the same content at another moment. Requests in progress complete with the
    /// previous site.
    pub fn replace(&self, site: Site) {
        let index = ResponseIndex::new(site, self.now(), &self.metrics);
        self.index.store(Arc::new(index));
    }

    /// Serves `site` instead: new content.
    pub fn reload(&self, site: Site) {
        let index = ResponseIndex::new(site, self.now(), &self.metrics);
        self.metrics.reloads.increment();
        // ORDER: before the swap, so that `/readyz` never reports an error beside the new content.
        self.clear_reload_error();
        self.index.store(Arc::new(index));
    }

    /// Reports that newer content was not loaded, and why, to `/readyz` and the metrics.
    pub fn set_reload_error(&self, reason: String) {
        self.metrics.failed_reloads.increment();
        self.reload_error.store(Some(Arc::new(reason)));
    }

    /// Reports that the newest content is served.
    pub fn clear_reload_error(&self) {
        self.reload_error.store(None);
    }

    /// When any page will say something else, so that the site must be built again.
    pub fn next_change(&self) -> Timestamp {
        self.index.load().next_change
    }

    /// The current time.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// Makes `/readyz` answer 503, so that load balancers send no more requests here. Requests are still
    /// answered.
    pub fn start_draining(&self) {
        self.is_draining.store(true, Ordering::Relaxed);
    }
}
