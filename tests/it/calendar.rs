//! The hours as a calendar, in every time zone of the database.
//!
//! `CALENDARS=DIR` also writes the calendars of each zone, before and after a closing day is added, for the calendar
//! program that `tests/calendar/read.py` asks.

use std::fs;
use std::path::Path;

use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan};
use patient_center::content::Content;
use patient_center::schedule::{Exception, Schedule};
use patient_center::site::calendar::calendar;
use patient_center::site::view::PageContext;

use crate::support::content::fixture;

/// How many years after its beginning a calendar has to hold.
const YEARS: i64 = 5;

/// A working day of the fixture that does not differ from its week.
const CLOSING: Date = Date::constant(2026, 12, 1);

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

/// The same hours, but that the centre is closed on `date`.
fn with_exception(content: &Content, date: Date) -> Content {
    let mut content = content.clone();
    let schedule = content.facts.schedule.as_mut().expect("a schedule");
    let closed = Exception { open: Vec::new(), reason: None };
    assert!(schedule.exceptions.insert(date, closed).is_none(), "{date} differs already");
    content
}

/// The values of the property `name` of each event.
fn of_events<'a>(calendar: &'a str, name: &str) -> Vec<&'a str> {
    let (_, events) = calendar.split_once("END:VTIMEZONE").unwrap();
    events.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(':')).collect()
}

#[test]
fn a_change_of_the_hours_is_a_later_revision_of_every_event() {
    let content = Content::load(&fixture("other-hospital")).0.unwrap();
    let changed_on = |content: &Content, date: Option<Date>| {
        let mut content = content.clone();
        content.facts.schedule.as_mut().expect("a schedule").changed = date;
        content
    };
    let this_year = "2026-11-23T14:30:00Z";
    let later = CLOSING.tomorrow().unwrap();
    let versions = [
        (changed_on(&content, None), this_year),
        // A closing day is added, and nothing else is written down.
        (with_exception(&changed_on(&content, None), CLOSING), this_year),
        // The day of the change is written down, and then that of the next one.
        (changed_on(&content, Some(CLOSING)), this_year),
        (with_exception(&changed_on(&content, Some(CLOSING)), later), this_year),
        (changed_on(&content, Some(later)), this_year),
        // The next year begins, with other days.
        (changed_on(&content, Some(later)), "2027-01-01T14:30:00Z"),
    ];
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let mut last = (-1, String::new());
    for (content, moment) in versions {
        let text = calendar_in(&content, &zone, moment.parse().unwrap());
        let (numbers, stamps) = (of_events(&text, "SEQUENCE"), of_events(&text, "DTSTAMP"));
        assert_eq!(numbers.len(), of_events(&text, "UID").len());
        assert_eq!(stamps, of_events(&text, "LAST-MODIFIED"));
        assert!(numbers.iter().all(|number| *number == numbers[0]), "{text}");
        let (number, stamp) = (numbers[0].parse().unwrap(), stamps[0].to_owned());
        assert!(number > last.0 && stamp >= last.1, "{number} {stamp} after {last:?}");
        last = (number, stamp);
    }
}

#[test]
fn every_zone_is_defined_as_it_is_at_the_time_of_the_events() {
    let content = Content::load(&fixture("other-hospital")).0.unwrap();
    let closed = with_exception(&content, CLOSING);
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
            let moment = "2026-11-23T14:30:00Z".parse().unwrap();
            let file = name.as_str().replace('/', "~") + ".ics";
            for (when, content) in [("before", &content), ("after", &closed)] {
                let directory = Path::new(&directory).join(when);
                fs::create_dir_all(&directory).unwrap();
                fs::write(directory.join(&file), calendar_in(content, &zone, moment)).unwrap();
            }
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
