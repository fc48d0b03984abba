//! The words of the interface in one language: `ui.toml`.

mod check;
mod local;
mod words;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::reading::place;
use super::site::Facts;
use super::toml::{Document, Verbatim};
use crate::diagnostics::Place;
pub use words::{
    CalendarWords, CardWords, Clock, ClockWords, ContactWords, ErrorWords, FirstDay, GuideWords,
    HoursWords, InterfaceWords, PocketCardWords, SendWords, SideBySideWords, SiteWords,
    TranslationWords,
};

/// What is said about a phone number that is not the center's own.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
pub struct PhoneWords {
    /// Whose number it is.
    pub label: String,
    /// What the caller should know.
    pub note: String,
}

/// Every word of the interface.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Ui {
    /// The names on every page.
    pub site: SiteWords,
    /// What the words say about the hospital's place, in the forms that they need: `{in-country}` in a sentence is
    /// replaced by the value of `in-country` here.
    pub local: BTreeMap<String, String>,
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
    /// Ways to reach the center.
    pub contact: ContactWords,
    /// All pages in one.
    pub guide: GuideWords,
    /// The card to show to a driver.
    pub pocket_card: PocketCardWords,
    /// A page in two languages.
    pub side_by_side: SideBySideWords,
    /// What a physician sends to a patient.
    pub send: SendWords,
    /// What went wrong.
    pub errors: ErrorWords,
    /// The quotation marks of the language; all of them are written, or none.
    #[serde(rename = "quotes")]
    marks: Quotes,
    /// The quotation marks, opening and closing.
    #[serde(skip)]
    pub quotes: (String, String),
    /// Whether they are the language's own, so that its words can be held to them.
    #[serde(skip)]
    pub has_own_quotes: bool,
    /// The marks of a quotation inside another; empty where the language has none of its own.
    #[serde(skip)]
    pub inner_quotes: (String, String),
    /// The places of the tables of names, and of each of their keys: `cities`, `cities.Asia/Riyadh`.
    #[serde(skip)]
    pub places: BTreeMap<String, Place>,
    /// The words about every phone number, by the `id` of its `[[phone]]` in `site.toml`.
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
    /// The names of sources that are no websites, by the `id` of their `[[source]]` in `site.toml`.
    pub sources: BTreeMap<String, String>,
}

/// `[quotes]`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Quotes {
    /// The mark that opens a quotation.
    open: Verbatim,
    /// The mark that closes a quotation.
    close: Verbatim,
    /// The mark that opens a quotation inside another.
    inner_open: Option<Verbatim>,
    /// The mark that closes a quotation inside another.
    inner_close: Option<Verbatim>,
}

impl Ui {
    /// Fills the local facts into the words of `ui.toml`, before it is read.
    pub(super) fn fill(document: &mut Document<'_>, facts: &Facts) {
        local::fill(document, facts);
    }

    /// Reads `ui.toml`.
    pub(super) fn read(document: &Document<'_>) -> Self {
        let mut ui: Self = document.read();
        check::messages(document);
        let Quotes { open, close, inner_open, inner_close } = std::mem::take(&mut ui.marks);
        ui.quotes = (open.0, close.0);
        ui.has_own_quotes = ["open", "close"].into_iter().all(|key| {
            let marks = document.get("quotes").and_then(|quotes| quotes.get_ref().get(key));
            marks.and_then(|marks| marks.get_ref().as_str()).is_some_and(|marks| !marks.is_empty())
        });
        ui.inner_quotes = (inner_open.unwrap_or_default().0, inner_close.unwrap_or_default().0);
        for name in ["phones", "cities", "languages", "spoken", "reasons", "sources"] {
            let Some(value) = document.get(name) else { continue };
            ui.places.insert(name.to_owned(), place(&value.span()));
            for key in value.get_ref().as_table().into_iter().flat_map(|table| table.keys()) {
                ui.places.insert(format!("{name}.{}", key.get_ref()), place(&key.span()));
            }
        }
        ui
    }

    /// The name of the language `tag`, as it is spoken.
    pub fn spoken_name(&self, tag: &str) -> Option<&String> {
        self.spoken.get(tag).or_else(|| self.languages.get(tag))
    }
}
