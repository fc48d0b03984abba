//! One file of TOML while it is read, and what was found wrong with it.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use toml::de::DeTable;

use super::reader::Reader;
use crate::problem::{Place, Problem, Problems};

/// One file while it is read.
#[derive(Debug)]
pub struct Source<'a> {
    file: &'a str,
    text: &'a str,
    problems: RefCell<Problems>,
    malformed: Cell<bool>,
}

impl<'a> Source<'a> {
    /// `file` is relative to the content's directory.
    pub fn new(file: &'a str, text: &'a str) -> Self {
        Self { file, text, problems: RefCell::default(), malformed: Cell::new(false) }
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
            self.report(self.problem(&span, message).remedy("mend the TOML here"));
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

    /// Everything that was recorded.
    pub fn into_problems(self) -> Problems {
        self.problems.into_inner()
    }

    /// A problem at `span`.
    pub(super) fn problem(&self, span: &Range<usize>, message: impl Into<String>) -> Problem {
        Problem::error(self.file, message).at(Place::of(self.text, span))
    }

    /// Records a problem.
    pub(super) fn report(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }
}
