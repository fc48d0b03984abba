//! Schedule arithmetic: a week, exceptions, a time zone; open at a moment, until when, and what next.
//!
//! Pure: the moment is always an argument. Knows no words, no page and no HTTP.

mod clock_change;
mod span;

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span as Duration, Timestamp, ToSpan, Zoned};

pub use clock_change::ClockChange;
pub use span::{Span, SpanError};

/// How many days ahead an opening is looked for, and days that differ from the week; a centre that is
/// closed longer says no day.
pub const HORIZON_DAYS: i32 = 60;

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

/// A span of opening as moments: it is open from the first to, and without, the second.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The first moment at which it is open, in the centre's zone.
    pub from: Zoned,
    /// The first moment at which it is no longer open.
    pub until: Zoned,
}

impl Opening {
    /// Whether it is open at `moment`.
    pub fn contains(&self, moment: Timestamp) -> bool {
        self.from.timestamp() <= moment && moment < self.until.timestamp()
    }
}

/// What can be said of a day at a moment of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// The centre is or will be open today: all openings that touch today, the last of which is not over.
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

    /// Every span of the week, with the weekdays that have it.
    pub fn spans(&self) -> Vec<(Span, Vec<Weekday>)> {
        let mut spans: Vec<(Span, Vec<Weekday>)> = Vec::new();
        for day in Weekday::Monday.cycle_forward().take(7) {
            for span in self.weekday(day) {
                match spans.iter_mut().find(|(known, _)| known == span) {
                    Some((_, days)) => days.push(day),
                    None => spans.push((*span, vec![day])),
                }
            }
        }
        spans
    }

    /// The openings that begin on `date`, in order.
    pub fn openings(&self, date: Date) -> Vec<Opening> {
        self.day(date).iter().filter_map(|span| self.opening(date, *span)).collect()
    }

    /// The openings that touch `date`, in order: those of the day before that last past midnight, and
    /// the day's own.
    fn openings_touching(&self, date: Date) -> Vec<Opening> {
        let before = date.yesterday().map(|yesterday| self.openings(yesterday)).unwrap_or_default();
        let Some(midnight) = self.minute(date, 0) else { return self.openings(date) };
        let mut openings: Vec<_> = before.into_iter().filter(|o| o.until > midnight).collect();
        openings.extend(self.openings(date));
        openings
    }

    /// The opening at `moment`, which says until when; `None` while it is closed.
    pub fn open_at(&self, moment: Timestamp) -> Option<Opening> {
        let openings = self.openings_touching(self.date(moment));
        openings.into_iter().find(|opening| opening.contains(moment))
    }

    /// What can be said of today at `moment`.
    pub fn status(&self, moment: Timestamp) -> Status {
        let today = self.date(moment);
        let openings = self.openings_touching(today);
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

    /// The first opening that begins on a day after `date`, within the next 60 days.
    pub fn next_opening(&self, date: Date) -> Option<Opening> {
        days_after(date).find_map(|date| self.openings(date).into_iter().next())
    }

    /// The first moment after `moment` at which [`Schedule::status`] may say something else: the
    /// end of today's last opening, or the centre's midnight.
    pub fn next_change(&self, moment: Timestamp) -> Timestamp {
        let today = self.date(moment);
        let ends = self.openings_touching(today).into_iter().map(|o| o.until.timestamp());
        let midnight = today.tomorrow().ok().and_then(|date| self.minute(date, 0));
        ends.chain(midnight.map(|zoned| zoned.timestamp()))
            .filter(|change| *change > moment)
            .min()
            .unwrap_or(Timestamp::MAX)
    }

    /// The days from `date` on, within the next 60, that are not as their weekday usually is.
    pub fn unusual_days(&self, date: Date) -> impl Iterator<Item = (Date, &Exception)> {
        let last = date.saturating_add(HORIZON_DAYS.days());
        self.exceptions
            .range(date..=last)
            .filter(|(date, exception)| exception.open != self.weekday(date.weekday()))
            .map(|(date, exception)| (*date, exception))
    }

    /// A span of `date` as moments; `None` where a change of clocks leaves nothing of it.
    fn opening(&self, date: Date, span: Span) -> Option<Opening> {
        let (from, until) = (self.minute(date, span.from)?, self.minute(date, span.until)?);
        (from < until).then_some(Opening { from, until })
    }

    /// `minute` minutes after the midnight that begins `date`, by the clock on the wall. Where that
    /// clock shows a time twice, the first one counts; a time that it skips is as far after the change
    /// as it would have been without one (RFC 5545, section 3.3.5).
    fn minute(&self, date: Date, minute: u16) -> Option<Zoned> {
        let wall = date.at(0, 0, 0, 0).checked_add(Duration::new().minutes(minute)).ok()?;
        wall.to_zoned(self.zone.clone()).ok()
    }
}

/// The days after `date` that are looked at.
fn days_after(date: Date) -> impl Iterator<Item = Date> {
    (1..=HORIZON_DAYS).filter_map(move |days| date.checked_add(days.days()).ok())
}
