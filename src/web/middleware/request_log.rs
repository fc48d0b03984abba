//! The interface of the access log: what a line says, and what takes the lines.

use std::time::Duration;

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
