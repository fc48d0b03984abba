//! The schedule's status and next change: around closing, midnight, weekends, exceptions and clock changes.

use std::collections::BTreeMap;

use jiff::civil::date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use patient_center::schedule::{
    ClockChange, Exception, Opening, Schedule, Span, SpanError, Status,
};

fn boston() -> Schedule {
    let day = vec![Span::parse("08:00-17:00").unwrap()];
    let closed = Vec::new();
    Schedule {
        zone: TimeZone::get("America/New_York").unwrap(),
        week: [day.clone(), day.clone(), day.clone(), day.clone(), day, closed.clone(), closed],
        exceptions: [
            (date(2026, 11, 26), Exception { open: vec![], reason: None }),
            (
                date(2026, 12, 24),
                Exception {
                    open: vec![Span::parse("08:00-12:00").unwrap()],
                    reason: Some("eve".into()),
                },
            ),
        ]
        .into(),
        changed: None,
    }
}

/// The status of today in words, and when it may change.
fn said(schedule: &Schedule, moment: &str) -> (String, Timestamp) {
    let moment: Timestamp = moment.parse().unwrap();
    let next = |opening: Option<Opening>| {
        opening.map(|o| o.from.strftime("%a %d %H:%M").to_string()).unwrap_or_default()
    };
    let words = match schedule.status(moment) {
        Status::OpenToday(openings) => {
            format!("open until {}", openings.last().unwrap().until.strftime("%H:%M"))
        }
        Status::ClosedForToday { next: opening } => format!("done, {}", next(opening)),
        Status::ClosedToday { next: opening } => format!("closed, {}", next(opening)),
    };
    let now = if schedule.open_at(moment).is_some() { "now: " } else { "" };
    (format!("{now}{words}"), schedule.next_change(moment))
}

fn agree(schedule: &Schedule, table: &[(&str, &str, &str)]) {
    for (moment, words, change) in table {
        let expected = ((*words).to_owned(), change.parse().unwrap());
        assert_eq!(said(schedule, moment), expected, "{moment}");
    }
}

#[test]
fn the_status_is_right_at_every_boundary() {
    let table = [
        ("2026-11-23T00:00:00-05:00", "open until 17:00", "2026-11-23T17:00:00-05:00"),
        ("2026-11-23T07:59:00-05:00", "open until 17:00", "2026-11-23T17:00:00-05:00"),
        ("2026-11-23T07:59:59-05:00", "open until 17:00", "2026-11-23T17:00:00-05:00"),
        ("2026-11-23T08:00:00-05:00", "now: open until 17:00", "2026-11-23T17:00:00-05:00"),
        ("2026-11-23T08:01:00-05:00", "now: open until 17:00", "2026-11-23T17:00:00-05:00"),
        ("2026-11-23T16:59:59-05:00", "now: open until 17:00", "2026-11-23T17:00:00-05:00"),
        ("2026-11-23T17:00:00-05:00", "done, Tue 24 08:00", "2026-11-24T00:00:00-05:00"),
        ("2026-11-23T17:01:00-05:00", "done, Tue 24 08:00", "2026-11-24T00:00:00-05:00"),
        ("2026-11-23T23:59:59-05:00", "done, Tue 24 08:00", "2026-11-24T00:00:00-05:00"),
        // A holiday.
        ("2026-11-25T18:00:00-05:00", "done, Fri 27 08:00", "2026-11-26T00:00:00-05:00"),
        ("2026-11-26T09:00:00-05:00", "closed, Fri 27 08:00", "2026-11-27T00:00:00-05:00"),
        // A weekend.
        ("2026-11-27T17:30:00-05:00", "done, Mon 30 08:00", "2026-11-28T00:00:00-05:00"),
        ("2026-11-28T12:00:00-05:00", "closed, Mon 30 08:00", "2026-11-29T00:00:00-05:00"),
        // An early closing.
        ("2026-12-24T11:59:00-05:00", "now: open until 12:00", "2026-12-24T12:00:00-05:00"),
        ("2026-12-24T12:00:00-05:00", "done, Fri 25 08:00", "2026-12-25T00:00:00-05:00"),
        ("2026-12-24T12:01:00-05:00", "done, Fri 25 08:00", "2026-12-25T00:00:00-05:00"),
        // 2026 has 53 weeks.
        ("2026-12-31T17:00:00-05:00", "done, Fri 01 08:00", "2027-01-01T00:00:00-05:00"),
        ("2027-01-03T12:00:00-05:00", "closed, Mon 04 08:00", "2027-01-04T00:00:00-05:00"),
    ];
    agree(&boston(), &table);
}

