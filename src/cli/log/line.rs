//! The line of a request, in the format of `tracing` events.

use std::io::Write;

use clap::ValueEnum;
use jiff::Timestamp;

use crate::cli::clock;
use crate::web::LogEntry;

/// The format of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
    /// For people.
    Text,
    /// For programs: one JSON object per line.
    Json,
    /// No log at all.
    Off,
}

/// Formats lines. The date and time are formatted once a second, and copied to all lines of it.
pub(in crate::cli) struct Lines {
    format: Format,
    second: i64,
    /// `2026-11-25T14:17:09`
    text: String,
}

impl Lines {
    pub(super) fn new(format: Format) -> Self {
        Self { format, second: i64::MIN, text: String::new() }
    }

    /// Adds the line of `entry` to `buffer`, as of now.
    pub(super) fn write(&mut self, buffer: &mut Vec<u8>, entry: &LogEntry) {
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
