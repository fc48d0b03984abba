//! `patient-center new`: creates a whole site, or files that are complete but for their texts.

use std::fmt::Display;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::directory::{AtomicDirectory, StagedDirectory};
use super::load::ContentDirectory;
use super::output::{CommandError, print};
use super::workspace::{Workspace, page_file};
use super::write::FileChange;
use crate::authoring::{self, NewSite};
use crate::content::{FACTS_FILE, Language, Page, PageName};
use crate::site::address::TAKEN;

/// The flags of `new`.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(subcommand)]
    kind: Kind,

    #[command(flatten)]
    directory: ContentDirectory,
}

/// What is created.
#[derive(Debug, Subcommand)]
enum Kind {
    /// A whole site that starts at once, with words and facts that are to be replaced.
    Site {
        /// Directory of the site: a new one, or an empty one.
        #[arg(value_name = "DIR")]
        directory: PathBuf,

        /// Language of the site, which others can be translated from.
        #[arg(long, env = "PATIENT_CENTER_LANGUAGE", value_name = "TAG")]
        #[arg(default_value = "en", value_parser = tag)]
        language: Language,
    },
    /// A page in the default language, or the translation of one.
    Page {
        /// Name of the page: the last part of its address.
        #[arg(value_parser = page_name)]
        name: PageName,

        /// Language to translate the page into.
        #[arg(long = "in", env = "PATIENT_CENTER_IN", value_name = "TAG")]
        language: Option<String>,
    },
    /// A language, with every published page.
    Language {
        /// BCP 47 tag of the language, as in `en`, `zh-Hans` or `pt-BR`.
        #[arg(value_parser = tag)]
        tag: Language,
    },
}

fn page_name(text: &str) -> Result<PageName, String> {
    let name =
        PageName::new(text).ok_or("a page has a name of small letters, digits and hyphens")?;
    if TAKEN.contains(&text) || text == "ui" {
        return Err("this name is reserved: the site uses it itself".to_owned());
    }
    Ok(name)
}

fn tag(text: &str) -> Result<Language, String> {
    Language::new(text).ok_or_else(|| match Language::canonical(text) {
        Some(canonical) => format!("did you mean `{canonical}`?"),
        None => "a language has a BCP 47 tag, such as `en`, `zh-Hans` or `pt-BR`".to_owned(),
    })
}

/// Creates the files, and prints what is to be done next.
pub(super) fn run(options: &Options) -> Result<(), CommandError> {
    let open = || Workspace::open(&options.directory.content);
    let (workspace, (changes, next)) = match &options.kind {
        Kind::Site { directory, language } => return site(directory, language),
        Kind::Page { name, language } => {
            let workspace = open()?;
            let plan = match language {
                None => page(&workspace, name)?,
                Some(tag) => translation(&workspace, name, tag)?,
            };
            (workspace, plan)
        }
        Kind::Language { tag } => {
            let workspace = open()?;
            let plan = language(&workspace, tag)?;
            (workspace, plan)
        }
    };
    workspace.apply(&changes)?;
    let verb = |change: &FileChange| if change.old.is_some() { "changed" } else { "made" };
    let lines = changes.iter().map(|change| format!("{} {}\n", verb(change), change.file));
    print(&(lines.collect::<String>() + &next));
    Ok(())
}

/// Writes a whole site into `directory`, or nothing, and prints what is to be done next.
fn site(directory: &Path, asked: &Language) -> Result<(), CommandError> {
    let destination = AtomicDirectory::at(directory).map_err(CommandError::usage)?;
    let shown = directory.display();
    if !destination.is_empty {
        return Err(CommandError::usage(format!("{shown}: the directory is not empty")));
    }
    let wrong = |_| CommandError::content("a template of this program is broken");
    let site = authoring::new_site(asked).map_err(wrong)?;
    let write = || {
        let staged = StagedDirectory::create(&destination)?;
        site.files.iter().try_for_each(|(name, bytes)| staged.write(name, bytes))?;
        staged.publish()
    };
    write().map_err(CommandError::usage)?;
    print(&after_site(&shown, asked, &site));
    Ok(())
}

