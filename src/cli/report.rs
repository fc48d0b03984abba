//! Reports of diagnostics: for people, and for programs.

use clap::ValueEnum;
use serde::Serialize;

use crate::diagnostics::{Diagnostic, Diagnostics, Severity};

/// The formats of a report.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// All diagnostics in the format of compilers, then how many there are.
pub(super) fn text(diagnostics: Diagnostics) -> String {
    let diagnostics = diagnostics.sorted();
    let reports = diagnostics.iter().map(|diagnostic| format!("{diagnostic}\n\n"));
    let (errors, warnings) = count(&diagnostics);
    reports.collect::<String>() + &format!("{errors} problems, {warnings} warnings\n")
}

/// The first error, on one line, and how many more there are.
pub(super) fn line(diagnostics: Diagnostics) -> String {
    let diagnostics = diagnostics.sorted();
    let mut errors = diagnostics.iter().filter(|found| found.severity == Severity::Error);
    let Some(first) = errors.next() else { return "for an unknown reason".to_owned() };
    let place = first.place.as_ref();
    let place = place.map(|place| format!(":{}:{}", place.line, place.column)).unwrap_or_default();
    let more = match errors.count() {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    format!("{}{place}: {}{more}", first.file, first.message)
}

/// All diagnostics as JSON, in the same order.
pub(super) fn json(diagnostics: Diagnostics) -> String {
    #[derive(Serialize)]
    struct Report {
        problems: usize,
        warnings: usize,
        found: Vec<Diagnostic>,
    }
    let found = diagnostics.sorted();
    let (problems, warnings) = count(&found);
    let report = Report { problems, warnings, found };
    serde_json::to_string_pretty(&report).expect("texts and numbers have a form in JSON") + "\n"
}

/// The number of errors, and that of warnings.
fn count(diagnostics: &[Diagnostic]) -> (usize, usize) {
    let errors = diagnostics.iter().filter(|found| found.severity == Severity::Error).count();
    (errors, diagnostics.len() - errors)
}
