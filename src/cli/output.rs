//! What the commands print: results on standard output, and why a command fails on standard error, with its
//! exit code.

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::ValueEnum;
use serde::Serialize;

use crate::diagnostics::{Diagnostics, Severity};

/// Writes `text` to standard output, and flushes it. A closed pipe is not an error.
pub(super) fn print(text: &str) {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).ok();
}

/// Writes `text` to standard error.
pub(super) fn print_error(text: &str) {
    io::stderr().lock().write_all(text.as_bytes()).ok();
}

/// Why a command fails.
#[derive(Debug)]
pub(super) struct CommandError {
    code: u8,
    /// What is printed to standard error.
    message: String,
}

impl CommandError {
    /// The command line or the environment is wrong: one line, exit code 2.
    pub(super) fn usage(reason: impl Display) -> Self {
        Self { code: 2, message: format!("patient-center: {reason}\n") }
    }

    /// The content is wrong, or a server is not ready: one line, exit code 1.
    pub(super) fn content(reason: impl Display) -> Self {
        Self { code: 1, message: format!("patient-center: {reason}\n") }
    }

    /// Standard output says what is wrong: exit code 1.
    pub(super) fn printed() -> Self {
        Self { code: 1, message: String::new() }
    }

    /// The content is wrong, as `report` says: exit code 1.
    pub(super) fn report_of(report: String) -> Self {
        Self { code: 1, message: report }
    }

    /// Prints the message to standard error; the exit code.
    pub(super) fn report(&self) -> ExitCode {
        print_error(&self.message);
        ExitCode::from(self.code)
    }
}

/// The formats of a table.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// The first error, on one line, and how many more there are.
pub(super) fn first_error(diagnostics: Diagnostics) -> String {
    let diagnostics = diagnostics.sorted();
    let mut errors = diagnostics.iter().filter(|found| found.severity == Severity::Error);
    let Some(first) = errors.next() else { return "for an unknown reason".to_owned() };
    let more = match errors.count() {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    format!("{}: {}{more}", first.location(), first.message)
}

/// `value` as JSON, to be read by people, too.
pub(super) fn json(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).expect("texts and numbers have a form in JSON") + "\n"
}
