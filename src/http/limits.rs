//! How long things may take, and how many of them there may be.

use std::time::Duration;

/// The limits of one listener.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The head of a request, from its first byte; and the first byte of a connection.
    pub header: Duration,
    /// A kept-alive connection between two requests. It has to outlive the idle time of the proxy in
    /// front, or that one meets a closed connection now and then.
    pub idle: Duration,
    /// Bytes that wait to be taken by a client that does not read.
    pub write: Duration,
    /// An answer, from the whole head of its request to its last byte.
    pub response: Duration,
    /// A connection: after that it ends with the next answer, or at once if it is idle.
    pub life: Duration,
    /// All answers that are under way when the server stops.
    pub drain: Duration,
    /// How many connections there may be at a time.
    pub connections: usize,
}

impl Limits {
    /// How often the connections are looked at: often enough that none lives much longer than it
    /// may, seldom enough that nobody notices.
    pub(super) fn period(&self) -> Duration {
        let times = [self.header, self.idle, self.write, self.response, self.life];
        let shortest = times.into_iter().min().unwrap_or_default();
        (shortest / 4).clamp(Duration::from_millis(5), Duration::from_millis(250))
    }
}

/// A limit that was hit, as the operator reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Limit {
    Header,
    Idle,
    Write,
    Response,
    Life,
    /// There were as many connections as there may be; one made room.
    Connections,
}

impl Limit {
    pub(super) const ALL: [Self; 6] =
        [Self::Header, Self::Idle, Self::Write, Self::Response, Self::Life, Self::Connections];

    /// As it is written.
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
