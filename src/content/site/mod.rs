//! The facts that no language changes: `site.toml`.

mod hours;
mod notice;
mod place;

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::name::{Direction, Language, PageName};
use super::reading::{self, check_script, check_width, lacking, refer, report};
use super::reference::{DrawingName, PhoneName, ReferenceKind};
use super::schema::identified;
use super::suggestion::hint;
use super::text::Target;
use super::toml::{Document, Mistake, Owed, Verbatim, optional, parsed, required, span_of};
use crate::diagnostics::Place;
use crate::schedule::Schedule;
use hours::time_zone;
pub use notice::Notice;
pub use place::{
    Address, Contact, DomesticNumber, EmergencyNumber, Entrance, Phone, PhoneNumber, ReportAddress,
    Security,
};

/// Everything in `site.toml`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Facts {
    /// The language that the others are translated from; its words are shown where another language lacks them.
    pub default_language: Language,
    /// The languages of the site, in the order of the language line.
    #[serde(rename = "language")]
    pub languages: Vec<LanguageFacts>,
    /// The pages of the main navigation, in order.
    #[serde(deserialize_with = "page_names")]
    pub navigation: Vec<PageName>,
    /// All pages in the order of the foot; pages that are not listed follow.
    #[serde(deserialize_with = "page_names")]
    pub pages: Vec<PageName>,
    /// Whether each language has a guide, which is every page in one; left out: yes.
    pub guide: bool,
    /// The emergency number of the country, for the words that name it.
    #[serde(deserialize_with = "place::emergency")]
    #[schemars(with = "Option<String>", regex(pattern = "^[ -]*([0-9][ -]*){2,15}$"))]
    pub emergency: Option<EmergencyNumber>,
    /// The center's address.
    pub address: Address,
    /// Ways to reach the center.
    pub contact: Contact,
    /// Where security problems of the site are reported.
    #[serde(deserialize_with = "place::security")]
    #[schemars(with = "Option<place::SecurityTable>")]
    pub security: Option<Security>,
    /// Numbers that are not the center's own.
    #[serde(rename = "phone")]
    #[schemars(schema_with = "identified::<Phone>")]
    pub phones: BTreeMap<String, Phone>,
    /// The places of their identifiers in the file.
    #[serde(skip)]
    pub phone_places: BTreeMap<String, Place>,
    /// The `id` of the `[[phone]]` that the card shows as long as the center's own number is not known.
    pub main_phone: Option<PhoneName>,
    /// The drawing under the head of the home page: the name of a file in `drawings/`, without `.svg`.
    pub banner: Option<DrawingName>,
    /// The small drawing at the foot of every page, named in the same way.
    pub mark: Option<DrawingName>,
    /// When the center is open.
    #[serde(rename = "hours", deserialize_with = "hours::read")]
    #[schemars(with = "hours::Hours")]
    pub schedule: Option<Schedule>,
    /// The places of its exceptions in the file.
    #[serde(skip)]
    pub exception_places: BTreeMap<Date, Place>,
    /// What readers have to know for some days.
    #[serde(rename = "notice")]
    pub notices: Vec<Notice>,
    /// The time zones of the cities that the hours page shows, by their names in the IANA database.
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
    #[schemars(schema_with = "identified::<Statement>")]
    pub statements: BTreeMap<String, Statement>,
    /// The pages that facts were read in.
    #[serde(rename = "source")]
    #[schemars(schema_with = "identified::<SourceOfFact>")]
    pub sources: BTreeMap<String, SourceOfFact>,
    /// Old addresses, and the pages that took their places.
    #[serde(rename = "redirect")]
    pub redirects: Vec<Redirect>,
    /// Addresses of pages that exist no more.
    pub retired: Vec<Retired>,
    /// What the hospital has yet to supply, beside the empty values; only `check` shows it.
    pub owed: Vec<String>,
    /// The places in the file of what the hospital may still have to supply: `contact.phone` and the like,
    /// `security.contact`, `hours`, `address`, and `owed.0` and so on.
    #[serde(skip)]
    pub places: BTreeMap<String, Place>,
}

