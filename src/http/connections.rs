//! The connections of one listener: how many, how far each is, and which of them has to go.

use std::collections::HashMap;
use std::future::Future;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use tokio::task::AbortHandle;
use tokio::time::{sleep, timeout};

use super::limits::{Limit, Limits};
use super::metrics::Counter;
use super::progress::{Progress, Stage, Ticks};

/// The connections that are open, and the limits they live under.
#[derive(Debug)]
pub struct Connections {
    pub(super) limits: Limits,
    ticks: Arc<Ticks>,
    open: Mutex<HashMap<u64, Open>>,
    freed: Notify,
    accepted: AtomicU64,
    stopping: AtomicBool,
    hit: [Counter; Limit::ALL.len()],
    /// Times that no connection could be accepted, for want of files or memory.
    pub(super) refused: Counter,
}

#[derive(Debug)]
struct Open {
    progress: Arc<Progress>,
    task: AbortHandle,
}

impl Connections {
    /// None yet.
    pub fn new(limits: Limits) -> Arc<Self> {
        Arc::new(Self {
            limits,
            ticks: Arc::default(),
            open: Mutex::default(),
            freed: Notify::new(),
            accepted: AtomicU64::new(0),
            stopping: AtomicBool::new(false),
            hit: Default::default(),
            refused: Counter::default(),
        })
    }

    /// Runs the connection that `converse` makes of its progress, as a task of its own.
    pub(super) fn begin<F>(self: &Arc<Self>, converse: impl FnOnce(Arc<Progress>) -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let id = self.accepted.fetch_add(1, Ordering::Relaxed);
        let progress = Arc::new(Progress::new(&self.ticks, self.limits.life));
        let conversation = converse(Arc::clone(&progress));
        let place = Place { connections: Arc::clone(self), id };
        // ORDER: locked from before the task begins until it is in the table, so that it cannot end
        // before.
        let mut open = self.lock();
        let task = tokio::spawn(async move {
            let _place = place;
            conversation.await;
        });
        // ORDER: within the lock, or it could miss that all are asked just now.
        if self.stopping.load(Ordering::Relaxed) {
            progress.ask_to_stop();
        }
        open.insert(id, Open { progress, task: task.abort_handle() });
    }

    /// Waits until there is room for one more; if there is none, the connection that has been
    /// without a whole head, or idle, for the longest time makes it.
    pub(super) async fn room(&self) {
        while !self.has_room() {
            // Who was told to go still has its file for a moment, and there may be no other. Or
            // everybody is being answered: a moment later somebody is not.
            timeout(self.limits.period(), self.freed.notified()).await.ok();
        }
    }

    /// Whether there is room; if not, somebody is told to go, unless all are being answered.
    fn has_room(&self) -> bool {
        let mut open = self.lock();
        if open.len() < self.limits.connections {
            return true;
        }
        let waiting =
            open.iter().filter_map(|(id, one)| Some((one.progress.waiting_since()?, *id)));
        let longest = waiting.min().and_then(|(_, longest)| open.remove(&longest));
        if let Some(gone) = longest {
            self.end(&gone, Limit::Connections);
        }
        false
    }

    /// Ends every connection that has hit a limit, for as long as it is polled.
    pub(super) async fn watch(&self) {
        loop {
            let now = self.ticks.advance();
            self.lock().retain(|_, one| match one.progress.overdue(&self.limits, now) {
                Some(limit) => {
                    self.end(one, limit);
                    false
                }
                None => true,
            });
            sleep(self.limits.period()).await;
        }
    }

    fn end(&self, one: &Open, limit: Limit) {
        self.hit.get(limit as usize).into_iter().for_each(Counter::add);
        one.task.abort();
    }

    /// Asks all to end with what is under way, and who comes from now on to end with one answer.
    pub(super) fn stop(&self) {
        let open = self.lock();
        self.stopping.store(true, Ordering::Relaxed);
        open.values().for_each(|one| one.progress.ask_to_stop());
    }

    /// How many there have been.
    pub(super) fn accepted(&self) -> u64 {
        self.accepted.load(Ordering::Relaxed)
    }

    /// How many there are: without a whole head, being answered, idle.
    pub(super) fn now(&self) -> [(&'static str, usize); 3] {
        let stages: Vec<_> = self.lock().values().map(|one| one.progress.stage()).collect();
        let count = |wanted: &[Stage]| stages.iter().filter(|stage| wanted.contains(stage)).count();
        [
            ("head", count(&[Stage::Head])),
            ("answer", count(&[Stage::Making, Stage::Sending])),
            ("idle", count(&[Stage::Idle])),
        ]
    }

    /// How often each limit has ended a connection.
    pub(super) fn hits(&self) -> impl Iterator<Item = (&'static str, u64)> {
        Limit::ALL.into_iter().zip(&self.hit).map(|(limit, hit)| (limit.label(), hit.value()))
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u64, Open>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection's place in the table, given up however the connection ends.
struct Place {
    connections: Arc<Connections>,
    id: u64,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.connections.lock().remove(&self.id);
        self.connections.freed.notify_one();
    }
}
