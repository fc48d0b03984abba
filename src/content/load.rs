//! From the files of a directory to the content, with every mistake of every file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::tz::TimeZone;

use super::digest::digest;
use super::directory::{self, DRAWINGS, FACTS_FILE, README_FILE};
use super::drawing::Drawing;
use super::files::{self, Files};
use super::link_preview::{self, LinkPreview};
use super::name::{Language, PageName};
use super::originals::{self, ORIGINALS, Originals, Version};
use super::page::Page;
use super::page::structure::differences;
use super::parallel;
use super::photo::{self, Photos};
use super::reading::{Reading, while_reading};
use super::reference::Reference;
use super::site::Facts;
use super::text::Target;
use super::toml::{self, Document, Original};
use super::ui::Ui;
use crate::diagnostics::{Diagnostic, Diagnostics, group};
use crate::time_zones::TimeZones;

/// What is written in one language.
#[derive(Debug, Clone, Default)]
pub struct LanguageContent {
    /// The interface.
    pub ui: Ui,
    /// The pages, published or not.
    pub pages: BTreeMap<PageName, Page>,
    /// The picture that is shown beside a link.
    pub link_preview: Option<LinkPreview>,
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
    /// The photographs by the names of their files.
    pub photos: Photos,
    /// Every address ever published.
    pub addresses: Vec<String>,
    /// The words that translations were made from.
    pub originals: Originals,
    /// What the files say of one another.
    pub references: Vec<Reference>,
    /// A short name for this version of all files together, which a reader can say on the phone: eight
    /// hexadecimal digits.
    pub version: String,
    /// The time zones by whose rules the hours are shown.
    pub time_zones: TimeZones,
}

impl Content {
    /// Reads the directory `root`; see [`Content::from_files`] and [`Content::prepare_photos`].
    pub fn load(root: &Path) -> (Option<Self>, Diagnostics) {
        let (files, mut diagnostics) = files::read(root);
        let (mut content, found) = Self::from_files(&files);
        diagnostics.append(found);
        if let Some(content) = &mut content {
            diagnostics.append(content.prepare_photos(&files, &Photos::new()));
        }
        (content, diagnostics)
    }

    /// The content of `files`, with all mistakes of all files; `None` where a file is missing or broken
    /// without which the others make no sense. Content with errors is only good for further checks. Its time zones
    /// are those that are compiled in.
    pub fn from_files(files: &Files) -> (Option<Self>, Diagnostics) {
        Self::with_time_zones(files, TimeZones::bundled())
    }

    /// The same with other time zones.
    pub fn with_time_zones(files: &Files, zones: TimeZones) -> (Option<Self>, Diagnostics) {
        let mut diagnostics = Diagnostics::default();
        let (photos, found) = photo::read(files);
        diagnostics.append(found);
        let content = Self::from_bytes(files, zones, &mut diagnostics);
        let Some((content, is_whole)) = content else { return (None, diagnostics) };
        let content = Self { photos, version: version(files), ..content };
        // What is not served keeps nothing from being served.
        let diagnostics = diagnostics.softened(|file| content.is_unpublished(file));
        (is_whole.then_some(content), diagnostics)
    }

    /// Makes the pictures that pages show from the photographs in `files`, from which this content was read.
    /// This takes 0.3 s of processor time for each one of 12 million pixels (see bench/README.md), so those that
    /// `before` has are taken from there.
    pub fn prepare_photos(&mut self, files: &Files, before: &Photos) -> Diagnostics {
        photo::prepare(&mut self.photos, files, before)
    }

    /// Whether `file` is in a language that is not served, or has a page that is not. Every site has a home page.
    pub fn is_unpublished(&self, file: &str) -> bool {
        let is_hidden = |page: &Page| !page.published && !page.name.is_home();
        self.facts.is_in_unpublished(file) || self.page_in(file).is_some_and(is_hidden)
    }

    /// The page whose file is `file`, such as `en/home.toml`.
    pub fn page_in(&self, file: &str) -> Option<&Page> {
        let (tag, name) = file.split_once('/')?;
        let mut languages = self.by_language.iter();
        let (_, words) = languages.find(|(language, _)| language.as_str() == tag)?;
        words.pages.get(&PageName::new(name.strip_suffix(".toml")?)?)
    }