/// A language of the site.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct LanguageFacts {
    /// The tag of the language (BCP 47), which is also the name of its directory.
    #[serde(rename = "tag")]
    pub language: Language,
    /// Whether the language is served; left out: yes.
    pub published: bool,
    /// The name of the language in itself; it may be empty as long as the language is not published.
    #[serde(deserialize_with = "language_name")]
    #[schemars(with = "Owed")]
    pub name: String,
    /// The direction in which the language is written.
    #[serde(rename = "dir")]
    pub direction: Direction,
    /// The language and its country as link previews want them (Open Graph protocol).
    pub locale: String,
    /// The time zones of cities where its readers live, for the card.
    #[serde(deserialize_with = "cities")]
    pub cities: Vec<String>,
}

/// The line that everybody can read in their own language: an interpreter is there.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct InterpreterLine {
    /// The language of the line.
    #[serde(rename = "tag")]
    pub language: Language,
    /// How the staff call the language, in the default language.
    pub name: String,
    /// The direction of the line.
    #[serde(rename = "dir")]
    pub direction: Direction,
    /// The line itself.
    pub text: String,
}

/// An old address and what took its place.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Redirect {
    /// The old address without the host, beginning with `/`; `/*/about` is that page in every language that is
    /// served.
    #[serde(deserialize_with = "path")]
    #[schemars(regex(pattern = "^/[^?#]*$"))]
    pub from: String,
    /// The place of that path in the file.
    #[serde(skip)]
    pub place: Place,
    /// The page that took its place: `page`, `page#section`, or a language before it.
    #[schemars(
        with = "String",
        regex(pattern = "^([A-Za-z0-9-]+/)?[a-z][a-z0-9-]*(#[a-z][a-z0-9-]*)?$")
    )]
    pub to: RedirectTarget,
}

/// The address of a page that was retired: its readers are told so, and what took its place.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Retired {
    /// The address without the host, beginning with `/`; `/*/about` is that page in every language that is
    /// served.
    #[serde(deserialize_with = "path")]
    #[schemars(regex(pattern = "^/[^?#]*$"))]
    pub from: String,
    /// The place of that path in the file.
    #[serde(skip)]
    pub place: Place,
    /// The page that took its place; left out: none.
    #[serde(deserialize_with = "whole_page")]
    #[schemars(with = "Option<String>", regex(pattern = "^[a-z][a-z0-9-]*$"))]
    pub see: Option<PageName>,
}

/// What follows the language in `/*/about`, an address in every language.
pub fn in_every_language(address: &str) -> Option<&str> {
    address.strip_prefix("/*/")
}

/// Where a redirect leads: `home`, or `he/home` in the language of that name.
#[derive(Debug, Clone, Default)]
pub struct RedirectTarget {
    /// The language, where one is named; one of the site.
    pub language: Option<Language>,
    /// The page.
    pub page: Target,
}

/// An official statement in the default language.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Statement {
    /// The words of the statement.
    pub text: String,
}

/// A page that a fact was read in.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct SourceOfFact {
    /// The address of the page, without `https://`; shown as words, for many of these pages are gone.
    pub address: String,
    /// The years of the page: `2019-2023`, `before 2007` or `2020s`.
    #[serde(deserialize_with = "years")]
    #[schemars(
        with = "Option<String>",
        regex(pattern = "^(before [0-9]+|[0-9]+s|[0-9]+-[0-9]+)$")
    )]
    pub years: Option<Years>,
}

impl SourceOfFact {
    /// Whether the address is that of a website: its name has no space in it.
    pub fn is_website(&self) -> bool {
        !self.address.split('/').next().unwrap_or_default().contains(' ')
    }
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
    /// The languages that are served, in the order of the language line.
    pub fn published_languages(&self) -> impl Iterator<Item = &LanguageFacts> + Clone {
        self.languages.iter().filter(|language| language.published)
    }

    /// Whether `file` is in the directory of a language that is not served.
    pub fn is_in_unpublished(&self, file: &str) -> bool {
        let tag = file.split_once('/').map_or("", |(tag, _)| tag);
        self.languages.iter().any(|facts| !facts.published && facts.language.as_str() == tag)
    }

