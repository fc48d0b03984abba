//! How the log is written: one line an event, to standard error.

use clap::ValueEnum;
use tracing_subscriber::filter::LevelFilter;

/// The form of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Text,
    /// For machines: one JSON object a line.
    Json,
    /// No log at all.
    Off,
}

/// Starts the log. A panic becomes a line of it, too; what the visitor sees is decided in `http`.
pub(super) fn start(format: Format) {
    let lines = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_max_level(LevelFilter::INFO)
        .with_target(false)
        .with_ansi(false);
    match format {
        Format::Text => lines.init(),
        Format::Json => lines.json().flatten_event(true).init(),
        Format::Off => {}
    }
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let reason = panic.payload_as_str().unwrap_or("no reason given");
        tracing::error!(place, reason, "panic");
    }));
}
