//! The hours: the standing week in words, tables by the clocks of other cities with each day as a lane, and
//! the days that differ.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{ToSpan, Zoned};

use super::context::PageContext;
use super::zone::{city, reader_zone, zones};
use crate::content::Direction;
use crate::content::message::Message;
use crate::schedule::{ClockChange, Exception, HORIZON_DAYS, Opening, Schedule, Span};
use crate::site::date_time::sign;
use crate::site::markup::Markup;

/// A Monday, for hours that belong to no date.
const ANY_MONDAY: Date = Date::constant(2026, 1, 5);

/// The minutes of a day.
const DAY: f64 = 1440.0;

/// An open part of a day; its position and its width in per cent of the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenPart {
    /// Its left edge; in a right-to-left language the day begins at the right.
    pub left: String,
    /// Its width.
    pub width: String,
}

impl OpenPart {
    /// From one minute of the day to another.
    fn new(context: &PageContext<'_>, from: f64, until: f64) -> Self {
        let mirrored = context.language.direction == Direction::Rtl;
        let left = if mirrored { DAY - until } else { from };
        let percent = |minutes: f64| format!("{:.2}%", minutes / DAY * 100.0);
        Self { left: percent(left), width: percent((until - from).max(0.0)) }
    }
}

/// A day by the clock of the reader's city.
#[derive(Debug, Clone)]
pub struct DayRow {
    /// The day of the week.
    pub day: Markup,
    /// Whether it is today.
    pub today: bool,
    /// Its open parts.
    pub parts: Vec<OpenPart>,
    /// The same in words.
    pub hours: Markup,
}

impl DayRow {
    fn new(
        context: &PageContext<'_>,
        schedule: &Schedule,
        zone: &TimeZone,
        date: Date,
    ) -> Option<Self> {
        let midnight = |date: Date| date.to_zoned(zone.clone()).ok();
        let (start, end) = (midnight(date)?, midnight(date.tomorrow().ok()?)?);
        let times = schedule.open_between(start.timestamp(), end.timestamp());
        let times = times.into_iter().map(|(from, until)| Opening {
            from: from.to_zoned(zone.clone()),
            until: until.to_zoned(zone.clone()),
        });
        let times: Vec<_> = times.collect();
        let parts = times.iter().map(|time| {
            let from = if time.from <= start { 0.0 } else { minute_of_day(&time.from) };
            let until = if time.until >= end { DAY } else { minute_of_day(&time.until) };
            OpenPart::new(context, from, until)
        });
        let hours = times.iter().map(|time| within_day(context, (&start, &end), time));
        Some(Self {
            day: context.format.weekday_markup(date.weekday()),
            today: context.moment.to_zoned(zone.clone()).date() == date,
            parts: parts.collect(),
            hours: context.format.all_ranges(hours),
        })
    }
}

/// What a day from `start` to `end` has of an opening, in words. An end beyond the day is not told, for it
/// stands on the next day.
fn within_day(context: &PageContext<'_>, (start, end): (&Zoned, &Zoned), time: &Opening) -> Markup {
    let words = &context.ui().hours;
    let fill = |message, moment: &Zoned| {
        context.fill(message, &[("time", context.format.time_markup(moment.time()))])
    };
    match (time.from <= *start, time.until > *end) {
        (true, _) if time.until >= *end => context.label(&words.all_day),
        (true, _) => fill(&words.until, &time.until),
        (false, true) => fill(&words.from, &time.from),
        (false, false) => context.format.range(start.date(), time),
    }
}

/// The minutes that the clock shows at `moment`.
fn minute_of_day(moment: &Zoned) -> f64 {
    f64::from(moment.hour()) * 60.0 + f64::from(moment.minute())
}

/// The week by the clock of the reader's city.
#[derive(Debug, Clone)]
pub struct WeekTable {
    /// Whose clock it is.
    pub heading: Markup,
    /// Which days they are.
    pub days: Markup,
    /// Seven days, beginning with the first day of the reader's week.
    pub rows: Vec<DayRow>,
}

