//! Diagnostics: what is wrong with the content, in which file and where, and what to do about it.
//!
//! They are collected, so that an author sees all of them at once, sorted by file and line. This module
//! formats them; `cli` prints them.

use std::fmt;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::Serialize;

/// Whether the site can be served in spite of a [`Diagnostic`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The site is not built.
    Error,
    /// The site is built, but something remains to be done.
    Warning,
}

/// The longest line that a [`Place`] keeps whole, in bytes. SECURITY: a report has a copy of the line
/// for each diagnostic, and a file may be one line with a hundred thousand of them.
const LONGEST_LINE: usize = 1000;
/// How much of a longer line is kept before the place, in bytes.
const BEFORE: usize = 200;

/// A place in a file, with the text of the line, so that a report does not read the file again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Counted from 1.
    pub line: usize,
    /// Counted in characters, from 1.
    pub column: usize,
    /// The text of the line, without its end; of a very long line, the part around the place.
    pub text: String,
    /// The byte range in `text`.
    pub span: Range<usize>,
}

impl Place {
    /// The place of the byte range `span` of `source`. A range over several lines is cut at the end of the
    /// first.
    pub fn of(source: &str, span: &Range<usize>) -> Self {
        let start = floor(source, span.start);
        let before = source.get(..start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let text = source.get(line_start..).unwrap_or_default().lines().next().unwrap_or_default();
        let from = (start - line_start).min(text.len());
        let to = floor(source, span.end).saturating_sub(line_start).clamp(from, text.len());
        let kept = kept(text, from);
        let cut = kept.start;
        Self {
            line: before.matches('\n').count() + 1,
            column: text.get(..from).unwrap_or_default().chars().count() + 1,
            span: from - cut..to.min(kept.end) - cut,
            text: text.get(kept).unwrap_or_default().to_owned(),
        }
    }

    /// The place narrowed to the first occurrence of `fragment` in it.
    #[must_use]
    pub fn narrowed(self, fragment: &str) -> Self {
        let meant = self.text.get(self.span.clone()).unwrap_or_default();
        let Some(found) = meant.find(fragment) else { return self };
        let from = self.span.start + found;
        let column = self.column + meant.get(..found).unwrap_or_default().chars().count();
        let span = from..from + fragment.len();
        Self { column, span, ..self }
    }
}

/// The part of `line` that a place at `from` keeps.
fn kept(line: &str, from: usize) -> Range<usize> {
    if line.len() <= LONGEST_LINE {
        return 0..line.len();
    }
    let start = floor(line, from.saturating_sub(BEFORE));
    start..floor(line, start + LONGEST_LINE)
}

/// The nearest character boundary at or before `index`.
fn floor(source: &str, index: usize) -> usize {
    source.floor_char_boundary(index.min(source.len()))
}

/// One error or warning, for the person who can correct the content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Whether the site can be served in spite of it.
    pub severity: Severity,
    /// Relative to the content's directory, with `/`.
    pub file: String,
    /// `None` if it concerns the whole file.
    pub place: Option<Place>,
    /// What is wrong, as a clause without a full stop.
    pub message: String,
    /// What to do about it, if that is not obvious.
    pub help: Option<String>,
    /// The kind of work that a warning belongs to, for lists that sum up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<&'static str>,
}

impl Diagnostic {
    /// An error: the site is not built.
    pub fn error(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            file: file.into(),
            place: None,
            message: message.into(),
            help: None,
            group: None,
        }
    }

    /// A warning: the site is built all the same.
    pub fn warning(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(file, message) }
    }

    /// The diagnostic at `place`.
    #[must_use]
    pub fn at(self, place: &Place) -> Self {
        Self { place: Some(place.clone()), ..self }
    }

    /// The diagnostic with `help`, which says what to do about it.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// The diagnostic as one of the `group` of those that ask for the same kind of work.
    #[must_use]
    pub fn group(self, group: &'static str) -> Self {
        Self { group: Some(group), ..self }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level.primary_title(&self.message);
        let mut group = match &self.place {
            Some(place) => title.element(
                Snippet::source(&place.text)
                    .path(&self.file)
                    .line_start(place.line)
                    .annotation(AnnotationKind::Primary.span(place.span.clone())),
            ),
            None => title.element(annotate_snippets::Origin::path(&self.file)),
        };
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(help));
        }
        f.write_str(&printable(&Renderer::plain().render(&[group])))
    }
}

/// SECURITY: `report` without the control characters that a terminal would execute. The renderer
/// replaces some of them, but none in help or in file names.
fn printable(report: &str) -> String {
    let is_hidden = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}');
    report.replace(is_hidden, "\u{fffd}")
}

/// All diagnostics of some content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds `diagnostic`.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds all of `others`.
    pub fn append(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// The diagnostics with `directory` in front of the names of their files.
    #[must_use]
    pub fn within(mut self, directory: &str) -> Self {
        for diagnostic in &mut self.0 {
            let inside = std::mem::take(&mut diagnostic.file);
            let separator = if inside.is_empty() { "" } else { "/" };
            diagnostic.file = format!("{}{separator}{inside}", directory.trim_end_matches('/'));
        }
        self
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The diagnostics sorted by file and line; those of a whole file come first.
    pub fn sorted(mut self) -> Vec<Diagnostic> {
        self.0.sort_by_cached_key(|diagnostic| {
            let place = diagnostic.place.as_ref().map(|place| (place.line, place.column));
            (diagnostic.file.clone(), place, diagnostic.message.clone())
        });
        self.0
    }

    /// Whether there is an error among them.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        self.0.extend(diagnostics);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_very_long_line_a_place_keeps_what_surrounds_it() {
        for (index, character) in [(0, 'x'), (700, 'x'), (200_001, 'ü'), (399_999, 'x')] {
            let (before, after) = ("é".repeat(index / 2), "é".repeat((400_000 - index) / 2));
            let source = format!("first\n{before}{character}{after}\n");
            let start = "first\n".len() + before.len();
            let place = Place::of(&source, &(start..start + character.len_utf8()));
            assert_eq!((place.line, place.column), (2, index / 2 + 1));
            assert_eq!(place.text.get(place.span.clone()), Some(character.to_string().as_str()));
            assert!(place.text.len() <= LONGEST_LINE, "{}", place.text.len());
        }
    }

    #[test]
    fn a_fragment_is_found_in_a_very_long_line() {
        let source = format!("a = \"{}, wrong{}\"", "b".repeat(3000), " c".repeat(300));
        let place = Place::of(&source, &(2990..source.len())).narrowed("wrong");
        assert_eq!(place.column, source.find("wrong").unwrap_or_default() + 1);
        assert_eq!(place.text.get(place.span.clone()), Some("wrong"));
    }

    #[test]
    fn no_part_of_a_report_gives_a_terminal_a_command() {
        let command = "\u{1b}[2J\r\u{9b}\u{202e}";
        let diagnostic = Diagnostic::error(format!("a{command}.toml"), command).help(command);
        let report = diagnostic.at(&Place::of(command, &(0..1))).to_string();
        assert!(!report.contains(|c: char| c.is_control() && c != '\n'), "{report:?}");
        assert!(!report.contains('\u{202e}'), "{report:?}");
    }
}
