//! Open when, and what next: around closing, midnight, weekends, exceptions and changes of clocks.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;
use patient_center::hours::{Exception, Schedule, Span, SpanError, Status};

fn boston() -> Schedule {
    let day = vec![Span::parse("08:00-17:00").unwrap()];
    let closed = Vec::new();
    Schedule {
        zone: TimeZone::get("America/New_York").unwrap(),
        week: [day.clone(), day.clone(), day.clone(), day.clone(), day, closed.clone(), closed],
        exceptions: [
            (date(2026, 11, 26), Exception { open: vec![], reason: "holiday".into() }),
            (
                date(2026, 12, 24),
                Exception { open: vec![Span::parse("08:00-12:00").unwrap()], reason: "eve".into() },
            ),
        ]
        .into(),
    }
}

/// What is said of today, in a word, and when that may change; moments with their offsets.
fn said(moment: &str) -> (String, Timestamp) {
    let moment: Timestamp = moment.parse().unwrap();
    let schedule = boston();
    let next = |opening: Option<patient_center::hours::Opening>| {
        opening.map(|o| o.from.strftime("%a %d %H:%M").to_string()).unwrap_or_default()
    };
    let words = match schedule.status(moment) {
        Status::OpenToday(openings) => {
            format!("open until {}", openings[0].until.strftime("%H:%M"))
        }
        Status::ClosedForToday { next: opening } => format!("done, {}", next(opening)),
        Status::ClosedToday { next: opening } => format!("closed, {}", next(opening)),
    };
    (words, schedule.next_change(moment))
}

#[test]
fn the_status_is_right_at_every_boundary() {
    let table = [
        ("2026-11-23T00:00:00-05:00", "open until 17:00", "2026-11-23T17:00:00-05:00"),
        ("2026-11-23T07:59:59-05:00", "open until 17:00", "2026-11-23T17:00:00-05:00"),
        ("2026-11-23T16:59:59-05:00", "open until 17:00", "2026-11-23T17:00:00-05:00"),
        ("2026-11-23T17:00:00-05:00", "done, Tue 24 08:00", "2026-11-24T00:00:00-05:00"),
        ("2026-11-25T18:00:00-05:00", "done, Fri 27 08:00", "2026-11-26T00:00:00-05:00"),
        ("2026-11-26T09:00:00-05:00", "closed, Fri 27 08:00", "2026-11-27T00:00:00-05:00"),
        ("2026-11-27T17:30:00-05:00", "done, Mon 30 08:00", "2026-11-28T00:00:00-05:00"),
        ("2026-11-28T12:00:00-05:00", "closed, Mon 30 08:00", "2026-11-29T00:00:00-05:00"),
        ("2026-12-24T11:59:59-05:00", "open until 12:00", "2026-12-24T12:00:00-05:00"),
        ("2026-12-24T12:00:00-05:00", "done, Fri 25 08:00", "2026-12-25T00:00:00-05:00"),
        // Clocks change on Sunday 8 March and Sunday 1 November 2026.
        ("2026-03-08T01:30:00-05:00", "closed, Mon 09 08:00", "2026-03-09T00:00:00-04:00"),
        ("2026-03-09T08:00:00-04:00", "open until 17:00", "2026-03-09T17:00:00-04:00"),
        ("2026-11-01T01:30:00-04:00", "closed, Mon 02 08:00", "2026-11-02T00:00:00-05:00"),
        ("2026-11-02T16:59:00-05:00", "open until 17:00", "2026-11-02T17:00:00-05:00"),
    ];
    for (moment, words, change) in table {
        assert_eq!(said(moment), (words.to_owned(), change.parse().unwrap()), "{moment}");
    }
}

#[test]
fn a_span_is_read_as_an_editor_writes_it() {
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
fn a_centre_that_is_never_open_says_no_day() {
    let schedule = Schedule {
        week: std::array::from_fn(|_| Vec::new()),
        exceptions: BTreeMap::new(),
        ..boston()
    };
    let moment = "2026-11-23T12:00:00Z".parse().unwrap();
    assert_eq!(schedule.status(moment), Status::ClosedToday { next: None });
}
