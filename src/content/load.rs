//! From the files of a directory to the content, with every mistake of every file.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::tz::TimeZone;

use super::drawing::Drawing;
use super::files::{self, Files};
use super::name::{Language, PageName};
use super::originals::{self, ORIGINALS, Originals, Version};
use super::page::Page;
use super::parallel;
use super::reading::{report, while_reading};
use super::reference::Reference;
use super::site::Facts;
use super::suggestion::nearest;
use super::toml;
use super::ui::Ui;
use crate::diagnostics::{Diagnostic, Diagnostics};

/// The file with the facts that no language changes.
pub const FACTS_FILE: &str = "site.toml";
/// The file with every address ever published, one a line.
pub const ADDRESSES_FILE: &str = "addresses.txt";

/// What is written in one language.
#[derive(Debug, Clone, Default)]
pub struct LanguageContent {
    /// The interface.
    pub ui: Ui,
    /// The pages, published or not.
    pub pages: BTreeMap<PageName, Page>,
}

/// Everything that the authors wrote.
#[derive(Debug, Clone, Default)]
pub struct Content {
    /// What no language changes.
    pub facts: Facts,
    /// What is written in each language.
    pub by_language: BTreeMap<Language, LanguageContent>,
    /// The drawings by their names.
    pub drawings: BTreeMap<String, Drawing>,
    /// Every address ever published.
    pub addresses: Vec<String>,
    /// The words that translations were made from.
    pub originals: Originals,
    /// What the files say of one another.
    pub references: Vec<Reference>,
}

impl Content {
    /// Reads the directory `root`; see [`Content::from_files`].
    pub fn load(root: &Path) -> (Option<Self>, Diagnostics) {
        let (files, mut diagnostics) = files::read(root);
        let (content, found) = Self::from_files(&files);
        diagnostics.append(found);
        (content, diagnostics)
    }

    /// The content of `files`, with all mistakes of all files; `None` where a file is missing or broken
    /// without which the others make no sense. Content with errors is only good for further checks.
    pub fn from_files(files: &Files) -> (Option<Self>, Diagnostics) {
        let mut diagnostics = Diagnostics::default();
        let texts = files.iter().filter_map(|(file, bytes)| {
            Some((file.as_str(), files::text(file, bytes, &mut diagnostics)?))
        });
        let texts = texts.collect();
        (Self::from_texts(&texts, &mut diagnostics), diagnostics)
    }

    fn from_texts(texts: &BTreeMap<&str, &str>, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Some(text) = texts.get(FACTS_FILE) else {
            if !texts.is_empty() {
                let help = "add it: it names the languages and the facts";
                diagnostics.push(Diagnostic::error(FACTS_FILE, "the file is missing").help(help));
            }
            return None;
        };
        let (facts, found) =
            while_reading(FACTS_FILE, text, None, || toml::read(text, Facts::read));
        diagnostics.append(found.diagnostics);
        let facts = facts.flatten()?;
        let languages = || facts.languages.iter().map(|facts| &facts.language);
        let files: Vec<_> = texts.iter().collect();
        let parts = parallel::map(&files, |(file, text)| {
            let tag = file.split_once('/').map_or("", |(tag, _)| tag);
            let language = languages().find(|language| language.as_str() == tag);
            while_reading(file, text, language, || part(&facts, file, language, text))
        });
        let empty = |language: &Language| (language.clone(), LanguageContent::default());
        let by_language = languages().map(empty).collect();
        let mut content =
            Self { by_language, references: found.references, facts, ..Self::default() };
        let whole = !parts.iter().any(|(part, _)| matches!(part, Some(Part::Malformed)));
        for (part, found) in parts {
            diagnostics.append(found.diagnostics);
            content.references.extend(found.references);
            if let Some(part) = part {
                content.add(part);
            }
        }
        for language in content.by_language.keys() {
            let file = format!("{language}/ui.toml");
            if !texts.contains_key(file.as_str()) {
                let help = "add it: it has every word of the interface";
                diagnostics.push(Diagnostic::error(file, "the file is missing").help(help));
            }
        }
        whole.then_some(content)
    }

