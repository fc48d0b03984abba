//! The facts that no language changes: `site.toml`.

mod hours;
mod languages;
mod place;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::name::{Language, PageName};
use super::reading::{self, report};
use super::reference::ReferenceKind;
use super::text::Target;
use super::toml::{Document, Mistake, Verbatim, optional, referred, required, span_of};
use crate::diagnostics::Place;
use crate::schedule::Schedule;
use languages::cities;
pub use languages::{InterpreterLine, LanguageFacts};
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
    #[serde(deserialize_with = "phone")]
    pub main_phone: Option<String>,
    /// The drawing under the head of the home page.
    #[serde(deserialize_with = "drawing")]
    pub banner: Option<String>,
    /// The small drawing at the foot.
    #[serde(deserialize_with = "drawing")]
    pub mark: Option<String>,
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
        languages::check(&mut facts.languages, &facts.interpreters, document);
        for (redirect, table) in facts.redirects.iter_mut().zip(document.tables("redirect")) {
            redirect.place = reading::place(&span_of(table, "from"));
        }
        facts.redirects.retain(|redirect| redirect.to != Target::default());
        facts.exception_places = hours::exception_places(document);
        if facts.languages.iter().any(|known| known.language == facts.default_language) {
            return Some(facts);
        }
        let span = document.span_of("default-language");
        report(span, "the default language is not among the languages", "add `[[language]]`");
        None
    }
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

fn phone<'de, D: Deserializer<'de>>(input: D) -> Result<Option<String>, D::Error> {
    let name = Option::<Spanned<Verbatim>>::deserialize(input)?;
    Ok(name.map(|name| referred(name, ReferenceKind::Phone)))
}

fn drawing<'de, D: Deserializer<'de>>(input: D) -> Result<Option<String>, D::Error> {
    let name = Option::<Spanned<Verbatim>>::deserialize(input)?;
    Ok(name.map(|name| referred(name, ReferenceKind::Drawing)))
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