#[test]
fn the_status_is_right_across_the_changes_of_clocks() {
    let table = [
        // Forward on 8 March 2026 and 14 March 2027, back on 1 November 2026 and 7 November 2027.
        ("2026-03-06T17:00:00-05:00", "done, Mon 09 08:00", "2026-03-07T00:00:00-05:00"),
        ("2026-03-08T01:59:00-05:00", "closed, Mon 09 08:00", "2026-03-09T00:00:00-04:00"),
        ("2026-03-08T03:00:00-04:00", "closed, Mon 09 08:00", "2026-03-09T00:00:00-04:00"),
        ("2026-03-09T08:00:00-04:00", "now: open until 17:00", "2026-03-09T17:00:00-04:00"),
        ("2026-03-09T08:00:00-05:00", "now: open until 17:00", "2026-03-09T17:00:00-04:00"),
        ("2026-11-01T01:30:00-04:00", "closed, Mon 02 08:00", "2026-11-02T00:00:00-05:00"),
        ("2026-11-01T01:30:00-05:00", "closed, Mon 02 08:00", "2026-11-02T00:00:00-05:00"),
        ("2026-11-02T07:59:00-05:00", "open until 17:00", "2026-11-02T17:00:00-05:00"),
        ("2026-11-02T16:59:00-05:00", "now: open until 17:00", "2026-11-02T17:00:00-05:00"),
        ("2027-03-14T01:59:00-05:00", "closed, Mon 15 08:00", "2027-03-15T00:00:00-04:00"),
        ("2027-03-15T16:59:00-04:00", "now: open until 17:00", "2027-03-15T17:00:00-04:00"),
        ("2027-03-15T17:00:00-04:00", "done, Tue 16 08:00", "2027-03-16T00:00:00-04:00"),
        ("2027-11-07T01:59:00-04:00", "closed, Mon 08 08:00", "2027-11-08T00:00:00-05:00"),
        ("2027-11-08T08:00:00-05:00", "now: open until 17:00", "2027-11-08T17:00:00-05:00"),
    ];
    agree(&boston(), &table);
}

#[test]
fn the_status_is_right_in_other_zones() {
    let tables = [
        ("Asia/Riyadh", ["2026-11-23T08:00:00+03:00", "2026-11-23T17:00:00+03:00"]),
        ("Asia/Kathmandu", ["2026-11-23T08:00:00+05:45", "2026-11-23T17:00:00+05:45"]),
        ("Asia/Shanghai", ["2026-11-23T08:00:00+08:00", "2026-11-23T17:00:00+08:00"]),
        ("America/Sao_Paulo", ["2026-11-23T08:00:00-03:00", "2026-11-23T17:00:00-03:00"]),
        ("Pacific/Honolulu", ["2026-11-23T08:00:00-10:00", "2026-11-23T17:00:00-10:00"]),
    ];
    for (zone, [opens, closes]) in tables {
        let schedule = Schedule { zone: TimeZone::get(zone).unwrap(), ..boston() };
        let midnight = closes.replace("-23T17", "-24T00");
        let before = |moment: &str| {
            let moment: Timestamp = moment.parse().unwrap();
            (moment - 1.minute()).to_string()
        };
        let (before_opening, before_closing) = (before(opens), before(closes));
        let table = [
            (before_opening.as_str(), "open until 17:00", closes),
            (opens, "now: open until 17:00", closes),
            (&before_closing, "now: open until 17:00", closes),
            (closes, "done, Tue 24 08:00", &midnight),
        ];
        agree(&schedule, &table);
    }
}