impl WeekTable {
    /// The week around today; by the centre's clock where no city is known.
    pub fn new(context: &PageContext<'_>) -> Option<Self> {
        let schedule = context.facts().schedule.as_ref()?;
        let words = &context.ui().hours;
        let rules = |zone| Some((zone, context.content.time_zones.get(zone)?));
        let zone = reader_zone(context).and_then(rules);
        let (city, rules) = match zone {
            Some((zone, rules)) => (city(context, zone), rules),
            None => (context.label(&words.here), schedule.zone.clone()),
        };
        let today = context.moment.to_zoned(rules.clone()).date();
        let days: Vec<_> = week_of(context, today).collect();
        let name = |date: &Date| context.format.date_markup(*date);
        let ends = [("first", name(days.first()?)), ("last", name(days.last()?))];
        let rows = days.iter().filter_map(|date| DayRow::new(context, schedule, &rules, *date));
        Some(Self {
            heading: context.fill(&words.hours_there, &[("city", city)]),
            days: context.fill(&words.week_of, &ends),
            rows: rows.collect(),
        })
    }
}

/// The centre's hours by the clock of a city.
#[derive(Debug, Clone)]
pub struct CityRow {
    /// Its name.
    pub name: Markup,
    /// Hours ahead of the centre, with their unit.
    pub difference: Markup,
    /// The open parts of a day.
    pub parts: Vec<OpenPart>,
    /// The same in words.
    pub hours: Markup,
    /// The hours after the next change of clocks at the centre, where that changes them.
    pub later: Option<Markup>,
    /// Whether it is the reader's.
    pub own: bool,
}

/// The hours of a day at the centre by the clocks of the cities.
#[derive(Debug, Clone)]
pub struct Cities {
    /// Which day.
    pub caption: Markup,
    /// When the centre changes its clocks, if that changes the hours of any city.
    pub from: Option<Markup>,
    /// One row for each city.
    pub rows: Vec<CityRow>,
}

impl Cities {
    /// The hours of today, or of the next day that has any.
    pub fn new(context: &PageContext<'_>) -> Option<Self> {
        let schedule = context.facts().schedule.as_ref()?;
        let words = &context.ui().hours;
        let openings = typical_day(context)?;
        let date = openings.first()?.from.date();
        let change = ClockChange::next(&schedule.zone, context.moment);
        let change = change.map(|change| schedule.date(change.at));
        let later = change.and_then(|change| same_day_from(schedule, change, date));
        // As many as the facts list: the reader's own ones take the place of the last ones.
        let shown = zones(context).into_iter().take(context.facts().cities.len().max(1));
        let rows = shown.filter_map(|zone| {
            CityRow::new(context, zone, (date, &openings), later.as_ref().map(|(d, o)| (*d, &**o)))
        });
        let rows: Vec<_> = rows.collect();
        let on = |message, day| context.fill(message, &[("date", day)]);
        let from = change.filter(|_| rows.iter().any(|row| row.later.is_some()));
        Some(Self {
            caption: on(&words.cities_caption, context.format.date_markup(date)),
            from: from
                .map(|change| on(&words.column_from, context.format.full_date_markup(change))),
            rows,
        })
    }
}

impl CityRow {
    /// By the clock of `zone`: the openings of a day, and those of a day like it after the change of clocks.
    fn new(
        context: &PageContext<'_>,
        zone: &str,
        (date, openings): (Date, &[Opening]),
        later: Option<(Date, &[Opening])>,
    ) -> Option<Self> {
        let rules = context.content.time_zones.get(zone)?;
        let ahead = |moment: &Zoned| {
            rules.to_offset(moment.timestamp()).seconds() - moment.offset().seconds()
        };
        let now = ahead(&openings.first()?.from);
        let later = later.and_then(|(date, openings)| {
            let from = &openings.first()?.from;
            let then = ahead(from);
            let hours = (then != now).then(|| ranges_there(context, &rules, date, openings))?;
            // The city's own change of clocks, soon after that of the centre.
            let mut days =
                (1..=i64::from(HORIZON_DAYS)).map_while(|days| from.checked_add(days.days()).ok());
            let Some(next) = days.find(|moment| ahead(moment) != then) else { return Some(hours) };
            let last = next.date().yesterday().unwrap_or(next.date());
            let values = [("hours", hours), ("date", context.format.full_date_markup(last))];
            Some(context.fill(&context.ui().hours.hours_through, &values))
        });
        Some(Self {
            name: city(context, zone),
            difference: difference(context, now),
            parts: openings.iter().flat_map(|o| parts_of_any_day(context, &rules, o)).collect(),
            hours: ranges_there(context, &rules, date, openings),
            later,
            own: reader_zone(context) == Some(zone),
        })
    }
}

