//! The file that a thread is reading: what is wrong with it, and what it says of other files.
//!
//! serde gives an implementation of `Deserialize` no context. So the file that a thread is reading is kept
//! in a variable of the thread, and what is found in it is added there.

use std::cell::RefCell;
use std::ops::Range;

use super::lint::{self, Doubt, Fault, QUOTATION_MARKS, ScriptCheck};
use super::name::Language;
use super::reference::{Reference, ReferenceKind};
use crate::diagnostics::{Diagnostic, Diagnostics, Place, group};
use crate::time_zones::TimeZones;

/// The file that is being read, and what has been found in it.
#[derive(Default)]
pub(super) struct Reading {
    file: String,
    text: String,
    /// The script of its words, where they are in a language.
    script: Option<ScriptCheck>,
    /// Whether its words may be missing, because they are those of a translation.
    translated: bool,
    /// The time zones that it may name.
    time_zones: TimeZones,
    /// What is wrong with it.
    pub(super) diagnostics: Diagnostics,
    /// What must exist, or be so, in other files.
    pub(super) references: Vec<Reference>,
}

thread_local! {
    static READING: RefCell<Reading> = RefCell::default();
}

impl Reading {
    /// Of the file with this `text`, which has no words of a language.
    pub(super) fn of(file: &str, text: &str) -> Self {
        Self { file: file.to_owned(), text: text.to_owned(), ..Self::default() }
    }

    /// The same with the time zones that it may name.
    pub(super) fn with_time_zones(self, time_zones: TimeZones) -> Self {
        Self { time_zones, ..self }
    }

    /// The same with words in `language`; those of a translation may be missing.
    pub(super) fn in_language(self, language: &Language, translated: bool) -> Self {
        Self { script: Some(ScriptCheck::of(language)), translated, ..self }
    }
}

/// What `read` makes of the file of `reading`, and what is found meanwhile.
pub(super) fn while_reading<T>(reading: Reading, read: impl FnOnce() -> T) -> (T, Reading) {
    READING.set(reading);
    let value = read();
    (value, READING.take())
}

/// The time zones that the file may name.
pub(super) fn time_zones() -> TimeZones {
    READING.with_borrow(|reading| reading.time_zones.clone())
}

/// Whether no error has been reported in the file.
pub(super) fn is_sound() -> bool {
    READING.with_borrow(|reading| !reading.diagnostics.has_errors())
}

/// The place of `span` in the file.
pub(super) fn place(span: &Range<usize>) -> Place {
    READING.with_borrow(|reading| Place::of(&reading.text, span))
}

/// The name of the table whose header is at `span` or the last one above it: `phones.mobile`. `None` where there
/// is no header.
pub(super) fn header(span: &Range<usize>) -> Option<String> {
    READING.with_borrow(|reading| {
        let end = reading
            .text
            .get(span.start..)?
            .find('\n')
            .map_or(reading.text.len(), |end| span.start + end);
        let lines = reading.text.get(..end)?.lines().rev().map(str::trim);
        let header = lines.filter(|line| line.starts_with('[')).find(|line| line.ends_with(']'))?;
        Some(header.trim_matches(['[', ']']).to_owned())
    })
}

/// Reports a mistake at `span`; `0..0` means the whole file.
pub(super) fn report(span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
    report_at((span != (0..0)).then(|| place(&span)), message, help);
}

/// Reports a mistake at `place`; without one it concerns the whole file.
pub(super) fn report_at(place: Option<Place>, message: impl Into<String>, help: impl Into<String>) {
    READING.with_borrow_mut(|reading| {
        let diagnostic = Diagnostic::error(&reading.file, message).help(help);
        reading.diagnostics.push(Diagnostic { place, ..diagnostic });
    });
}

/// Whether words of the file may be missing.
pub(super) fn is_translated() -> bool {
    READING.with_borrow(|reading| reading.translated)
}

/// Reports that a translation lacks words at `span`; `0..0` means the whole file.
pub(super) fn lacking(span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
    let place = (span != (0..0)).then(|| place(&span));
    READING.with_borrow_mut(|reading| {
        let warning = Diagnostic::warning(&reading.file, message).help(help);
        reading.diagnostics.push(Diagnostic { place, ..warning.group(group::WORDS) });
    });
}

/// Reports what is wrong with a part of the value at `span`.
pub(super) fn fault(span: &Range<usize>, fault: Fault<'_>) {
    report_at(Some(place(span).narrowed(fault.fragment)), fault.message, fault.help);
}

/// Warns of a part of the value at `span`.
fn warn(span: &Range<usize>, Doubt { fault, group }: Doubt<'_>) {
    let place = place(span).narrowed(fault.fragment);
    READING.with_borrow_mut(|reading| {
        let warning = Diagnostic::warning(&reading.file, fault.message).at(&place).help(fault.help);
        reading.diagnostics.push(warning.group(group));
    });
}

/// The tag of the language of the file, which is that of its directory.
fn language() -> String {
    READING.with_borrow(|reading| reading.file.split('/').next().unwrap_or_default().to_owned())
}

/// Records that the value at `span` refers to something in another file.
pub(super) fn refer(span: &Range<usize>, kind: ReferenceKind) {
    READING.with_borrow_mut(|reading| {
        let place = Place::of(&reading.text, span);
        reading.references.push(Reference { file: reading.file.clone(), place, kind });
    });
}

/// Checks the letters of a text, in whatever language it is.
pub(super) fn check_letters(text: &str, span: &Range<usize>) {
    lint::faults(text).for_each(|found| fault(span, found));
}

/// Whether the file is written in a language.
pub(super) fn has_words() -> bool {
    READING.with_borrow(|reading| reading.script.is_some())
}

/// Checks words in the language of the file. Their quotation marks are checked when those of the language
/// are known.
pub(super) fn check_words(words: &str, span: &Range<usize>) {
    let wrong = READING.with_borrow(|reading| Some(reading.script.as_ref()?.script(words)));
    let Some(wrong) = wrong else { return };
    match wrong {
        Some(wrong) => fault(span, wrong),
        None => lint::doubts(words, &language()).into_iter().for_each(|doubt| warn(span, doubt)),
    }
    if words.contains(QUOTATION_MARKS) {
        refer(span, ReferenceKind::QuotationMarks(words.to_owned()));
    }
}

/// Reports words that are not in the script of `language`, unless that could not be read.
pub(super) fn check_script(language: &Language, words: &str, span: &Range<usize>) {
    let known = Some(language).filter(|language| **language != Language::default());
    if let Some(found) = known.and_then(|language| ScriptCheck::of(language).script(words)) {
        fault(span, found);
    }
}

/// Checks that `words` fit into a narrow place, which has room for `columns`.
pub(super) fn check_width(words: &str, span: Range<usize>, columns: usize, place: &str) {
    if let Some((message, help)) = lint::too_wide(words, columns, place) {
        report(span, message, help);
    }
}
