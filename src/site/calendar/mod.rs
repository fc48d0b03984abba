//! The hours as a calendar (RFC 5545) that people add to their own: the week as recurring events,
//! closures and other hours as exceptions.
//!
//! Written for the strictest of its readers, Outlook: every time names a zone that the file itself
//! defines. Of the moment only the year matters, in which the calendar begins, so that the file is the same
//! on every replica. An event keeps its identifier in every language and every year.

mod vtimezone;

use jiff::civil::{Date, DateTime, Weekday};
use jiff::{Timestamp, ToSpan};

use super::content_line::{escape, fold};
use super::view::PageContext;
use crate::content::message::Message;
use crate::schedule::{Exception, Schedule, Span};
use vtimezone::{local, vtimezone, weekday_code, zone_name};

/// The calendar in the language of `context`; `url` is the page with the hours, `host` names the site.
pub fn calendar(context: &PageContext<'_>, schedule: &Schedule, url: &str, host: &str) -> String {
    let file = File { context, schedule, url, host, year: schedule.date(context.moment).year() };
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
    lines.extend(vtimezone(&schedule.zone, file.start()));
    lines.extend(file.week());
    for (date, exception) in schedule.exceptions.range(file.first_day()..) {
        lines.extend(file.exception(*date, exception));
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| fold(line)).collect()
}

struct File<'a> {
    context: &'a PageContext<'a>,
    schedule: &'a Schedule,
    url: &'a str,
    host: &'a str,
    year: i16,
}

impl File<'_> {
    fn first_day(&self) -> Date {
        Date::new(self.year, 1, 1).unwrap_or_default()
    }

    fn start(&self) -> Timestamp {
        let midnight = self.first_day().to_zoned(self.schedule.zone.clone());
        midnight.map_or(Timestamp::UNIX_EPOCH, |midnight| midnight.timestamp())
    }

    /// One recurring event for every span, on all weekdays that have it.
    fn week(&self) -> Vec<String> {
        let numbered = self.schedule.spans().into_iter().zip(1..);
        numbered.flat_map(|((span, days), number)| self.recurring(span, &days, number)).collect()
    }

    fn recurring(&self, span: Span, days: &[Weekday], number: usize) -> Vec<String> {
        let Some(first) = self.first_day().series(1.day()).find(|d| days.contains(&d.weekday()))
        else {
            return Vec::new();
        };
        let zone = zone_name(&self.schedule.zone);
        let codes: Vec<_> = days.iter().map(|day| weekday_code(*day)).collect();
        let mut lines = self.head(&format!("week-{number}"), first, span);
        lines.push(format!("RRULE:FREQ=WEEKLY;WKST=MO;BYDAY={}", codes.join(",")));
        let differing = self.schedule.exceptions.range(first..).map(|(date, _)| *date);
        for date in differing.filter(|date| days.contains(&date.weekday())) {
            lines.push(format!("EXDATE;TZID={zone}:{}", local(at(date, span.from))));
        }
        lines.extend(self.tail(&self.context.ui().hours.event_open, None));
        lines
    }

    /// A day that differs: an event for every span it has, or for the whole day that is closed.
    fn exception(&self, date: Date, exception: &Exception) -> Vec<String> {
        let words = &self.context.ui().hours;
        let reason = Some(exception.reason.as_str());
        if exception.open.is_empty() {
            let tomorrow = date.saturating_add(1.day());
            let mut lines = self.begin(&format!("day-{date}"));
            lines.push(format!("DTSTART;VALUE=DATE:{}", date.strftime("%Y%m%d")));
            lines.push(format!("DTEND;VALUE=DATE:{}", tomorrow.strftime("%Y%m%d")));
            lines.extend(self.tail(&words.event_closed, reason));
            return lines;
        }
        let spans = exception.open.iter().zip(1..);
        let event = |(span, number): (&Span, usize)| {
            let mut lines = self.head(&format!("day-{date}-{number}"), date, *span);
            lines.extend(self.tail(&words.event_changed, reason));
            lines
        };
        spans.flat_map(event).collect()
    }

    /// The stamp is the beginning of the year, so that the file is the same on every replica.
    fn begin(&self, name: &str) -> Vec<String> {
        vec![
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{name}@{}", self.host),
            format!("DTSTAMP:{:04}0101T000000Z", self.year),
        ]
    }

    fn head(&self, name: &str, date: Date, span: Span) -> Vec<String> {
        let zone = zone_name(&self.schedule.zone);
        let mut lines = self.begin(name);
        lines.push(format!("DTSTART;TZID={zone}:{}", local(at(date, span.from))));
        lines.push(format!("DTEND;TZID={zone}:{}", local(at(date, span.until))));
        lines
    }

    fn tail(&self, summary: &Message, reason: Option<&str>) -> Vec<String> {
        let ui = self.context.ui();
        let summary = summary.plain(|slot| match slot {
            "center" => ui.site.center.to_string(),
            _ => reason.and_then(|key| ui.reasons.get(key)).cloned().unwrap_or_default(),
        });
        vec![
            format!("SUMMARY:{}", escape(&summary)),
            format!("LOCATION:{}", escape(&self.context.facts().address.lines.join(", "))),
            format!("URL:{}", self.url),
            "TRANSP:TRANSPARENT".to_owned(),
            "END:VEVENT".to_owned(),
        ]
    }
}

/// `minute` minutes after the midnight that begins `date`, by the clock on the wall.
fn at(date: Date, minute: u16) -> DateTime {
    date.at(0, 0, 0, 0).saturating_add(i64::from(minute).minutes())
}
