//! The definition of a time zone inside a calendar (`VTIMEZONE`, RFC 5545, section 3.6.5).

use jiff::civil::{DateTime, Weekday};
use jiff::tz::{Dst, Offset, TimeZone};
use jiff::{Timestamp, ToSpan};

use super::{code, local};

/// How many years a yearly rule for a change of clocks has to hold before it is believed.
const YEARS_OF_PROOF: i64 = 6;
/// A zone that never changes its clocks is as it is since then.
const EVER: DateTime = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);

/// The zone's name, by which times refer to its definition in the same file.
pub(super) fn zone_name(zone: &TimeZone) -> &str {
    zone.iana_name().unwrap_or("UTC")
}

/// `VTIMEZONE`: the zone as it is from `start` on.
pub(super) fn time_zone(zone: &TimeZone, start: Timestamp) -> Vec<String> {
    let mut changes = changes(zone, start);
    if changes.is_empty() {
        let now = zone.to_offset_info(start);
        let (offset, name) = (now.offset(), now.abbreviation().to_owned());
        changes.push(Change { at: EVER, from: offset, to: offset, name, summer: false });
    }
    let mut lines = vec!["BEGIN:VTIMEZONE".to_owned(), format!("TZID:{}", zone_name(zone))];
    for (summer, kind) in [(true, "DAYLIGHT"), (false, "STANDARD")] {
        let of_kind: Vec<_> = changes.iter().filter(|change| change.summer == summer).collect();
        if let Some((first, later)) = of_kind.split_first() {
            lines.extend(observance(kind, first, later));
        }
    }
    lines.push("END:VTIMEZONE".to_owned());
    lines
}

/// A change of clocks.
struct Change {
    /// When, by the clock before it.
    at: DateTime,
    from: Offset,
    to: Offset,
    /// What the time is called after it.
    name: String,
    /// Whether it begins summer time.
    summer: bool,
}

/// The two changes before `start`, and those of some years from it on.
fn changes(zone: &TimeZone, start: Timestamp) -> Vec<Change> {
    let before = zone.preceding(start).take(2).last();
    let first = before.map_or(start, |transition| transition.timestamp() - 1.second());
    let horizon = start.checked_add((YEARS_OF_PROOF * 366 * 24).hours()).unwrap_or(Timestamp::MAX);
    let mut from = zone.to_offset(first);
    let mut changes = Vec::new();
    for transition in zone.following(first).take_while(|t| t.timestamp() <= horizon) {
        let to = transition.offset();
        changes.push(Change {
            at: from.to_datetime(transition.timestamp()),
            from,
            to,
            name: transition.abbreviation().to_owned(),
            summer: transition.dst() == Dst::Yes,
        });
        from = to;
    }
    changes
}

/// One kind of time: by a yearly rule where all changes to it follow one, else date by date.
fn observance(kind: &str, first: &Change, later: &[&Change]) -> Vec<String> {
    let mut lines = vec![
        format!("BEGIN:{kind}"),
        format!("DTSTART:{}", local(first.at)),
        format!("TZOFFSETFROM:{}", offset(first.from)),
        format!("TZOFFSETTO:{}", offset(first.to)),
        format!("TZNAME:{}", first.name),
    ];
    match yearly(first, later) {
        Some(rule) => lines.push(rule),
        None => lines.extend(later.iter().map(|change| format!("RDATE:{}", local(change.at)))),
    }
    lines.push(format!("END:{kind}"));
    lines
}

/// `RRULE`, if every change is a year after the one before, on the same weekday of the same month.
fn yearly(first: &Change, later: &[&Change]) -> Option<String> {
    let date = first.at.date();
    let nth = |change: &&Change| (change.at.day() + 6) / 7;
    let is_last = |change: &&Change| change.at.day() + 7 > change.at.days_in_month();
    let alike = later.iter().zip(1..).all(|(change, years)| {
        change.at.year() == date.year() + years
            && (change.at.month(), change.at.weekday()) == (date.month(), date.weekday())
            && change.at.time() == first.at.time()
            && (change.from, change.to) == (first.from, first.to)
    });
    let all = || std::iter::once(&first).chain(later);
    let week = match nth(&first) {
        _ if all().all(is_last) => -1,
        week if all().all(|change| nth(change) == week) => week,
        _ => return None,
    };
    let weekday: Weekday = date.weekday();
    let rule = format!("RRULE:FREQ=YEARLY;BYMONTH={};BYDAY={week}{}", date.month(), code(weekday));
    (alike && !later.is_empty()).then_some(rule)
}

/// `-0500`.
fn offset(offset: Offset) -> String {
    let minutes = offset.seconds().unsigned_abs() / 60;
    let sign = if offset.is_negative() { '-' } else { '+' };
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}