/// How far a city is ahead of the centre: `+9 h`, `+10 h 30 min`.
fn difference(context: &PageContext<'_>, seconds: i32) -> Markup {
    let words = &context.ui().hours;
    let minutes = seconds.unsigned_abs() / 60;
    let hours = ("hours", Markup::left_to_right(&format!("{}{}", sign(seconds), minutes / 60)));
    match minutes % 60 {
        0 => context.fill(&words.difference, &[hours]),
        rest => {
            let rest = ("minutes", Markup::left_to_right(&format!("{rest:02}")));
            context.fill(&words.difference_minutes, &[hours, rest])
        }
    }
}

/// The parts of a day that `opening` has by the clock of `zone`, if it is the same on every day: what lasts
/// past midnight is at the beginning of the day.
fn parts_of_any_day(
    context: &PageContext<'_>,
    zone: &TimeZone,
    opening: &Opening,
) -> Vec<OpenPart> {
    let from = minute_of_day(&opening.from.with_time_zone(zone.clone()));
    let until = from + opening.from.duration_until(&opening.until).as_secs_f64() / 60.0;
    let today = OpenPart::new(context, from, until.min(DAY));
    let rest = (until > DAY).then(|| OpenPart::new(context, 0.0, (until - DAY).min(from)));
    rest.into_iter().chain([today]).collect()
}

/// The first day from `start` on with the same hours as `day`, and its openings.
fn same_day_from(schedule: &Schedule, start: Date, day: Date) -> Option<(Date, Vec<Opening>)> {
    let mut days =
        start.series(1.day()).take_while(|date| *date <= start.saturating_add(HORIZON_DAYS.days()));
    let date = days.find(|date| schedule.day(*date) == schedule.day(day))?;
    Some((date, schedule.openings(date)))
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
            let date_and_hours = [
                ("date", context.format.date_markup(date)),
                ("hours", ranges_with_offset(context, date, &schedule.openings(date))),
            ];
            match context.reason(exception) {
                Some(reason) => {
                    let values = date_and_hours.into_iter().chain([("reason", reason)]);
                    context.fill(&words.unusual_day_reason, &values.collect::<Vec<_>>())
                }
                None => context.fill(&words.unusual_day, &date_and_hours),
            }
        };
        let days: Vec<_> = schedule.unusual_days(today).map(line).collect();
        if !days.is_empty() {
            return Some(Self::Days(days));
        }
        if schedule.coming_exceptions(today).next().is_none() {
            return Some(Self::None(context.label(&words.unusual_unknown)));
        }
        let last = today.saturating_add(HORIZON_DAYS.days());
        let values = [("date", context.format.full_date_markup(last))];
        Some(Self::None(context.fill(&words.no_unusual_days, &values)))
    }
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
    let standing = Schedule { zone, week, exceptions, changed: None };
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
    let name = |day: Date| context.format.weekday_markup(day.weekday());
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

/// The openings of `date` by the clock of `zone`. A beginning or an end on another day is marked as such.
fn ranges_there(
    context: &PageContext<'_>,
    zone: &TimeZone,
    date: Date,
    openings: &[Opening],
) -> Markup {
    let there = openings.iter().map(|opening| {
        let [from, until] = [&opening.from, &opening.until].map(|m| m.with_time_zone(zone.clone()));
        context.format.range(date, &Opening { from, until })
    });
    context.format.all_ranges(there)
}

/// The openings of `date`, if it has any with the distance from UTC at the end of the last one.
pub fn ranges_with_offset(context: &PageContext<'_>, date: Date, openings: &[Opening]) -> Markup {
    let hours = context.format.ranges(date, openings);
    let Some(last) = openings.last() else { return hours };
    let values = [("hours", hours), ("offset", context.format.offset(&last.until))];
    context.fill(&context.ui().hours.in_zone, &values)
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
            let clock = context.content.time_zones.get(zone)?;
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
