//! The hours: the standing week in words, tables and a bar by the clocks of other cities, and what changes.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};

use super::context::PageContext;
use super::zone::{city, city_name, reader_zone, zones};
use crate::content::Direction;
use crate::content::message::Message;
use crate::schedule::{ClockChange, Exception, HORIZON_DAYS, Opening, Schedule, Span};
use crate::site::date_time::signed_hours;
use crate::site::markup::Markup;

/// A Monday, for hours that belong to no date.
const ANY_MONDAY: Date = Date::constant(2026, 1, 5);

/// A day of the week by two clocks.
#[derive(Debug, Clone)]
pub struct WeekRow {
    /// The day at the centre.
    pub day: Markup,
    /// Whether this is today.
    pub today: bool,
    /// The hours by the centre's clock.
    pub here: Markup,
    /// The hours by the city's clock.
    pub there: Option<Markup>,
}

/// The week by two clocks.
#[derive(Debug, Clone)]
pub struct WeekTable {
    /// The heading of the city's column.
    pub city: Option<Markup>,
    /// Seven days, beginning with the first day of the reader's week.
    pub rows: Vec<WeekRow>,
}

impl WeekTable {
    /// The week around today, by the centre's clock and by that of the reader's city.
    pub fn new(context: &PageContext<'_>) -> Option<Self> {
        let schedule = context.facts().schedule.as_ref()?;
        let today = schedule.date(context.moment);
        let zone = reader_zone(context);
        let rules = zone.and_then(|zone| TimeZone::get(zone).ok());
        let rows = week_of(context, today).map(|date| {
            let openings = schedule.openings(date);
            WeekRow {
                day: context.words(context.format.weekday(date.weekday())),
                today: date == today,
                there: rules.as_ref().map(|rules| ranges_there(context, rules, date, &openings)),
                here: context.format.ranges(date, &openings),
            }
        });
        let column = &context.ui().hours.column_city;
        let heading = |zone| context.fill(column, &[("city", city(context, zone))]);
        Some(Self { city: zone.map(heading), rows: rows.collect() })
    }
}

/// A week by the clock of a city.
#[derive(Debug, Clone)]
pub struct CityRow {
    /// Its name.
    pub name: Markup,
    /// When the centre is open: one line, or one for each run of days with the same hours.
    pub hours: Vec<Markup>,
    /// Hours ahead of the centre.
    pub difference: String,
    /// Whether it is the reader's.
    pub own: bool,
}

/// A week by the clocks of the cities.
#[derive(Debug, Clone)]
pub struct Cities {
    /// Which days.
    pub caption: Markup,
    /// One row for each city.
    pub rows: Vec<CityRow>,
}

impl Cities {
    /// The week of today, or of the next day that has any hours.
    pub fn new(context: &PageContext<'_>) -> Option<Self> {
        let day = typical_day(context)?.first()?.from.date();
        Self::in_week_of(context, day, |_| true)
    }

    /// The reader's week of `date`, in those cities whose zones are `wanted`.
    fn in_week_of(
        context: &PageContext<'_>,
        date: Date,
        wanted: impl Fn(&TimeZone) -> bool,
    ) -> Option<Self> {
        let schedule = context.facts().schedule.as_ref()?;
        let week: Vec<_> =
            week_of(context, date).map(|date| (date, schedule.openings(date))).collect();
        let open: Vec<_> = week.iter().filter(|(_, openings)| !openings.is_empty()).collect();
        let ((first, openings), (last, _)) = (open.first()?, open.last()?);
        let start = openings.first()?.from.timestamp();
        let own = reader_zone(context);
        // As many as the facts list: the reader's own ones take the place of the last ones.
        let shown = zones(context).into_iter().take(context.facts().cities.len().max(1));
        let rows = shown.filter_map(|zone| {
            let there = TimeZone::get(zone).ok().filter(|there| wanted(there))?;
            let ahead = seconds_ahead(&there, &schedule.zone, start);
            Some(CityRow {
                name: city(context, zone),
                hours: week_there(context, &there, &week),
                difference: if ahead == 0 { "0".to_owned() } else { signed_hours(ahead) },
                own: own == Some(zone),
            })
        });
        let date = |date| Markup::isolated(&context.format.date(date));
        let days = [("first", date(*first)), ("last", date(*last))];
        let caption = context.fill(&context.ui().hours.cities_caption, &days);
        Some(Self { caption, rows: rows.collect() })
    }
}

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
        let city = city_name(context, zone);
        let words = context.ui().hours.bar.plain(|placeholder| match placeholder {
            "city" => city.clone(),
            "here_hours" => context.format.ranges(date, &openings).plain(),
            _ => ranges_there(context, &there, date, &openings).plain(),
        });
        Some(Self {
            words,
            city,
            middle: percent(f64::midpoint(longest.0, longest.1)),
            open: edges.iter().map(part).collect(),
            ends: [tick(&first.from), tick(&last.until)],
            start: if mirrored { "100%" } else { "0" },
        })
    }
}

