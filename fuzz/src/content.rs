//! Files of the content directory: a report that an author can work with, or a whole site.
//!
//! The input is laid over the invented hospital's content. A line `=== PATH` begins a file that
//! takes the place of the one there, `+++ PATH` adds to it, `--- PATH` takes it away.

use std::sync::Arc;

use patient_center::content::{Content, Files};
use patient_center::diagnostics::{Diagnostic, Diagnostics, Place, Severity};
use patient_center::site::{CheckedContent, Site};
use patient_center::web::{AppState, app};

use super::files::{ASSETS, CONTENT, base, moment};

/// A report as long as this is no help to anybody, whatever the mistakes.
const LONGEST_REPORT: usize = 1 << 20;

/// Files, see above.
pub fn content(input: &[u8]) {
    let files = laid_over(CONTENT.clone(), input);
    let (content, problems) = judged(&files);
    let (_, again) = judged(&files);
    assert_eq!(problems, again, "the same files, another report");
    assert_report(&files, problems.clone());
    let Some(content) = content else {
        return assert!(problems.has_errors(), "no site, and no word why");
    };
    let built = Site::build(&content, &ASSETS, &base(), moment());
    assert_whole(built.expect("a site of what was checked"));
}

/// The content and everything that is wrong with it, as `check` finds it.
fn judged(files: &Files) -> (Option<CheckedContent>, Diagnostics) {
    let (content, mut problems) = Content::from_files(files);
    let checked =
        content.and_then(|content| CheckedContent::check(content, moment(), &mut problems));
    (checked, problems)
}

fn laid_over(mut files: Files, input: &[u8]) -> Files {
    let mut current: Option<String> = None;
    for line in input.split_inclusive(|byte| *byte == b'\n') {
        match marked(line) {
            Some((b"=== ", path)) => {
                files.insert(path.clone(), Vec::new());
                current = Some(path);
            }
            Some((b"+++ ", path)) => current = Some(path),
            Some((_, path)) => {
                files.remove(&path);
                current = None;
            }
            None => {
                if let Some(path) = &current {
                    files.entry(path.clone()).or_default().extend(line);
                }
            }
        }
    }
    files
}

/// The mark of a line and its path, if it is one that a directory may have.
fn marked(line: &[u8]) -> Option<(&[u8], String)> {
    let (mark, path) = line.split_at_checked(4)?;
    let path = str::from_utf8(path.strip_suffix(b"\n").unwrap_or(path)).ok()?;
    let is_mark = [b"=== ", b"+++ ", b"--- "].iter().any(|known| *known == mark);
    let is_name = |name: &str| !matches!(name, "" | "." | "..") && !name.contains('\0');
    (is_mark && path.split('/').all(is_name)).then(|| (mark, path.to_owned()))
}

fn assert_report(files: &Files, problems: Diagnostics) {
    let mut length = 0;
    for problem in problems.sorted() {
        let report = problem.to_string();
        let is_unseen =
            |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}');
        assert!(!report.contains(is_unseen), "the report itself has what it forbids: {report:?}");
        let has_remedy = problem.help.as_ref().is_some_and(|text| !text.is_empty());
        // What is only to be done says so itself: translate this page.
        assert!(has_remedy || problem.severity == Severity::Warning, "no help: {report}");
        match &problem.place {
            Some(place) => assert_place(files, &problem, place),
            None => assert!(!problem.file.is_empty(), "nowhere: {report}"),
        }
        length += report.len();
    }
    assert!(length < LONGEST_REPORT, "a report of {length} bytes");
}

/// The place is in the file, and its text is what stands there.
fn assert_place(files: &Files, problem: &Diagnostic, place: &Place) {
    let text = String::from_utf8_lossy(&files[&problem.file]);
    let line = text.split('\n').nth(place.line - 1).expect("a line of the file");
    assert!(line.contains(&place.text), "{problem:?}");
    let meant = place.text.get(place.span.clone()).expect("a span within the line");
    let from: String = line.chars().skip(place.column - 1).collect();
    assert!(from.starts_with(meant), "{problem:?}");
}

/// A site that was built can be served, and has no hole that its rules were to find.
fn assert_whole(site: Site) {
    for (path, answer) in &site.answers {
        assert!(path.starts_with('/') && !path.starts_with("//"), "{path}");
        assert!(path.bytes().all(|byte| byte.is_ascii_graphic()), "{path}");
        assert_eq!(answer.status, 200);
        let text = str::from_utf8(&answer.identity.bytes).expect("UTF-8");
        if answer.content_type.starts_with("text/html") {
            let data = text.matches("<script type=\"application/ld+json\">").count();
            assert_eq!(text.matches("<script").count(), data, "{path}");
            assert!(!text.contains("javascript:"), "{path}");
        }
    }
    for language in &site.languages {
        assert!(site.answers.contains_key(&format!("/{language}/")), "no home in {language}");
    }
    for (from, to) in &site.moved {
        assert!(site.answers.contains_key(to), "{from} leads to {to}, which is nowhere");
    }
    drop(app(AppState::new(site, Arc::new(moment), None)));
}