    /// The content of `files`, and whether it is whole.
    fn from_bytes(
        files: &Files,
        time_zones: TimeZones,
        diagnostics: &mut Diagnostics,
    ) -> Option<(Self, bool)> {
        let (facts, references) = read_facts(files, &time_zones, diagnostics)?;
        let languages = || facts.languages.iter().map(|facts| &facts.language);
        let read = decoded(files, &languages().collect::<Vec<_>>(), diagnostics);
        let default = interface_file(&facts.default_language);
        let words = read.iter().find(|(file, _)| *file == default);
        let fill = |document: &mut Document<'_>| Ui::fill(document, &facts);
        let words = words.and_then(|(_, text)| Original::parse((*text)?, fill));
        let site = Known { facts: &facts, interface: words.as_ref() };
        let parts = parallel::map(&read, |(file, text)| {
            let tag = file.split_once('/').map_or("", |(tag, _)| tag);
            let language = languages().find(|language| language.as_str() == tag);
            // What a file says that is no text is not known.
            let Some(text) = text else { return (Some(Part::Malformed), Reading::default()) };
            while_reading(site.reading(file, text, language), || site.part(file, language, text))
        });
        let missing = languages().filter(|l| !files.contains_key(&interface_file(l)));
        let missing = missing.map(|language| site.missing_interface(language, files));
        let missing: Vec<_> = missing.collect();
        let empty = |language: &Language| (language.clone(), LanguageContent::default());
        let by_language = languages().map(empty).collect();
        let mut content = Self { facts, by_language, references, time_zones, ..Self::default() };
        let mut broken = read.iter().zip(&parts).filter_map(|((file, _), (part, _))| {
            matches!(part, Some(Part::Malformed)).then_some(*file)
        });
        let whole = broken.all(|file| content.facts.is_in_unpublished(file));
        for (part, found) in parts {
            diagnostics.append(found.diagnostics);
            content.references.extend(found.references);
            if let Some(part) = part {
                content.add(part);
            }
        }
        for (part, problem) in missing {
            diagnostics.push(problem);
            content.add(part);
        }
        content.read_link_previews(files, diagnostics);
        content.complete(diagnostics);
        Some((content, whole))
    }

    /// Reads the pictures of link previews among `files`.
    fn read_link_previews(&mut self, files: &Files, diagnostics: &mut Diagnostics) {
        for (language, words) in &mut self.by_language {
            let file = link_preview::file(language);
            let bytes = files.get(&file);
            words.link_preview =
                bytes.and_then(|bytes| LinkPreview::read(&file, bytes, diagnostics));
        }
    }

    /// Fills in what the translations lack, and adds what differs in their structure to `diagnostics`.
    fn complete(&mut self, diagnostics: &mut Diagnostics) {
        let default = self.facts.default_language.clone();
        let Some(words) = self.by_language.get_mut(&default) else { return };
        let originals = std::mem::take(&mut words.pages);
        let names = words.ui.site.clone();
        let is_shown = |name: &PageName| originals.get(name).is_some_and(|page| page.published);
        for (language, words) in self.by_language.iter_mut().filter(|(tag, _)| **tag != default) {
            words.ui.site.complete(&names);
            let written: BTreeSet<_> = words.pages.keys().cloned().collect();
            let is_gone = |to: &Target| written.contains(&to.page) && !is_shown(&to.page);
            for (name, own) in &mut words.pages {
                let Some(original) = originals.get(name) else { continue };
                let files = [language, &default].map(|language| format!("{language}/{name}.toml"));
                let [file, original_file] = &files;
                let found = differences((own, file), (original, original_file));
                own.differs = !found.is_empty();
                diagnostics.extend(found);
                own.unlink(is_gone);
                own.complete(original);
            }
        }
        if let Some(words) = self.by_language.get_mut(&default) {
            words.pages = originals;
        }
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

/// The digest of the names and the bytes of all `files` but the guide for editors. Its first eight digits tell two
/// versions of one site apart.
fn version(files: &Files) -> String {
    let files = files.iter().filter(|(path, _)| *path != README_FILE);
    let line = |(path, bytes): (&String, &Vec<u8>)| format!("{path} {}\n", digest(bytes, 32));
    digest(files.map(line).collect::<String>(), 4)
}

/// The facts among `files`, and what they say of other files; `None` where they are missing or broken.
fn read_facts(
    files: &Files,
    zones: &TimeZones,
    diagnostics: &mut Diagnostics,
) -> Option<(Facts, Vec<Reference>)> {
    let Some(bytes) = files.get(FACTS_FILE) else {
        if !files.is_empty() {
            let help = "add it: it names the languages and the facts";
            diagnostics.push(Diagnostic::error(FACTS_FILE, "the file is missing").help(help));
        }
        return None;
    };
    let text = files::text(FACTS_FILE, bytes, diagnostics)?;
    let reading = Reading::of(FACTS_FILE, text).with_time_zones(zones.clone());
    let (facts, found) = while_reading(reading, || toml::read(text, Facts::read));
    diagnostics.append(found.diagnostics);
    Some((facts.flatten()?, found.references))
}

/// The centre's time zone, as `site.toml` among `files` names it; `None` where that cannot be read, or is not one of
/// `zones`.
pub fn time_zone(files: &Files, zones: &TimeZones) -> Option<TimeZone> {
    let text = str::from_utf8(files.get(FACTS_FILE)?).ok()?;
    let facts: ::toml::Table = ::toml::from_str(text).ok()?;
    zones.get(facts.get("hours")?.get("zone")?.as_str()?)
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

/// The files of a site in these `languages` that are content, but for the facts, each with its text if it is one.
fn decoded<'a>(
    files: &'a Files,
    languages: &[&Language],
    diagnostics: &mut Diagnostics,
) -> Vec<(&'a str, Option<&'a str>)> {
    let read = directory::content(files, languages, diagnostics).into_iter();
    let read = read.filter(|(file, _)| *file != FACTS_FILE);
    read.map(|(file, bytes)| (file, files::text(file, bytes, diagnostics))).collect()
}

/// The file with the words of the interface in `language`.
fn interface_file(language: &Language) -> String {
    format!("{language}/ui.toml")
}

/// What is known before the other files are read.
#[derive(Clone, Copy)]
struct Known<'a> {
    facts: &'a Facts,
    /// The words of the interface in the default language.
    interface: Option<&'a Original<'a>>,
}

impl Known<'_> {
    fn is_translated(&self, language: &Language) -> bool {
        *language != self.facts.default_language
    }