    /// Reads `site.toml`; `None` where the default language is not one of the site, for then nothing
    /// else can be read.
    pub(super) fn read(document: &Document<'_>) -> Option<Self> {
        let mut facts: Self = document.read();
        facts.check_languages(document);
        facts.check_notices(document);
        place::domestic_forms(document);
        place::whole_position(document);
        for (redirect, table) in facts.redirects.iter_mut().zip(document.tables("redirect")) {
            redirect.place = reading::place(&span_of(table, "from"));
            if let Some(tag) = &redirect.to.language {
                known_language(&facts.languages, tag, span_of(table, "to"));
            }
        }
        for (retired, table) in facts.retired.iter_mut().zip(document.tables("retired")) {
            retired.place = reading::place(&span_of(table, "from"));
        }
        facts.redirects.retain(|redirect| redirect.to.page != Target::default());
        facts.exception_places = hours::exception_places(document);
        let phones = document.tables("phone").filter_map(|table| {
            let id = table.get_ref().get("id")?;
            Some((id.get_ref().as_str()?.to_owned(), reading::place(&id.span())))
        });
        facts.phone_places = phones.collect();
        facts.places = places(document);
        if facts.languages.iter().any(|known| known.language == facts.default_language) {
            return Some(facts);
        }
        let span = document.span_of("default-language");
        report(span, "the default language is not among the languages", "add `[[language]]`");
        None
    }

    /// Reports notices that would never be shown, or not in the language that every reader gets at the least.
    fn check_notices(&mut self, document: &Document<'_>) {
        let default = &self.default_language;
        let known =
            |language: &Language| self.languages.iter().any(|facts| facts.language == *language);
        for (notice, table) in self.notices.iter_mut().zip(document.tables("notice")) {
            notice.place = reading::place(&span_of(table, "until"));
            if let (Some(from), Some(until)) = (notice.from, notice.until)
                && until < from
            {
                let message = format!("the last day, {until}, is before the first, {from}");
                let help = "write the last day on which the notice is shown";
                report(span_of(table, "until"), message, help);
            }
            if !notice.words.contains_key(default) {
                let message = format!("a notice without words in `{default}`");
                let help = format!("add `{default} = \"…\"` to its `words`");
                report(span_of(table, "words"), message, help);
            }
            for language in notice.words.keys().filter(|language| !known(language)) {
                let message = format!("`{language}` is not a language of this site");
                let help = "delete its words, or add the language as `[[language]]`";
                report(span_of(table, "words"), message, help);
            }
        }
    }

    /// The old addresses that `from` stands for: one in each language that is served for `/*/about`, else itself.
    pub fn addresses_of(&self, from: &str) -> Vec<String> {
        match in_every_language(from) {
            Some(rest) => {
                let tags = self.published_languages().map(|facts| &facts.language);
                tags.map(|tag| format!("/{tag}/{rest}")).collect()
            }
            None => vec![from.to_owned()],
        }
    }

