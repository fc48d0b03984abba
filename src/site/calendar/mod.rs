//! The hours as a calendar (RFC 5545) that people add to their own: the week as recurring events,
//! closures and other hours as exceptions.
//!
//! Written for the strictest of its readers, Outlook: every time names a zone that the file itself
//! defines. Of the moment only the year matters, in which the calendar begins, so that the file is the same
//! on every replica. An event keeps its identifier in every language and every year.
//!
//! A program that reads the file again takes an event of the same `UID` for a newer one if its `SEQUENCE` is
//! greater, or else its `DTSTAMP` (RFC 5546, section 2.1.5); Google Calendar ignores a change without either. So
//! both follow from the content: see `Revision`. `METHOD` is left out: `PUBLISH` needs an `ORGANIZER` (section
//! 3.2.1), whose address the centre may not have, and a file without a method is read as published.

mod vtimezone;

use jiff::civil::{Date, Weekday};
use jiff::{Timestamp, ToSpan};

use super::vcard::{escape, fold};
use super::view::PageContext;
use crate::content::message::Message;
use crate::schedule::{Exception, Schedule, Span};
use vtimezone::{local, vtimezone, weekday_code, zone_name};

/// How many revisions the days that are listed distinguish between two changes that were written down; a year has
/// fewer days.
const PER_DAY: i32 = 400;
/// The day from which revisions are counted.
const FIRST_REVISION: Date = Date::constant(2000, 1, 1);

/// The calendar in the language of `context`; `url` is the page with the hours, `host` names the site.
pub fn calendar(context: &PageContext<'_>, schedule: &Schedule, url: &str, host: &str) -> String {
    let first_day = Date::new(schedule.date(context.moment).year(), 1, 1).unwrap_or_default();
    let midnight = first_day.to_zoned(schedule.zone.clone());
    let start = midnight.map_or(Timestamp::UNIX_EPOCH, |midnight| midnight.timestamp());
    let revision = Revision::new(schedule, first_day);
    let file = File { context, schedule, url, host, first_day, revision };
    let (center, _) = context.names();
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        format!("PRODID:-//{host}//patient-center//EN"),
        "CALSCALE:GREGORIAN".to_owned(),
        format!("NAME:{}", escape(&center)),
        format!("X-WR-CALNAME:{}", escape(&center)),
        "REFRESH-INTERVAL;VALUE=DURATION:P1D".to_owned(),
        "X-PUBLISHED-TTL:P1D".to_owned(),
    ];
    lines.extend(vtimezone(&schedule.zone, start));
    for ((span, days), number) in schedule.spans().into_iter().zip(1..) {
        lines.extend(file.recurring(span, &days, number));
    }
    for (date, exception) in schedule.exceptions.range(first_day..) {
        lines.extend(file.exception(*date, exception));
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| fold(line)).collect()
}

/// Which version of the hours the events are: the later it is, the greater is each part.
#[derive(Clone, Copy)]
struct Revision {
    /// The day of the last change that was written down, or the first day of the calendar.
    date: Date,
    /// Greater on a later day, and with each closing day that is added.
    sequence: i32,
}

impl Revision {
    /// From the day on which the hours were changed last. Authors add a closing day without writing that day
    /// down, so the days that are listed count too.
    fn new(schedule: &Schedule, first_day: Date) -> Self {
        let date = schedule.changed.map_or(first_day, |changed| changed.max(first_day));
        let listed = i32::try_from(schedule.exceptions.range(date..).count()).unwrap_or(PER_DAY);
        let days = (date - FIRST_REVISION).get_days().max(0);
        Self { date, sequence: days * PER_DAY + listed.min(PER_DAY - 1) }
    }

    /// What an event says about it.
    fn lines(self) -> [String; 3] {
        let stamp = self.date.strftime("%Y%m%dT000000Z");
        [
            format!("DTSTAMP:{stamp}"),
            format!("LAST-MODIFIED:{stamp}"),
            format!("SEQUENCE:{}", self.sequence),
        ]
    }
}

