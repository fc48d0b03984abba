//! The facts that no language changes: `site.toml`.

mod hours;
mod place;

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::lint::ScriptCheck;
use super::name::{Direction, Language, PageName};
use super::reading::{self, check_width, fault, refer, report};
use super::reference::{DrawingName, PhoneName, ReferenceKind};
use super::text::Target;
use super::toml::{Document, Mistake, Verbatim, optional, parsed, required, span_of};
use crate::diagnostics::Place;
use crate::schedule::Schedule;
use hours::time_zone;
pub use place::{Address, Contact, Entrance, Phone, PhoneNumber, Security};

/// Everything in `site.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Facts {
    /// The language of last resort, and the one that the others are translated from.
    pub default_language: Language,
    /// In the order of the language line.
    #[serde(rename = "language")]
    pub languages: Vec<LanguageFacts>,
    /// The pages of the main navigation, in order.
    #[serde(deserialize_with = "page_names")]
    pub navigation: Vec<PageName>,
    /// All pages in the order of the foot; pages that are not listed follow.
    #[serde(deserialize_with = "page_names")]
    pub pages: Vec<PageName>,
    /// Whether each language has a guide: every page in one.
    pub guide: bool,
    /// The centre's address.
    pub address: Address,
    /// Ways to reach the centre.
    pub contact: Contact,
    /// Where security problems of the site are reported; `None` until the hospital says.
    #[serde(deserialize_with = "place::security")]
    pub security: Option<Security>,
    /// Other numbers, by their identifiers.
    #[serde(rename = "phone")]
    pub phones: BTreeMap<String, Phone>,
    /// The number that the card shows as long as the centre's own is not known.
    pub main_phone: Option<PhoneName>,
    /// The drawing under the head of the home page.
    pub banner: Option<DrawingName>,
    /// The small drawing at the foot.
    pub mark: Option<DrawingName>,
    /// When the centre is open; `None` only where the file is wrong.
    #[serde(rename = "hours", deserialize_with = "hours::read")]
    pub schedule: Option<Schedule>,
    /// The places of its exceptions in the file.
    #[serde(skip)]
    pub exception_places: BTreeMap<Date, Place>,
    /// The time zones of the cities that the hours page shows.
    #[serde(deserialize_with = "cities")]
    pub cities: Vec<String>,
    /// The line on interpreters, in many more languages than those of the site.
    #[serde(rename = "interpreter")]
    pub interpreters: Vec<InterpreterLine>,
    /// Wheelchair-accessible entrances.
    #[serde(rename = "entrance")]
    pub entrances: Vec<Entrance>,
    /// Public garages.
    pub garages: Vec<String>,
    /// Official statements in the default language, word for word.
    #[serde(rename = "statement")]
    pub statements: BTreeMap<String, Statement>,
    /// Where facts come from.
    #[serde(rename = "source")]
    pub sources: BTreeMap<String, SourceOfFact>,
    /// Old addresses.
    #[serde(rename = "redirect")]
    pub redirects: Vec<Redirect>,
    /// What the hospital has yet to supply, beside the empty values.
    pub owed: Vec<String>,
    /// The places in the file of what the hospital may still have to supply: `contact.phone` and the like,
    /// `security.contact`, `hours`, and `owed.0` and so on.
    #[serde(skip)]
    pub places: BTreeMap<String, Place>,
}

/// A language of the site.
#[derive(Debug, Clone, Deserialize)]
pub struct LanguageFacts {
    /// Its tag.
    #[serde(rename = "tag")]
    pub language: Language,
    /// Its name in itself.
    pub name: String,
    /// Its direction.
    #[serde(rename = "dir")]
    pub direction: Direction,
    /// Its name as link previews want it (`ar_AR`), from the Open Graph protocol.
    pub locale: String,
    /// The time zones of cities where its readers live, for the card.
    #[serde(deserialize_with = "cities")]
    pub cities: Vec<String>,
}

/// The line that everybody can read in their own language: an interpreter is there.
#[derive(Debug, Clone, Deserialize)]
pub struct InterpreterLine {
    /// The language of the line.
    #[serde(rename = "tag")]
    pub language: Language,
    /// How the staff call the language, in the default language.
    pub name: String,
    /// The direction of the line.
    #[serde(rename = "dir")]
    pub direction: Direction,
    /// The line.
    pub text: String,
}

/// An old address and what took its place.
#[derive(Debug, Clone, Deserialize)]
pub struct Redirect {
    /// The path, beginning with `/`.
    #[serde(deserialize_with = "path")]
    pub from: String,
    /// The place of that path in the file.
    #[serde(skip)]
    pub place: Place,
    /// The page that took its place.
    pub to: Target,
}

/// An official statement in the default language.
#[derive(Debug, Clone, Deserialize)]
pub struct Statement {
    /// Its words.
    pub text: String,
}

/// A page that a fact was read in.
#[derive(Debug, Clone, Deserialize)]
pub struct SourceOfFact {
    /// Its address, without its scheme; shown as words, for many of these pages are gone.
    pub address: String,
    /// Its years, where it has any.
    #[serde(deserialize_with = "years")]
    pub years: Option<Years>,
}

/// The years of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Years {
    /// From one to another: `2019-2023`.
    Between(i16, i16),
    /// Before one: `before 2007`.
    Before(i16),
    /// In a decade: `2020s`.
    Decade(i16),
}

