//! Schedule arithmetic: given a week, exceptions and a time zone, is it open at a moment, until when, and
//! when does it open next?
//!
//! Pure: the moment is always an argument. Independent of content, pages and HTTP.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan, Zoned};

/// How many days ahead the next opening, and days that differ from the week, are searched.
pub const HORIZON_DAYS: i32 = 60;

/// A span of opening on one day, in minutes from the midnight at the start of the day.
///
/// A span past midnight ends after minute 1,440: `22:00-26:00` is open until two in the morning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The first minute that is open.
    pub from: u16,
    /// The first minute that is no longer open; greater than `from`.
    pub until: u16,
}

/// Why a text is not a [`Span`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpanError {
    /// It is not written `08:00-17:00`.
    Malformed,
    /// It ends before it starts, or is longer than a day.
    Backwards,
}

impl Span {
    /// The number of minutes in a day.
    pub const DAY: u16 = 24 * 60;

    /// Parses `08:00-17:00`.
    pub fn parse(text: &str) -> Result<Self, SpanError> {
        let (from, until) = text.split_once('-').ok_or(SpanError::Malformed)?;
        let from = minute(from).filter(|from| *from < Self::DAY).ok_or(SpanError::Malformed)?;
        let until = minute(until).ok_or(SpanError::Malformed)?;
        if until <= from || until > from + Self::DAY {
            return Err(SpanError::Backwards);
        }
        Ok(Self { from, until })
    }

    /// Whether the two spans have a minute in common.
    pub fn overlaps(self, other: Self) -> bool {
        self.from < other.until && other.from < self.until
    }
}

/// `HH:MM`, hours up to 47.
fn minute(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let two_digits = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    if !two_digits(hours) || !two_digits(minutes) {
        return None;
    }
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 48 && minutes < 60).then_some(hours * 60 + minutes)
}

/// A day that differs from the week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// Empty: closed all day.
    pub open: Vec<Span>,
    /// The key of the text that explains it, if there is one.
    pub reason: Option<String>,
}

/// When the centre is open.
#[derive(Debug, Clone)]
pub struct Schedule {
    /// The centre's own time zone.
    pub zone: TimeZone,
    /// Monday to Sunday; a day without spans is closed.
    pub week: [Vec<Span>; 7],
    /// The days that differ from the week.
    pub exceptions: BTreeMap<Date, Exception>,
    /// The day on which any of this was changed last, if it was written down.
    pub changed: Option<Date>,
}

/// A span as moments; `until` is exclusive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The first moment at which the centre is open, in its own zone.
    pub from: Zoned,
    /// The first moment at which the centre is closed again.
    pub until: Zoned,
}

impl Opening {
    /// Whether `moment` is within the opening.
    pub fn contains(&self, moment: Timestamp) -> bool {
        self.from.timestamp() <= moment && moment < self.until.timestamp()
    }
}

/// The status of today at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// The centre is open, or opens later today: all openings that overlap today. The last one is not over.
    OpenToday(Vec<Opening>),
    /// It was open today and does not open again today.
    ClosedForToday {
        /// The next opening, if there is one within [`HORIZON_DAYS`].
        next: Option<Opening>,
    },
    /// It does not open today.
    ClosedToday {
        /// The next opening, if there is one within [`HORIZON_DAYS`].
        next: Option<Opening>,
    },
}

impl Schedule {
    /// Another week by the same clock, without exceptions.
    #[must_use]
    pub fn every_week(&self, week: [Vec<Span>; 7]) -> Self {
        Self { zone: self.zone.clone(), week, exceptions: BTreeMap::new(), changed: None }
    }

    /// The date of `moment` in the centre's time zone.
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

    /// The regular spans of a weekday.
    pub fn weekday(&self, weekday: Weekday) -> &[Span] {
        let index = usize::try_from(weekday.to_monday_zero_offset()).unwrap_or_default();
        self.week.get(index).map_or(&[], Vec::as_slice)
    }

    /// Every distinct span of the week, with its weekdays.
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

    /// The openings that start on `date`, in order.
    pub fn openings(&self, date: Date) -> Vec<Opening> {
        self.day(date).iter().filter_map(|span| self.opening(date, *span)).collect()
    }

    /// The openings that overlap `date`, in order: those of the day before that end after midnight, and
    /// those of the day.
    fn openings_touching(&self, date: Date) -> Vec<Opening> {
        let before = date.yesterday().map(|yesterday| self.openings(yesterday)).unwrap_or_default();
        let Some(midnight) = self.minute(date, 0) else { return self.openings(date) };
        let before = before.into_iter().filter(|opening| opening.until > midnight);
        before.chain(self.openings(date)).collect()
    }

