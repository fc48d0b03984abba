//! A site as large as wanted, made from the words of a real one: every page is laid out from its
//! sentences, so that letters, directions, lengths and compression are those of real pages.
//!
//! The pages of the real site stand in it as they are; the others, `topic-0001` and so on, hang below
//! the first of them in tens. A language that the real site does not have speaks the words of one that
//! is written in the same script and direction.

// The tests take this file from another directory.
#[path = "topics.rs"]
mod topics;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Error, Result};
use std::path::Path;

use patient_center::content::lint::without_breaks;
use patient_center::content::{Content, FACTS_FILE, Fingerprint, LanguageContent, PageName};
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, value};

use topics::{Sentences, Topics, name};

/// Languages beyond those of the real site: tag, whose words they speak (those of a translation, for they
/// are one), name in itself.
const MORE: [(&str, &str, &str); 12] = [
    ("fa", "ar", "فارسی"),
    ("ur", "ar", "اردو"),
    ("uk", "ru", "Українська"),
    ("bg", "ru", "Български"),
    ("de", "fr", "Deutsch"),
    ("nl", "tr", "Nederlands"),
    ("it", "es", "Italiano"),
    ("pl", "fr", "Polski"),
    ("sv", "pt-BR", "Svenska"),
    ("ca", "es", "Català"),
    ("ro", "fr", "Română"),
    ("az", "tr", "Azərbaycan"),
];

/// How large a site.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Extent {
    /// Published pages in each language, those of the real site among them.
    pub(crate) pages: usize,
    /// Languages, beginning with those of the real site.
    pub(crate) languages: usize,
    /// About how many bytes a page has in the language of the originals, without what stands around
    /// every page.
    pub(crate) bytes: usize,
}

/// A language, and the one whose words it speaks.
struct Tongue<'a> {
    tag: &'a str,
    name: &'a str,
    donor: &'a str,
    words: &'a LanguageContent,
}

/// Lays a site out in `to`, which need not exist, from the real one in `from`.
pub(crate) fn write(from: &Path, to: &Path, extent: Extent) -> Result<()> {
    let (content, _) = Content::load(from);
    let content = content.ok_or_else(|| Error::other("the real site cannot be read"))?;
    let tongues: Vec<_> = tongues(&content).take(extent.languages).collect();
    if tongues.len() < extent.languages {
        return Err(Error::other("there are not so many languages"));
    }
    let published = published(&content).len();
    let topics = extent.pages.saturating_sub(published).max(1);
    copy(&from.join("drawings"), &to.join("drawings"), |_| true)?;
    copy(&from.join("originals"), &to.join("originals"), |_| true)?;
    put(&to.join(FACTS_FILE), &facts(read(&from.join(FACTS_FILE))?, &tongues)?.to_string())?;
    for tongue in &tongues {
        let (theirs, own) = (from.join(tongue.donor), to.join(tongue.tag));
        copy(&theirs, &own, |name| name != "ui.toml")?;
        put(
            &own.join("ui.toml"),
            &interface(read(&theirs.join("ui.toml"))?, &tongues).to_string(),
        )?;
    }
    pages(to, &content, &tongues, &Topics { count: topics, bytes: extent.bytes })?;
    put(&to.join("addresses.txt"), &addresses(&content, &tongues, topics))
}

fn tongues(content: &Content) -> impl Iterator<Item = Tongue<'_>> {
    let tongue = |tag, name, donor| {
        let words = content.by_language.iter().find(|(language, _)| language.as_str() == donor)?.1;
        Some(Tongue { tag, name, donor, words })
    };
    let own = content.facts.languages.iter().map(|l| (l.language.as_str(), l.name.as_str()));
    let own: Vec<_> = own.map(|(tag, name)| (tag, name, tag)).collect();
    let more = MORE.into_iter().map(|(tag, donor, name)| (tag, name, donor));
    own.into_iter().chain(more).filter_map(move |(tag, name, donor)| tongue(tag, name, donor))
}

fn published(content: &Content) -> Vec<&PageName> {
    let words = content.by_language.get(&content.facts.default_language);
    let pages = words.into_iter().flat_map(|words| words.pages.values());
    pages.filter(|page| page.published).map(|page| &page.name).collect()
}

// --- what no page says ---------------------------------------------------------------------------------