/// The days to come that differ from the week.
#[derive(Debug, Clone)]
pub enum UnusualDays {
    /// One line for each.
    Days(Vec<Markup>),
    /// There are none, or nothing is known: a sentence.
    None(Markup),
}

impl UnusualDays {
    /// Those of the next [`HORIZON_DAYS`] days. Without any, the sentence depends on whether the coming year has one.
    pub fn new(context: &PageContext<'_>) -> Option<Self> {
        let schedule = context.facts().schedule.as_ref()?;
        let today = schedule.date(context.moment);
        let words = &context.ui().hours;
        let line = |(date, exception): (Date, &Exception)| {
            let reason = context.ui().reasons.get(&exception.reason);
            let values = [
                ("date", Markup::isolated(&context.format.date(date))),
                ("hours", ranges_with_offset(context, date, &schedule.openings(date))),
                ("reason", reason.map(|reason| context.words(reason)).unwrap_or_default()),
            ];
            context.fill(&words.unusual_day, &values)
        };
        let days: Vec<_> = schedule.unusual_days(today).map(line).collect();
        if !days.is_empty() {
            return Some(Self::Days(days));
        }
        if schedule.coming_exceptions(today).next().is_none() {
            return Some(Self::None(context.label(&words.unusual_unknown)));
        }
        let last = context.format.full_date(today.saturating_add(HORIZON_DAYS.days()));
        let values = [("date", Markup::isolated(&last))];
        Some(Self::None(context.fill(&words.no_unusual_days, &values)))
    }
}

/// The next change of clocks at the centre.
#[derive(Debug, Clone)]
pub struct ClockChangeView {
    /// When, and which way.
    pub text: Markup,
    /// The week after it, in the cities whose distance from the centre it changes.
    pub cities: Option<Cities>,
}

impl ClockChangeView {
    /// `None` where the centre's clocks do not change within a year.
    pub fn new(context: &PageContext<'_>) -> Option<Self> {
        let schedule = context.facts().schedule.as_ref()?;
        let change = ClockChange::next(&schedule.zone, context.moment)?;
        let words = &context.ui().hours;
        let pattern = if change.is_forward() { &words.clock_forward } else { &words.clock_back };
        let day = schedule.date(change.at);
        let values = [("date", Markup::isolated(&context.format.full_date(day)))];
        let text = context.fill(pattern, &values);
        let eve = day.yesterday().unwrap_or(day);
        let cities = schedule.next_opening(eve).and_then(|opening| {
            let after = opening.from;
            let differs = |there: &TimeZone| {
                let ahead = |at| seconds_ahead(there, &schedule.zone, at);
                ahead(context.moment) != ahead(after.timestamp())
            };
            Cities::in_week_of(context, after.date(), differs)
        });
        Some(Self { text, cities: cities.filter(|cities| !cities.rows.is_empty()) })
    }
}

/// How many seconds `there` is ahead of `here` at `moment`.
fn seconds_ahead(there: &TimeZone, here: &TimeZone, moment: Timestamp) -> i32 {
    there.to_offset(moment).seconds() - here.to_offset(moment).seconds()
}

/// The standing week, one line for each run of days with the same hours.
pub fn standing_hours(context: &PageContext<'_>) -> Vec<Markup> {
    let schedule = context.facts().schedule.as_ref();
    schedule.map(|schedule| week_here(context, &schedule.week)).unwrap_or_default()
}

/// A week by the centre's clock, one line for each run of days with the same hours.
fn week_here(context: &PageContext<'_>, week: &[Vec<Span>; 7]) -> Vec<Markup> {
    // Where no clock changes, a time is what the author wrote.
    let (zone, week, exceptions) = (TimeZone::UTC, week.clone(), BTreeMap::new());
    let standing = Schedule { zone, week, exceptions };
    let days = ANY_MONDAY.series(1.day()).take(7);
    let week: Vec<_> = days.map(|date| (date, standing.openings(date))).collect();
    let runs = runs(&week, |date, openings| context.format.ranges(date, openings));
    let words = &context.ui().hours;
    let patterns = (&words.one_day, &words.several_days);
    runs.into_iter().map(|run| days_and_hours(context, run, patterns)).collect()
}

