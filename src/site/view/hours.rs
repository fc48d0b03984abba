//! The hours: the standing week in words, and tables by the clocks of other cities.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

use super::PageContext;
use crate::schedule::{Opening, Schedule, Span};
use crate::site::date_time::signed_hours;
use crate::site::markup::Markup;

/// A day of the week by two clocks.
#[derive(Debug, Clone)]
pub struct WeekRow {
    /// The day at the centre.
    pub day: Markup,
    /// Whether this is today.
    pub today: bool,
    /// By the centre's clock.
    pub here: Markup,
    /// By the city's clock.
    pub there: Option<Markup>,
}

/// The week by two clocks.
#[derive(Debug, Clone)]
pub struct Week {
    /// The heading of the city's column.
    pub city: Option<Markup>,
    /// Seven days from the one with which the reader's week begins.
    pub rows: Vec<WeekRow>,
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
    /// City by city.
    pub rows: Vec<CityRow>,
}

impl<'a> PageContext<'a> {
    /// The standing week, one line for each run of days with the same hours.
    pub fn standing_hours(&self) -> Vec<Markup> {
        let Some(schedule) = &self.facts().schedule else { return Vec::new() };
        let days = Weekday::Monday.cycle_forward().take(7);
        let spans = |day: &Weekday| schedule.weekday(*day).to_vec();
        let runs = runs(days, spans).into_iter().filter(|(_, _, spans)| !spans.is_empty());
        runs.map(|(first, last, _)| self.standing_line(schedule, first, last)).collect()
    }

    fn standing_line(&self, schedule: &Schedule, first: Weekday, last: Weekday) -> Markup {
        let words = &self.ui().hours;
        let set = self.format.set;
        let name = |day| set.words(self.format.weekday(day));
        let hours = ("hours", self.format.ranges(ANY_DAY, &usual(schedule, first)));
        if first == last {
            return set.fill(&words.one_day, &[("day", name(first)), hours]);
        }
        let values = [("first", name(first)), ("last", name(last)), hours];
        set.fill(&words.several_days, &values)
    }

    /// The seven days of the reader's week that `date` belongs to.
    fn week_of(&self, date: Date) -> impl Iterator<Item = Date> {
        let first_day = self.ui().calendar.first_day.0;
        let first = date.saturating_sub(date.weekday().since(first_day).days());
        first.series(1.day()).take(7)
    }

    /// The week around today, by the centre's clock and by that of the reader's city.
    pub fn week(&self) -> Option<Week> {
        let schedule = self.facts().schedule.as_ref()?;
        let today = schedule.date(self.moment);
        let zone = self.reader_zone();
        let rules = zone.and_then(|zone| TimeZone::get(zone).ok());
        let rows = self.week_of(today).map(|date| {
            let openings = schedule.openings(date);
            WeekRow {
                day: self.format.set.words(self.format.weekday(date.weekday())),
                today: date == today,
                there: rules.as_ref().map(|rules| self.by_clock_of(rules, date, &openings)),
                here: self.format.ranges(date, &openings),
            }
        });
        let city = |zone: &str| {
            self.format.set.fill(&self.ui().hours.column_city, &[("city", self.city(zone))])
        };
        Some(Week { city: zone.map(city), rows: rows.collect() })
    }

    /// The openings of `date` by the clock of another zone, each time with its day where it is
    /// another one.
    pub(super) fn by_clock_of(&self, zone: &TimeZone, date: Date, openings: &[Opening]) -> Markup {
        let there: Vec<_> = openings.iter().map(|opening| by_clock(zone, opening)).collect();
        self.format.ranges(date, &there)
    }

    /// The week of today, or of the next day that has any hours, by the clocks of the cities.
    pub fn cities(&self) -> Option<Cities> {
        let day = self.typical_day()?.first()?.from.date();
        self.cities_in_week_of(day, |_| true)
    }

