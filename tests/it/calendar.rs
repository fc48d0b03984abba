//! The hours as a calendar, in every time zone of the database.
//!
//! `CALENDARS=DIR` also writes each zone's calendar into a directory, for the calendar program that
//! `tests/calendar/read.py` asks.

use std::fs;
use std::path::Path;

use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan};
use patient_center::content::Content;
use patient_center::schedule::Schedule;
use patient_center::site::calendar::calendar;
use patient_center::site::view::PageContext;

use crate::support::content::fixture;

/// How many years after its beginning a calendar has to hold.
const YEARS: i64 = 5;

/// One kind of time in a `VTIMEZONE`, as RFC 5545, section 3.6.5, defines it.
#[derive(Debug, Default)]
struct Observance {
    onsets: Vec<DateTime>,
    /// Seconds east of UTC before it, and from it on.
    from: i32,
    to: i32,
    rule: Option<(i8, i8, Weekday)>,
}

impl Observance {
    /// Every onset until `year` as a moment, with the offset that applies from it on.
    fn moments(&self, year: i16) -> Vec<(Timestamp, i32)> {
        let first = self.onsets[0];
        let by_rule = self.rule.iter().flat_map(|(month, week, day)| {
            (first.year() + 1..=year).map(move |year| {
                let month = Date::new(year, *month, 1).unwrap();
                month.nth_weekday_of_month(*week, *day).unwrap().to_datetime(first.time())
            })
        });
        let onsets = self.onsets.iter().copied().chain(by_rule);
        let from = Offset::from_seconds(self.from).unwrap();
        onsets.map(|onset| (from.to_timestamp(onset).unwrap(), self.to)).collect()
    }
}

/// `-0500`, `+053000`.
fn offset(text: &str) -> i32 {
    let (sign, digits) = text.split_at(1);
    let pairs = digits.as_bytes().chunks(2).zip([3600, 60, 1]);
    let seconds: i32 = pairs
        .map(|(pair, unit)| std::str::from_utf8(pair).unwrap().parse::<i32>().unwrap() * unit)
        .sum();
    if sign == "-" { -seconds } else { seconds }
}

/// `FREQ=YEARLY;BYMONTH=3;BYDAY=2SU`.
fn rule(text: &str) -> (i8, i8, Weekday) {
    let parts = text.strip_prefix("FREQ=YEARLY;BYMONTH=").unwrap();
    let (month, day) = parts.split_once(";BYDAY=").unwrap();
    let (week, day) = day.split_at(day.len() - 2);
    let codes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let index = codes.iter().position(|code| *code == day).unwrap();
    let day = Weekday::from_monday_zero_offset(i8::try_from(index).unwrap()).unwrap();
    (month.parse().unwrap(), week.parse().unwrap(), day)
}

fn observances(calendar: &str) -> Vec<Observance> {
    let (definition, _) = calendar.split_once("END:VTIMEZONE").unwrap();
    let mut observances = Vec::new();
    for line in definition.split("BEGIN:VTIMEZONE").nth(1).unwrap().lines() {
        let (name, value) = line.split_once(':').unwrap_or_default();
        match (name, observances.last_mut()) {
            ("BEGIN", _) => observances.push(Observance::default()),
            ("DTSTART" | "RDATE", Some(last)) => last.onsets.push(value.parse().unwrap()),
            ("TZOFFSETFROM", Some(last)) => last.from = offset(value),
            ("TZOFFSETTO", Some(last)) => last.to = offset(value),
            ("RRULE", Some(last)) => last.rule = Some(rule(value)),
            ("" | "TZID" | "TZNAME" | "END", _) => {}
            (unknown, _) => assert_eq!(unknown, "", "{line}"),
        }
    }
    observances
}

/// The other hospital's hours, as if it were in `zone`, from the year of `moment` on.
fn calendar_in(content: &Content, zone: &TimeZone, moment: Timestamp) -> String {
    let schedule =
        Schedule { zone: zone.clone(), ..content.facts.schedule.clone().expect("a schedule") };
    let page = PageContext::new(content, &content.facts.languages[0], moment).unwrap();
    calendar(&page, &schedule, "https://patients.example/de/hours", "patients.example")
}

#[test]
fn every_zone_is_defined_as_it_is_at_the_time_of_the_events() {
    let content = Content::load(&fixture("other-hospital")).0.unwrap();
    let mut wrong = Vec::new();
    let mut zones = 0;
    for name in jiff::tz::db().available() {
        let zone = TimeZone::get(name.as_str()).unwrap();
        zones += 1;
        for year in [1960, 1990, 2011, 2026] {
            let start = Date::new(year, 1, 1).unwrap().to_zoned(zone.clone()).unwrap();
            let text = calendar_in(&content, &zone, start.timestamp() + (180 * 24).hours());
            let last_year = year + i16::try_from(YEARS).unwrap();
            let mut onsets: Vec<_> =
                observances(&text).iter().flat_map(|o| o.moments(last_year)).collect();
            onsets.sort_unstable_by_key(|(at, _)| *at);
            let weeks = (0..YEARS * 52).map(|week| start.timestamp() + (week * 7 * 24).hours());
            let differs = weeks.into_iter().find(|at| {
                let defined = onsets.iter().rev().find(|(onset, _)| onset <= at);
                defined.map(|(_, offset)| *offset) != Some(zone.to_offset(*at).seconds())
            });
            wrong.extend(differs.map(|at| format!("{name} in {year}: {at}")));
        }
        if let Some(directory) = std::env::var_os("CALENDARS") {
            let file = Path::new(&directory).join(name.as_str().replace('/', "~") + ".ics");
            let moment = "2026-11-23T14:30:00Z".parse().unwrap();
            fs::write(file, calendar_in(&content, &zone, moment)).unwrap();
        }
    }
    assert!(zones > 400, "{zones} zones");
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_zone_that_does_not_change_has_one_offset_and_seconds_are_written() {
    let content = Content::load(&fixture("other-hospital")).0.unwrap();
    for (name, moment, offset) in [
        ("Africa/Nairobi", "2026-11-23T14:30:00Z", "TZOFFSETTO:+0300\r"),
        ("Africa/Lagos", "2026-11-23T14:30:00Z", "TZOFFSETTO:+0100\r"),
        ("Asia/Singapore", "2026-11-23T14:30:00Z", "TZOFFSETTO:+0800\r"),
        ("Africa/Monrovia", "1960-11-23T14:30:00Z", "TZOFFSETTO:-004430\r"),
    ] {
        let zone = TimeZone::get(name).unwrap();
        let text = calendar_in(&content, &zone, moment.parse().unwrap());
        assert_eq!(text.matches("TZOFFSETTO").count(), 1, "{text}");
        assert!(text.contains(offset) && text.contains("BEGIN:STANDARD"), "{text}");
    }
}
