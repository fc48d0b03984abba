//! The content as a command finds it that is about to change it.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::error::CommandError;
use super::report;
use super::write::{Change, apply};
use crate::authoring::Unchangeable;
use crate::content::files;
use crate::content::suggestion::{list, nearest};
use crate::content::{Content, Files, Language, Page, PageName};
use crate::diagnostics::{Diagnostic, Severity};
use crate::site::Site;

/// The content, with the files that it was read from.
#[derive(Debug)]
pub(super) struct Workspace {
    root: PathBuf,
    files: Files,
    /// What the files say.
    pub(super) content: Content,
    problems: Vec<Diagnostic>,
}

impl Workspace {
    /// Reads all of `root`; refused where nothing can be made of it.
    pub(super) fn open(root: &Path) -> Result<Self, CommandError> {
        let (files, mut problems) = files::read(root);
        let (content, found) = Content::from_files(&files);
        problems.append(found);
        let Some(content) = content else {
            let first = report::line(problems.within(&root.to_string_lossy()));
            return Err(CommandError::content(format!(
                "{first}; `patient-center check` says more"
            )));
        };
        // On the date only warnings depend.
        problems.append(Site::check(&content, Timestamp::UNIX_EPOCH));
        Ok(Self { root: root.to_owned(), files, content, problems: problems.sorted() })
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

    /// The text of `file`; refused where it is missing, or where there is an error in it.
    pub(super) fn sound(&self, file: &str) -> Result<&str, CommandError> {
        // Where a line of the file is wrong, what is wrong with the whole follows from it.
        let errors = || self.errors().filter(|problem| problem.file == file);
        match errors().find(|error| error.place.is_some()).or_else(|| errors().next()) {
            Some(error) => Err(CommandError::content(format!(
                "{}; `patient-center check` says more",
                at(error)
            ))),
            None => self.text(file),
        }
    }

    /// The text of `file`, which is TOML, whatever else is wrong with it.
    pub(super) fn text(&self, file: &str) -> Result<&str, CommandError> {
        let text = self.files.get(file).and_then(|bytes| str::from_utf8(bytes).ok());
        text.ok_or_else(|| CommandError::content(format!("{file}: the file is missing")))
    }

    /// What is wrong with the content.
    pub(super) fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.problems.iter().filter(|problem| problem.severity == Severity::Error)
    }

    /// Whether `file` is there, in whatever state.
    pub(super) fn has(&self, file: &str) -> bool {
        self.files.contains_key(file) || self.root.join(file).symlink_metadata().is_ok()
    }

    /// The file `file` is to be `new`; `None` where it already is.
    pub(super) fn change(&self, file: &str, new: Option<String>) -> Option<Change> {
        let old = self.text(file).ok().map(str::to_owned);
        (old != new).then(|| Change { file: file.to_owned(), old, new })
    }

    /// Makes all of `changes`, or none.
    pub(super) fn apply(&self, changes: &[Change]) -> Result<(), CommandError> {
        apply(&self.root, changes).map_err(CommandError::usage)
    }
}

/// The error to change `file`.
pub(super) fn unchangeable(file: &str, reason: &Unchangeable) -> CommandError {
    CommandError::content(match reason {
        Unchangeable::Malformed => format!("{file}: the TOML is broken"),
        Unchangeable::Missing(table) => format!("{file}: there is no table `{table}` to add to"),
    })
}

fn at(problem: &Diagnostic) -> String {
    let line = problem.place.as_ref().map(|place| format!(":{}", place.line)).unwrap_or_default();
    format!("{}{line}: {}", problem.file, problem.message)
}

fn unknown<'a>(
    what: &str,
    name: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> CommandError {
    let hint = match nearest(name, known.clone()) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => format!("there is: {}", list(known)),
    };
    CommandError::usage(format!("there is no {what} `{}`; {hint}", name.escape_debug()))
}
