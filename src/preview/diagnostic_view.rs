//! A diagnostic as the preview shows it: file, line, the line itself with the part that is meant, and the help.

use std::ops::Range;

use askama::Template;
use askama::filters::HtmlSafe;

use super::state::Shown;
use crate::diagnostics::Diagnostic;

/// A diagnostic with its line in three parts.
pub(super) struct DiagnosticView {
    /// The file, and after a colon the line where there is one.
    pub(super) location: String,
    pub(super) message: String,
    pub(super) help: String,
    /// The line before, in and after what is meant; `None` where the whole file is.
    pub(super) line: Option<(String, String, String)>,
    /// The page that it is about, in the preview.
    pub(super) href: Option<String>,
}

impl DiagnosticView {
    /// `diagnostic`, which is about the page at `href`.
    pub(super) fn new(diagnostic: &Diagnostic, href: Option<String>) -> Self {
        let Diagnostic { file, place, message, help, .. } = diagnostic;
        let line = place.as_ref().map(|place| {
            let part = |range: Range<usize>| place.text.get(range).unwrap_or_default().to_owned();
            let (start, end) = (place.span.start, place.span.end);
            (part(0..start), part(start..end), part(end..place.text.len()))
        });
        let location = match place {
            Some(place) => format!("{file}:{}", place.line),
            None => file.clone(),
        };
        let help = help.clone().unwrap_or_default();
        Self { location, message: message.clone(), help, line, href }
    }
}

/// The report of a broken edit, which lies over the last good page.
#[derive(Template)]
#[template(path = "preview/report.html")]
pub(super) struct Report {
    pub(super) errors: Vec<DiagnosticView>,
}

impl Report {
    /// What lies over the pages of `shown`; `None` as long as their content is the newest.
    pub(super) fn over(shown: &Shown) -> Option<Self> {
        (!shown.errors.is_empty()).then(|| Self::new(&shown.errors))
    }

    /// Of `errors`.
    pub(super) fn new(errors: &[Diagnostic]) -> Self {
        Self { errors: errors.iter().map(|error| DiagnosticView::new(error, None)).collect() }
    }
}

/// Its template escapes what it prints.
impl HtmlSafe for Report {}
