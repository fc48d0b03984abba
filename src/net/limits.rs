//! How long things may take, and how many connections there may be.

use std::time::Duration;

/// The limits of one listener.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// For the head of a request, from its first byte; and for the first byte of a connection.
    pub header: Duration,
    /// Between two requests on a kept-alive connection. Must be longer than the idle time of the proxy
    /// in front, or the proxy now and then sends a request on a connection that is being closed.
    pub idle: Duration,
    /// How long bytes may wait for a client that does not read.
    pub write: Duration,
    /// For a response, from the complete head of its request to its last byte.
    pub response: Duration,
    /// For a connection: after that it is closed with its next response, or once it has been idle for a second.
    pub life: Duration,
    /// How long shutdown waits for responses in progress.
    pub drain: Duration,
    /// The maximum number of open connections.
    pub connections: usize,
}

impl Limits {
    /// The interval at which connections are checked: a quarter of the shortest limit, from 5 to 250 ms.
    pub(super) fn check_interval(&self) -> Duration {
        let times = [self.header, self.idle, self.write, self.response, self.life];
        let shortest = times.into_iter().min().unwrap_or_default();
        (shortest / 4).clamp(Duration::from_millis(5), Duration::from_millis(250))
    }
}

/// A limit that closed a connection, as metrics name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Limit {
    Header,
    Idle,
    Write,
    Response,
    Life,
    /// The number of connections: one was closed to make room for another.
    Connections,
}

impl Limit {
    pub(super) const ALL: [Self; 6] =
        [Self::Header, Self::Idle, Self::Write, Self::Response, Self::Life, Self::Connections];

    /// The value of the label `limit` in the metrics.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Idle => "idle",
            Self::Write => "write",
            Self::Response => "response",
            Self::Life => "life",
            Self::Connections => "connections",
        }
    }
}
