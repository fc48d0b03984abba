//! Reports of diagnostics: for people, for programs, and as the annotations of code hosts.

mod annotations;
mod text;

use clap::ValueEnum;
use serde::Serialize;

use super::output::{CommandError, json};
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::site::readability::Readability;

/// The formats of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// SARIF 2.1.0, for programs that show the results of several tools.
    Sarif,
    /// Workflow commands of GitHub Actions, one a line.
    Github,
    /// The code quality report of GitLab.
    Gitlab,
}

/// The content has errors: the whole report, exit code 1.
impl From<Diagnostics> for CommandError {
    fn from(diagnostics: Diagnostics) -> Self {
        Self::report_of(report(diagnostics, None, ReportFormat::Text, false))
    }
}

/// All diagnostics in `format`; the text has each warning as a whole only if it is `verbose`. The annotations of code
/// hosts have no place for `readability`.
pub(super) fn report(
    diagnostics: Diagnostics,
    readability: Option<&Readability>,
    format: ReportFormat,
    verbose: bool,
) -> String {
    let found = diagnostics.sorted();
    match format {
        ReportFormat::Text => {
            let figures = readability.map(|figures| format!("{figures}\n")).unwrap_or_default();
            figures + &text::report(&found, verbose)
        }
        ReportFormat::Json => json_report(found, readability),
        ReportFormat::Sarif => annotations::sarif(&found),
        ReportFormat::Github => annotations::github(&found),
        ReportFormat::Gitlab => annotations::gitlab(&found),
    }
}

/// All diagnostics as JSON, sorted by file and line.
fn json_report(found: Vec<Diagnostic>, readability: Option<&Readability>) -> String {
    #[derive(Serialize)]
    struct Report<'a> {
        problems: usize,
        warnings: usize,
        readability: Option<&'a Readability>,
        found: Vec<Diagnostic>,
    }
    let problems = found.iter().filter(|it| it.severity == Severity::Error).count();
    json(&Report { problems, warnings: found.len() - problems, readability, found })
}
