//! The content for commands that change its files.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::error::CommandError;
use super::report;
use super::write::{FileChange, apply};
use crate::authoring::Unchangeable;
use crate::content::files;
use crate::content::suggestion::hint;
use crate::content::{Content, Files, Language, Page, PageName};
use crate::diagnostics::{Diagnostic, Severity};
use crate::site::Site;

/// The content, with the files that it was read from.
#[derive(Debug)]
pub(super) struct Workspace {
    root: PathBuf,
    files: Files,
    /// The content of the files.
    pub(super) content: Content,
    diagnostics: Vec<Diagnostic>,
}

impl Workspace {
    /// Reads the content in `root`; an error if no part of it can be used.
    pub(super) fn open(root: &Path) -> Result<Self, CommandError> {
        let (files, mut diagnostics) = files::read(root);
        let (content, found) = Content::from_files(&files);
        diagnostics.append(found);
        let Some(content) = content else {
            let first = report::line(diagnostics.within(&root.to_string_lossy()));
            return Err(CommandError::content(format!(
                "{first}; `patient-center check` says more"
            )));
        };
        // Only warnings depend on the date.
        diagnostics.append(Site::check(&content, Timestamp::UNIX_EPOCH));
        Ok(Self { root: root.to_owned(), files, content, diagnostics: diagnostics.sorted() })
    }

    /// The language `tag`, if the site has it.
    pub(super) fn language(&self, tag: &str) -> Result<Language, CommandError> {
        let known = self.content.by_language.keys();
        let found = known.clone().find(|language| language.as_str() == tag).cloned();
        found.ok_or_else(|| unknown("language", tag, known.map(Language::as_str)))
    }

    /// The page `name` in the default language.
    pub(super) fn original(&self, name: &str) -> Result<&Page, CommandError> {
        let default = &self.content.facts.default_language;
        let pages = self.content.by_language.get(default).map(|words| &words.pages);
        let found = PageName::new(name).and_then(|name| pages?.get(&name));
        let names = pages.into_iter().flat_map(|pages| pages.keys()).map(PageName::as_str);
        found.ok_or_else(|| unknown("page", name, names))
    }

    /// The text of `file`; an error if it is missing, or has an error in it.
    pub(super) fn valid_text(&self, file: &str) -> Result<&str, CommandError> {
        // An error in a line is the likely cause of errors about the whole file.
        let errors = || self.errors().filter(|error| error.file == file);
        match errors().find(|error| error.place.is_some()).or_else(|| errors().next()) {
            Some(error) => Err(CommandError::content(format!(
                "{}; `patient-center check` says more",
                at(error)
            ))),
            None => self.text(file),
        }
    }

    /// The text of `file`, even if it has errors.
    pub(super) fn text(&self, file: &str) -> Result<&str, CommandError> {
        let text = self.files.get(file).and_then(|bytes| str::from_utf8(bytes).ok());
        text.ok_or_else(|| CommandError::content(format!("{file}: the file is missing")))
    }

    /// The errors in the content.
    pub(super) fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().filter(|found| found.severity == Severity::Error)
    }

    /// Whether `file` exists, valid or not.
    pub(super) fn has(&self, file: &str) -> bool {
        self.files.contains_key(file) || self.root.join(file).symlink_metadata().is_ok()
    }

    /// The change of `file` to `new`; `None` if that is its text already.
    pub(super) fn change(&self, file: &str, new: Option<String>) -> Option<FileChange> {
        let old = self.text(file).ok().map(str::to_owned);
        (old != new).then(|| FileChange { file: file.to_owned(), old, new })
    }

    /// Makes all of `changes`, or none.
    pub(super) fn apply(&self, changes: &[FileChange]) -> Result<(), CommandError> {
        apply(&self.root, changes).map_err(CommandError::usage)
    }
}

/// The error that `file` cannot be changed.
pub(super) fn unchangeable(file: &str, reason: &Unchangeable) -> CommandError {
    CommandError::content(match reason {
        Unchangeable::Malformed => format!("{file}: the TOML is broken"),
        Unchangeable::Missing(table) => format!("{file}: there is no table `{table}` to add to"),
    })
}

fn at(error: &Diagnostic) -> String {
    let line = error.place.as_ref().map(|place| format!(":{}", place.line)).unwrap_or_default();
    format!("{}{line}: {}", error.file, error.message)
}

fn unknown<'a>(
    what: &str,
    name: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> CommandError {
    let hint = hint(name, known, "there is:");
    CommandError::usage(format!("there is no {what} `{}`; {hint}", name.escape_debug()))
}
