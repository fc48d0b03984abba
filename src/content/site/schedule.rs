//! The opening hours of `site.toml`: `[hours]`, `[hours.week]` and `[[hours.exception]]`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::super::reader::{Located, Reader};
use crate::diagnostics::Place;
use crate::schedule::{Exception, Schedule, Span, SpanError};

const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The schedule, and where its exceptions stand.
pub(super) type Hours = (Schedule, BTreeMap<Date, Place>);

/// Reads `[hours]`; `None` where the zone is unknown.
pub(super) fn read(table: &Reader<'_>) -> Option<Hours> {
    let zone = table.text("zone");
    let week = table.table("week", week).unwrap_or_default();
    let (exceptions, places) = exceptions(table);
    match TimeZone::get(&zone.value) {
        Ok(zone) => {
            let schedule = Schedule { zone, week, exceptions };
            past_midnight(table, &schedule);
            Some((schedule, places))
        }
        Err(_) if zone.value.is_empty() => None,
        Err(_) => {
            let message = format!("`{}` is not a time zone", zone.value);
            zone.report(message, "write its name in the IANA database: `Europe/Paris`");
            None
        }
    }
}

/// What lasts past midnight ends before the next day opens.
fn past_midnight(table: &Reader<'_>, schedule: &Schedule) {
    let collide = |day: &[Span], next: &[Span]| match (day.last(), next.first()) {
        (Some(last), Some(first)) => last.until > first.from + Span::DAY,
        _ => false,
    };
    let report = |day: &str, next: &str| {
        let message = format!("`{day}` lasts past midnight, until after `{next}` opens");
        table.report(message, "let the one end before the other opens, or write one span");
    };
    let week = schedule.week.iter().zip(schedule.week.iter().cycle().skip(1));
    let names = WEEKDAYS.iter().zip(WEEKDAYS.iter().cycle().skip(1));
    for ((day, next), (name, next_name)) in week.zip(names) {
        if collide(day, next) {
            report(name, next_name);
        }
    }
    let around = |date: &Date| [date.yesterday().unwrap_or(*date), *date];
    let days: BTreeSet<Date> = schedule.exceptions.keys().flat_map(around).collect();
    for day in days {
        let next = day.tomorrow().unwrap_or(day);
        if collide(schedule.day(day), schedule.day(next)) {
            report(&day.to_string(), &next.to_string());
        }
    }
}

fn week(table: &Reader<'_>) -> [Vec<Span>; 7] {
    WEEKDAYS.map(|day| spans(table, day))
}

fn exceptions(table: &Reader<'_>) -> (BTreeMap<Date, Exception>, BTreeMap<Date, Place>) {
    let (mut exceptions, mut places) = (BTreeMap::new(), BTreeMap::new());
    for table in table.tables("exception") {
        table.consume(|table| {
            let date = table.optional_date("date");
            let exception =
                Exception { open: spans(table, "open"), reason: table.text("reason").value };
            let Some(date) = date else {
                table.report("an exception without its date", "add `date = 2026-12-24`");
                return;
            };
            places.insert(date, table.here(()).place());
            if exceptions.insert(date, exception).is_some() {
                table.report(format!("{date} stands here twice"), "keep one of the two");
            }
        });
    }
    (exceptions, places)
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
