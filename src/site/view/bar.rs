//! One day as a bar from midnight to midnight, with the times by two clocks.

use jiff::tz::TimeZone;
use jiff::{ToSpan, Zoned};

use super::context::PageContext;
use super::hours::{by_clock, typical_day};
use super::zone::{city_name, reader_zone};
use crate::content::Direction;

/// One day as a bar; positions in per cent of its width.
#[derive(Debug, Clone)]
pub struct DayBar {
    /// The bar in words, for screen readers.
    pub words: String,
    /// The city whose clock is below the bar; plain text, because SVG has no `bdi`.
    pub city: String,
    /// Its open parts.
    pub open: Vec<Part>,
    /// The middle of the longest of them.
    pub middle: String,
    /// Where it opens first and closes last, and what the two clocks say there.
    pub ends: [Tick; 2],
    /// Where the names of the clocks begin: the left edge, or the right one in a right-to-left language.
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

impl DayBar {
    /// Today's openings, or those of the next day that has any. What lasts past midnight ends at the end of
    /// the bar.
    pub fn new(context: &PageContext<'_>) -> Option<Self> {
        let openings = typical_day(context)?;
        let zone = reader_zone(context)?;
        let there = TimeZone::get(zone).ok()?;
        let (first, last) = (openings.first()?, openings.last()?);
        let midnight = first.from.start_of_day().ok()?;
        let mirrored = context.language.direction == Direction::Rtl;
        let position = |moment: &Zoned| {
            let share = share_of_day(&midnight, moment);
            if mirrored { 100.0 - share } else { share }
        };
        let edges = openings.iter().map(|opening| {
            let (from, until) = (position(&opening.from), position(&opening.until));
            (from.min(until), from.max(until))
        });
        let edges: Vec<_> = edges.collect();
        let longest = edges.iter().max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)))?;
        let tick = |moment: &Zoned| Tick {
            at: percent(position(moment)),
            here: context.format.time(moment.time()),
            there: context.format.time(moment.with_time_zone(there.clone()).time()),
        };
        let part = |(left, right): &(f64, f64)| Part {
            left: percent(*left),
            width: percent(right - left),
        };
        let date = first.from.date();
        let elsewhere: Vec<_> = openings.iter().map(|opening| by_clock(&there, opening)).collect();
        let words = context.ui().hours.bar.plain(|placeholder| match placeholder {
            "city" => city_name(context, zone),
            "here_hours" => context.format.ranges(date, &openings).plain(),
            _ => context.format.ranges(date, &elsewhere).plain(),
        });
        Some(Self {
            words,
            city: city_name(context, zone),
            middle: percent(f64::midpoint(longest.0, longest.1)),
            open: edges.iter().map(part).collect(),
            ends: [tick(&first.from), tick(&last.until)],
            start: if mirrored { "100%" } else { "0" },
        })
    }
}

/// The position of `moment` in the day that begins at `midnight`, in per cent of the wall clock's 24 hours;
/// 100 on a later day.
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
