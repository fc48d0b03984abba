//! The content for commands that change its files.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::output::{CommandError, first_error};
use super::write::{FileChange, apply};
use crate::authoring::Unchangeable;
use crate::content::files;
use crate::content::suggestion::hint;
use crate::content::{Content, Files, Language, Page, PageName, originals};
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
            return Err(see_check(&first_error(diagnostics.within(&root.to_string_lossy()))));
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

    /// An error if `file` is missing, or has an error in it.
    pub(super) fn check(&self, file: &str) -> Result<(), CommandError> {
        let errors = self.errors().filter(|error| error.file == file);
        // An error in a line is the likely cause of errors about the whole file.
        let Some(error) = errors.min_by_key(|error| error.place.is_none()) else {
            return self.text(file).map(drop);
        };
        let line = error.place.as_ref().map(|place| format!(":{}", place.line)).unwrap_or_default();
        Err(see_check(&format!("{file}{line}: {}", error.message)))
    }

    /// The text of `file`, even if it has errors.
    fn text(&self, file: &str) -> Result<&str, CommandError> {
        let text = self.files.get(file).and_then(|bytes| str::from_utf8(bytes).ok());
        text.ok_or_else(|| CommandError::content(format!("{file}: the file is missing")))
    }

    /// The text of `file` after `edit`.
    pub(super) fn edited(
        &self,
        file: &str,
        edit: impl FnOnce(&str) -> Result<String, Unchangeable>,
    ) -> Result<String, CommandError> {
        edit(self.text(file)?).map_err(|reason| {
            CommandError::content(match reason {
                Unchangeable::Malformed => format!("{file}: the TOML is broken"),
                Unchangeable::Missing(table) => {
                    format!("{file}: there is no table `{table}` to add to")
                }
            })
        })
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

    /// The change that keeps a copy of the words of `original`, unless there is one.
    pub(super) fn keep_words(&self, original: &Page) -> Option<FileChange> {
        let version = (original.name.clone(), original.fingerprint());
        self.change(&originals::file(&version), Some(originals::text(original)))
    }

    /// Makes all of `changes`, or none.
    pub(super) fn apply(&self, changes: &[FileChange]) -> Result<(), CommandError> {
        apply(&self.root, changes).map_err(CommandError::usage)
    }
}

/// The file of `page` in `language`.
pub(super) fn page_file(language: &Language, page: &PageName) -> String {
    format!("{language}/{page}.toml")
}

fn see_check(reason: &str) -> CommandError {
    CommandError::content(format!("{reason}; `patient-center check` says more"))
}

fn unknown<'a>(
    what: &str,
    name: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> CommandError {
    let hint = hint(name, known, "there is:");
    CommandError::usage(format!("there is no {what} `{}`; {hint}", name.escape_debug()))
}
