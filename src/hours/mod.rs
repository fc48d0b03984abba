//! Schedule arithmetic: a week, exceptions, a time zone; what is open on a day, and what next.
//!
//! Pure: the moment is always an argument. Knows no words, no page and no HTTP.

mod span;

use std::collections::BTreeMap;

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span as Duration, Timestamp, ToSpan, Zoned};

pub use span::{Span, SpanError};

/// How many days ahead an opening is looked for; a centre that is closed longer says no day.
const HORIZON_DAYS: i32 = 60;

/// A day that differs from the week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// Empty: closed all day.
    pub open: Vec<Span>,
    /// The key of the words that explain it.
    pub reason: String,
}

/// When the centre is open.
#[derive(Debug, Clone)]
pub struct Schedule {
    /// The centre's own time zone.
    pub zone: TimeZone,
    /// From Monday to Sunday; an empty day is closed.
    pub week: [Vec<Span>; 7],
    /// The days that differ.
    pub exceptions: BTreeMap<Date, Exception>,
}

/// A span of opening as moments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The first moment at which it is open, in the centre's zone.
    pub from: Zoned,
    /// The first moment at which it is no longer open.
    pub until: Zoned,
}

/// What can be said of a day at a moment of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// The centre opens today, and the last of today's openings is not over.
    OpenToday(Vec<Opening>),
    /// It was open today and will not be again; `next` within the next 60 days.
    ClosedForToday {
        /// When it opens next.
        next: Option<Opening>,
    },
    /// It does not open today; `next` within the next 60 days.
    ClosedToday {
        /// When it opens next.
        next: Option<Opening>,
    },
}

impl Schedule {
    /// The calendar date of `moment` at the centre.
    pub fn date(&self, moment: Timestamp) -> Date {
        moment.to_zoned(self.zone.clone()).date()
    }

    /// The spans of `date`: those of its exception, or of its weekday.
    pub fn day(&self, date: Date) -> &[Span] {
        match self.exceptions.get(&date) {
            Some(exception) => &exception.open,
            None => self.weekday(date.weekday()),
        }
    }

    /// The usual spans of a weekday.
    pub fn weekday(&self, weekday: Weekday) -> &[Span] {
        let index = usize::try_from(weekday.to_monday_zero_offset()).unwrap_or_default();
        self.week.get(index).map_or(&[], Vec::as_slice)
    }

    /// The openings that begin on `date`, in order.
    pub fn openings(&self, date: Date) -> Vec<Opening> {
        self.day(date).iter().filter_map(|span| self.opening(date, *span)).collect()
    }

    /// What can be said of today at `moment`.
    pub fn status(&self, moment: Timestamp) -> Status {
        let today = self.date(moment);
        let openings = self.openings(today);
        if openings.iter().any(|opening| opening.until.timestamp() > moment) {
            return Status::OpenToday(openings);
        }
        let next = self.next_opening(today);
        if openings.is_empty() {
            Status::ClosedToday { next }
        } else {
            Status::ClosedForToday { next }
        }
    }

    /// The first opening on a day after `date`, within the next 60 days.
    pub fn next_opening(&self, date: Date) -> Option<Opening> {
        (1..=HORIZON_DAYS)
            .filter_map(|days| date.checked_add(days.days()).ok())
            .find_map(|date| self.openings(date).into_iter().next())
    }

    /// The first moment after `moment` at which [`Schedule::status`] may say something else: the
    /// end of today's last opening, or the centre's midnight.
    pub fn next_change(&self, moment: Timestamp) -> Timestamp {
        let today = self.date(moment);
        let ends = self.openings(today).into_iter().map(|opening| opening.until.timestamp());
        let midnight = today.tomorrow().ok().and_then(|date| self.at(date, Time::midnight()));
        ends.chain(midnight.map(|zoned| zoned.timestamp()))
            .filter(|change| *change > moment)
            .min()
            .unwrap_or(Timestamp::MAX)
    }

    fn opening(&self, date: Date, span: Span) -> Option<Opening> {
        Some(Opening { from: self.minute(date, span.from)?, until: self.minute(date, span.until)? })
    }

    /// `minute` minutes after the midnight that begins `date`, by the clock on the wall.
    fn minute(&self, date: Date, minute: u16) -> Option<Zoned> {
        let wall = date.at(0, 0, 0, 0).checked_add(Duration::new().minutes(minute)).ok()?;
        wall.to_zoned(self.zone.clone()).ok()
    }

    fn at(&self, date: Date, time: Time) -> Option<Zoned> {
        date.to_datetime(time).to_zoned(self.zone.clone()).ok()
    }
}