struct File<'a> {
    context: &'a PageContext<'a>,
    schedule: &'a Schedule,
    url: &'a str,
    host: &'a str,
    first_day: Date,
    revision: Revision,
}

impl File<'_> {
    /// One recurring event for `span`, on all weekdays that have it.
    fn recurring(&self, span: Span, days: &[Weekday], number: usize) -> Vec<String> {
        let Some(first) = self.first_day.series(1.day()).find(|d| days.contains(&d.weekday()))
        else {
            return Vec::new();
        };
        let codes: Vec<_> = days.iter().map(|day| weekday_code(*day)).collect();
        let mut times = self.times(first, span);
        times.push(format!("RRULE:FREQ=WEEKLY;WKST=MO;BYDAY={}", codes.join(",")));
        let differing = self.schedule.exceptions.range(first..).map(|(date, _)| *date);
        let differing = differing.filter(|date| days.contains(&date.weekday()));
        times.extend(differing.map(|date| format!("EXDATE;{}", self.time(date, span.from))));
        self.event(&format!("week-{number}"), times, &self.context.ui().hours.event_open, None)
    }

    /// A day that differs: an event for every span it has, or for the whole day that is closed.
    fn exception(&self, date: Date, exception: &Exception) -> Vec<String> {
        let words = &self.context.ui().hours;
        let reason = exception.reason.as_deref();
        if exception.open.is_empty() {
            let day = |date: Date| format!("VALUE=DATE:{}", date.strftime("%Y%m%d"));
            let tomorrow = date.saturating_add(1.day());
            let times = vec![format!("DTSTART;{}", day(date)), format!("DTEND;{}", day(tomorrow))];
            return self.event(&format!("day-{date}"), times, &words.event_closed, reason);
        }
        let spans = exception.open.iter().zip(1..);
        let event = |(span, number): (&Span, usize)| {
            let name = format!("day-{date}-{number}");
            self.event(&name, self.times(date, *span), &words.event_changed, reason)
        };
        spans.flat_map(event).collect()
    }

    /// An event at `times`.
    fn event(
        &self,
        name: &str,
        times: Vec<String>,
        summary: &Message,
        reason: Option<&str>,
    ) -> Vec<String> {
        let ui = self.context.ui();
        let summary = summary.plain(|slot| match slot {
            "center" => ui.site.center.to_string(),
            _ => String::new(),
        });
        let reason = reason.and_then(|key| self.context.named(|ui| ui.reasons.get(key)));
        let summary = match reason {
            Some((reason, _)) => ui.hours.with_reason.plain(|slot| match slot {
                "reason" => reason.to_owned(),
                _ => summary.clone(),
            }),
            None => summary,
        };
        let mut lines = vec!["BEGIN:VEVENT".to_owned(), format!("UID:{name}@{}", self.host)];
        lines.extend(self.revision.lines());
        lines.extend(times);
        lines.extend([
            format!("SUMMARY:{}", escape(&summary)),
            format!("LOCATION:{}", escape(&self.context.facts().address.shown_lines().join(", "))),
            format!("URL:{}", self.url),
            "TRANSP:TRANSPARENT".to_owned(),
            "END:VEVENT".to_owned(),
        ]);
        lines
    }

    /// The beginning and the end of `span` of `date`.
    fn times(&self, date: Date, span: Span) -> Vec<String> {
        let (from, until) = (self.time(date, span.from), self.time(date, span.until));
        vec![format!("DTSTART;{from}"), format!("DTEND;{until}")]
    }

    /// `minute` minutes after the midnight that begins `date`, by the clock on the wall.
    fn time(&self, date: Date, minute: u16) -> String {
        let time = date.at(0, 0, 0, 0).saturating_add(i64::from(minute).minutes());
        format!("TZID={}:{}", zone_name(&self.schedule.zone), local(time))
    }
}
