//! A TOML table that is being read: every key is asked for once, every fault is recorded with its
//! place, and what nobody asked for is an unknown key.
//!
//! A value that cannot be read comes back empty, so that reading goes on and the author sees every
//! fault at once; the recorded problem keeps the content from ever being used.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use unicode_width::UnicodeWidthChar;

use super::lint::script::Fault;
use super::source::Source;
use super::suggestion::{list, nearest};
use super::tree::is_forbidden;
use crate::diagnostics::{Diagnostic, Place};

/// A value and where it stands.
#[derive(Debug)]
pub struct Located<'a, T> {
    /// The value.
    pub value: T,
    source: &'a Source<'a>,
    span: Range<usize>,
}

impl<T> Located<'_, T> {
    /// Its place in the file.
    pub fn place(&self) -> Place {
        Place::of(self.source.text(), &self.span)
    }

    /// Records what is wrong with a part of this value.
    pub fn fault(&self, fault: Fault<'_>) {
        self.source.fault(fault, &self.span);
    }

    /// Records that this value is wrong.
    pub fn report(&self, message: impl Into<String>, help: impl Into<String>) {
        self.source.report(self.source.problem(&self.span, message).help(help));
    }
}

/// A table of the file; see the module's documentation.
#[derive(Debug)]
pub struct Reader<'a> {
    source: &'a Source<'a>,
    table: &'a DeTable<'a>,
    span: Range<usize>,
    known: RefCell<BTreeSet<String>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a Source<'a>, table: &'a DeTable<'a>, span: Range<usize>) -> Self {
        Self { source, table, span, known: RefCell::default() }
    }

    /// The value under `key`, if there is one.
    fn find(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.known.borrow_mut().insert(key.to_owned());
        self.table.get(key)
    }

    /// The value under `key`; its absence is a problem.
    fn require(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        let found = self.find(key);
        if found.is_none() {
            self.report(format!("the key `{key}` is missing"), format!("add `{key} = …`"));
        }
        found
    }

    /// A required text that is not empty.
    pub fn text(&self, key: &str) -> Located<'a, String> {
        match self.require(key) {
            Some(value) => self.string(key, value),
            None => self.here(String::new()),
        }
    }

    /// A text that may be absent, but not empty.
    pub fn optional_text(&self, key: &str) -> Option<Located<'a, String>> {
        self.find(key).map(|value| self.string(key, value))
    }

    /// A required text whose emptiness means: to be supplied by the hospital.
    pub fn owed_text(&self, key: &str) -> Option<Located<'a, String>> {
        let value = self.require(key)?;
        match value.get_ref() {
            DeValue::String(text) if text.is_empty() => None,
            _ => Some(self.string(key, value)),
        }
    }

    /// A required text in the language of the file.
    pub fn words(&self, key: &str) -> Located<'a, String> {
        self.in_language(self.text(key))
    }

    /// A text in the language of the file that may be absent.
    pub fn optional_words(&self, key: &str) -> Option<Located<'a, String>> {
        self.optional_text(key).map(|text| self.in_language(text))
    }

    /// A list of texts in the language of the file; absent is empty.
    pub fn all_words(&self, key: &str) -> Vec<Located<'a, String>> {
        self.texts(key).into_iter().map(|text| self.in_language(text)).collect()
    }

    fn in_language(&self, text: Located<'a, String>) -> Located<'a, String> {
        self.source.judge_words(&text.value, &text.span);
        text
    }

    /// A list of texts, none of them empty; absent is empty.
    pub fn texts(&self, key: &str) -> Vec<Located<'a, String>> {
        self.items(key).into_iter().map(|item| self.string(key, item)).collect()
    }

    /// A truth value, `default` where it is absent.
    pub fn flag(&self, key: &str, default: bool) -> bool {
        match self.find(key).map(Spanned::get_ref) {
            None => default,
            Some(DeValue::Boolean(flag)) => *flag,
            Some(_) => {
                self.wrong_type(key, "true or false");
                default
            }
        }
    }

    /// A required number within `range`.
    pub fn number(&self, key: &str, range: &Range<f64>) -> f64 {
        let number = match self.require(key).map(Spanned::get_ref) {
            None => return 0.0,
            Some(DeValue::Integer(number)) => number.as_str().parse::<f64>().ok(),
            Some(DeValue::Float(number)) => number.as_str().parse::<f64>().ok(),
            Some(_) => None,
        };
        number.filter(|number| range.contains(number)).unwrap_or_else(|| {
            self.wrong_type(key, &format!("a number between {} and {}", range.start, range.end));
            0.0
        })
    }

    /// A calendar date that may be absent, written `2026-11-23` without quotes.
    pub fn optional_date(&self, key: &str) -> Option<Date> {
        self.optional_located_date(key).map(|date| date.value)
    }

    /// The same, with its place.
    pub fn optional_located_date(&self, key: &str) -> Option<Located<'a, Date>> {
        let value = self.find(key)?;
        let date = match value.get_ref() {
            DeValue::Datetime(written) if written.time.is_none() && written.offset.is_none() => {
                written.date.and_then(|date| date.to_string().parse().ok())
            }
            _ => None,
        };
        if date.is_none() {
            self.wrong_type(key, "a date without quotes, such as 2026-11-23");
        }
        date.map(|date| self.at(date, value.span()))
    }

    /// The tables of an array of tables (`[[key]]`); absent is empty.
    pub fn tables(&self, key: &str) -> Vec<Reader<'a>> {
        self.items(key).into_iter().filter_map(|item| self.as_table(key, item)).collect()
    }

    /// A required table.
    pub fn table<T>(&self, key: &str, read: impl FnOnce(&Reader<'a>) -> T) -> Option<T> {
        let value = self.require(key)?;
        let reader = self.as_table(key, value)?;
        Some(reader.consume(read))
    }

    /// A table that may be absent.
    pub fn optional_table<T>(&self, key: &str, read: impl FnOnce(&Reader<'a>) -> T) -> Option<T> {
        let value = self.find(key)?;
        let reader = self.as_table(key, value)?;
        Some(reader.consume(read))
    }

    /// Reads this table with `read`; what it did not ask for is then an unknown key.
    pub fn consume<T>(self, read: impl FnOnce(&Self) -> T) -> T {
        let value = read(&self);
        self.finish();
        value
    }

    /// Every key of this table, in the order of the alphabet; asking this way makes all of them known.
    pub fn keys(&self) -> Vec<Located<'a, String>> {
        let keys = self.table.keys().map(|key| {
            self.known.borrow_mut().insert(key.get_ref().to_string());
            self.at(key.get_ref().to_string(), key.span())
        });
        keys.collect()
    }

    /// Whether `key` is written at all; does not count as asking for it.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Records a problem of this whole table.
    pub fn report(&self, message: impl Into<String>, help: impl Into<String>) {
        let problem = if self.span.is_empty() {
            Diagnostic::error(self.source.file(), message)
        } else {
            self.source.problem(&self.span, message)
        };
        self.source.report(problem.help(help));
    }

    /// A value with the place of this table.
    pub fn here<T>(&self, value: T) -> Located<'a, T> {
        self.at(value, self.span.clone())
    }

    fn at<T>(&self, value: T, span: Range<usize>) -> Located<'a, T> {
        Located { value, source: self.source, span }
    }

    fn items(&self, key: &str) -> Vec<&'a Spanned<DeValue<'a>>> {
        match self.find(key).map(Spanned::get_ref) {
            None => Vec::new(),
            Some(DeValue::Array(items)) => items.iter().collect(),
            Some(_) => {
                self.wrong_type(key, "a list");
                Vec::new()
            }
        }
    }

    fn string(&self, key: &str, value: &'a Spanned<DeValue<'a>>) -> Located<'a, String> {
        let text = match value.get_ref() {
            // A no-break space at an end is a choice: French marks have one inside.
            DeValue::String(text) => text.trim_matches([' ', '\t', '\r', '\n']),
            _ => return self.wrong(value, format!("`{key}` must be a text in quotes")),
        };
        if text.chars().all(|c| c.is_whitespace() || c.width().unwrap_or(0) == 0) {
            return self.wrong(value, format!("`{key}` is empty"));
        }
        if let Some(character) = text.chars().find(|c| is_forbidden(*c) || *c == '\r') {
            // It was written as an escape, or the file would have been refused.
            let code = character as u32;
            let empty = self.at(String::new(), value.span());
            empty.report(format!("`{key}` has the character U+{code:04X}"), "delete it");
            return empty;
        }
        self.source.judge(text, &value.span());
        self.at(text.to_owned(), value.span())
    }

    fn wrong(&self, value: &Spanned<DeValue<'_>>, message: String) -> Located<'a, String> {
        let empty = self.at(String::new(), value.span());
        empty.report(message, "write the words between double quotes");
        empty
    }

    fn as_table(&self, key: &str, value: &'a Spanned<DeValue<'a>>) -> Option<Reader<'a>> {
        if let DeValue::Table(table) = value.get_ref() {
            return Some(Self::new(self.source, table, value.span()));
        }
        self.wrong_type(key, "a table");
        None
    }

    fn wrong_type(&self, key: &str, wanted: &str) {
        let span = self.table.get(key).map_or_else(|| self.span.clone(), Spanned::span);
        let problem = self.source.problem(&span, format!("`{key}` is of the wrong kind"));
        self.source.report(problem.help(format!("write {wanted}")));
    }

    /// Reports every key that nobody asked for.
    pub(super) fn finish(&self) {
        let known = self.known.borrow();
        for (key, _) in self.table {
            let name: &str = key.get_ref();
            if known.contains(name) {
                continue;
            }
            let problem = self.source.problem(&key.span(), format!("unknown key `{name}`"));
            let help = match nearest(name, known.iter().map(String::as_str)) {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None => format!("known here: {}", list(known.iter().map(String::as_str))),
            };
            self.source.report(problem.help(help));
        }
    }
}
