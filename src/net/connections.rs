//! The open connections of one listener, their limits, and which of them is closed for another.

use std::collections::HashMap;
use std::future::Future;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use tokio::task::AbortHandle;
use tokio::time::{sleep, timeout};

use super::connection_state::{CoarseClock, ConnectionState, Phase};
use super::limits::{Limit, Limits};

/// The open connections of a listener, with their limits and counters.
#[derive(Debug)]
pub struct Connections {
    pub(super) limits: Limits,
    clock: Arc<CoarseClock>,
    open: Mutex<HashMap<u64, OpenConnection>>,
    closed: Notify,
    accepted: AtomicU64,
    is_stopping: AtomicBool,
    closed_by_limit: [AtomicU64; Limit::ALL.len()],
    accept_errors: AtomicU64,
}

#[derive(Debug)]
struct OpenConnection {
    state: Arc<ConnectionState>,
    task: AbortHandle,
}

impl Connections {
    /// A table without connections, with these `limits`.
    pub fn new(limits: Limits) -> Arc<Self> {
        Arc::new(Self {
            limits,
            clock: Arc::default(),
            open: Mutex::default(),
            closed: Notify::new(),
            accepted: AtomicU64::new(0),
            is_stopping: AtomicBool::new(false),
            closed_by_limit: Default::default(),
            accept_errors: AtomicU64::new(0),
        })
    }

    /// Spawns the task of a connection, which `serve` makes from its state.
    pub(super) fn spawn<F>(self: &Arc<Self>, serve: impl FnOnce(Arc<ConnectionState>) -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let id = self.accepted.fetch_add(1, Ordering::Relaxed);
        let state = Arc::new(ConnectionState::new(&self.clock, self.limits.life));
        let connection = serve(Arc::clone(&state));
        let slot = Slot { connections: Arc::clone(self), id };
        // ORDER: locked before the task starts, so that it cannot end before it is in the table.
        let mut open = self.lock();
        let task = tokio::spawn(async move {
            let _slot = slot;
            connection.await;
        });
        // ORDER: within the lock, or a concurrent `stop` could miss this connection.
        if self.is_stopping.load(Ordering::Relaxed) {
            state.stop();
        }
        open.insert(id, OpenConnection { state, task: task.abort_handle() });
    }

    /// Waits for a free slot. At the limit, closes the connection that has waited longest for a request.
    pub(super) async fn acquire_slot(&self) {
        while !self.has_free_slot() {
            // An aborted connection keeps its file descriptor until its task ends. If all connections
            // have a response in progress, none could be closed: check again soon.
            timeout(self.limits.check_interval(), self.closed.notified()).await.ok();
        }
    }

    /// Whether there is a free slot; if not, closes a connection without a response in progress.
    fn has_free_slot(&self) -> bool {
        let mut open = self.lock();
        if open.len() < self.limits.connections {
            return true;
        }
        let waiting = open.iter().filter_map(|(id, one)| Some((one.state.waiting_since()?, *id)));
        let longest = waiting.min().and_then(|(_, longest)| open.remove(&longest));
        if let Some(connection) = longest {
            self.close(&connection, Limit::Connections);
        }
        false
    }

    /// Closes every connection that reaches a limit. Never completes.
    pub(super) async fn enforce_limits(&self) {
        loop {
            let now = self.clock.advance();
            self.lock().retain(|_, one| match one.state.reached_limit(&self.limits, now) {
                Some(limit) => {
                    self.close(one, limit);
                    false
                }
                None => true,
            });
            sleep(self.limits.check_interval()).await;
        }
    }

    fn close(&self, connection: &OpenConnection, limit: Limit) {
        if let Some(count) = self.closed_by_limit.get(limit as usize) {
            count.fetch_add(1, Ordering::Relaxed);
        }
        connection.task.abort();
    }

    /// Asks every connection to close after the response in progress, and every later one after its
    /// first response.
    pub(super) fn stop(&self) {
        let open = self.lock();
        self.is_stopping.store(true, Ordering::Relaxed);
        open.values().for_each(|one| one.state.stop());
    }

    /// Counts an error of `accept` that concerns the listener.
    pub(super) fn count_accept_error(&self) {
        self.accept_errors.fetch_add(1, Ordering::Relaxed);
    }

    /// The maximum number of open connections.
    pub fn limit(&self) -> usize {
        self.limits.connections
    }

    /// The number of connections since the start.
    pub fn accepted(&self) -> u64 {
        self.accepted.load(Ordering::Relaxed)
    }

    /// The number of times that no connection could be accepted, for lack of files or memory.
    pub fn accept_errors(&self) -> u64 {
        self.accept_errors.load(Ordering::Relaxed)
    }

    /// The number of open connections by state: reading a head, with a response in progress, idle.
    pub fn by_state(&self) -> [(&'static str, usize); 3] {
        let phases: Vec<_> = self.lock().values().map(|one| one.state.phase()).collect();
        let count = |wanted: &[Phase]| phases.iter().filter(|phase| wanted.contains(phase)).count();
        [
            ("head", count(&[Phase::ReadingHead])),
            ("answer", count(&[Phase::Handling, Phase::Sending])),
            ("idle", count(&[Phase::Idle])),
        ]
    }

    /// The number of connections closed by each limit.
    pub fn closed_by_limit(&self) -> impl Iterator<Item = (&'static str, u64)> {
        let counts = Limit::ALL.into_iter().zip(&self.closed_by_limit);
        counts.map(|(limit, count)| (limit.label(), count.load(Ordering::Relaxed)))
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u64, OpenConnection>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection's slot in the table, freed however its task ends.
struct Slot {
    connections: Arc<Connections>,
    id: u64,
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.connections.lock().remove(&self.id);
        self.connections.closed.notify_one();
    }
}
