//! One file of TOML while it is read, and what was found wrong with it.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use toml::de::DeTable;

use super::language::Language;
use super::lint::QUOTATION_MARKS;
use super::lint::script::{self, Fault, ScriptCheck};
use super::reader::Reader;
use super::reference::{Reference, ReferenceKind};
use crate::diagnostics::{Diagnostic, Diagnostics, Place};

/// One file while it is read.
#[derive(Debug)]
pub struct Source<'a> {
    file: &'a str,
    text: &'a str,
    writing: ScriptCheck,
    problems: RefCell<Diagnostics>,
    quoting: RefCell<Vec<Reference>>,
    malformed: Cell<bool>,
}

impl<'a> Source<'a> {
    /// `file` is relative to the content's directory.
    pub fn new(file: &'a str, text: &'a str) -> Self {
        Self {
            file,
            text,
            writing: ScriptCheck::default(),
            problems: RefCell::default(),
            quoting: RefCell::default(),
            malformed: Cell::new(false),
        }
    }

    /// The same file, whose words are in `language`.
    #[must_use]
    pub fn in_language(self, language: &Language) -> Self {
        Self { writing: ScriptCheck::of(language), ..self }
    }

    /// Reads the file's top table with `read`; the problems stay with the source.
    pub fn read<T>(&self, read: impl FnOnce(&Reader<'_>) -> T) -> T {
        let (table, faults) = DeTable::parse_recoverable(self.text);
        let reader = Reader::new(self, table.get_ref(), 0..0);
        let value = read(&reader);
        reader.finish();
        if !faults.is_empty() {
            self.replace_with(faults);
        }
        value
    }

    /// Where the TOML itself is broken, what was read of it is a guess, and so is every other fault.
    fn replace_with(&self, faults: Vec<toml::de::Error>) {
        self.malformed.set(true);
        self.problems.take();
        for fault in faults {
            let span = fault.span().unwrap_or(0..0);
            let message = fault.message().lines().collect::<Vec<_>>().join(", ");
            self.report(self.problem(&span, message).help("mend the TOML here"));
        }
    }

    /// Whether the TOML itself is broken.
    pub fn is_malformed(&self) -> bool {
        self.malformed.get()
    }

    /// Its path, relative to the content's directory.
    pub(super) fn file(&self) -> &str {
        self.file
    }

    /// All of it.
    pub(super) fn text(&self) -> &str {
        self.text
    }

    /// Everything that was recorded: what is wrong, and what has quotation marks.
    pub fn into_records(self) -> (Diagnostics, Vec<Reference>) {
        (self.problems.into_inner(), self.quoting.into_inner())
    }

    /// A problem at `span`.
    pub(super) fn problem(&self, span: &Range<usize>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(self.file, message).at(Place::of(self.text, span))
    }

    /// Judges a value, in whatever language it is.
    pub(super) fn judge(&self, text: &str, span: &Range<usize>) {
        script::faults(text).for_each(|fault| self.fault(fault, span));
    }

    /// Judges words in the language of this file, and remembers those with quotation marks, to be
    /// judged when the marks of the language are known.
    pub(super) fn judge_words(&self, words: &str, span: &Range<usize>) {
        if let Some(fault) = self.writing.script(words) {
            self.fault(fault, span);
        }
        if words.contains(QUOTATION_MARKS) {
            self.quoting.borrow_mut().push(Reference {
                file: self.file.to_owned(),
                place: Place::of(self.text, span),
                kind: ReferenceKind::QuotationMarks(words.to_owned()),
            });
        }
    }

    /// Records what is wrong with a part of a value.
    pub(super) fn fault(&self, fault: Fault<'_>, span: &Range<usize>) {
        let place = Place::of(self.text, span).narrowed(fault.fragment);
        self.report(Diagnostic::error(self.file, fault.message).at(place).help(fault.help));
    }

    /// Records a problem.
    pub(super) fn report(&self, problem: Diagnostic) {
        self.problems.borrow_mut().push(problem);
    }
}