impl Facts {
    /// Reads `site.toml`; `None` where the default language is not one of the site, for then nothing
    /// else can be read.
    pub(super) fn read(document: &Document<'_>) -> Option<Self> {
        let mut facts: Self = document.read();
        facts.check_languages(document);
        for (redirect, table) in facts.redirects.iter_mut().zip(document.tables("redirect")) {
            redirect.place = reading::place(&span_of(table, "from"));
        }
        facts.redirects.retain(|redirect| redirect.to != Target::default());
        facts.exception_places = hours::exception_places(document);
        facts.places = places(document);
        if facts.languages.iter().any(|known| known.language == facts.default_language) {
            return Some(facts);
        }
        let span = document.span_of("default-language");
        report(span, "the default language is not among the languages", "add `[[language]]`");
        None
    }

    /// Reports what is wrong with the languages as a whole: none, one of them twice, a name or a line in
    /// another script than that of its language. Keeps each language once.
    fn check_languages(&mut self, document: &Document<'_>) {
        if self.languages.is_empty() {
            report(0..0, "there is no language", "add a table `[[language]]`");
        }
        let mut kept: Vec<LanguageFacts> = Vec::new();
        for (facts, table) in self.languages.drain(..).zip(document.tables("language")) {
            let name = span_of(table, "name");
            check_script(&facts.language, &facts.name, &name);
            // A language names itself in the line of languages, three of them in a row.
            check_width(&facts.name, name, 12, "the line of languages");
            if kept.iter().any(|known| known.language == facts.language) {
                let message = format!("the language `{}` appears twice", facts.language);
                report(span_of(table, "tag"), message, "delete one of the tables `[[language]]`");
            } else if facts.language != Language::default() {
                kept.push(facts);
            }
        }
        self.languages = kept;
        for (line, table) in self.interpreters.iter().zip(document.tables("interpreter")) {
            check_script(&line.language, &line.text, &span_of(table, "text"));
        }
    }
}

/// The places of what the hospital may still have to supply.
fn places(document: &Document<'_>) -> BTreeMap<String, Place> {
    let mut spans = vec![("hours".to_owned(), document.span_of("hours"))];
    let owed = document.get("owed").and_then(|owed| owed.get_ref().as_array());
    let owed = owed.into_iter().flat_map(|owed| owed.iter()).enumerate();
    spans.extend(owed.map(|(index, fact)| (format!("owed.{index}"), fact.span())));
    for (table, keys) in
        [("contact", &["phone", "fax", "email", "request-form"][..]), ("security", &["contact"])]
    {
        let Some(written) = document.get(table) else { continue };
        let spans_of = keys.iter().map(|key| (format!("{table}.{key}"), span_of(written, key)));
        spans.extend(spans_of);
    }
    spans.into_iter().map(|(key, span)| (key, reading::place(&span))).collect()
}

/// Reports words that are not in the script of `language`, unless that could not be read.
fn check_script(language: &Language, words: &str, span: &Range<usize>) {
    let known = Some(language).filter(|language| **language != Language::default());
    if let Some(found) = known.and_then(|language| ScriptCheck::of(language).script(words)) {
        fault(span, found);
    }
}

/// Time zones, each of which needs a name in every language.
fn cities<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<String>, D::Error> {
    let zones = Vec::<Spanned<Verbatim>>::deserialize(input)?.into_iter().filter_map(|zone| {
        parsed(zone.span(), &zone.get_ref().0, time_zone)?;
        refer(&zone.span(), ReferenceKind::City(zone.get_ref().0.clone()));
        Some(zone.into_inner().0)
    });
    Ok(zones.collect())
}

fn page_names<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<PageName>, D::Error> {
    let mut names: Vec<PageName> = Vec::new();
    for target in Vec::<Spanned<Target>>::deserialize(input)? {
        let (span, target) = (target.span(), target.into_inner());
        if target.section.is_some() {
            report(span, format!("`{target}` is a part of a page"), "name the page alone");
        } else if names.contains(&target.page) {
            report(span, format!("`{target}` appears twice"), "delete one of them");
        } else if target != Target::default() {
            names.push(target.page);
        }
    }
    Ok(names)
}

fn path<'de, D: Deserializer<'de>>(input: D) -> Result<String, D::Error> {
    let wrong = || Mistake::new("an address begins with `/`", "write the path without the host");
    required(input, |path| path.starts_with('/').then(|| path.to_owned()).ok_or_else(wrong))
}

fn years<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Years>, D::Error> {
    let help = "write `2019-2023`, `before 2007` or `2020s`";
    let wrong = || Mistake::new("not the years of a page", help);
    optional(input, |text| Years::parse(text).ok_or_else(wrong))
}

impl Years {
    fn parse(text: &str) -> Option<Self> {
        if let Some(year) = text.strip_prefix("before ") {
            return Some(Self::Before(year.parse().ok()?));
        }
        if let Some(year) = text.strip_suffix('s') {
            return Some(Self::Decade(year.parse().ok()?));
        }
        let (from, to) = text.split_once('-')?;
        let (from, to) = (from.parse().ok()?, to.parse().ok()?);
        (from < to).then_some(Self::Between(from, to))
    }
}
