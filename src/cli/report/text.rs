//! The report for people: errors first and whole, then the warnings in few lines, then how many there are.

use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostic, Severity, printable};

/// The report of `found`, which is sorted; each warning is whole if it is `verbose`.
pub(super) fn report(found: &[Diagnostic], verbose: bool) -> String {
    let is_error = |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Error;
    let (errors, warnings): (Vec<_>, Vec<_>) = found.iter().partition(is_error);
    let mut report: String = errors.iter().map(|error| whole(error)).collect();
    if verbose {
        report.extend(warnings.iter().map(|warning| whole(warning)));
    } else if !warnings.is_empty() {
        report.extend(summary(&warnings));
        report.push('\n');
    }
    report + &closing(errors.len(), warnings.len(), verbose)
}

fn whole(diagnostic: &Diagnostic) -> String {
    format!("{diagnostic}\n\n")
}

/// One line for the warnings of a group in a directory, and one line for each other warning.
fn summary(warnings: &[&Diagnostic]) -> Vec<String> {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for warning in warnings {
        if let Some(key) = key(warning) {
            *counts.entry(key).or_default() += 1;
        }
    }
    let lines = warnings.iter().filter_map(|warning| match key(warning) {
        Some(key) => match counts.remove(&key)? {
            1 => Some(line(&warning.location(), &warning.message)),
            count => Some(line(key.0, &format!("{count} {}", key.1))),
        },
        None => Some(line(&warning.location(), &warning.message)),
    });
    lines.collect()
}

fn line(location: &str, message: &str) -> String {
    printable(&format!("warning: {location}: {message}")).replace('\n', " ") + "\n"
}

/// What is summed up in one line: the directory of the file, which is that of its language, and the group.
fn key(warning: &Diagnostic) -> Option<(&str, &'static str)> {
    let directory = warning.file.rsplit_once('/').map_or(".", |(directory, _)| directory);
    warning.group.map(|group| (directory, group))
}

fn closing(errors: usize, warnings: usize, verbose: bool) -> String {
    if errors + warnings == 0 {
        return "no mistakes\n".to_owned();
    }
    let number = |count: usize, what: &str| {
        let ending = if count == 1 { "" } else { "s" };
        format!("{count} {what}{ending}")
    };
    let hint = if warnings == 0 || verbose { "" } else { " (`--verbose` shows each as a whole)" };
    format!("{}, {}{hint}\n", number(errors, "error"), number(warnings, "warning"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_come_first_and_warnings_of_a_kind_are_one_line_per_language() {
        let draft = |file: &str| Diagnostic::warning(file, "a draft").group("pages are drafts");
        let found = [
            draft("content/ar/home.toml"),
            draft("content/ar/hours.toml"),
            draft("content/el/home.toml"),
            Diagnostic::warning("content/site.toml", "to be supplied: a fax"),
            Diagnostic::error("content/zz.toml", "wrong").help("mend it"),
        ];
        let expected = "error: wrong\n--> content/zz.toml\n = help: mend it\n\n\
                        warning: content/ar: 2 pages are drafts\n\
                        warning: content/el/home.toml: a draft\n\
                        warning: content/site.toml: to be supplied: a fax\n\n\
                        1 error, 4 warnings (`--verbose` shows each as a whole)\n";
        assert_eq!(report(&found, false), expected);
        assert_eq!(report(&found, true).matches("--> ").count(), 5);
        assert_eq!(report(&[], false), "no mistakes\n");
    }
}
