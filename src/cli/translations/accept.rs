//! `translations accept` and `translations review`: record what a translation was made from, and who
//! has reviewed it.

use std::collections::BTreeSet;

use clap::Args;
use jiff::civil::Date;

use crate::authoring;
use crate::cli::clock::Moment;
use crate::cli::output::{CommandError, print};
use crate::cli::workspace::{Workspace, page_file};
use crate::cli::write::FileChange;
use crate::content::files::is_forbidden;
use crate::content::originals::{self, Version};
use crate::content::{Language, Page};

/// The arguments of `translations accept`.
#[derive(Debug, Args)]
pub(super) struct Accept {
    /// Tag of the language.
    #[arg(value_name = "LANG")]
    language: String,

    /// Names of the pages.
    #[arg(value_name = "PAGE", required_unless_present = "all")]
    pages: Vec<String>,

    /// All pages that exist in that language.
    #[arg(long, env = "PATIENT_CENTER_ALL", conflicts_with = "pages")]
    all: bool,
}

/// The arguments of `translations review`.
#[derive(Debug, Args)]
pub(super) struct Review {
    /// Tag of the language.
    #[arg(value_name = "LANG")]
    language: String,

    /// Name of the page.
    #[arg(value_name = "PAGE")]
    page: String,

    /// Name of the reviewer, as the foot of the page will print it.
    #[arg(long, env = "PATIENT_CENTER_BY", value_name = "NAME", value_parser = person)]
    by: String,

    #[command(flatten)]
    moment: Moment,
}

/// A name: one line, without characters that are invisible or reorder text.
fn person(text: &str) -> Result<String, String> {
    let name = text.trim();
    if name.is_empty() || name.contains(['\n', '\r', '\t']) || name.chars().any(is_forbidden) {
        return Err("a name is one line of letters".to_owned());
    }
    Ok(name.to_owned())
}

impl Accept {
    /// Records that the pages say what their originals say now.
    pub(super) fn run(&self, workspace: &Workspace) -> Result<(), CommandError> {
        let language = translated(workspace, &self.language)?;
        let own = workspace.content.by_language.get(&language).map(|words| &words.pages);
        let all = own.into_iter().flat_map(|pages| pages.keys()).map(ToString::to_string);
        let pages = if self.all { all.collect() } else { self.pages.clone() };
        record(workspace, &language, &pages, None)
    }
}

impl Review {
    /// Records the review, with the date at the centre.
    pub(super) fn run(&self, workspace: &Workspace) -> Result<(), CommandError> {
        let language = translated(workspace, &self.language)?;
        let schedule = workspace.content.facts.schedule.as_ref();
        let today = schedule.map(|schedule| schedule.date(self.moment.clock(&schedule.zone)()));
        let today = today.ok_or_else(|| {
            CommandError::content("site.toml does not say in which time zone the center is")
        })?;
        let pages = std::slice::from_ref(&self.page);
        record(workspace, &language, pages, Some((&self.by, today)))
    }
}

/// The language `tag`; an error if it is the default language.
fn translated(workspace: &Workspace, tag: &str) -> Result<Language, CommandError> {
    let language = workspace.language(tag)?;
    if language == workspace.content.facts.default_language {
        return Err(CommandError::usage(format!(
            "`{tag}` is the language of the originals, which are translated from nothing"
        )));
    }
    Ok(language)
}

fn record(
    workspace: &Workspace,
    language: &Language,
    pages: &[String],
    reviewed: Option<(&str, Date)>,
) -> Result<(), CommandError> {
    let pages: BTreeSet<&String> = pages.iter().collect();
    let originals: Vec<&Page> =
        pages.into_iter().map(|name| workspace.original(name)).collect::<Result<_, _>>()?;
    let (mut changes, mut lines) = (Vec::new(), Vec::new());
    for original in &originals {
        let made = mark(workspace, language, original, reviewed)?;
        let (file, fingerprint) = (page_file(language, &original.name), original.fingerprint());
        lines.push(match (made.is_empty(), reviewed) {
            (true, _) => format!("{file}: is up to date, nothing to do\n"),
            (false, None) => format!("{file}: up to date with {fingerprint}\n"),
            (false, Some((by, on))) => format!("{file}: reviewed by {by} on {on}\n"),
        });
        changes.extend(made);
    }
    changes
        .extend(originals.iter().flat_map(|original| unused_copies(workspace, language, original)));
    workspace.apply(&changes)?;
    print(&lines.concat());
    Ok(())
}

/// The changes that mark the translation of `original`, and that keep a copy of its words.
fn mark(
    workspace: &Workspace,
    language: &Language,
    original: &Page,
    reviewed: Option<(&str, Date)>,
) -> Result<Vec<FileChange>, CommandError> {
    let (name, file) = (&original.name, page_file(language, &original.name));
    if !workspace.has(&file) {
        return Err(CommandError::content(format!(
            "{file} is not there; `patient-center new page {name} --in {language}` lays it out"
        )));
    }
    workspace.check(&page_file(&workspace.content.facts.default_language, name))?;
    workspace.check(&file)?;
    let fingerprint = original.fingerprint();
    let mark = |text: &str| authoring::mark(text, &fingerprint, reviewed);
    let marked = workspace.change(&file, Some(workspace.edited(&file, mark)?));
    Ok(marked.into_iter().chain(workspace.keep_words(original)).collect())
}

/// The deletion of copies of `original` that no translation refers to, once the one into `language` is
/// up to date. A file with an error may refer to any of them: then all are kept.
fn unused_copies(workspace: &Workspace, language: &Language, original: &Page) -> Vec<FileChange> {
    let (name, content) = (&original.name, &workspace.content);
    let end = format!("/{name}.toml");
    if workspace.errors().any(|error| error.file.ends_with(&end)) {
        return Vec::new();
    }
    let others = content.by_language.iter().filter(|(other, _)| *other != language);
    let translations = others.filter_map(|(_, words)| words.pages.get(name)?.translation.as_ref());
    let mut needed: Vec<_> =
        translations.filter_map(|translation| translation.of.clone()).collect();
    needed.push(original.fingerprint());
    let is_unused = |(page, of): &&Version| page == name && !needed.contains(of);
    let versions = content.originals.keys().filter(is_unused);
    versions.filter_map(|version| workspace.change(&originals::file(version), None)).collect()
}
