//! The log: one line per event, on standard error. Writing it never delays a request.
//!
//! Lines are put into a queue and written by a thread of their own, many at a time. Events come from
//! `tracing`; the lines of requests, of which there are tens of thousands a second, are formatted here
//! like those of `tracing` at a fraction of its cost.

mod line;
mod queue;

use std::io::{self, Write};
use std::sync::Arc;

use tracing_subscriber::filter::LevelFilter;

pub(super) use self::line::Format;
use self::line::Lines;
use self::queue::Queue;
use crate::web::{LogEntry, RequestLog};

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