#[test]
fn a_span_past_midnight_belongs_to_the_day_on_which_it_begins() {
    let spans = |texts: &[&str]| texts.iter().map(|text| Span::parse(text).unwrap()).collect();
    let mut schedule = boston();
    schedule.week[0] = spans(&["08:00-12:00", "13:00-17:00"]);
    schedule.week[4] = spans(&["22:00-26:00"]);
    let table = [
        ("2026-11-23T12:30:00-05:00", "open until 17:00", "2026-11-23T17:00:00-05:00"),
        ("2026-11-23T12:59:59-05:00", "open until 17:00", "2026-11-23T17:00:00-05:00"),
        ("2026-11-23T13:00:00-05:00", "now: open until 17:00", "2026-11-23T17:00:00-05:00"),
        ("2026-11-27T23:59:00-05:00", "now: open until 02:00", "2026-11-28T00:00:00-05:00"),
        ("2026-11-28T00:00:00-05:00", "now: open until 02:00", "2026-11-28T02:00:00-05:00"),
        ("2026-11-28T01:59:59-05:00", "now: open until 02:00", "2026-11-28T02:00:00-05:00"),
        ("2026-11-28T02:00:00-05:00", "done, Mon 30 08:00", "2026-11-29T00:00:00-05:00"),
    ];
    agree(&schedule, &table);
}

#[test]
fn unusual_days_are_the_exceptions_of_the_next_sixty_days_that_differ_from_the_week() {
    let mut schedule = boston();
    let as_usual = schedule.week[0].clone();
    schedule.exceptions.insert(date(2026, 11, 30), Exception { open: as_usual, reason: None });
    let far = Exception { open: vec![], reason: None };
    schedule.exceptions.insert(date(2027, 1, 22), far.clone());
    schedule.exceptions.insert(date(2027, 1, 23), far);
    let days: Vec<_> = schedule.unusual_days(date(2026, 11, 23)).map(|(date, _)| date).collect();
    assert_eq!(days, [date(2026, 11, 26), date(2026, 12, 24), date(2027, 1, 22)]);
}

#[test]
fn the_next_change_of_clocks_is_found_and_a_zone_without_one_has_none() {
    let next = |zone: &str, moment: &str| {
        let change = ClockChange::next(&TimeZone::get(zone).unwrap(), moment.parse().unwrap())?;
        Some((change.at.to_string(), change.is_forward()))
    };
    let autumn = "2026-11-25T12:00:00Z";
    assert_eq!(next("America/New_York", autumn), Some(("2027-03-14T07:00:00Z".into(), true)));
    assert_eq!(
        next("America/New_York", "2027-03-14T07:00:00Z"),
        Some(("2027-11-07T06:00:00Z".into(), false))
    );
    assert_eq!(next("Asia/Riyadh", autumn), None);
    assert_eq!(next("UTC", autumn), None);
}

#[test]
fn a_span_is_two_times_in_order() {
    let table = [
        ("08:00-17:00", Ok((480, 1020))),
        ("22:00-26:00", Ok((1320, 1560))),
        ("17:00-08:00", Err(SpanError::Backwards)),
        ("08:00-08:00", Err(SpanError::Backwards)),
        ("8:00-17:00", Err(SpanError::Malformed)),
        ("08:00", Err(SpanError::Malformed)),
        ("08:60-17:00", Err(SpanError::Malformed)),
        ("24:00-25:00", Err(SpanError::Malformed)),
        ("08:00–17:00", Err(SpanError::Malformed)),
    ];
    for (text, expected) in table {
        assert_eq!(Span::parse(text).map(|span| (span.from, span.until)), expected, "{text}");
    }
}

#[test]
fn a_schedule_without_openings_has_no_next_opening() {
    let schedule = Schedule {
        week: std::array::from_fn(|_| Vec::new()),
        exceptions: BTreeMap::new(),
        ..boston()
    };
    let moment = "2026-11-23T12:00:00Z".parse().unwrap();
    assert_eq!(schedule.status(moment), Status::ClosedToday { next: None });
}