    /// The reader's week of `date` by the clocks of those cities whose zones are `wanted`.
    pub(super) fn cities_in_week_of(
        &self,
        date: Date,
        wanted: impl Fn(&TimeZone) -> bool,
    ) -> Option<Cities> {
        let schedule = self.facts().schedule.as_ref()?;
        let week: Vec<_> = self.week_of(date).map(|date| (date, schedule.openings(date))).collect();
        let open: Vec<_> = week.iter().filter(|(_, openings)| !openings.is_empty()).collect();
        let ((first, openings), (last, _)) = (open.first()?, open.last()?);
        let start = &openings.first()?.from;
        let own = self.reader_zone();
        let rows = self.city_zones().into_iter().filter_map(|zone| {
            let there = TimeZone::get(zone).ok().filter(|there| wanted(there))?;
            let ahead = there.to_offset(start.timestamp()).seconds() - start.offset().seconds();
            Some(CityRow {
                name: self.city(zone),
                hours: self.week_there(&there, &week),
                difference: if ahead == 0 { "0".to_owned() } else { signed_hours(ahead) },
                own: own == Some(zone),
            })
        });
        let date = |date| Markup::isolated(&Markup::escaped(&self.format.date(date)));
        let days = [("first", date(*first)), ("last", date(*last))];
        let caption = self.format.set.fill(&self.ui().hours.cities_caption, &days);
        Some(Cities { caption, rows: rows.collect() })
    }

    /// As many cities as the facts list: the reader's own ones take the place of the last ones.
    fn city_zones(&self) -> Vec<&'a str> {
        let mut zones = self.zones();
        zones.truncate(self.facts().cities.len().max(1));
        zones
    }

    /// A week by another clock: its hours alone where every open day has the same, else with their days.
    fn week_there(&self, zone: &TimeZone, week: &[(Date, Vec<Opening>)]) -> Vec<Markup> {
        let hours = |(date, openings): &(Date, Vec<Opening>)| {
            if openings.is_empty() { None } else { Some(self.by_clock_of(zone, *date, openings)) }
        };
        let runs = runs(week.iter(), |day| hours(day));
        let open =
            runs.into_iter().filter_map(|(first, last, hours)| Some((first.0, last.0, hours?)));
        let open: Vec<_> = open.collect();
        if let [(_, _, hours)] = open.as_slice() {
            return vec![hours.clone()];
        }
        open.into_iter().map(|(first, last, hours)| self.line_there(first, last, hours)).collect()
    }

    fn line_there(&self, first: Date, last: Date, hours: Markup) -> Markup {
        let words = &self.ui().hours;
        let set = self.format.set;
        let name = |date: Date| set.words(self.format.weekday(date.weekday()));
        if first == last {
            return set.fill(&words.day_there, &[("day", name(first)), ("hours", hours)]);
        }
        let values = [("first", name(first)), ("last", name(last)), ("hours", hours)];
        set.fill(&words.days_there, &values)
    }

    /// The openings of today, or of the next day that has any.
    pub(super) fn typical_day(&self) -> Option<Vec<Opening>> {
        let schedule = self.facts().schedule.as_ref()?;
        let today = schedule.date(self.moment);
        Some(match schedule.openings(today) {
            none if none.is_empty() => schedule.openings(schedule.next_opening(today)?.from.date()),
            openings => openings,
        })
    }
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
pub(super) fn by_clock(zone: &TimeZone, opening: &Opening) -> Opening {
    Opening {
        from: opening.from.with_time_zone(zone.clone()),
        until: opening.until.with_time_zone(zone.clone()),
    }
}

/// A day without a change of clocks, for hours that belong to no date.
const ANY_DAY: Date = Date::constant(2026, 1, 5);

/// The usual openings of a weekday.
fn usual(schedule: &Schedule, weekday: Weekday) -> Vec<Opening> {
    let spans = schedule.weekday(weekday).iter();
    let wall = |minute: u16| {
        let start = ANY_DAY.at(0, 0, 0, 0);
        start.checked_add(i64::from(minute).minutes()).ok()?.to_zoned(TimeZone::UTC).ok()
    };
    let opening = |span: &Span| Some(Opening { from: wall(span.from)?, until: wall(span.until)? });
    spans.filter_map(opening).collect()
}
