//! Diagnostics as an author reads them, and as a program does.

use clap::ValueEnum;
use serde::Serialize;

use crate::diagnostics::{Diagnostic, Diagnostics, Severity};

/// The forms of a report.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Every problem as a compiler prints it, then how many there are.
pub(super) fn text(problems: Diagnostics) -> String {
    let problems = problems.sorted();
    let reports = problems.iter().map(|problem| format!("{problem}\n\n"));
    let (errors, warnings) = count(&problems);
    reports.collect::<String>() + &format!("{errors} problems, {warnings} warnings\n")
}

/// The first problem that keeps the site from being built, on one line, and how many more there are.
pub(super) fn line(problems: Diagnostics) -> String {
    let problems = problems.sorted();
    let mut errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
    let Some(first) = errors.next() else { return "for no reason that is known".to_owned() };
    let place = first.place.as_ref();
    let place = place.map(|place| format!(":{}:{}", place.line, place.column)).unwrap_or_default();
    let more = match errors.count() {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    format!("{}{place}: {}{more}", first.file, first.message)
}

/// Every problem as JSON, in the same order.
pub(super) fn json(problems: Diagnostics) -> String {
    #[derive(Serialize)]
    struct Report {
        problems: usize,
        warnings: usize,
        found: Vec<Diagnostic>,
    }
    let found = problems.sorted();
    let (problems, warnings) = count(&found);
    let report = Report { problems, warnings, found };
    serde_json::to_string_pretty(&report).expect("texts and numbers have a form in JSON") + "\n"
}

fn count(problems: &[Diagnostic]) -> (usize, usize) {
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    (errors, problems.len() - errors)
}
