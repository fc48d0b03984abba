//! The words of the interface in one language: `ui.toml`.

mod calendar;
mod errors;
mod words;

use std::collections::BTreeMap;

use super::reader::Reader;
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
            quotes: reader.table("quotes", quotes).unwrap_or_default(),
            phones: reader.optional_table("phones", phones).unwrap_or_default(),
            cities: reader.optional_table("cities", names).unwrap_or_default(),
            languages: reader.table("languages", names).unwrap_or_default(),
            spoken: reader.optional_table("spoken", names).unwrap_or_default(),
            reasons: reader.optional_table("reasons", names).unwrap_or_default(),
        }
    }
}

fn quotes(reader: &Reader<'_>) -> (String, String) {
    (reader.text("open").value, reader.text("close").value)
}

fn phones(reader: &Reader<'_>) -> BTreeMap<String, PhoneWords> {
    let words = |reader: &Reader<'_>| PhoneWords {
        label: reader.text("label").value,
        note: reader.text("note").value,
    };
    let keys = reader.keys().into_iter().map(|key| key.value);
    keys.filter_map(|key| Some((key.clone(), reader.table(&key, words)?))).collect()
}

impl Ui {
    /// The name of the language `tag`, as it is spoken.
    pub fn spoken_name<'a>(&'a self, tag: &'a str) -> &'a str {
        self.spoken.get(tag).or_else(|| self.languages.get(tag)).map_or(tag, String::as_str)
    }
}

/// A table of names by a key that the facts know; that they know it is checked with the whole site.
fn names(reader: &Reader<'_>) -> BTreeMap<String, String> {
    let keys = reader.keys().into_iter().map(|key| key.value);
    keys.map(|key| (key.clone(), reader.text(&key).value)).collect()
}
