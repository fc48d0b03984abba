//! The opening hours of `site.toml`: `[hours]`, `[hours.week]`, `[[hours.exception]]`, and the hours of a
//! `[[phone]]`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use crate::content::reading::{place, refer, report, time_zones};
use crate::content::reference::ReferenceKind;
use crate::content::schema::TimeSpan;
use crate::content::toml::{
    Document, LocalDate, Mistake, Verbatim, Written, date, parsed, tables, time_span,
};
use crate::diagnostics::Place;
use crate::schedule::{Exception, Schedule, Span, SpanError};

const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// `[hours]`.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Hours {
    /// The center's time zone, by its name in the IANA database.
    #[schemars(with = "Verbatim")]
    zone: Spanned<Verbatim>,
    /// The day on which the hours or their exceptions were changed last, without quotes. Calendars that readers
    /// subscribed to take a change over the sooner for it.
    #[serde(deserialize_with = "date")]
    #[schemars(with = "Option<LocalDate>")]
    changed: Option<Date>,
    /// The hours of every week; a day that is left out is closed.
    week: Week,
    /// The days that differ from the week.
    #[schemars(with = "Vec<Exceptional>")]
    exception: Vec<Spanned<Exceptional>>,
}

/// `[hours.week]`: the spans of each day; a day that is left out is closed.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Week {
    /// The hours of Monday.
    monday: Day,
    /// The hours of Tuesday.
    tuesday: Day,
    /// The hours of Wednesday.
    wednesday: Day,
    /// The hours of Thursday.
    thursday: Day,
    /// The hours of Friday.
    friday: Day,
    /// The hours of Saturday.
    saturday: Day,
    /// The hours of Sunday.
    sunday: Day,
}

impl Week {
    fn spans(self) -> [Vec<Span>; 7] {
        let Self { monday, tuesday, wednesday, thursday, friday, saturday, sunday } = self;
        [monday, tuesday, wednesday, thursday, friday, saturday, sunday].map(|day| day.0)
    }
}

/// `[[hours.exception]]`.
#[derive(Deserialize, JsonSchema)]
struct Exceptional {
    /// The day, without quotes.
    #[schemars(required)]
    date: Option<LocalDate>,
    /// The hours of the day; left out or `[]` where it is closed.
    open: Day,
    /// Why the day differs: a key of `[reasons]` in `ui.toml`.
    #[schemars(with = "Option<Verbatim>")]
    reason: Option<Spanned<Verbatim>>,
}

/// The spans of a day, which follow one another and do not overlap.
#[derive(JsonSchema)]
struct Day(#[schemars(with = "Vec<TimeSpan>")] Vec<Span>);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let mut spans: Vec<Span> = Vec::new();
        for text in Vec::<Spanned<Verbatim>>::deserialize(input)? {
            let parsed = parsed(text.span(), &text.get_ref().0, parse_span);
            let Some(span) = parsed else { continue };
            if spans.last().is_some_and(|last| last.overlaps(span) || span.from < last.from) {
                let help = "write the spans in order, apart";
                report(text.span(), "overlaps the span before it", help);
            }
            spans.push(span);
        }
        Ok(Self(spans))
    }
}

fn parse_span(text: &str) -> Result<Span, Mistake> {
    Span::parse(text).map_err(|error| match error {
        SpanError::Malformed => {
            let help = match time_span(text) {
                Some(meant) => format!("write it as `{meant}`"),
                None => "write it as `08:00-17:00`".to_owned(),
            };
            Mistake::new("not a span of time", help)
        }
        SpanError::Backwards => {
            Mistake::new("ends before it starts", "past midnight is written `22:00-26:00`")
        }
    })
}

