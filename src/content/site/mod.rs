//! The facts that no language changes: `site.toml`.

mod languages;
mod place;
mod schedule;
mod security;
mod source;

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::language::Language;
use super::name::PageName;
use super::reader::Reader;
use super::reference::{ReferenceKind, References};
use super::text::Target;
use crate::diagnostics::Place;
use crate::schedule::Schedule;
pub use languages::{InterpreterLine, LanguageFacts};
use languages::{cities, languages};
pub use place::{Address, Contact, Entrance, Phone, PhoneNumber};
pub use security::Security;
pub use source::{SourceOfFact, Years};

/// An old address and what took its place.
#[derive(Debug, Clone)]
pub struct Redirect {
    /// The path, beginning with `/`.
    pub from: String,
    /// The page that took its place.
    pub to: Target,
}

/// Everything in `site.toml`.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The language of last resort, and the one that the others are translated from.
    pub default_language: Language,
    /// In the order of the language line.
    pub languages: Vec<LanguageFacts>,
    /// The pages of the main navigation, in order.
    pub navigation: Vec<PageName>,
    /// All pages in the order of the foot; pages that are not listed follow.
    pub pages: Vec<PageName>,
    /// Whether each language has a guide: every page in one.
    pub guide: bool,
    /// The centre's address.
    pub address: Address,
    /// Ways to reach the centre.
    pub contact: Contact,
    /// Whom to tell of a hole in the site; `None` = owed.
    pub security: Option<Security>,
    /// Other numbers, by their identifiers.
    pub phones: BTreeMap<String, Phone>,
    /// The number that stands on the card as long as the centre's own is not known.
    pub main_phone: Option<String>,
    /// The drawing under the head of the home page.
    pub banner: Option<String>,
    /// The small drawing at the foot.
    pub mark: Option<String>,
    /// When the centre is open; `None` only where the file is wrong.
    pub schedule: Option<Schedule>,
    /// Where its exceptions stand.
    pub exception_places: BTreeMap<Date, Place>,
    /// The time zones of the cities that the hours page shows.
    pub cities: Vec<String>,
    /// The line on interpreters, in many more languages than those of the site.
    pub interpreters: Vec<InterpreterLine>,
    /// Entrances where wheelchairs stand.
    pub entrances: Vec<Entrance>,
    /// Public garages.
    pub garages: Vec<String>,
    /// Official statements in the default language, word for word.
    pub statements: BTreeMap<String, String>,
    /// Where facts come from.
    pub sources: BTreeMap<String, SourceOfFact>,
    /// Old addresses.
    pub redirects: Vec<Redirect>,
    /// What the hospital has yet to supply, beside the empty values.
    pub owed: Vec<String>,
}

impl Facts {
    /// Reads `site.toml`; `None` where no language could be read, for then nothing else can be.
    pub fn read(reader: &Reader<'_>, references: &mut References) -> Option<Self> {
        let languages = languages(reader, references);
        let default = reader.text("default-language");
        let drawings = |key: &str, references: &mut References| {
            let name = reader.optional_text(key)?;
            references.add(&name, ReferenceKind::Drawing(name.value.clone()));
            Some(name.value)
        };
        let (schedule, exception_places) = reader.table("hours", schedule::read).flatten().unzip();
        let facts = Self {
            default_language: Language::new(&default.value).unwrap_or_else(|| {
                default.report("not a language tag", "write it as in `[[language]]`");
                languages.first().map_or_else(Language::fallback, |facts| facts.language.clone())
            }),
            navigation: page_names(reader, "navigation", references),
            pages: page_names(reader, "pages", references),
            guide: reader.flag("guide", true),
            address: reader.table("address", place::address).unwrap_or_default(),
            contact: reader.table("contact", place::contact).unwrap_or_default(),
            security: reader.optional_table("security", security::read).flatten(),
            phones: keyed(reader, "phone", place::phone),
            main_phone: reader.optional_text("main-phone").map(|key| {
                references.add(&key, ReferenceKind::Phone(key.value.clone()));
                key.value
            }),
            banner: drawings("banner", references),
            mark: drawings("mark", references),
            schedule,
            exception_places: exception_places.unwrap_or_default(),
            cities: cities(reader, references),
            entrances: reader
                .tables("entrance")
                .into_iter()
                .map(|e| e.consume(place::entrance))
                .collect(),
            interpreters: languages::interpreters(reader),
            garages: reader.texts("garages").into_iter().map(|name| name.value).collect(),
            statements: keyed(reader, "statement", |table| Some(table.text("text").value)),
            sources: keyed(reader, "source", |table| Some(source::read(table))),
            redirects: redirects(reader, references),
            owed: reader.texts("owed").into_iter().map(|what| what.value).collect(),
            languages,
        };
        let listed = facts.languages.iter().any(|l| l.language == facts.default_language);
        if !listed {
            default.report("the default language is not among the languages", "add `[[language]]`");
        }
        listed.then_some(facts)
    }
}

fn page_names(table: &Reader<'_>, key: &str, references: &mut References) -> Vec<PageName> {
    let mut names: Vec<PageName> = Vec::new();
    for name in table.texts(key) {
        let Some(target) = references.target(&name) else { continue };
        if target.section.is_some() {
            name.report(format!("`{}` is a part of a page", name.value), "name the page alone");
        } else if names.contains(&target.page) {
            name.report(format!("`{}` stands here twice", name.value), "delete one of them");
        } else {
            names.push(target.page);
        }
    }
    names
}

fn redirects(reader: &Reader<'_>, references: &mut References) -> Vec<Redirect> {
    let tables = reader.tables("redirect").into_iter().map(|table| {
        table.consume(|table| {
            let from = table.text("from");
            if !from.value.starts_with('/') && !from.value.is_empty() {
                from.report("an address begins with `/`", "write the path without the host");
            }
            let to = references.target(&table.text("to"))?;
            Some(Redirect { from: from.value, to })
        })
    });
    tables.collect::<Vec<_>>().into_iter().flatten().collect()
}

/// The tables `[[key]]` by their `id`, which no two of them share.
fn keyed<T>(
    reader: &Reader<'_>,
    key: &str,
    read: impl Fn(&Reader<'_>) -> Option<T>,
) -> BTreeMap<String, T> {
    let mut values = BTreeMap::new();
    for table in reader.tables(key) {
        table.consume(|table| {
            let id = table.text("id");
            let Some(value) = read(table) else { return };
            if values.insert(id.value.clone(), value).is_some() {
                id.report(format!("`{}` stands here twice", id.value), "give one another `id`");
            }
        });
    }
    values
}
