//! What changes in the hours: days that differ from the week, and the clocks.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::PageContext;
use super::hours::Cities;
use crate::schedule::{ClockChange, Exception, HORIZON_DAYS, Schedule};
use crate::site::markup::Markup;

/// The days to come that differ from the week.
#[derive(Debug, Clone)]
pub enum UnusualDays {
    /// These.
    Days(Vec<Markup>),
    /// None, or nothing is known; in words.
    None(Markup),
}

/// The next change of clocks at the centre.
#[derive(Debug, Clone)]
pub struct Change {
    /// When, and which way.
    pub text: Markup,
    /// The week after it, in the cities whose distance from the centre it changes.
    pub cities: Option<Cities>,
}

impl PageContext<'_> {
    /// The days of the next 60 that differ from the week; whether any are known at all is told by the
    /// coming year.
    pub fn unusual_days(&self) -> Option<UnusualDays> {
        let schedule = self.facts().schedule.as_ref()?;
        let today = schedule.date(self.moment);
        let days: Vec<_> = schedule
            .unusual_days(today)
            .map(|(date, exception)| self.unusual_day(schedule, date, exception))
            .collect();
        if !days.is_empty() {
            return Some(UnusualDays::Days(days));
        }
        let words = &self.ui().hours;
        let year = today..=today.saturating_add(1.year());
        Some(UnusualDays::None(if schedule.exceptions.range(year).next().is_some() {
            let last = self.format.full_date(today.saturating_add(HORIZON_DAYS.days()));
            let last = Markup::isolated(&Markup::escaped(&last));
            self.format.set.fill(&words.no_unusual_days, &[("date", last)])
        } else {
            self.format.set.label(&words.unusual_unknown)
        }))
    }

    fn unusual_day(&self, schedule: &Schedule, date: Date, exception: &Exception) -> Markup {
        let set = self.format.set;
        let openings = schedule.openings(date);
        let hours = self.format.ranges(date, &openings);
        let hours = if openings.is_empty() {
            hours
        } else {
            let values = [("hours", hours), ("offset", self.offset_of(&openings))];
            set.fill(&self.ui().hours.in_zone, &values)
        };
        let day = Markup::isolated(&Markup::escaped(&self.format.date(date)));
        let reason = self.ui().reasons.get(&exception.reason).map(|reason| set.words(reason));
        let values = [("date", day), ("hours", hours), ("reason", reason.unwrap_or_default())];
        set.fill(&self.ui().hours.unusual_day, &values)
    }

    /// The next change of clocks at the centre, and what it does to the cities; none where the
    /// centre's clocks never change.
    pub fn clock_change(&self) -> Option<Change> {
        let schedule = self.facts().schedule.as_ref()?;
        let change = ClockChange::next(&schedule.zone, self.moment)?;
        let words = &self.ui().hours;
        let pattern = if change.is_forward() { &words.clock_forward } else { &words.clock_back };
        let day = schedule.date(change.at);
        let date = Markup::isolated(&Markup::escaped(&self.format.full_date(day)));
        let text = self.format.set.fill(pattern, &[("date", date)]);
        let eve = day.yesterday().unwrap_or(day);
        let after = schedule.next_opening(eve).map(|opening| opening.from);
        let cities = after.and_then(|after| {
            let differs = |there: &TimeZone| {
                let ahead = |at| distance(there, &schedule.zone, at);
                ahead(self.moment) != ahead(after.timestamp())
            };
            self.cities_in_week_of(after.date(), differs)
        });
        Some(Change { text, cities: cities.filter(|cities| !cities.rows.is_empty()) })
    }
}

/// How many seconds `there` is ahead of `here` at `moment`.
fn distance(there: &TimeZone, here: &TimeZone, moment: Timestamp) -> i32 {
    there.to_offset(moment).seconds() - here.to_offset(moment).seconds()
}
