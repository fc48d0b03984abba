//! The placeholders that each message must have, and the narrow places that some must fit into.

use crate::content::message::Message;
use crate::content::reading::{check_width, report};
use crate::content::toml::{Document, each_text};

/// The placeholders of each message that has some, by its table and key.
const PLACEHOLDERS: [(&str, &[&str]); 58] = [
    ("interface.read-this-page", &["language"]),
    ("interface.source", &["source"]),
    ("interface.sources", &["source"]),
    ("interface.source-and", &["first", "second"]),
    ("interface.years-between", &["source", "from", "to"]),
    ("interface.years-before", &["source", "year"]),
    ("interface.years-decade", &["source", "year"]),
    ("interface.checked", &["date"]),
    ("interface.check-by", &["date"]),
    ("interface.overdue", &["date"]),
    ("translation.reviewed", &["name", "date"]),
    ("card.here", &["date"]),
    ("card.here-hours", &["hours", "offset"]),
    ("card.in-city", &["city", "day", "hours"]),
    ("card.in-city-overnight", &["city", "from", "until"]),
    ("hours.next", &["date", "time", "offset"]),
    ("hours.in-zone", &["hours", "offset"]),
    ("hours.offset", &["hours"]),
    ("hours.range", &["from", "until"]),
    ("hours.range-overnight", &["from", "until"]),
    ("hours.range-next-day", &["hours"]),
    ("hours.range-day-before", &["hours"]),
    ("hours.hours-through", &["hours", "date"]),
    ("hours.two-ranges", &["first", "second"]),
    ("hours.several-days", &["first", "last", "hours"]),
    ("hours.one-day", &["day", "hours"]),
    ("hours.next-day", &["time"]),
    ("hours.day-before", &["time"]),
    ("hours.day-time", &["weekday", "time"]),
    ("hours.from", &["time"]),
    ("hours.until", &["time"]),
    ("hours.difference", &["hours"]),
    ("hours.difference-minutes", &["hours", "minutes"]),
    ("hours.column-from", &["date"]),
    ("hours.cities-caption", &["date"]),
    ("hours.hours-there", &["city"]),
    ("hours.week-of", &["first", "last"]),
    ("hours.day-there", &["day", "hours"]),
    ("hours.days-there", &["first", "last", "hours"]),
    ("hours.unusual-day", &["date", "hours"]),
    ("hours.unusual-day-reason", &["date", "hours", "reason"]),
    ("hours.with-reason", &["text", "reason"]),
    ("hours.no-unusual-days", &["date"]),
    ("hours.event-open", &["center"]),
    ("hours.event-closed", &["center"]),
    ("hours.event-changed", &["center"]),
    ("calendar.date", &["weekday", "month", "day"]),
    ("calendar.full-date", &["month", "day", "year"]),
    ("clock.time", &["hour", "minute"]),
    ("clock.full-hour", &["hour"]),
    ("clock.am", &["time"]),
    ("clock.pm", &["time"]),
    ("contact.say", &["center"]),
    ("contact.domestic", &["number"]),
    ("guide.edition", &["date", "version"]),
    ("pocket-card.interpreter", &["language"]),
    ("side-by-side.pair", &["first", "second"]),
    ("send.code", &["address"]),
];

/// What stays in words that name the emergency number where there is none in `site.toml`.
const UNKNOWN_EMERGENCY: &str = "{emergency}";

/// The messages that must fit into a narrow place: how many columns it has, and which it is.
const NARROW: [(&str, usize, &str); 26] = [
    ("site.center", 52, "the name at the head, in two lines"),
    ("site.hospital", 42, "the line under the name at the head"),
    ("site.interpreter", 22, "the menu"),
    ("translation.column-language", 20, "the head of a table’s column"),
    ("translation.column-state", 20, "the head of a table’s column"),
    ("card.title", 27, "the heading of the card"),
    ("card.hours", 25, "the head of the wider of two columns"),
    ("card.address", 37, "a label on the card"),
    ("card.reach", 37, "a label on the card"),
    ("card.driver-link", 22, "a link in the row under the card"),
    ("card.map-link", 12, "a link in the row under the card"),
    ("hours.open-today", 30, "the large line of the card"),
    ("hours.usual-today", 30, "the large line of the card"),
    ("hours.closed-for-today", 30, "the large line of the card"),
    ("hours.closed-today", 30, "the large line of the card"),
    ("hours.column-place", 16, "the head of the narrowest of three columns"),
    ("hours.difference", 14, "the narrowest of three columns"),
    ("hours.difference-minutes", 24, "the narrowest of three columns"),
    ("hours.show-there", 14, "a button beside a choice"),
    ("calendar.weekdays", 13, "the first of two columns"),
    ("clock.axis", 8, "a mark above a day"),
    ("guide.nav", 38, "the list of pages at the foot, in two lines"),
    ("side-by-side.short", 20, "a cell of a narrow table"),
    ("pocket-card.nav", 38, "the list of pages at the foot, in two lines"),
    ("send.subject", 90, "an e-mail that a link opens"),
    ("send.text", 140, "an e-mail that a link opens"),
];

/// The tables of messages.
const TABLES: &str = "site interface translation card hours calendar clock contact guide \
                      pocket-card side-by-side send errors";

/// Reports every message of `document` whose placeholders are wrong, or that is too long.
pub(super) fn messages(document: &Document<'_>) {
    let tables = TABLES.split(' ').filter_map(|name| Some((name, document.get(name)?)));
    for (name, table) in tables {
        each_text(table, name, &mut |path, text, span| {
            if let Some((_, columns, place)) = NARROW.iter().find(|(known, ..)| *known == path) {
                check_width(text, span.clone(), *columns, place);
            }
            if let Some((message, help)) = placeholders(path, text) {
                report(span, message, help);
            }
        });
    }
}

/// The placeholders that the message at `path` must have.
pub(super) fn own_placeholders(path: &str) -> &'static [&'static str] {
    let known = PLACEHOLDERS.iter().find(|(known, _)| *known == path);
    known.map_or(&[], |(_, placeholders)| placeholders)
}

fn placeholders(path: &str, text: &str) -> Option<(String, String)> {
    let wanted = own_placeholders(path);
    // An empty value is reported where it is read.
    let text = Some(text).filter(|text| !text.trim().is_empty())?;
    // Without a number in `site.toml`, the words that name it are not shown.
    let text = text.replace(UNKNOWN_EMERGENCY, "");
    let fault = Message::parse(&text).map_or_else(Some, |message| message.fault(wanted))?;
    let names = wanted.iter().map(|name| format!("`{{{name}}}`")).collect::<Vec<_>>();
    let names = if names.is_empty() { "no placeholders".to_owned() } else { names.join(", ") };
    Some((fault, format!("these words have {names}, beside those of `[local]`")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::toml::read;

    #[test]
    fn every_rule_is_about_a_message_that_there_is() {
        let ui = include_str!("../../../content/en/ui.toml");
        let mut paths = Vec::new();
        read(ui, |document| {
            for name in TABLES.split(' ') {
                let table = document.get(name);
                let table = table.expect("every table is written");
                each_text(table, name, &mut |path, _, _| paths.push(path.to_owned()));
            }
        });
        let rules =
            PLACEHOLDERS.iter().map(|(path, _)| path).chain(NARROW.iter().map(|(path, ..)| path));
        for path in rules {
            assert!(paths.iter().any(|known| known == path), "there is no message `{path}`");
        }
    }
}
