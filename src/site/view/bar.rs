//! One day as a bar from midnight to midnight, with two clocks: a slide rule.

use jiff::tz::TimeZone;
use jiff::{ToSpan, Zoned};

use super::PageContext;
use super::hours::by_clock;
use crate::content::Direction;
use crate::site::markup::Markup;

/// One day as a bar; positions in per cent of its width.
#[derive(Debug, Clone)]
pub struct Day {
    /// The bar in words.
    pub words: String,
    /// The city whose clock is below the bar; plain, because a drawing has no markup.
    pub city: String,
    /// Its open parts.
    pub open: Vec<Part>,
    /// The middle of the longest of them.
    pub middle: String,
    /// Where it opens first and closes last, and what the two clocks say there.
    pub ends: [Tick; 2],
    /// Where the names of the clocks begin: the start of the line.
    pub start: &'static str,
}

/// An open part of the bar.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its left edge.
    pub left: String,
    /// Its width.
    pub width: String,
}

/// A mark on the bar.
#[derive(Debug, Clone)]
pub struct Tick {
    /// Its position.
    pub at: String,
    /// What the centre's clock says.
    pub here: String,
    /// What the city's clock says.
    pub there: String,
}

impl PageContext<'_> {
    /// Today's openings, or those of the next day that has any, as a bar; what lasts past midnight ends
    /// at the end of the bar.
    pub fn day(&self) -> Option<Day> {
        let openings = self.typical_day()?;
        let zone = self.reader_zone()?;
        let there = TimeZone::get(zone).ok()?;
        let (first, last) = (openings.first()?, openings.last()?);
        let midnight = first.from.start_of_day().ok()?;
        let mirrored = self.format.set.direction == Direction::Rtl;
        let place = |moment: &Zoned| {
            let share = share_of_day(&midnight, moment);
            if mirrored { 100.0 - share } else { share }
        };
        let edges: Vec<(f64, f64)> = openings
            .iter()
            .map(|opening| (place(&opening.from), place(&opening.until)))
            .map(|(from, until)| (from.min(until), from.max(until)))
            .collect();
        let longest = edges.iter().copied().max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)))?;
        let tick = |moment: &Zoned| Tick {
            at: percent(place(moment)),
            here: self.format.time(moment.time()),
            there: self.format.time(moment.with_time_zone(there.clone()).time()),
        };
        let part =
            |(left, right): (f64, f64)| Part { left: percent(left), width: percent(right - left) };
        let date = first.from.date();
        let elsewhere: Vec<_> = openings.iter().map(|opening| by_clock(&there, opening)).collect();
        let (here_hours, there_hours) =
            (self.format.ranges(date, &openings), self.format.ranges(date, &elsewhere));
        Some(Day {
            words: self.day_in_words(zone, &here_hours, &there_hours),
            city: self.city_name(zone),
            middle: percent(f64::midpoint(longest.0, longest.1)),
            open: edges.into_iter().map(part).collect(),
            ends: [tick(&first.from), tick(&last.until)],
            start: if mirrored { "100%" } else { "0" },
        })
    }

    fn day_in_words(&self, zone: &str, here: &Markup, there: &Markup) -> String {
        self.ui().hours.bar.plain(|slot| match slot {
            "city" => self.city_name(zone),
            "here_hours" => here.plain(),
            _ => there.plain(),
        })
    }
}

/// How much of the day that begins at `midnight` has gone at `moment`, in per cent, by the clock on the
/// wall; 100 on a later day.
fn share_of_day(midnight: &Zoned, moment: &Zoned) -> f64 {
    if moment.date() > midnight.date()
        || midnight.checked_add(1.day()).is_ok_and(|end| *moment >= end)
    {
        return 100.0;
    }
    let minutes = f64::from(moment.hour()) * 60.0 + f64::from(moment.minute());
    minutes / 14.4
}

fn percent(share: f64) -> String {
    format!("{share:.2}%")
}
