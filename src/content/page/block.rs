//! The blocks of a section: each is one table `[[section.block]]` with one of the keys below.

use std::collections::BTreeMap;

use super::super::reader::{Located, Reader};
use super::super::reference::{ReferenceKind, References};
use super::super::suggestion::{list, nearest};
use super::super::text::{Target, Text};

/// Something a section says or shows.
#[derive(Debug, Clone)]
pub enum Block {
    /// `text`: a paragraph.
    Text(Text),
    /// `heading`: a heading below the section's own.
    Heading(String),
    /// `list`: points without an order.
    List(Vec<Text>),
    /// `steps`: points one after the other, numbered.
    Steps(Vec<Text>),
    /// `stops`: stations of a way, each with its words.
    Stops(Vec<Stop>),
    /// `quotation`: an official statement.
    Quotation(Quotation),
    /// `notice`: something that must not be missed.
    Notice(Text),
    /// `ways`: pages that lead on.
    Ways(Vec<Way>),
    /// `phone`: a number of `site.toml`, with what the interface says about it.
    Phone(String),
    /// `sketch`: a drawing with its labels.
    Sketch(Sketch),
    /// `show`: facts that no language changes.
    Show(Show),
}

/// A station of a way.
#[derive(Debug, Clone)]
pub struct Stop {
    /// Its name.
    pub title: String,
    /// What happens there.
    pub text: Text,
}

/// An official statement of `site.toml`.
#[derive(Debug, Clone)]
pub struct Quotation {
    /// Its identifier.
    pub statement: String,
    /// Whose words they are.
    pub credit: String,
    /// Our translation of it; absent in the default language.
    pub translation: Option<String>,
    /// The statement itself as `site.toml` has it; `None` where it has none.
    pub words: Option<String>,
}

/// A page that leads on.
#[derive(Debug, Clone)]
pub struct Way {
    /// Where it leads.
    pub to: Target,
    /// Its words.
    pub label: String,
    /// What is there.
    pub note: String,
}

/// A drawing with its labels.
#[derive(Debug, Clone)]
pub struct Sketch {
    /// The drawing.
    pub drawing: String,
    /// What it shows, for those who do not see it.
    pub title: String,
    /// Its labels by their names.
    pub labels: BTreeMap<String, String>,
}

/// Facts that no language changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Show {
    /// The address, with what leads on from it.
    Address,
    /// The ways to reach the centre itself, or the hospital's main number until they are known.
    Reach,
    /// The standing hours in words.
    Hours,
    /// One day of the centre as a bar, beside the clock of a city.
    Day,
    /// The week, in the centre's time and in that of a city.
    Week,
    /// Today's hours in the cities.
    Cities,
    /// The choice of a city or time zone.
    Zone,
    /// What the next change of clocks at the centre does to the cities.
    ClockChange,
    /// The days to come that differ from the week.
    UnusualDays,
    /// The link to the hours as a calendar.
    Calendar,
    /// The languages with the states of their translations.
    Languages,
    /// The line on interpreters in many languages.
    Interpreters,
    /// The entrances where wheelchairs stand.
    Entrances,
    /// The public garages.
    Garages,
}

const SHOWS: [(&str, Show); 14] = [
    ("address", Show::Address),
    ("reach", Show::Reach),
    ("hours", Show::Hours),
    ("day", Show::Day),
    ("week", Show::Week),
    ("cities", Show::Cities),
    ("zone", Show::Zone),
    ("clock-change", Show::ClockChange),
    ("unusual-days", Show::UnusualDays),
    ("calendar", Show::Calendar),
    ("languages", Show::Languages),
    ("interpreters", Show::Interpreters),
    ("entrances", Show::Entrances),
    ("garages", Show::Garages),
];

impl Show {
    /// How an author names it.
    pub fn name(self) -> &'static str {
        SHOWS.iter().find(|(_, show)| *show == self).map_or("", |(name, _)| name)
    }
}

const KINDS: [&str; 11] = [
    "text",
    "heading",
    "list",
    "steps",
    "stops",
    "quotation",
    "notice",
    "ways",
    "phone",
    "sketch",
    "show",
];