fn after_site(directory: &impl Display, asked: &Language, site: &NewSite) -> String {
    let language = &site.language;
    let note = if language != asked {
        format!(
            "note: the words of `{asked}` are not known: the site begins in English, and `patient-center \
             new language {asked}` adds `{asked}`\n"
        )
    } else if site.has_own_words {
        String::new()
    } else {
        format!("note: the words of `{asked}` are not known: replace the English ones\n")
    };
    let flags = format!("--content {directory}/content --static {directory}/static");
    format!(
        "made {directory}, a site that starts at once\n{note}\
         next: `patient-center serve {flags}` serves it at http://127.0.0.1:8080\n\
         next: write your facts in {directory}/content/site.toml, your words in {directory}/content/{language}/;\n\
         `patient-center check {flags}` says whether they fit together\n"
    )
}

/// The changes, and what is to be done next.
type Plan = (Vec<FileChange>, String);

fn page(workspace: &Workspace, name: &PageName) -> Result<Plan, CommandError> {
    let default = &workspace.content.facts.default_language;
    let made = fresh(workspace, page_file(default, name), authoring::NEW_PAGE.to_owned())?;
    let next = format!(
        "next: write its words; `patient-center check` lists what is empty. When it is ready, delete\n\
         `published = false`, and lay out its translations: `patient-center new page {name} --in TAG`.\n"
    );
    Ok((vec![made], next))
}

fn translation(workspace: &Workspace, name: &PageName, tag: &str) -> Result<Plan, CommandError> {
    let default = &workspace.content.facts.default_language;
    let (language, original) = (workspace.language(tag)?, workspace.original(name.as_str())?);
    if language == *default {
        let reason = format!("`{tag}` is the language of the originals; leave out `--in`");
        return Err(CommandError::usage(reason));
    }
    let changes = translated(workspace, &language, original)?;
    let next = format!(
        "next: write the words of {tag}/{name}.toml; `patient-center check` lists what is empty.\n"
    );
    Ok((changes, next))
}

/// The file of the translation of `original`, and the copy of the words that it will be made from.
fn translated(
    workspace: &Workspace,
    language: &Language,
    original: &Page,
) -> Result<Vec<FileChange>, CommandError> {
    workspace.check(&page_file(&workspace.content.facts.default_language, &original.name))?;
    let file = page_file(language, &original.name);
    let made = fresh(workspace, file, authoring::translation(original))?;
    Ok(std::iter::once(made).chain(workspace.keep_words(original)).collect())
}

fn language(workspace: &Workspace, language: &Language) -> Result<Plan, CommandError> {
    let words = &workspace.content.by_language;
    let default = &workspace.content.facts.default_language;
    if words.contains_key(language) {
        let reason = format!("`{language}` is a language of this site already");
        return Err(CommandError::content(reason));
    }
    let ui = |text: &str| {
        authoring::interface_in(language, &authoring::name_language(text, language)?, default)
    };
    let ui = workspace.edited(&format!("{default}/ui.toml"), ui)?;
    let mut changes = vec![fresh(workspace, format!("{language}/ui.toml"), ui)?];
    let originals = words.get(default).into_iter().flat_map(|words| words.pages.values());
    for original in originals.filter(|page| page.published) {
        changes.extend(translated(workspace, language, original)?);
    }
    let facts = workspace.edited(FACTS_FILE, |text| authoring::add_language(text, language))?;
    changes.extend(workspace.change(FACTS_FILE, Some(facts)));
    // New files first: a server that reads the directory meanwhile must not find the language without them.
    changes.sort_by_key(|change| change.old.is_some());
    Ok((changes, after_language(language, default)))
}

fn after_language(language: &Language, default: &Language) -> String {
    format!(
        "next: write the language's own name in {FACTS_FILE}, up to three cities of its readers, and\n\
         its name under [languages] in {default}/ui.toml; then the words of {language}/ui.toml and of its\n\
         pages. `patient-center check` lists what is empty. Nothing of it is served, and nothing of it keeps\n\
         the site from being served, before you delete `published = false` in {FACTS_FILE}. What is empty\n\
         then is shown in the default language.\n"
    )
}

/// The creation of a file, which must not exist yet.
fn fresh(workspace: &Workspace, file: String, text: String) -> Result<FileChange, CommandError> {
    if workspace.has(&file) {
        return Err(CommandError::content(format!("{file} is already there")));
    }
    Ok(FileChange { file, old: None, new: Some(text) })
}
