//! The opening hours of `site.toml`: `[hours]`, `[hours.week]` and `[[hours.exception]]`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::super::reader::{Located, Reader};
use crate::hours::{Exception, Schedule, Span, SpanError};

const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Reads `[hours]`; `None` where the zone is unknown.
pub(super) fn read(table: &Reader<'_>) -> Option<Schedule> {
    let zone = table.text("zone");
    let week = table.table("week", week).unwrap_or_default();
    let exceptions = exceptions(table);
    match TimeZone::get(&zone.value) {
        Ok(zone) => Some(Schedule { zone, week, exceptions }),
        Err(_) if zone.value.is_empty() => None,
        Err(_) => {
            let message = format!("`{}` is not a time zone", zone.value);
            zone.report(message, "write its name in the IANA database: `Europe/Paris`");
            None
        }
    }
}

fn week(table: &Reader<'_>) -> [Vec<Span>; 7] {
    WEEKDAYS.map(|day| spans(table, day))
}

fn exceptions(table: &Reader<'_>) -> BTreeMap<Date, Exception> {
    let mut exceptions = BTreeMap::new();
    for table in table.tables("exception") {
        table.consume(|table| {
            let date = table.optional_date("date");
            let exception =
                Exception { open: spans(table, "open"), reason: table.text("reason").value };
            match date {
                None => table.report("an exception without its date", "add `date = 2026-12-24`"),
                Some(date) if exceptions.insert(date, exception).is_some() => {
                    table.report(format!("{date} stands here twice"), "keep one of the two");
                }
                Some(_) => {}
            }
        });
    }
    exceptions
}

/// The spans of a day, which follow one another and do not overlap.
fn spans(table: &Reader<'_>, key: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for text in table.texts(key) {
        let Some(span) = span(&text) else { continue };
        if spans.last().is_some_and(|last| last.overlaps(span) || span.from < last.from) {
            text.report("overlaps the span before it", "write the spans in order, apart");
        }
        spans.push(span);
    }
    spans
}

fn span(text: &Located<'_, String>) -> Option<Span> {
    match Span::parse(&text.value) {
        Ok(span) => Some(span),
        Err(_) if text.value.is_empty() => None,
        Err(SpanError::Malformed) => {
            text.report("not a span of time", "write it as `08:00-17:00`");
            None
        }
        Err(SpanError::Backwards) => {
            text.report("ends before it starts", "past midnight is written `22:00-26:00`");
            None
        }
    }
}
