//! What one file says of another: links, drawings, sources, phones. They are collected while the
//! files are read and looked up when all of them are known.

use super::reader::Located;
use super::suggestion::{list, nearest};
use super::text::{Target, Text};
use crate::diagnostics::{Diagnostic, Place};

/// What must exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReferenceKind {
    /// A page, or a section of it.
    Page(Target),
    /// A drawing.
    Drawing(String),
    /// A source of `site.toml`.
    Source(String),
    /// A phone number of `site.toml`.
    Phone(String),
    /// An official statement of `site.toml`.
    Statement(String),
    /// The name of a city, in every language.
    City(String),
    /// The quotation marks of these words, in the language of their file.
    QuotationMarks(String),
}

/// Something that must exist, and where it is asked for.
#[derive(Debug, Clone)]
pub struct Reference {
    /// The file that asks.
    pub file: String,
    /// Where in it.
    pub place: Place,
    /// What it asks for.
    pub kind: ReferenceKind,
}

impl Reference {
    /// The problem that `name` is not among `candidates`.
    pub fn broken<'a>(
        &self,
        what: &str,
        name: &str,
        candidates: impl Iterator<Item = &'a str> + Clone,
    ) -> Diagnostic {
        let help = match nearest(name, candidates.clone()) {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => format!("there is: {}", list(candidates)),
        };
        Diagnostic::error(&self.file, format!("there is no {what} `{name}`"))
            .at(self.place.clone())
            .help(help)
    }
}

/// The references of a file.
#[derive(Debug, Clone, Default)]
pub struct References {
    file: String,
    found: Vec<Reference>,
}

impl References {
    /// None yet, of `file`.
    pub fn of(file: &str) -> Self {
        Self { file: file.to_owned(), found: Vec::new() }
    }

    /// All of them.
    pub fn into_vec(self) -> Vec<Reference> {
        self.found
    }

    /// Adds one that stands at `located`.
    pub fn add<T>(&mut self, located: &Located<'_, T>, kind: ReferenceKind) {
        let file = self.file.clone();
        self.found.push(Reference { file, place: located.place(), kind });
    }

    /// Reads the name of a page, or of a section of it.
    pub fn target(&mut self, text: &Located<'_, String>) -> Option<Target> {
        let target = Target::parse(&text.value);
        match &target {
            Some(target) => self.add(text, ReferenceKind::Page(target.clone())),
            None if text.value.is_empty() => {}
            None => text.report("not the name of a page", "write `page` or `page#section`"),
        }
        target
    }

    /// Reads a text with its links.
    pub fn text(&mut self, text: &Located<'_, String>) -> Text {
        match Text::parse(&text.value) {
            Ok(parsed) => {
                for target in parsed.targets() {
                    self.add(text, ReferenceKind::Page(target.clone()));
                }
                parsed
            }
            Err(fault) => {
                text.report("this text cannot be read", fault);
                Text::default()
            }
        }
    }
}