/// Reads `[hours]`; `None` where the zone is unknown.
pub(super) fn read<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Schedule>, D::Error> {
    let hours = Spanned::<Hours>::deserialize(input)?;
    let (span, Hours { zone, changed, week, exception }) = (hours.span(), hours.into_inner());
    let week = week.spans();
    let exceptions = exceptions(exception);
    let zone = parsed(zone.span(), &zone.get_ref().0, time_zone);
    let schedule = zone.map(|zone| Schedule { zone, week, exceptions, changed });
    Ok(schedule.inspect(|schedule| past_midnight(&span, schedule)))
}

/// Reads the hours of a phone number, by the center's clock; `None` where they are left out.
pub(super) fn week<'de, D: Deserializer<'de>>(
    input: D,
) -> Result<Option<[Vec<Span>; 7]>, D::Error> {
    let Some(table) = Option::<Spanned<Week>>::deserialize(input)? else { return Ok(None) };
    let (span, week) = (table.span(), table.into_inner().spans());
    if week.iter().all(Vec::is_empty) {
        let help = "write its days, such as `monday = [\"08:00-17:00\"]`, or leave `hours` out";
        report(span, "no day has hours", help);
        return Ok(None);
    }
    let (zone, exceptions) = (TimeZone::UTC, BTreeMap::new());
    let schedule = Schedule { zone, week, exceptions, changed: None };
    past_midnight(&span, &schedule);
    Ok(Some(schedule.week))
}

/// A time zone by its name.
pub(super) fn time_zone(name: &str) -> Result<TimeZone, Mistake> {
    let help = "write its name in the IANA database, such as `Europe/Paris`";
    let wrong = || Mistake::new(format!("`{name}` is not a time zone"), help);
    time_zones().get(name).ok_or_else(wrong)
}

fn exceptions(tables: Vec<Spanned<Exceptional>>) -> BTreeMap<Date, Exception> {
    let mut exceptions = BTreeMap::new();
    for table in tables {
        let (span, Exceptional { date, open, reason }) = (table.span(), table.into_inner());
        let Some(date) = date else {
            report(span, "an exception without its date", "add `date = 2026-12-24`");
            continue;
        };
        let Some(date) = date.date() else { continue };
        let reason = reason.map(|reason| {
            let (span, reason) = (reason.span(), reason.into_inner().0);
            refer(&span, ReferenceKind::Reason(reason.clone()));
            reason
        });
        if exceptions.insert(date, Exception { open: open.0, reason }).is_some() {
            report(span, format!("{date} appears twice"), "keep one of the two");
        }
    }
    exceptions
}

/// The places of the exceptions.
pub(super) fn exception_places(document: &Document<'_>) -> BTreeMap<Date, Place> {
    let entry = |table: Written<'_>| {
        let date = table.get_ref().get("date")?.get_ref().as_datetime()?;
        Some((date.to_string().parse().ok()?, place(&table.span())))
    };
    let hours = document.get("hours").into_iter();
    hours.flat_map(|hours| tables(hours.get_ref(), "exception")).filter_map(entry).collect()
}

/// What lasts past midnight ends before the next day opens.
fn past_midnight(span: &Range<usize>, schedule: &Schedule) {
    let check = |day: &str, spans: &[Span], next: &str, next_spans: &[Span]| {
        let (Some(last), Some(first)) = (spans.last(), next_spans.first()) else { return };
        if last.until > first.from + Span::DAY {
            let message = format!("`{day}` lasts past midnight, until after `{next}` opens");
            let help = "let the one end before the other opens, or write one span";
            report(span.clone(), message, help);
        }
    };
    let week = WEEKDAYS.iter().zip(&schedule.week);
    for ((day, spans), (next, next_spans)) in week.clone().zip(week.cycle().skip(1)) {
        check(day, spans, next, next_spans);
    }
    let around = |date: &Date| [date.yesterday().unwrap_or(*date), *date];
    let days: BTreeSet<Date> = schedule.exceptions.keys().flat_map(around).collect();
    for day in days {
        let next = day.tomorrow().unwrap_or(day);
        check(&day.to_string(), schedule.day(day), &next.to_string(), schedule.day(next));
    }
}