    fn reading(&self, file: &str, text: &str, language: Option<&Language>) -> Reading {
        let reading = Reading::of(file, text);
        match language {
            Some(language) => reading.in_language(language, self.is_translated(language)),
            None => reading,
        }
    }

    /// The interface in a `language` that has no file for it among `files`, and what is said of that.
    fn missing_interface(&self, language: &Language, files: &Files) -> (Part, Diagnostic) {
        let file = interface_file(language);
        let (part, _) =
            while_reading(self.reading(&file, "", Some(language)), || self.interface(language, ""));
        let directory = format!("{language}/");
        if self.is_translated(language) && !files.keys().any(|file| file.starts_with(&directory)) {
            // More likely lost than not begun.
            let message = format!("nothing is written in `{language}`");
            let help = "add its files, or write `published = false` in its `[[language]]`";
            return (part, Diagnostic::error(file, message).help(help));
        }
        let help = "add it: it has every word of the interface";
        let problem = Diagnostic::error(file.as_str(), "the file is missing");
        let warning = || Diagnostic::warning(&file, "the file is missing").group(group::WORDS);
        let problem = if self.is_translated(language) { warning() } else { problem };
        (part, problem.help(help))
    }

    fn interface(&self, language: &Language, text: &str) -> Part {
        let original = self.interface.filter(|_| self.is_translated(language));
        let ui =
            toml::read_beside(text, original, |document| Ui::fill(document, self.facts), Ui::read);
        ui.map_or(Part::Malformed, |ui| Part::Interface(language.clone(), Box::new(ui)))
    }

    /// Reads the file `file`, one of those that are content. It is in the directory of `language`, or in that of no
    /// language.
    fn part(&self, file: &str, language: Option<&Language>, text: &str) -> Option<Part> {
        match (file.split_once('/'), language) {
            (None, _) => Some(Part::Addresses(addresses(text))),
            (Some((DRAWINGS, name)), _) => {
                let name = name.strip_suffix(".svg").unwrap_or(name).to_owned();
                Drawing::read(text).map(|drawing| Part::Drawing(name, drawing))
            }
            (Some((ORIGINALS, name)), _) => {
                originals::read(name, text).map(|(version, words)| Part::Original(version, words))
            }
            (Some((_, name)), Some(language)) => self.words(language, name, text),
            (Some(_), None) => None,
        }
    }

    /// Reads the file `name` of `language`.
    fn words(&self, language: &Language, name: &str, text: &str) -> Option<Part> {
        let name = name.strip_suffix(".toml").unwrap_or(name);
        if name == "ui" {
            return Some(self.interface(language, text));
        }
        let name = PageName::new(name)?;
        let statements = &self.facts.statements;
        let page = toml::read(text, |document| Page::read(name, statements, document));
        Some(page.map_or(Part::Malformed, |page| Part::Page(language.clone(), Box::new(page))))
    }
}

fn addresses(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_that_of_what_readers_see() {
        let files = |names: &[&str]| -> Files {
            names.iter().map(|name| ((*name).to_owned(), name.as_bytes().to_vec())).collect()
        };
        let of = |names: &[&str]| version(&files(names));
        assert_eq!(of(&["site.toml", "README.md"]), of(&["site.toml"]));
        assert_ne!(of(&["site.toml", "en/home.toml"]), of(&["site.toml"]));
    }
}
