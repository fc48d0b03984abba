//! Problems as an author reads them, and as a program does.

use serde::Serialize;

use crate::problem::{Problem, Problems, Severity};

/// Every problem as a compiler prints it, then how many there are.
pub(super) fn text(problems: Problems) -> String {
    let problems = problems.sorted();
    let reports = problems.iter().map(|problem| format!("{problem}\n\n"));
    let (errors, warnings) = count(&problems);
    reports.collect::<String>() + &format!("{errors} problems, {warnings} warnings\n")
}

/// Every problem as JSON, in the same order.
pub(super) fn json(problems: Problems) -> String {
    #[derive(Serialize)]
    struct Report {
        problems: usize,
        warnings: usize,
        found: Vec<Problem>,
    }
    let found = problems.sorted();
    let (problems, warnings) = count(&found);
    let report = Report { problems, warnings, found };
    serde_json::to_string_pretty(&report).expect("texts and numbers have a form in JSON") + "\n"
}

fn count(problems: &[Problem]) -> (usize, usize) {
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    (errors, problems.len() - errors)
}