/// The facts of the real site, but for its languages and its guide.
fn facts(mut facts: DocumentMut, tongues: &[Tongue<'_>]) -> Result<DocumentMut> {
    let known = facts.get("language").and_then(Item::as_array_of_tables).cloned();
    let known = known.ok_or_else(|| Error::other("the real site has no languages"))?;
    let entry = |tongue: &Tongue<'_>| {
        let is = |table: &&Table| table.get("tag").and_then(Item::as_str) == Some(tongue.donor);
        let mut table = known.iter().find(is).cloned().unwrap_or_default();
        table.insert("tag", value(tongue.tag));
        table.insert("name", value(tongue.name));
        table
    };
    let cities: BTreeSet<&String> = tongues.iter().flat_map(|t| t.words.ui.cities.keys()).collect();
    facts.insert(
        "language",
        Item::ArrayOfTables(tongues.iter().map(entry).collect::<ArrayOfTables>()),
    );
    facts.insert("guide", value(false));
    // Whatever has a name must be shown somewhere.
    facts.insert("cities", value(cities.into_iter().map(String::as_str).collect::<Array>()));
    if let Some(pages) = facts.get_mut("pages").and_then(Item::as_array_mut) {
        pages.push(name(1));
    }
    Ok(facts)
}

/// The words of an interface, which name the languages of this site and no other.
fn interface(mut ui: DocumentMut, tongues: &[Tongue<'_>]) -> DocumentMut {
    let names = |table: &Table| -> Table {
        let named = tongues.iter().filter_map(|tongue| {
            let name = without_breaks(table.get(tongue.donor)?.as_str()?);
            let name = if tongue.tag == tongue.donor { name } else { format!("{name} 2") };
            Some((tongue.tag, value(name)))
        });
        named.collect()
    };
    for table in ["languages", "spoken"] {
        if let Some(known) = ui.get_mut(table).and_then(Item::as_table_mut) {
            *known = names(known);
        }
    }
    ui
}

/// Every address of every page.
fn addresses(content: &Content, tongues: &[Tongue<'_>], topics: usize) -> String {
    let known = published(content).into_iter().map(ToString::to_string);
    let names: Vec<_> = known.chain((1..=topics).map(name)).collect();
    let line = |tag: &str, name: &str| match name {
        "home" => format!("/{tag}/\n"),
        name => format!("/{tag}/{name}\n"),
    };
    tongues.iter().flat_map(|t| names.iter().map(move |name| line(t.tag, name))).collect()
}

// --- the pages -----------------------------------------------------------------------------------------

/// The original's pages come first: a translation names the words that it was made from.
fn pages(to: &Path, content: &Content, tongues: &[Tongue<'_>], topics: &Topics) -> Result<()> {
    let default = &content.facts.default_language;
    let is_original = |tongue: &&Tongue<'_>| tongue.tag == default.as_str();
    let original = tongues.iter().find(is_original).ok_or_else(|| Error::other("no original"))?;
    let words = Sentences::of(original.words);
    let write = |tongue: &Tongue<'_>, own: &Sentences, of: &BTreeMap<String, Fingerprint>| {
        (1..=topics.count).try_for_each(|nth| {
            let page = topics.page(nth, own, &words, of.get(&name(nth)));
            put(&to.join(tongue.tag).join(format!("{}.toml", name(nth))), &page)
        })
    };
    write(original, &words, &BTreeMap::new())?;
    let (read, problems) = Content::load(to);
    let pages =
        read.as_ref().and_then(|read| read.by_language.get(default)).map(|words| &words.pages);
    let pages = pages.ok_or_else(|| Error::other(format!("cannot be read: {problems:?}")))?;
    let of = pages.iter().map(|(name, page)| (name.to_string(), page.fingerprint())).collect();
    let mut others = tongues.iter().filter(|tongue| !is_original(tongue));
    others.try_for_each(|tongue| write(tongue, &Sentences::of(tongue.words), &of))
}

// --- files ---------------------------------------------------------------------------------------------

fn read(file: &Path) -> Result<DocumentMut> {
    fs::read_to_string(file)?.parse().map_err(Error::other)
}

fn put(file: &Path, text: &str) -> Result<()> {
    file.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(file, text)
}

/// Copies the files of a directory whose names are `wanted`.
fn copy(from: &Path, to: &Path, wanted: fn(&str) -> bool) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_name().to_str().is_some_and(wanted) {
            let (file, copy) = (entry.path(), to.join(entry.file_name()));
            if file.extension().is_some_and(|extension| extension == "toml") {
                let text = fs::read_to_string(file)?.replace("](guide)", "](card)");
                put(&copy, &text)?;
            } else {
                fs::copy(file, copy)?;
            }
        }
    }
    Ok(())
}
