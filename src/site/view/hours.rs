//! The hours: the standing week in words, tables by the clocks of other cities, and what changes.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::context::PageContext;
use super::zone::{city, reader_zone, zones};
use crate::content::message::Message;
use crate::schedule::{ClockChange, Exception, HORIZON_DAYS, Opening, Schedule, Span};
use crate::site::date_time::signed_hours;
use crate::site::markup::Markup;

/// A day without a change of clocks, for hours that belong to no date.
const ANY_DAY: Date = Date::constant(2026, 1, 5);

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
pub struct Week {
    /// The heading of the city's column.
    pub city: Option<Markup>,
    /// Seven days, beginning with the first day of the reader's week.
    pub rows: Vec<WeekRow>,
}

impl Week {
    /// The week around today, by the centre's clock and by that of the reader's city.
    pub fn new(context: &PageContext<'_>) -> Option<Self> {
        let schedule = context.facts().schedule.as_ref()?;
        let today = schedule.date(context.moment);
        let zone = reader_zone(context);
        let rules = zone.and_then(|zone| TimeZone::get(zone).ok());
        let renderer = context.renderer();
        let rows = week_of(context, today).map(|date| {
            let openings = schedule.openings(date);
            WeekRow {
                day: renderer.words(context.format.weekday(date.weekday())),
                today: date == today,
                there: rules.as_ref().map(|rules| ranges_there(context, rules, date, &openings)),
                here: context.format.ranges(date, &openings),
            }
        });
        let column = &context.ui().hours.column_city;
        let heading = |zone| renderer.fill(column, &[("city", city(context, zone))]);
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
        let start = &openings.first()?.from;
        let own = reader_zone(context);
        // As many as the facts list: the reader's own ones take the place of the last ones.
        let shown = zones(context).into_iter().take(context.facts().cities.len().max(1));
        let rows = shown.filter_map(|zone| {
            let there = TimeZone::get(zone).ok().filter(|there| wanted(there))?;
            let ahead = there.to_offset(start.timestamp()).seconds() - start.offset().seconds();
            Some(CityRow {
                name: city(context, zone),
                hours: week_there(context, &there, &week),
                difference: if ahead == 0 { "0".to_owned() } else { signed_hours(ahead) },
                own: own == Some(zone),
            })
        });
        let rows = rows.collect();
        let date = |date| Markup::isolated(&context.format.date(date));
        let days = [("first", date(*first)), ("last", date(*last))];
        let caption = context.renderer().fill(&context.ui().hours.cities_caption, &days);
        Some(Self { caption, rows })
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
    /// Those of the next 60 days. Without any, the sentence depends on whether the coming year has one.
    pub fn new(context: &PageContext<'_>) -> Option<Self> {
        let schedule = context.facts().schedule.as_ref()?;
        let today = schedule.date(context.moment);
        let days = schedule.unusual_days(today);
        let days: Vec<_> =
            days.map(|(date, day)| unusual_day(context, schedule, date, day)).collect();
        if !days.is_empty() {
            return Some(Self::Days(days));
        }
        let words = &context.ui().hours;
        let mut year = schedule.exceptions.range(today..=today.saturating_add(1.year()));
        Some(Self::None(if year.next().is_some() {
            let last = context.format.full_date(today.saturating_add(HORIZON_DAYS.days()));
            let values = [("date", Markup::isolated(&last))];
            context.renderer().fill(&words.no_unusual_days, &values)
        } else {
            context.renderer().label(&words.unusual_unknown)
        }))
    }
}

fn unusual_day(
    context: &PageContext<'_>,
    schedule: &Schedule,
    date: Date,
    exception: &Exception,
) -> Markup {
    let (renderer, ui) = (context.renderer(), context.ui());
    let openings = schedule.openings(date);
    let hours = if openings.is_empty() {
        context.format.ranges(date, &openings)
    } else {
        ranges_with_offset(context, date, &openings)
    };
    let reason = ui.reasons.get(&exception.reason).map(|reason| renderer.words(reason));
    let values = [
        ("date", Markup::isolated(&context.format.date(date))),
        ("hours", hours),
        ("reason", reason.unwrap_or_default()),
    ];
    renderer.fill(&ui.hours.unusual_day, &values)
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
        let text = context.renderer().fill(pattern, &values);
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
    let Some(schedule) = &context.facts().schedule else { return Vec::new() };
    let words = &context.ui().hours;
    let runs = runs(Weekday::Monday.cycle_forward().take(7), |day| schedule.weekday(*day));
    let open = runs.into_iter().filter(|(_, _, spans)| !spans.is_empty());
    open.map(|(first, last, spans)| {
        let hours = context.format.ranges(ANY_DAY, &usual(spans));
        days_and_hours(context, (first, last), hours, (&words.one_day, &words.several_days))
    })
    .collect()
}

/// A line for the days from `first` to `last`, by the first pattern if they are one.
fn days_and_hours(
    context: &PageContext<'_>,
    (first, last): (Weekday, Weekday),
    hours: Markup,
    (one, several): (&Message, &Message),
) -> Markup {
    let renderer = context.renderer();
    let name = |day| renderer.words(context.format.weekday(day));
    if first == last {
        return renderer.fill(one, &[("day", name(first)), ("hours", hours)]);
    }
    let values = [("first", name(first)), ("last", name(last)), ("hours", hours)];
    renderer.fill(several, &values)
}

/// The seven days of the reader's week that `date` belongs to.
fn week_of(context: &PageContext<'_>, date: Date) -> impl Iterator<Item = Date> + use<> {
    let first_day = context.ui().calendar.first_day.weekday();
    let first = date.saturating_sub(date.weekday().since(first_day).days());
    first.series(1.day()).take(7)
}

/// The openings of `date` by the clock of `zone`; a time on another day is marked as such.
fn ranges_there(
    context: &PageContext<'_>,
    zone: &TimeZone,
    date: Date,
    openings: &[Opening],
) -> Markup {
    let there: Vec<_> = openings.iter().map(|opening| by_clock(zone, opening)).collect();
    context.format.ranges(date, &there)
}

/// The openings of `date`, with the distance from UTC at the end of the last one.
pub fn ranges_with_offset(context: &PageContext<'_>, date: Date, openings: &[Opening]) -> Markup {
    let offset = openings.last().map(|last| context.format.offset(&last.until));
    let hours = context.format.ranges(date, openings);
    let values = [("hours", hours), ("offset", offset.unwrap_or_default())];
    context.renderer().fill(&context.ui().hours.in_zone, &values)
}

/// A week by another clock: its hours alone where every open day has the same, else with their days.
fn week_there(
    context: &PageContext<'_>,
    zone: &TimeZone,
    week: &[(Date, Vec<Opening>)],
) -> Vec<Markup> {
    let words = &context.ui().hours;
    let runs = runs(week.iter(), |(date, openings)| {
        (!openings.is_empty()).then(|| ranges_there(context, zone, *date, openings))
    });
    let open = runs
        .into_iter()
        .filter_map(|(first, last, hours)| Some(((first.0.weekday(), last.0.weekday()), hours?)));
    let open: Vec<_> = open.collect();
    if let [(_, hours)] = open.as_slice() {
        return vec![hours.clone()];
    }
    let line =
        |(days, hours)| days_and_hours(context, days, hours, (&words.day_there, &words.days_there));
    open.into_iter().map(line).collect()
}

/// The openings of today, or of the next day that has any.
pub fn typical_day(context: &PageContext<'_>) -> Option<Vec<Opening>> {
    let schedule = context.facts().schedule.as_ref()?;
    let today = schedule.date(context.moment);
    Some(match schedule.openings(today) {
        none if none.is_empty() => schedule.openings(schedule.next_opening(today)?.from.date()),
        openings => openings,
    })
}

/// Runs of neighbours for which `value` is the same: the first, the last, and that value.
fn runs<T: Copy, V: PartialEq>(
    items: impl Iterator<Item = T>,
    value: impl Fn(&T) -> V,
) -> Vec<(T, T, V)> {
    let mut runs: Vec<(T, T, V)> = Vec::new();
    for item in items {
        let value = value(&item);
        match runs.last_mut().filter(|(_, _, known)| *known == value) {
            Some((_, last, _)) => *last = item,
            None => runs.push((item, item, value)),
        }
    }
    runs
}

/// An opening by the clock of `zone`.
pub fn by_clock(zone: &TimeZone, opening: &Opening) -> Opening {
    Opening {
        from: opening.from.with_time_zone(zone.clone()),
        until: opening.until.with_time_zone(zone.clone()),
    }
}

/// The openings of a usual day.
fn usual(spans: &[Span]) -> Vec<Opening> {
    let wall = |minute: u16| {
        let start = ANY_DAY.at(0, 0, 0, 0);
        start.checked_add(i64::from(minute).minutes()).ok()?.to_zoned(TimeZone::UTC).ok()
    };
    let opening = |span: &Span| Some(Opening { from: wall(span.from)?, until: wall(span.until)? });
    spans.iter().filter_map(opening).collect()
}
