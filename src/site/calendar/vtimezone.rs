//! The definition of a time zone inside a calendar (`VTIMEZONE`, RFC 5545, section 3.6.5).

use jiff::civil::{DateTime, Weekday};
use jiff::tz::{Dst, Offset, TimeZone};
use jiff::{Timestamp, ToSpan};

use crate::site::date_time::of_weekday;

/// How many years a change of clocks has to follow a yearly rule before the rule is written instead of
/// the dates; the dates of that many years are written otherwise.
const YEARS: usize = 6;
/// The days of a leap year, in hours.
const YEAR_HOURS: i64 = 366 * 24;

/// The zone's name, by which times refer to its definition in the same file.
pub(super) fn zone_name(zone: &TimeZone) -> &str {
    zone.iana_name().unwrap_or("UTC")
}

/// `VTIMEZONE`: the zone as it is from `start` on. What was before the year that ends at `start` is left
/// out: a calendar has no event then, and a century of history has offsets that no rule of today has.
pub(super) fn vtimezone(zone: &TimeZone, start: Timestamp) -> Vec<String> {
    let mut observances: Vec<(Observance, Vec<DateTime>)> = Vec::new();
    for (observance, onset) in onsets(zone, start) {
        match observances.iter_mut().find(|(known, _)| *known == observance) {
            Some((_, onsets)) => onsets.push(onset),
            None => observances.push((observance, vec![onset])),
        }
    }
    // Daylight saving time first.
    observances.sort_by_key(|(observance, _)| !observance.is_daylight);
    let mut lines = vec!["BEGIN:VTIMEZONE".to_owned(), format!("TZID:{}", zone_name(zone))];
    lines.extend(observances.iter().flat_map(|(observance, onsets)| observance.lines(onsets)));
    lines.push("END:VTIMEZONE".to_owned());
    lines
}

/// What the changes have in common that lead to one kind of time.
#[derive(PartialEq)]
struct Observance {
    is_daylight: bool,
    from: Offset,
    to: Offset,
    /// What the time is called: `EST`.
    name: String,
}

/// Every observance with its onset by the clock before it: those of the year before `start`, then those of
/// some years from it on. Where none is known at `start`, it begins with the time that applies then.
fn onsets(zone: &TimeZone, start: Timestamp) -> Vec<(Observance, DateTime)> {
    let hours = |years: i64| (years * YEAR_HOURS).hours();
    let first = start.checked_sub(hours(1)).unwrap_or(Timestamp::MIN);
    let years = i64::try_from(YEARS).unwrap_or_default();
    let horizon = start.checked_add(hours(years)).unwrap_or(Timestamp::MAX);
    let transitions = zone.following(first).take_while(|t| t.timestamp() <= horizon);
    let transitions: Vec<_> = transitions.collect();
    let mut onsets = Vec::new();
    if transitions.first().is_none_or(|transition| transition.timestamp() > start) {
        let now = zone.to_offset_info(start);
        let (offset, name) = (now.offset(), now.abbreviation().to_owned());
        let is_daylight = now.dst() == Dst::Yes;
        let observance = Observance { is_daylight, from: offset, to: offset, name };
        onsets.push((observance, offset.to_datetime(start)));
    }
    let mut from = zone.to_offset(first);
    for transition in transitions {
        let (at, to) = (transition.timestamp(), transition.offset());
        let (is_daylight, name) = (transition.dst() == Dst::Yes, transition.abbreviation());
        let observance = Observance { is_daylight, from, to, name: name.to_owned() };
        onsets.push((observance, from.to_datetime(at)));
        from = to;
    }
    onsets
}

impl Observance {
    /// By a yearly rule where all onsets follow one, else date by date.
    fn lines(&self, onsets: &[DateTime]) -> Vec<String> {
        let Some((first, later)) = onsets.split_first() else { return Vec::new() };
        let kind = if self.is_daylight { "DAYLIGHT" } else { "STANDARD" };
        let mut lines = vec![
            format!("BEGIN:{kind}"),
            format!("DTSTART:{}", local(*first)),
            format!("TZOFFSETFROM:{}", utc_offset(self.from)),
            format!("TZOFFSETTO:{}", utc_offset(self.to)),
            format!("TZNAME:{}", self.name),
        ];
        match yearly_rule(*first, onsets) {
            Some(rule) => lines.push(rule),
            None => lines.extend(later.iter().map(|onset| format!("RDATE:{}", local(*onset)))),
        }
        lines.push(format!("END:{kind}"));
        lines
    }
}

/// `RRULE`, if in each of some years there is an onset at the same time on the same weekday of the same
/// month: always the last one, or always the one with the same number.
fn yearly_rule(first: DateTime, onsets: &[DateTime]) -> Option<String> {
    let week = |onset: &DateTime| (onset.day() + 6) / 7;
    let is_last = |onset: &DateTime| onset.day() + 7 > onset.days_in_month();
    let is_yearly = onsets.iter().zip(first.year()..).all(|(onset, year)| {
        (onset.year(), onset.month(), onset.weekday(), onset.time())
            == (year, first.month(), first.weekday(), first.time())
    });
    if !is_yearly || onsets.len() < YEARS {
        return None;
    }
    let week = match week(&first) {
        _ if onsets.iter().all(is_last) => -1,
        number if onsets.iter().all(|onset| week(onset) == number) => number,
        _ => return None,
    };
    let (month, day) = (first.month(), weekday_code(first.weekday()));
    Some(format!("RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY={week}{day}"))
}

/// A time by the clock on the wall.
pub(super) fn local(time: DateTime) -> String {
    time.strftime("%Y%m%dT%H%M%S").to_string()
}

/// `-0500`; with seconds where the offset has any (section 3.3.14).
fn utc_offset(offset: Offset) -> String {
    let seconds = offset.seconds().unsigned_abs();
    let sign = if offset.is_negative() { '-' } else { '+' };
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    match seconds % 60 {
        0 => format!("{sign}{hours:02}{minutes:02}"),
        rest => format!("{sign}{hours:02}{minutes:02}{rest:02}"),
    }
}

/// `MO`.
pub(super) fn weekday_code(day: Weekday) -> &'static str {
    let codes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    of_weekday(&codes, day).copied().unwrap_or_default()
}
