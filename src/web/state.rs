//! The state that all handlers share: the site that is served, the clock, readiness, metrics.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use arc_swap::{ArcSwap, ArcSwapOption, Guard};
use jiff::Timestamp;
use tokio::sync::Semaphore;

use super::metrics::Metrics;
use super::middleware::RequestLog;
use super::response_index::ResponseIndex;
use crate::site::Site;

/// The number of pages that are rendered on request at a time.
const MAX_RENDERS: usize = 2;

/// Tells the time. Made by `cli`, because nothing below it reads a clock.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The shared state; a clone is a reference to the same state.
#[derive(Clone)]
pub struct AppState(Arc<Shared>);

struct Shared {
    index: ArcSwap<ResponseIndex>,
    clock: Clock,
    is_draining: AtomicBool,
    reload_error: ArcSwapOption<String>,
    render_permits: Arc<Semaphore>,
    metrics: Metrics,
    log: Option<Arc<dyn RequestLog>>,
}

impl AppState {
    /// Serves `site`. Every request gets a line in `log`.
    pub fn new(site: Site, clock: Clock, log: Option<Arc<dyn RequestLog>>) -> Self {
        let metrics = Metrics::default();
        let index = ResponseIndex::new(site, clock(), &metrics);
        Self(Arc::new(Shared {
            index: ArcSwap::from_pointee(index),
            clock,
            is_draining: AtomicBool::new(false),
            reload_error: ArcSwapOption::empty(),
            render_permits: Arc::new(Semaphore::new(MAX_RENDERS)),
            metrics,
            log,
        }))
    }

    /// Serves `site` instead: the same content at another moment. Requests in progress complete with the
    /// previous site.
    pub fn replace(&self, site: Site) {
        let index = ResponseIndex::new(site, self.now(), &self.0.metrics);
        self.0.index.store(Arc::new(index));
    }

    /// Serves `site` instead: new content.
    pub fn reload(&self, site: Site) {
        let index = ResponseIndex::new(site, self.now(), &self.0.metrics);
        self.0.metrics.reloads.increment();
        // ORDER: before the swap, so that `/readyz` never reports an error beside the new content.
        self.clear_reload_error();
        self.0.index.store(Arc::new(index));
    }

    /// Reports that newer content was not loaded, and why, to `/readyz` and the metrics.
    pub fn set_reload_error(&self, reason: String) {
        self.0.metrics.failed_reloads.increment();
        self.0.reload_error.store(Some(Arc::new(reason)));
    }

    /// Reports that the newest content is served.
    pub fn clear_reload_error(&self) {
        self.0.reload_error.store(None);
    }

    /// Why newer content was not loaded, if there is any.
    pub(super) fn reload_error(&self) -> Option<Arc<String>> {
        self.0.reload_error.load_full()
    }

    /// When any page will say something else, so that the site must be built again.
    pub fn next_change(&self) -> Timestamp {
        self.0.index.load().next_change
    }

    /// The current time.
    pub fn now(&self) -> Timestamp {
        (self.0.clock)()
    }

    /// Makes `/readyz` answer 503, so that load balancers send no more requests here. Requests are still
    /// answered.
    pub fn start_draining(&self) {
        self.0.is_draining.store(true, Ordering::Relaxed);
    }

    /// Whether [`Self::start_draining`] was called.
    pub(super) fn is_draining(&self) -> bool {
        self.0.is_draining.load(Ordering::Relaxed)
    }

    /// The responses of the site that is served now. A handler calls this once.
    pub(super) fn index(&self) -> Arc<ResponseIndex> {
        self.0.index.load_full()
    }

    /// The same for a short look, which does not count a reference.
    pub(super) fn index_guard(&self) -> Guard<Arc<ResponseIndex>> {
        self.0.index.load()
    }

    /// Permits for rendering on request, shared by all versions of the site.
    pub(super) fn render_permits(&self) -> &Arc<Semaphore> {
        &self.0.render_permits
    }

    /// The counters since the start, over all versions of the site.
    pub(super) fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    pub(super) fn log(&self) -> Option<&dyn RequestLog> {
        self.0.log.as_deref()
    }
}
