//! The file that a thread is reading: what is wrong with it, and what it says of other files.
//!
//! serde gives an implementation of `Deserialize` no context. So the file that a thread is reading is kept
//! in a variable of the thread, and what is found in it is added there.

use std::cell::RefCell;
use std::ops::Range;

use super::lint::{self, Fault, QUOTATION_MARKS, ScriptCheck};
use super::name::Language;
use super::reference::{Reference, ReferenceKind};
use crate::diagnostics::{Diagnostic, Diagnostics, Place};

/// The file that is being read, and what has been found in it.
#[derive(Default)]
pub(super) struct Reading {
    file: String,
    text: String,
    /// The script of its words, where they are in a language.
    script: Option<ScriptCheck>,
    /// What is wrong with it.
    pub(super) diagnostics: Diagnostics,
    /// What must exist, or be so, in other files.
    pub(super) references: Vec<Reference>,
}

thread_local! {
    static READING: RefCell<Reading> = RefCell::default();
}

/// What `read` makes of the file with this `text`, and what is found meanwhile. Its words are in
/// `language`, if it has words.
pub(super) fn while_reading<T>(
    file: &str,
    text: &str,
    language: Option<&Language>,
    read: impl FnOnce() -> T,
) -> (T, Reading) {
    READING.set(Reading {
        file: file.to_owned(),
        text: text.to_owned(),
        script: language.map(ScriptCheck::of),
        ..Reading::default()
    });
    let value = read();
    (value, READING.take())
}

/// Whether no mistake has been reported in the file.
pub(super) fn is_sound() -> bool {
    READING.with_borrow(|reading| reading.diagnostics.is_empty())
}

/// The place of `span` in the file.
pub(super) fn place(span: &Range<usize>) -> Place {
    READING.with_borrow(|reading| Place::of(&reading.text, span))
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

/// Reports what is wrong with a part of the value at `span`.
pub(super) fn fault(span: &Range<usize>, fault: Fault<'_>) {
    report_at(Some(place(span).narrowed(fault.fragment)), fault.message, fault.help);
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
    if let Some(wrong) = wrong {
        fault(span, wrong);
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
