//! `translations accept` and `translations review`: what a translation was made from, and who has
//! reviewed it.

use std::collections::BTreeSet;

use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::authoring;
use crate::cli::error::CommandError;
use crate::cli::workspace::{Workspace, unchangeable};
use crate::cli::write::Change;
use crate::cli::{clock, print};
use crate::content::files::is_forbidden;
use crate::content::originals::{self, Version};
use crate::content::{Language, Page, PageName};

/// What `translations accept` is told.
#[derive(Debug, Args)]
pub(super) struct Accept {
    /// The tag of the language.
    #[arg(value_name = "LANG")]
    language: String,

    /// The names of the pages.
    #[arg(value_name = "PAGE", required_unless_present = "all")]
    pages: Vec<String>,

    /// Every page that is there in that language.
    #[arg(long, env = "PATIENT_CENTER_ALL", conflicts_with = "pages")]
    all: bool,
}

/// What `translations review` is told.
#[derive(Debug, Args)]
pub(super) struct Review {
    /// The tag of the language.
    #[arg(value_name = "LANG")]
    language: String,

    /// The name of the page.
    #[arg(value_name = "PAGE")]
    page: String,

    /// Who has reviewed it, as the foot of the page will name them.
    #[arg(long, env = "PATIENT_CENTER_BY", value_name = "NAME", value_parser = person)]
    by: String,

    /// The moment to take for now, as in 2026-12-24T14:00:00Z; its day at the center is recorded.
    #[arg(long, env = "PATIENT_CENTER_AT", value_name = "MOMENT", value_parser = clock::parse)]
    at: Option<Timestamp>,
}

/// A name that stands in one line, and is nothing but what it looks like.
fn person(text: &str) -> Result<String, String> {
    let name = text.trim();
    if name.is_empty() || name.contains(['\n', '\r', '\t']) || name.chars().any(is_forbidden) {
        return Err("a name is one line of letters".to_owned());
    }
    Ok(name.to_owned())
}

impl Accept {
    /// Records it.
    pub(super) fn run(&self, workspace: &Workspace) -> Result<(), CommandError> {
        let language = translated(workspace, &self.language)?;
        let own = workspace.content.by_language.get(&language).map(|words| &words.pages);
        let all = own.into_iter().flat_map(|pages| pages.keys()).map(ToString::to_string);
        let pages = if self.all { all.collect() } else { self.pages.clone() };
        record(workspace, &language, &pages, None)
    }
}

impl Review {
    /// Records it, with the day that it is at the centre.
    pub(super) fn run(&self, workspace: &Workspace) -> Result<(), CommandError> {
        let language = translated(workspace, &self.language)?;
        let schedule = workspace.content.facts.schedule.as_ref();
        let today = schedule.map(|schedule| schedule.date(clock::clock(self.at)()));
        let today = today.ok_or_else(|| {
            CommandError::content("site.toml does not say in which time zone the center is")
        })?;
        let pages = std::slice::from_ref(&self.page);
        record(workspace, &language, pages, Some((&self.by, today)))
    }
}

/// The language `tag`, if pages are translated into it.
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
    let (mut changes, mut said) = (Vec::new(), Vec::new());
    for original in &originals {
        let made = mark(workspace, language, original, reviewed)?;
        let (file, fingerprint) = (file(language, &original.name), original.fingerprint());
        said.push(match (made.is_empty(), reviewed) {
            (true, _) => format!("{file}: is up to date, nothing to do\n"),
            (false, None) => format!("{file}: up to date with {fingerprint}\n"),
            (false, Some((by, on))) => format!("{file}: reviewed by {by} on {on}\n"),
        });
        changes.extend(made);
    }
    changes.extend(originals.iter().flat_map(|original| outlived(workspace, language, original)));
    workspace.apply(&changes)?;
    print(&said.concat());
    Ok(())
}

/// The changes that mark the translation of `original`, and that keep its words.
fn mark(
    workspace: &Workspace,
    language: &Language,
    original: &Page,
    reviewed: Option<(&str, Date)>,
) -> Result<Vec<Change>, CommandError> {
    let (name, fingerprint) = (&original.name, original.fingerprint());
    let file = file(language, name);
    if !workspace.has(&file) {
        return Err(CommandError::content(format!(
            "{file} is not there; `patient-center new page {name} --in {language}` lays it out"
        )));
    }
    workspace.sound(&self::file(&workspace.content.facts.default_language, name))?;
    let text = workspace.sound(&file)?;
    let marked = authoring::mark(text, &fingerprint, reviewed);
    let marked = marked.map_err(|reason| unchangeable(&file, &reason))?;
    let kept = originals::file(&(name.clone(), fingerprint));
    let changes = [
        workspace.change(&file, Some(marked)),
        workspace.change(&kept, Some(originals::text(original))),
    ];
    Ok(changes.into_iter().flatten().collect())
}

/// The removal of words of `original` that no translation was made from any more, once that into
/// `language` is up to date. A file with an error may hold what cannot be read of it: then all stay.
fn outlived(workspace: &Workspace, language: &Language, original: &Page) -> Vec<Change> {
    let (name, content) = (&original.name, &workspace.content);
    let end = format!("/{name}.toml");
    if workspace.errors().any(|problem| problem.file.ends_with(&end)) {
        return Vec::new();
    }
    let others = content.by_language.iter().filter(|(other, _)| *other != language);
    let translations = others.filter_map(|(_, words)| words.pages.get(name)?.translation.as_ref());
    let mut needed: Vec<_> =
        translations.filter_map(|translation| translation.of.clone()).collect();
    needed.push(original.fingerprint());
    let outlived = |(page, of): &&Version| page == name && !needed.contains(of);
    let versions = content.originals.keys().filter(outlived);
    versions.filter_map(|version| workspace.change(&originals::file(version), None)).collect()
}

fn file(language: &Language, page: &PageName) -> String {
    format!("{language}/{page}.toml")
}
