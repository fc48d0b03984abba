//! From the files of a directory to the content, with every mistake of every file.

use std::collections::BTreeMap;
use std::path::Path;

use super::drawing::Drawing;
use super::files::{self, Files};
use super::language::Language;
use super::name::PageName;
use super::originals::{self, ORIGINALS, Originals, Version};
use super::page::Page;
use super::parallel;
use super::reference::Reference;
use super::site::Facts;
use super::suggestion::nearest;
use super::toml::{self, Found};
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
#[derive(Debug, Clone)]
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
        let texts: BTreeMap<&str, &str> = texts.collect();
        let content = Self::from_texts(&texts, &mut diagnostics);
        (content, diagnostics)
    }

    fn from_texts(texts: &BTreeMap<&str, &str>, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Some(text) = texts.get(FACTS_FILE) else {
            if !texts.is_empty() {
                let help = "add it: it names the languages and the facts";
                diagnostics.push(Diagnostic::error(FACTS_FILE, "the file is missing").help(help));
            }
            return None;
        };
        let (facts, found) = toml::read(FACTS_FILE, text, None, Facts::read);
        diagnostics.append(found.diagnostics);
        let mut content = Self::new(facts.flatten()?, found.references);
        let files: Vec<_> = texts.iter().collect();
        let parts = parallel::map(&files, |(file, text)| {
            let mut found = Found::default();
            (part(&content.facts, file, text, &mut found), found)
        });
        let mut whole = true;
        for (part, found) in parts {
            diagnostics.append(found.diagnostics);
            content.references.extend(found.references);
            match part {
                Some(part) => content.add(part),
                None => whole = false,
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

    fn new(facts: Facts, references: Vec<Reference>) -> Self {
        let languages = facts.languages.iter();
        Self {
            by_language: languages
                .map(|l| (l.language.clone(), LanguageContent::default()))
                .collect(),
            drawings: BTreeMap::new(),
            addresses: Vec::new(),
            originals: Originals::new(),
            references,
            facts,
        }
    }

    fn add(&mut self, part: Part) {
        match part {
            Part::Nothing => {}
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

/// What one file adds to the content.
enum Part {
    /// Nothing that the site would show, or nothing that can be read.
    Nothing,
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

/// Reads the file `file` of a site with these `facts`; `None` where it is so broken that what others say
/// of it cannot be checked.
fn part(facts: &Facts, file: &str, text: &str, found: &mut Found) -> Option<Part> {
    let extension = file.rsplit_once('.').map(|(_, extension)| extension);
    match (file.split_once('/'), extension) {
        (None, _) if file == FACTS_FILE || file == "README.md" => {}
        (None, _) if file == ADDRESSES_FILE => return Some(Part::Addresses(addresses(text))),
        (Some(("drawings", name)), Some("svg")) => match Drawing::read(file, text) {
            Ok(drawing) => {
                let name = name.strip_suffix(".svg").unwrap_or(name).to_owned();
                return Some(Part::Drawing(name, drawing));
            }
            Err(faults) => found.diagnostics.append(faults),
        },
        (Some((ORIGINALS, name)), Some("txt")) => {
            let original = originals::read(file, name, text, &mut found.diagnostics);
            return Some(original.map_or(Part::Nothing, |(of, words)| Part::Original(of, words)));
        }
        (Some((tag, name)), Some("toml")) => return words(facts, file, (tag, name), text, found),
        // Its words would silently be missing.
        _ => found.diagnostics.push(Diagnostic::error(file, "nothing reads this file").help(
            "words stand in `<lang>/<page>.toml`, drawings in `drawings/<name>.svg`; delete the rest",
        )),
    }
    Some(Part::Nothing)
}

/// Reads the file `name` of the language `tag`.
fn words(
    facts: &Facts,
    file: &str,
    (tag, name): (&str, &str),
    text: &str,
    found: &mut Found,
) -> Option<Part> {
    let known = facts.languages.iter().map(|facts| &facts.language);
    let Some(language) = known.clone().find(|language| language.as_str() == tag) else {
        let help = match nearest(tag, known.map(Language::as_str)) {
            Some(nearest) => format!("did you mean `{nearest}`? or add it as `[[language]]`"),
            None => format!("add it to {FACTS_FILE} as `[[language]]`"),
        };
        let message = format!("`{tag}` is not a language of this site");
        found.diagnostics.push(Diagnostic::error(file, message).help(help));
        return Some(Part::Nothing);
    };
    let name = name.strip_suffix(".toml").unwrap_or(name);
    if name == "ui" {
        let (ui, read) = toml::read(file, text, Some(language), Ui::read);
        *found = read;
        return Some(Part::Interface(language.clone(), Box::new(ui?)));
    }
    let Some(name) = PageName::new(name) else {
        let diagnostic = Diagnostic::error(file, format!("`{name}` cannot be the name of a page"));
        found.diagnostics.push(diagnostic.help("use small letters, digits and hyphens"));
        return Some(Part::Nothing);
    };
    let (page, read) =
        toml::read(file, text, Some(language), |document| Page::read(name, document));
    *found = read;
    let mut page = page?;
    page.quote(&facts.statements);
    Some(Part::Page(language.clone(), Box::new(page)))
}

fn addresses(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect()
}