/// Reads the blocks of a section.
pub(super) fn read(section: &Reader<'_>, references: &mut References) -> Vec<Block> {
    let tables = section.tables("block").into_iter();
    tables.filter_map(|table| table.consume(|table| block(table, references))).collect()
}

fn block(table: &Reader<'_>, references: &mut References) -> Option<Block> {
    let kinds: Vec<&str> = KINDS.into_iter().filter(|kind| table.has(kind)).collect();
    let [kind] = kinds.as_slice() else {
        let keys: Vec<String> = table.keys().into_iter().map(|key| key.value).collect();
        let found = list(keys.iter().map(String::as_str));
        let meant = keys.iter().find_map(|key| nearest(key, KINDS.into_iter()));
        let help = match meant {
            Some(meant) if kinds.is_empty() => format!("did you mean `{meant}`?"),
            _ => format!("use one of {}", list(KINDS.into_iter())),
        };
        table.report(format!("a block has one key that says its kind, this one: {found}"), help);
        return None;
    };
    let block = match *kind {
        "heading" => Block::Heading(table.words("heading").value),
        "list" => Block::List(texts(table, "list", references)),
        "steps" => Block::Steps(texts(table, "steps", references)),
        "stops" => Block::Stops(stops(table, references)),
        "quotation" => Block::Quotation(table.table("quotation", |t| quotation(t, references))?),
        "notice" => Block::Notice(references.text(&table.words("notice"))),
        "ways" => Block::Ways(ways(table, references)),
        "phone" => Block::Phone(named(table, "phone", references, ReferenceKind::Phone)),
        "sketch" => Block::Sketch(table.table("sketch", |t| sketch(t, references))?),
        "show" => Block::Show(show(&table.text("show"))?),
        _ => Block::Text(references.text(&table.words("text"))),
    };
    if block.items() == Some(0) {
        table.report(format!("`{kind}` is empty"), "write its items, or delete the block");
    }
    Some(block)
}

fn texts(table: &Reader<'_>, key: &str, references: &mut References) -> Vec<Text> {
    table.all_words(key).iter().map(|text| references.text(text)).collect()
}

fn stops(table: &Reader<'_>, references: &mut References) -> Vec<Stop> {
    let stops = table.tables("stops").into_iter().map(|table| {
        table.consume(|table| Stop {
            title: table.words("title").value,
            text: references.text(&table.words("text")),
        })
    });
    stops.collect()
}

fn quotation(table: &Reader<'_>, references: &mut References) -> Quotation {
    Quotation {
        statement: named(table, "statement", references, ReferenceKind::Statement),
        credit: table.words("credit").value,
        translation: table.optional_words("translation").map(|text| text.value),
        words: None,
    }
}

fn ways(table: &Reader<'_>, references: &mut References) -> Vec<Way> {
    let ways = table.tables("ways").into_iter().filter_map(|table| {
        table.consume(|table| {
            let (label, note) = (table.words("label").value, table.words("note").value);
            Some(Way { to: references.target(&table.text("to"))?, label, note })
        })
    });
    ways.collect()
}

fn sketch(table: &Reader<'_>, references: &mut References) -> Sketch {
    let labels = |labels: &Reader<'_>| {
        let names = labels.keys().into_iter().map(|name| name.value);
        names.map(|name| (name.clone(), labels.text(&name).value)).collect()
    };
    Sketch {
        drawing: named(table, "drawing", references, ReferenceKind::Drawing),
        title: table.words("title").value,
        labels: table.optional_table("labels", labels).unwrap_or_default(),
    }
}

fn named(
    table: &Reader<'_>,
    key: &str,
    references: &mut References,
    wanted: fn(String) -> ReferenceKind,
) -> String {
    let name = table.text(key);
    if !name.value.is_empty() {
        references.add(&name, wanted(name.value.clone()));
    }
    name.value
}

fn show(text: &Located<'_, String>) -> Option<Show> {
    let found = SHOWS.iter().find(|(name, _)| *name == text.value);
    if found.is_none() && !text.value.is_empty() {
        let names = || SHOWS.iter().map(|(name, _)| *name);
        let help = match nearest(&text.value, names()) {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => format!("use one of {}", list(names())),
        };
        text.report(format!("there is nothing to show as `{}`", text.value), help);
    }
    found.map(|(_, show)| *show)
}