    fn add(&mut self, part: Part) {
        match part {
            Part::Malformed => {}
            Part::Addresses(addresses) => self.addresses = addresses,
            Part::Drawing(name, drawing) => drop(self.drawings.insert(name, drawing)),
            Part::Original(version, words) => drop(self.originals.insert(version, words)),
            Part::Interface(language, ui) => self.by_language.entry(language).or_default().ui = *ui,
            Part::Page(language, page) => {
                let pages = &mut self.by_language.entry(language).or_default().pages;
                pages.insert(page.name.clone(), *page);
            }
        }
    }
}

/// The centre's time zone, as `site.toml` among `files` names it; `None` where that cannot be read.
pub fn time_zone(files: &Files) -> Option<TimeZone> {
    let text = str::from_utf8(files.get(FACTS_FILE)?).ok()?;
    let facts: ::toml::Table = ::toml::from_str(text).ok()?;
    TimeZone::get(facts.get("hours")?.get("zone")?.as_str()?).ok()
}

/// What one file adds to the content.
enum Part {
    /// TOML that is so broken that what other files say of it cannot be checked.
    Malformed,
    /// Every address ever published.
    Addresses(Vec<String>),
    /// A drawing, by its name.
    Drawing(String, Drawing),
    /// Words that a translation was made from.
    Original(Version, Vec<String>),
    /// The interface in a language.
    Interface(Language, Box<Ui>),
    /// A page in a language.
    Page(Language, Box<Page>),
}

/// Reads the file `file` of a site with these `facts`. It is in the directory of `language`, or in that
/// of no language.
fn part(facts: &Facts, file: &str, language: Option<&Language>, text: &str) -> Option<Part> {
    let extension = file.rsplit_once('.').map(|(_, extension)| extension);
    match (file.split_once('/'), extension) {
        (None, _) if file == FACTS_FILE || file == "README.md" => None,
        (None, _) if file == ADDRESSES_FILE => Some(Part::Addresses(addresses(text))),
        (Some(("drawings", name)), Some("svg")) => {
            let name = name.strip_suffix(".svg").unwrap_or(name).to_owned();
            Drawing::read(text).map(|drawing| Part::Drawing(name, drawing))
        }
        (Some((ORIGINALS, name)), Some("txt")) => {
            originals::read(name, text).map(|(version, words)| Part::Original(version, words))
        }
        (Some((tag, name)), Some("toml")) => {
            let Some(language) = language else {
                unknown_language(facts, tag);
                return None;
            };
            words(facts, language, name, text)
        }
        _ => {
            // Its words would silently be missing.
            let help = "words belong in `<lang>/<page>.toml`, drawings in `drawings/<name>.svg`; \
                        delete the rest";
            report(0..0, "nothing reads this file", help);
            None
        }
    }
}

/// Reads the file `name` of `language`.
fn words(facts: &Facts, language: &Language, name: &str, text: &str) -> Option<Part> {
    let (name, language) = (name.strip_suffix(".toml").unwrap_or(name), language.clone());
    if name == "ui" {
        let ui = toml::read(text, Ui::read);
        return Some(ui.map_or(Part::Malformed, |ui| Part::Interface(language, Box::new(ui))));
    }
    let Some(name) = PageName::new(name) else {
        let help = "use small letters, digits and hyphens";
        report(0..0, format!("`{name}` cannot be the name of a page"), help);
        return None;
    };
    let page = toml::read(text, |document| Page::read(name, &facts.statements, document));
    Some(page.map_or(Part::Malformed, |page| Part::Page(language, Box::new(page))))
}

fn unknown_language(facts: &Facts, tag: &str) {
    let known = facts.languages.iter().map(|facts| facts.language.as_str());
    let help = match nearest(tag, known) {
        Some(nearest) => format!("did you mean `{nearest}`? or add it as `[[language]]`"),
        None => format!("add it to {FACTS_FILE} as `[[language]]`"),
    };
    report(0..0, format!("`{tag}` is not a language of this site"), help);
}

fn addresses(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect()
}
