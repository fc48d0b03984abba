//! The words of the interface in one language: `ui.toml`.

mod calendar;
mod errors;
mod group;
mod words;

use std::collections::BTreeMap;

use super::reader::Reader;
use crate::diagnostics::Place;
pub use calendar::{CalendarWords, Clock, ClockWords};
pub use errors::ErrorWords;
pub use words::{
    CardWords, ContactWords, GuideWords, HoursWords, InterfaceWords, PocketCardWords,
    SideBySideWords, SiteWords, TranslationWords,
};

/// What is said about a phone number that is not the centre's own.
#[derive(Debug, Clone, Default)]
pub struct PhoneWords {
    /// Whose number it is.
    pub label: String,
    /// What the caller should know.
    pub note: String,
}

/// Every word of the interface.
#[derive(Debug, Clone, Default)]
pub struct Ui {
    /// The names on every page.
    pub site: SiteWords,
    /// What guides through a page.
    pub interface: InterfaceWords,
    /// How good a translation is.
    pub translation: TranslationWords,
    /// The card on every page.
    pub card: CardWords,
    /// Open, closed, and when.
    pub hours: HoursWords,
    /// Days and months.
    pub calendar: CalendarWords,
    /// Times of day.
    pub clock: ClockWords,
    /// Ways to reach the centre.
    pub contact: ContactWords,
    /// All pages in one.
    pub guide: GuideWords,
    /// The card to show to a driver.
    pub pocket_card: PocketCardWords,
    /// A page in two languages.
    pub side_by_side: SideBySideWords,
    /// What went wrong.
    pub errors: ErrorWords,
    /// The quotation marks, opening and closing.
    pub quotes: (String, String),
    /// The marks of a quotation inside another; empty where the language has none of its own.
    pub inner_quotes: (String, String),
    /// Where the tables of names stand, and each of their keys: `cities`, `cities.Asia/Riyadh`.
    pub places: BTreeMap<String, Place>,
    /// The words about every phone number, by its identifier.
    pub phones: BTreeMap<String, PhoneWords>,
    /// The names of the cities, by their time zones.
    pub cities: BTreeMap<String, String>,
    /// The names of the languages, by their tags.
    pub languages: BTreeMap<String, String>,
    /// The names of languages as an interpreter speaks them, by their tags, where those differ from
    /// `languages`: one writes Simplified Chinese, one speaks Mandarin.
    pub spoken: BTreeMap<String, String>,
    /// Why a day differs from the week, by the key of the reason.
    pub reasons: BTreeMap<String, String>,
}

impl Ui {
    /// Reads `ui.toml`.
    pub fn read(reader: &Reader<'_>) -> Self {
        let mut places = BTreeMap::new();
        let words = |reader: &Reader<'_>, key: &str| Some(reader.words(key).value);
        let (quotes, inner_quotes) = reader.table("quotes", quotes).unwrap_or_default();
        Self {
            site: reader.table("site", SiteWords::read).unwrap_or_default(),
            interface: reader.table("interface", InterfaceWords::read).unwrap_or_default(),
            translation: reader.table("translation", TranslationWords::read).unwrap_or_default(),
            card: reader.table("card", CardWords::read).unwrap_or_default(),
            hours: reader.table("hours", HoursWords::read).unwrap_or_default(),
            calendar: reader.table("calendar", CalendarWords::read).unwrap_or_default(),
            clock: reader.table("clock", ClockWords::read).unwrap_or_default(),
            contact: reader.table("contact", ContactWords::read).unwrap_or_default(),
            guide: reader.table("guide", GuideWords::read).unwrap_or_default(),
            pocket_card: reader.table("pocket-card", PocketCardWords::read).unwrap_or_default(),
            side_by_side: reader.table("side-by-side", SideBySideWords::read).unwrap_or_default(),
            errors: reader.table("errors", ErrorWords::read).unwrap_or_default(),
            quotes,
            inner_quotes,
            phones: named(reader, "phones", &mut places, |reader, id| reader.table(id, phone)),
            cities: named(reader, "cities", &mut places, words),
            languages: named(reader, "languages", &mut places, words),
            spoken: named(reader, "spoken", &mut places, words),
            reasons: named(reader, "reasons", &mut places, words),
            places,
        }
    }
}

type Marks = (String, String);

fn quotes(reader: &Reader<'_>) -> (Marks, Marks) {
    let inner = |key: &str| reader.optional_text(key).map(|mark| mark.value).unwrap_or_default();
    let outer = (reader.text("open").value, reader.text("close").value);
    (outer, (inner("inner-open"), inner("inner-close")))
}

fn phone(reader: &Reader<'_>) -> PhoneWords {
    PhoneWords { label: reader.words("label").value, note: reader.words("note").value }
}

impl Ui {
    /// The name of the language `tag`, as it is spoken.
    pub fn spoken_name<'a>(&'a self, tag: &'a str) -> &'a str {
        self.spoken.get(tag).or_else(|| self.languages.get(tag)).map_or(tag, String::as_str)
    }
}

/// The table `table`, by keys that the facts know; that they know them is checked with the whole
/// site, for which `places` remembers where they stand. Absent is empty.
fn named<T>(
    reader: &Reader<'_>,
    table: &str,
    places: &mut BTreeMap<String, Place>,
    read: impl Fn(&Reader<'_>, &str) -> Option<T>,
) -> BTreeMap<String, T> {
    let values = reader.optional_table(table, |reader| {
        places.insert(table.to_owned(), reader.here(()).place());
        let keys = reader.keys().into_iter().filter_map(|key| {
            places.insert(format!("{table}.{}", key.value), key.place());
            Some((key.value.clone(), read(reader, &key.value)?))
        });
        keys.collect()
    });
    values.unwrap_or_default()
}
