//! The log: one line per event, on standard error. Writing it never delays a request.
//!
//! Lines are put into a queue and written by a thread of their own, many at a time. Events come from
//! `tracing`; the lines of requests, of which there are tens of thousands a second, are formatted here
//! like those of `tracing` at a fraction of its cost.

mod queue;

use std::io::{self, Write};
use std::sync::Arc;

use clap::ValueEnum;
use jiff::Timestamp;
use tracing_subscriber::filter::LevelFilter;

use self::queue::Queue;
use super::clock;
use crate::web::{LogEntry, RequestLog};

/// The format of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Text,
    /// For programs: one JSON object per line.
    Json,
    /// No log at all.
    Off,
}

/// The log of this process.
pub(super) type Log = Queue<Lines>;

/// Starts the log; `None` if `format` is `Off`. Panics are logged, too.
pub(super) fn start(format: Format) -> io::Result<Option<Arc<Log>>> {
    if format == Format::Off {
        return Ok(None);
    }
    let log = Log::start(Lines::new(format), io::stderr())?;
    let lines = tracing_subscriber::fmt()
        .with_writer(Arc::clone(&log))
        .with_max_level(LevelFilter::INFO)
        .with_target(false)
        .with_ansi(false);
    match format {
        Format::Json => lines.json().flatten_event(true).init(),
        Format::Text | Format::Off => lines.init(),
    }
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let reason = panic.payload_as_str().unwrap_or("no reason given");
        tracing::error!(place, reason, "panic");
    }));
    Ok(Some(log))
}

impl RequestLog for Log {
    fn write(&self, entry: &LogEntry) {
        self.push(|lines, buffer| lines.write(buffer, entry));
    }

    fn dropped(&self) -> u64 {
        self.lost()
    }
}

/// The writer of `tracing`, which writes each line with one call.
impl Write for &Log {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.push(|_, buffer| buffer.extend_from_slice(line));
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Formats lines. The date and time are formatted once a second, and copied to all lines of it.
pub(super) struct Lines {
    format: Format,
    second: i64,
    /// `2026-11-25T14:17:09`
    text: String,
}

impl Lines {
    fn new(format: Format) -> Self {
        Self { format, second: i64::MIN, text: String::new() }
    }

    /// Adds the line of `entry` to `buffer`, as of now.
    fn write(&mut self, buffer: &mut Vec<u8>, entry: &LogEntry) {
        self.write_at(clock::now(), buffer, entry);
    }

    fn write_at(&mut self, now: Timestamp, buffer: &mut Vec<u8>, entry: &LogEntry) {
        if now.as_second() != self.second {
            self.second = now.as_second();
            self.text = now.strftime("%Y-%m-%dT%H:%M:%S").to_string();
        }
        let LogEntry { method, route, status, took, bytes, language } = *entry;
        let (time, fraction) = (&self.text, now.subsec_microsecond());
        let took = took.as_micros();
        // Writing to memory cannot fail. Nothing has to be escaped: methods and routes are constants of
        // this program, languages are tags.
        let written = match self.format {
            Format::Json => writeln!(
                buffer,
                "{{\"timestamp\":\"{time}.{fraction:06}Z\",\"level\":\"INFO\",\"message\":\"request\",\"method\":\"{method}\",\"route\":\"{route}\",\"status\":{status},\"microseconds\":{took},\"bytes\":{bytes},\"language\":\"{language}\"}}"
            ),
            Format::Text | Format::Off => writeln!(
                buffer,
                "{time}.{fraction:06}Z  INFO request method=\"{method}\" route=\"{route}\" status={status} microseconds={took} bytes={bytes} language=\"{language}\""
            ),
        };
        written.ok();
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn line(format: Format, moment: &str) -> String {
        let entry = LogEntry {
            method: "GET",
            route: "/{language}/",
            status: 200,
            took: Duration::from_micros(7),
            bytes: 1234,
            language: "ar",
        };
        let mut buffer = Vec::new();
        let mut lines = Lines::new(format);
        lines.write_at("1999-12-31T23:59:59Z".parse().unwrap(), &mut Vec::new(), &entry);
        lines.write_at(moment.parse().unwrap(), &mut buffer, &entry);
        String::from_utf8(buffer).unwrap()
    }

    #[test]
    fn a_line_for_people() {
        assert_eq!(
            line(Format::Text, "2026-11-25T14:17:09.000042Z"),
            "2026-11-25T14:17:09.000042Z  INFO request method=\"GET\" route=\"/{language}/\" \
             status=200 microseconds=7 bytes=1234 language=\"ar\"\n"
        );
    }

    #[test]
    fn a_line_for_programs_is_json() {
        let line = line(Format::Json, "2026-11-25T14:17:09Z");
        let value: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(value["timestamp"], "2026-11-25T14:17:09.000000Z");
        assert_eq!(value["level"], "INFO");
        assert_eq!(value["message"], "request");
        assert_eq!(value["method"], "GET");
        assert_eq!(value["route"], "/{language}/");
        assert_eq!(value["status"], 200);
        assert_eq!(value["microseconds"], 7);
        assert_eq!(value["bytes"], 1234);
        assert_eq!(value["language"], "ar");
    }
}
