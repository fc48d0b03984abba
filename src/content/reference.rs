//! What one file says of another: links, drawings, sources, phones. They are collected while the
//! files are read and looked up when all of them are known. Each of the names below is recorded as a
//! [`Reference`] when it is read from a file (`toml/de.rs` knows the newtypes by their names).

use serde::Deserialize;

use super::suggestion::hint;
use super::text::Target;
use crate::diagnostics::{Diagnostic, Place};

/// The name of a drawing.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct DrawingName(pub String);

/// The file name of a photograph.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PhotoName(pub String);

/// The identifier of a phone number of `site.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PhoneName(pub String);

/// The identifier of a source of `site.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SourceName(pub String);

/// The identifier of an official statement of `site.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct StatementName(pub String);

/// What must exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReferenceKind {
    /// A page, or a section of it.
    Page(Target),
    /// A drawing.
    Drawing(String),
    /// A photograph.
    Photo(String),
    /// A source of `site.toml`.
    Source(String),
    /// A phone number of `site.toml`.
    Phone(String),
    /// An official statement of `site.toml`.
    Statement(String),
    /// The words of a reason, in the default language.
    Reason(String),
    /// The quotation marks of these words, in the language of their file.
    QuotationMarks(String),
}

/// Something that must exist, and where it is named.
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
        Diagnostic::error(&self.file, format!("there is no {what} `{name}`"))
            .at(&self.place)
            .help(hint(name, candidates, "there is:"))
    }
}