    /// The opening at `moment`; `None` if the centre is closed.
    pub fn open_at(&self, moment: Timestamp) -> Option<Opening> {
        let openings = self.openings_touching(self.date(moment));
        openings.into_iter().find(|opening| opening.contains(moment))
    }

    /// The times at which the centre is open and that have a moment between `start` and `end`, in order
    /// and apart: openings that touch are one. They are whole, also before `start` and after `end`.
    pub fn open_between(&self, start: Timestamp, end: Timestamp) -> Vec<(Timestamp, Timestamp)> {
        // An opening lasts a day at most. One day more, so that those that touch it are known, too.
        let first = self.date(start).saturating_sub(2.days());
        let last = self.date(end).saturating_add(1.day());
        let mut times: Vec<(Timestamp, Timestamp)> = Vec::new();
        for opening in first
            .series(1.day())
            .take_while(|date| *date <= last)
            .flat_map(|date| self.openings(date))
        {
            let (from, until) = (opening.from.timestamp(), opening.until.timestamp());
            match times.last_mut() {
                Some((_, before)) if from <= *before => *before = until.max(*before),
                _ => times.push((from, until)),
            }
        }
        times.retain(|(from, until)| *from < end && start < *until);
        times
    }

    /// The status at `moment` of the day that it is at the centre.
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

    /// The first opening that starts on a day after `date`, within [`HORIZON_DAYS`].
    pub fn next_opening(&self, date: Date) -> Option<Opening> {
        let mut days = (1..=HORIZON_DAYS).filter_map(|days| date.checked_add(days.days()).ok());
        days.find_map(|date| self.openings(date).into_iter().next())
    }

    /// The first moment after `moment` at which [`Schedule::status`] may change: the end of an opening,
    /// or midnight at the centre.
    pub fn next_change(&self, moment: Timestamp) -> Timestamp {
        let today = self.date(moment);
        let ends = self.openings_touching(today).into_iter().map(|o| o.until.timestamp());
        let midnight = today.tomorrow().ok().and_then(|date| self.minute(date, 0));
        ends.chain(midnight.map(|zoned| zoned.timestamp()))
            .filter(|change| *change > moment)
            .min()
            .unwrap_or(Timestamp::MAX)
    }

    /// The exceptions of the year that begins with `date`.
    pub fn coming_exceptions(&self, date: Date) -> impl Iterator<Item = (&Date, &Exception)> {
        self.exceptions.range(date..=date.saturating_add(1.year()))
    }

    /// The days from `date` on, within [`HORIZON_DAYS`], whose spans differ from those of their weekday.
    pub fn unusual_days(&self, date: Date) -> impl Iterator<Item = (Date, &Exception)> {
        let last = date.saturating_add(HORIZON_DAYS.days());
        self.exceptions
            .range(date..=last)
            .filter(|(date, exception)| exception.open != self.weekday(date.weekday()))
            .map(|(date, exception)| (*date, exception))
    }

    /// `span` of `date` as moments; `None` if a change of clocks leaves nothing of it.
    fn opening(&self, date: Date, span: Span) -> Option<Opening> {
        let (from, until) = (self.minute(date, span.from)?, self.minute(date, span.until)?);
        (from < until).then_some(Opening { from, until })
    }

    /// The local time `minute` minutes after the start of `date`. Of a local time that occurs twice, the
    /// first occurrence is meant; a time that is skipped is interpreted with the offset before the gap
    /// (RFC 5545, section 3.3.5).
    fn minute(&self, date: Date, minute: u16) -> Option<Zoned> {
        let wall = date.at(0, 0, 0, 0).checked_add(i32::from(minute).minutes()).ok()?;
        wall.to_zoned(self.zone.clone()).ok()
    }
}

/// A change of clocks: a zone sets them forward or back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockChange {
    /// The first moment by the new clock.
    pub at: Timestamp,
    /// The offset from UTC before it.
    pub before: Offset,
    /// The offset from UTC from then on.
    pub after: Offset,
}

impl ClockChange {
    /// The first change of clocks in `zone` after `moment`, within a year. A transition that changes the
    /// abbreviation but not the offset does not count.
    pub fn next(zone: &TimeZone, moment: Timestamp) -> Option<Self> {
        let limit = moment.checked_add((366 * 24).hours()).ok()?;
        let mut before = zone.to_offset(moment);
        for transition in zone.following(moment).take_while(|t| t.timestamp() <= limit) {
            let after = transition.offset();
            if after != before {
                return Some(Self { at: transition.timestamp(), before, after });
            }
            before = after;
        }
        None
    }

    /// Whether the clocks are set forward.
    pub fn is_forward(&self) -> bool {
        self.after > self.before
    }
}