    /// The language in which the redirect from `old`, an address, leads to `target`: the one that is named there;
    /// else that of the old address, whose first segment is the tag of a language; else the default language. It
    /// is one that is served.
    pub fn redirect_language<'a>(&'a self, old: &str, target: &RedirectTarget) -> &'a Language {
        let first = old.split('/').find(|segment| !segment.is_empty());
        let served = |tag: &str| {
            let mut tags = self.published_languages().map(|facts| &facts.language);
            tags.find(|known| tag.eq_ignore_ascii_case(known.as_str()))
        };
        let named = target.language.as_ref().map(Language::as_str);
        let found = named.and_then(served).or_else(|| first.and_then(served));
        found.unwrap_or(&self.default_language)
    }

    /// Reports what is wrong with the languages as a whole: none, one of them twice, a name or a line in
    /// another script than that of its language. Keeps each language once.
    fn check_languages(&mut self, document: &Document<'_>) {
        if self.languages.is_empty() {
            report(0..0, "there is no language", "add a table `[[language]]`");
        }
        let mut kept: Vec<LanguageFacts> = Vec::new();
        for (mut facts, table) in self.languages.drain(..).zip(document.tables("language")) {
            let name = span_of(table, "name");
            if facts.name.is_empty() {
                facts.name_itself(&name);
            } else {
                check_script(&facts.language, &facts.name, &name);
            }
            if facts.language == self.default_language && !facts.published {
                let message = "the default language is not published";
                let help = "delete `published = false`: other languages fall back to this one";
                report(span_of(table, "published"), message, help);
            }
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
    let mut spans: Vec<_> =
        ["hours", "address"].map(|key| (key.to_owned(), document.span_of(key))).into();
    let owed = document.get("owed").and_then(|owed| owed.get_ref().as_array());
    let owed = owed.into_iter().flat_map(|owed| owed.iter()).enumerate();
    spans.extend(owed.map(|(index, fact)| (format!("owed.{index}"), fact.span())));
    let of_contact =
        ["phone", "fax", "email", "request-form", "languages", "confirmation", "report-mistakes"];
    for (table, keys) in [("contact", &of_contact[..]), ("security", &["contact"])] {
        let Some(written) = document.get(table) else { continue };
        let spans_of = keys.iter().map(|key| (format!("{table}.{key}"), span_of(written, key)));
        spans.extend(spans_of);
    }
    spans.into_iter().map(|(key, span)| (key, reading::place(&span))).collect()
}

impl LanguageFacts {
    /// Takes the tag for a name that is empty at `span`, and says so.
    fn name_itself(&mut self, span: &Range<usize>) {
        let help = "write the name of the language in itself";
        if self.published {
            report(span.clone(), "`name` is empty", help);
        } else {
            lacking(span.clone(), "`name` is empty", help);
        }
        self.name = self.language.to_string();
    }
}

/// Reports the `tag` at `span` if it is not that of one of `languages`.
fn known_language(languages: &[LanguageFacts], tag: &Language, span: Range<usize>) {
    let mut known = languages.iter().map(|facts| &facts.language);
    if !known.any(|language| language == tag) {
        let tags = languages.iter().map(|facts| facts.language.as_str());
        let help = hint(tag.as_str(), tags, "there is:");
        report(span, format!("`{tag}` is not a language of this site"), help);
    }
}

impl<'de> Deserialize<'de> for RedirectTarget {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let text = Spanned::<Verbatim>::deserialize(input)?;
        let to = parsed(text.span(), &text.get_ref().0, Self::parse);
        if let Some(to) = &to {
            refer(&text.span(), ReferenceKind::Page(to.page.clone()));
        }
        Ok(to.unwrap_or_default())
    }
}

impl RedirectTarget {
    fn parse(text: &str) -> Result<Self, Mistake> {
        let help = "write `page`, `page#section`, or a language before it, as in `he/home`";
        let wrong = || Mistake::new("not the name of a page", help);
        let (language, page) = match text.split_once('/') {
            Some((tag, page)) => (Some(Language::new(tag).ok_or_else(wrong)?), page),
            None => (None, text),
        };
        Ok(Self { language, page: Target::parse(page).ok_or_else(wrong)? })
    }
}

fn language_name<'de, D: Deserializer<'de>>(input: D) -> Result<String, D::Error> {
    Ok(Owed::deserialize(input)?.0)
}

/// Time zones, each of which needs a name in every language.
fn cities<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<String>, D::Error> {
    let zones = Vec::<Spanned<Verbatim>>::deserialize(input)?.into_iter().filter_map(|zone| {
        parsed(zone.span(), &zone.get_ref().0, time_zone)?;
        Some(zone.into_inner().0)
    });
    Ok(zones.collect())
}

/// A page, and not a section of it.
fn whole_page<'de, D: Deserializer<'de>>(input: D) -> Result<Option<PageName>, D::Error> {
    let Some(target) = Option::<Spanned<Target>>::deserialize(input)? else {
        return Ok(None);
    };
    let (span, target) = (target.span(), target.into_inner());
    if target.section.is_some() {
        report(span, format!("`{target}` is a part of a page"), "name the page alone");
    }
    Ok(Some(target.page))
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
