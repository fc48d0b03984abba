//! How far a connection is, and whether that has taken too long.
//!
//! Told by the stream (bytes came, bytes went) and by the service (a head is whole, an answer is
//! there); looked at by `connections`. hyper has one limit for two things: its
//! `header_read_timeout` is how long a head may take and also how long a connection may rest. They
//! have to differ, and hyper has no limit for a client that does not read. So all limits are here,
//! and hyper's timers, which would be set anew for every request, are off: to note the time costs a
//! request two writes to memory.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use super::limits::{Limit, Limits};

/// Milliseconds since the listener began, as of the last look at the connections: reading it costs
/// nothing, and to be off by one look does no harm.
#[derive(Debug)]
pub(super) struct Ticks {
    began: Instant,
    now: AtomicU64,
}

impl Default for Ticks {
    fn default() -> Self {
        Self { began: Instant::now(), now: AtomicU64::new(0) }
    }
}

impl Ticks {
    /// Reads the stopwatch; the time until the next look.
    pub(super) fn advance(&self) -> u64 {
        let now = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.now.store(now, Ordering::Relaxed);
        now
    }

    fn now(&self) -> u64 {
        self.now.load(Ordering::Relaxed)
    }
}

/// What a connection is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Stage {
    /// The client owes us a head, or the rest of one.
    Head = 0,
    /// A head is whole; its answer is being made.
    Making = 1,
    /// The answer is on its way to the client.
    Sending = 2,
    /// The answer has been sent; the next request may come, or not.
    Idle = 3,
}

impl Stage {
    const ALL: [Self; 4] = [Self::Head, Self::Making, Self::Sending, Self::Idle];
}

/// How long a connection that has lived for long enough waits for the request with whose answer it
/// would end: to close it between two requests could lose the second.
const GRACE: Duration = Duration::from_secs(1);

/// Nothing waits to be taken.
const NOTHING: u64 = u64::MAX;

/// How far one connection is.
#[derive(Debug)]
pub(super) struct Progress {
    ticks: Arc<Ticks>,
    born: u64,
    life: u64,
    stage: AtomicU8,
    since: AtomicU64,
    /// Since when bytes wait to be taken.
    blocked: AtomicU64,
    stopping: AtomicBool,
    stop: Notify,
}

impl Progress {
    /// A connection that has just been accepted, and may live for `life`.
    pub(super) fn new(ticks: &Arc<Ticks>, life: Duration) -> Self {
        let now = ticks.now();
        Self {
            ticks: Arc::clone(ticks),
            born: now,
            life: milliseconds(life),
            stage: AtomicU8::new(Stage::Head as u8),
            since: AtomicU64::new(now),
            blocked: AtomicU64::new(NOTHING),
            stopping: AtomicBool::new(false),
            stop: Notify::new(),
        }
    }

    /// A head is whole; its answer is being made.
    pub(super) fn making(&self) {
        self.enter(Stage::Making);
    }

    /// The answer is there. The time of the whole answer runs on.
    pub(super) fn sending(&self) {
        self.stage.store(Stage::Sending as u8, Ordering::Relaxed);
    }

    /// All that was written is on its way: if that was an answer, the connection is idle.
    pub(super) fn flushed(&self) {
        if self.stage() == Stage::Sending {
            self.enter(Stage::Idle);
        }
    }

    /// Bytes came: if the connection was idle, they begin a head.
    pub(super) fn bytes_came(&self) {
        if self.stage() == Stage::Idle {
            self.enter(Stage::Head);
        }
    }

    /// Bytes went, or could not go.
    pub(super) fn wrote(&self, could: bool) {
        let was_blocked = self.blocked.load(Ordering::Relaxed) != NOTHING;
        if could == was_blocked {
            let since = if could { NOTHING } else { self.ticks.now() };
            self.blocked.store(since, Ordering::Relaxed);
        }
    }

    /// What the connection is at.
    pub(super) fn stage(&self) -> Stage {
        let stage = usize::from(self.stage.load(Ordering::Relaxed));
        Stage::ALL.get(stage).copied().unwrap_or(Stage::Idle)
    }

    /// Since when the client has asked for nothing, in [`Ticks`]; `None` while it is answered.
    pub(super) fn waiting_since(&self) -> Option<u64> {
        let waits = matches!(self.stage(), Stage::Head | Stage::Idle);
        waits.then(|| self.since.load(Ordering::Relaxed))
    }

    /// The limit of `limits` that the connection has hit at `now`, if any.
    pub(super) fn overdue(&self, limits: &Limits, now: u64) -> Option<Limit> {
        let has = |since: u64, limit| now.saturating_sub(since) >= milliseconds(limit);
        let since = self.since.load(Ordering::Relaxed);
        let blocked = self.blocked.load(Ordering::Relaxed);
        match self.stage() {
            Stage::Head => has(since, limits.header).then_some(Limit::Header),
            Stage::Idle if has(since, limits.idle) => Some(Limit::Idle),
            Stage::Idle => (self.has_lived(now) && has(since, GRACE)).then_some(Limit::Life),
            _ if blocked != NOTHING && has(blocked, limits.write) => Some(Limit::Write),
            _ => has(since, limits.response).then_some(Limit::Response),
        }
    }

    /// Asks the connection to end with what is under way.
    pub(super) fn ask_to_stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
        self.stop.notify_one();
    }

    /// Until it is asked to.
    pub(super) async fn stopped(&self) {
        self.stop.notified().await;
    }

    /// Whether the next answer is the last one.
    pub(super) fn is_ending(&self) -> bool {
        self.stopping.load(Ordering::Relaxed) || self.has_lived(self.ticks.now())
    }

    fn has_lived(&self, now: u64) -> bool {
        now.saturating_sub(self.born) >= self.life
    }

    fn enter(&self, stage: Stage) {
        self.stage.store(stage as u8, Ordering::Relaxed);
        self.since.store(self.ticks.now(), Ordering::Relaxed);
    }
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