/// A line for the days from `first` to `last`, by the first pattern if they are one.
fn days_and_hours(
    context: &PageContext<'_>,
    (first, last, hours): (Date, Date, Markup),
    (one, several): (&Message, &Message),
) -> Markup {
    let name = |day: Date| context.words(context.format.weekday(day.weekday()));
    if first == last {
        return context.fill(one, &[("day", name(first)), ("hours", hours)]);
    }
    context.fill(several, &[("first", name(first)), ("last", name(last)), ("hours", hours)])
}

/// The seven days of the reader's week that `date` belongs to.
fn week_of(context: &PageContext<'_>, date: Date) -> impl Iterator<Item = Date> + use<> {
    let first_day = context.ui().calendar.first_day.weekday();
    let first = date.saturating_sub(date.weekday().since(first_day).days());
    first.series(1.day()).take(7)
}

/// The openings of `date` by the clock of `zone`; a time on another day is marked as such.
pub fn ranges_there(
    context: &PageContext<'_>,
    zone: &TimeZone,
    date: Date,
    openings: &[Opening],
) -> Markup {
    let there = openings.iter().map(|opening| Opening {
        from: opening.from.with_time_zone(zone.clone()),
        until: opening.until.with_time_zone(zone.clone()),
    });
    context.format.ranges(date, &there.collect::<Vec<_>>())
}

/// The openings of `date`, if it has any with the distance from UTC at the end of the last one.
pub fn ranges_with_offset(context: &PageContext<'_>, date: Date, openings: &[Opening]) -> Markup {
    let hours = context.format.ranges(date, openings);
    let Some(last) = openings.last() else { return hours };
    let values = [("hours", hours), ("offset", context.format.offset(&last.until))];
    context.fill(&context.ui().hours.in_zone, &values)
}

/// A week by another clock: its hours alone where every open day has the same, else with their days.
fn week_there(
    context: &PageContext<'_>,
    zone: &TimeZone,
    week: &[(Date, Vec<Opening>)],
) -> Vec<Markup> {
    let runs = runs(week, |date, openings| ranges_there(context, zone, date, openings));
    if let [(_, _, hours)] = runs.as_slice() {
        return vec![hours.clone()];
    }
    let words = &context.ui().hours;
    let patterns = (&words.day_there, &words.days_there);
    runs.into_iter().map(|run| days_and_hours(context, run, patterns)).collect()
}

/// The hours of every week by the centre's clock and by the reader's.
#[derive(Debug, Clone)]
pub struct HoursByTwoClocks {
    /// By the centre's clock, line by line.
    pub here: Vec<Markup>,
    /// The reader's city, and by its clock, line by line.
    pub there: Option<(Markup, Vec<Markup>)>,
}

impl HoursByTwoClocks {
    /// The `week` as it is at the moment of `context`; `None` where the centre's clock is not known.
    pub fn new(context: &PageContext<'_>, week: &[Vec<Span>; 7]) -> Option<Self> {
        let schedule = context.facts().schedule.as_ref()?.every_week(week.clone());
        let there = reader_zone(context).and_then(|zone| {
            let clock = TimeZone::get(zone).ok()?;
            let next = schedule.next_opening(schedule.date(context.moment).yesterday().ok()?)?;
            let days = week_of(context, next.from.date());
            let days: Vec<_> = days.map(|date| (date, schedule.openings(date))).collect();
            let runs = runs(&days, |date, openings| ranges_there(context, &clock, date, openings));
            let words = &context.ui().hours;
            let patterns = (&words.day_there, &words.days_there);
            let lines = runs.into_iter().map(|run| days_and_hours(context, run, patterns));
            Some((city(context, zone), lines.collect()))
        });
        Some(Self { here: week_here(context, week), there })
    }
}

/// The openings of today, or of the next day that has any.
fn typical_day(context: &PageContext<'_>) -> Option<Vec<Opening>> {
    let schedule = context.facts().schedule.as_ref()?;
    let today = schedule.date(context.moment);
    Some(match schedule.openings(today) {
        none if none.is_empty() => schedule.openings(schedule.next_opening(today)?.from.date()),
        openings => openings,
    })
}

/// Runs of neighbouring days with the same `hours`: the first, the last, and the hours. Days on which the
/// centre is closed are left out.
fn runs(
    days: &[(Date, Vec<Opening>)],
    hours: impl Fn(Date, &[Opening]) -> Markup,
) -> Vec<(Date, Date, Markup)> {
    let mut runs: Vec<(Date, Date, Markup)> = Vec::new();
    for (date, openings) in days.iter().filter(|(_, openings)| !openings.is_empty()) {
        let hours = hours(*date, openings);
        match runs.last_mut() {
            Some((_, last, same)) if *same == hours && last.tomorrow().ok() == Some(*date) => {
                *last = *date;
            }
            _ => runs.push((*date, *date, hours)),
        }
    }
    runs
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
