//! The phase of a connection, since when it is in it, and whether it has reached a limit.
//!
//! Written by the stream (bytes received and sent) and by the service (a request head is complete, a
//! response is ready); read by `connections`. hyper's `header_read_timeout` limits the head of a request
//! and the time between two requests with one value; these must differ, and hyper has no limit for a
//! client that does not read. So all limits are checked here, and hyper's timers, which would be set
//! anew for every request, are off: noting the time costs a request two writes to memory.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use super::limits::{Limit, Limits};

/// Milliseconds since the listener started, as of the last check of the connections: reading it costs
/// one load, and an error of one check interval does no harm.
#[derive(Debug)]
pub(super) struct CoarseClock {
    started: Instant,
    now: AtomicU64,
}

impl Default for CoarseClock {
    fn default() -> Self {
        Self { started: Instant::now(), now: AtomicU64::new(0) }
    }
}

impl CoarseClock {
    /// Reads the monotonic clock, stores the time and returns it.
    pub(super) fn advance(&self) -> u64 {
        let now = milliseconds(self.started.elapsed());
        self.now.store(now, Ordering::Relaxed);
        now
    }

    fn now(&self) -> u64 {
        self.now.load(Ordering::Relaxed)
    }
}

/// What a connection is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Phase {
    /// The head of a request is awaited or incomplete.
    ReadingHead = 0,
    /// The head is complete; the response is being made.
    Handling = 1,
    /// The response is being sent.
    Sending = 2,
    /// The response has been sent; no byte of another request has arrived.
    Idle = 3,
}

impl Phase {
    const ALL: [Self; 4] = [Self::ReadingHead, Self::Handling, Self::Sending, Self::Idle];
}

/// A connection past its life time is closed only after it was idle for this long: the client may have
/// just sent the request whose response would have closed it.
const IDLE_GRACE: Duration = Duration::from_secs(1);

/// No write is blocked.
const NOT_BLOCKED: u64 = u64::MAX;

/// The state of one connection. Times are milliseconds of the [`CoarseClock`].
#[derive(Debug)]
pub(super) struct ConnectionState {
    clock: Arc<CoarseClock>,
    accepted_at: u64,
    life: u64,
    phase: AtomicU8,
    phase_since: AtomicU64,
    blocked_since: AtomicU64,
    is_stopping: AtomicBool,
    stop: Notify,
}

impl ConnectionState {
    /// A connection that has just been accepted, and may live for `life`.
    pub(super) fn new(clock: &Arc<CoarseClock>, life: Duration) -> Self {
        let now = clock.now();
        Self {
            clock: Arc::clone(clock),
            accepted_at: now,
            life: milliseconds(life),
            phase: AtomicU8::new(Phase::ReadingHead as u8),
            phase_since: AtomicU64::new(now),
            blocked_since: AtomicU64::new(NOT_BLOCKED),
            is_stopping: AtomicBool::new(false),
            stop: Notify::new(),
        }
    }

    /// The head of a request is complete, or the connection is being closed.
    pub(super) fn handling(&self) {
        self.enter(Phase::Handling);
    }

    /// The response is ready to be sent. The time limit of the response runs on.
    pub(super) fn sending(&self) {
        self.phase.store(Phase::Sending as u8, Ordering::Relaxed);
    }

    /// Everything written has been handed to the kernel; after a response, the connection is idle.
    pub(super) fn flushed(&self) {
        if self.phase() == Phase::Sending {
            self.enter(Phase::Idle);
        }
    }

    /// Bytes were received; on an idle connection they begin the next head.
    pub(super) fn bytes_received(&self) {
        if self.phase() == Phase::Idle {
            self.enter(Phase::ReadingHead);
        }
    }

    /// A write has to wait for the client to read.
    pub(super) fn write_blocked(&self) {
        if self.blocked_since.load(Ordering::Relaxed) == NOT_BLOCKED {
            self.blocked_since.store(self.clock.now(), Ordering::Relaxed);
        }
    }

    /// A write was accepted.
    pub(super) fn write_progressed(&self) {
        if self.blocked_since.load(Ordering::Relaxed) != NOT_BLOCKED {
            self.blocked_since.store(NOT_BLOCKED, Ordering::Relaxed);
        }
    }

    pub(super) fn phase(&self) -> Phase {
        let phase = usize::from(self.phase.load(Ordering::Relaxed));
        Phase::ALL.get(phase).copied().unwrap_or(Phase::Idle)
    }

    /// Since when the client has not sent a complete request; `None` while a response is in progress.
    pub(super) fn waiting_since(&self) -> Option<u64> {
        let is_waiting = matches!(self.phase(), Phase::ReadingHead | Phase::Idle);
        is_waiting.then(|| self.phase_since.load(Ordering::Relaxed))
    }

    /// The limit that the connection has reached at `now`, if any.
    pub(super) fn reached_limit(&self, limits: &Limits, now: u64) -> Option<Limit> {
        let is_over = |since: u64, limit| now.saturating_sub(since) >= milliseconds(limit);
        let since = self.phase_since.load(Ordering::Relaxed);
        let blocked = self.blocked_since.load(Ordering::Relaxed);
        match self.phase() {
            Phase::ReadingHead => is_over(since, limits.header).then_some(Limit::Header),
            Phase::Idle if is_over(since, limits.idle) => Some(Limit::Idle),
            Phase::Idle => {
                (self.is_past_life(now) && is_over(since, IDLE_GRACE)).then_some(Limit::Life)
            }
            _ if blocked != NOT_BLOCKED && is_over(blocked, limits.write) => Some(Limit::Write),
            _ => is_over(since, limits.response).then_some(Limit::Response),
        }
    }

    /// Asks the connection to close after the response in progress.
    pub(super) fn stop(&self) {
        self.is_stopping.store(true, Ordering::Relaxed);
        self.stop.notify_one();
    }

    /// Completes when [`Self::stop`] has been called.
    pub(super) async fn stopped(&self) {
        self.stop.notified().await;
    }

    /// Whether the next response is the last one.
    pub(super) fn is_closing(&self) -> bool {
        self.is_stopping.load(Ordering::Relaxed) || self.is_past_life(self.clock.now())
    }

    fn is_past_life(&self, now: u64) -> bool {
        now.saturating_sub(self.accepted_at) >= self.life
    }

    fn enter(&self, phase: Phase) {
        self.phase.store(phase as u8, Ordering::Relaxed);
        self.phase_since.store(self.clock.now(), Ordering::Relaxed);
    }
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
