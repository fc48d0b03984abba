//! The hours: the standing week in words, and tables and a bar by the clocks of other cities.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{ToSpan, Zoned};

use super::Voice;
use crate::content::Direction;
use crate::hours::{Opening, Schedule, Span};
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
    /// From Monday to Sunday.
    pub rows: Vec<WeekRow>,
}

/// One day by the clock of a city.
#[derive(Debug, Clone)]
pub struct CityRow {
    /// Its name.
    pub name: Markup,
    /// When the centre is open.
    pub hours: Markup,
    /// Hours ahead of the centre.
    pub difference: String,
    /// Whether readers of this language live there first of all.
    pub own: bool,
}

/// One day by the clocks of the cities.
#[derive(Debug, Clone)]
pub struct Cities {
    /// Which day.
    pub caption: Markup,
    /// City by city.
    pub rows: Vec<CityRow>,
}

/// One day as a bar from midnight to midnight; positions in per cent of its width.
#[derive(Debug, Clone)]
pub struct Day {
    /// The bar in words.
    pub words: String,
    /// The city whose clock is below the bar.
    pub city: Markup,
    /// The left edge of the open part.
    pub left: String,
    /// Its width.
    pub width: String,
    /// Its middle.
    pub middle: String,
    /// Where it opens, and what the two clocks say there.
    pub opens: Tick,
    /// Where it closes, and what the two clocks say there.
    pub closes: Tick,
    /// Where the names of the clocks begin: the start of the line.
    pub start: &'static str,
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

impl Voice<'_> {
    /// The standing week, one line for each run of days with the same hours.
    pub fn standing_hours(&self) -> Vec<Markup> {
        let Some(schedule) = &self.facts().schedule else { return Vec::new() };
        let mut lines = Vec::new();
        let mut days = Weekday::Monday.cycle_forward().take(7).peekable();
        while let Some(first) = days.next() {
            let spans = schedule.weekday(first);
            let mut last = first;
            while days.peek().is_some_and(|day| schedule.weekday(*day) == spans) {
                last = days.next().unwrap_or(last);
            }
            if !spans.is_empty() {
                lines.push(self.standing_line(schedule, first, last));
            }
        }
        lines
    }

    fn standing_line(&self, schedule: &Schedule, first: Weekday, last: Weekday) -> Markup {
        let words = &self.ui().hours;
        let set = self.speech.set;
        let name = |day| set.words(self.speech.weekday(day));
        let hours = ("hours", self.speech.ranges(&usual(schedule, first)));
        if first == last {
            return set.fill(&words.one_day, &[("day", name(first)), hours]);
        }
        let values = [("first", name(first)), ("last", name(last)), hours];
        set.fill(&words.several_days, &values)
    }

    /// The week around today, by the centre's clock and by that of the first city.
    pub fn week(&self) -> Option<Week> {
        let schedule = self.facts().schedule.as_ref()?;
        let today = schedule.date(self.moment);
        let monday = today.checked_sub(today.weekday().to_monday_zero_offset().days()).ok()?;
        let zone = self.language.cities.first();
        let rows = monday.series(1.day()).take(7).map(|date| {
            let openings = schedule.openings(date);
            WeekRow {
                day: self.speech.set.words(self.speech.weekday(date.weekday())),
                today: date == today,
                there: zone.and_then(|zone| self.by_clock_of(zone, date, &openings)),
                here: self.speech.ranges(&openings),
            }
        });
        let city = |zone: &String| {
            self.speech.set.fill(&self.ui().hours.column_city, &[("city", self.city(zone))])
        };
        Some(Week { city: zone.map(city), rows: rows.collect() })
    }

    /// The openings of `date` by the clock of another zone, each time with its day where it is
    /// another one.
    fn by_clock_of(&self, zone: &str, date: Date, openings: &[Opening]) -> Option<Markup> {
        let zone = TimeZone::get(zone).ok()?;
        let ranges = openings.iter().map(|opening| {
            let time = |moment: &Zoned| {
                self.speech.time_beside(date, &moment.with_time_zone(zone.clone()))
            };
            let values = [("from", time(&opening.from)), ("until", time(&opening.until))];
            self.speech.set.fill(&self.ui().hours.range, &values)
        });
        let joined = ranges.reduce(|first, second| {
            let values = [("first", first), ("second", second)];
            self.speech.set.fill(&self.ui().hours.two_ranges, &values)
        });
        Some(joined.unwrap_or_else(|| self.speech.set.label(&self.ui().hours.closed)))
    }

    /// Today's hours, or those of the next day that has any, by the clocks of the cities.
    pub fn cities(&self) -> Option<Cities> {
        let openings = self.typical_day()?;
        let opens = &openings.first()?.from;
        let date = opens.date();
        let facts = self.facts();
        let own = &self.language.cities;
        let others = facts.cities.iter().filter(|zone| !own.contains(zone));
        // As many as the facts list: the readers' own cities take the place of the last ones.
        let zones = own.iter().chain(others).take(facts.cities.len());
        let rows = zones.filter_map(|zone| {
            let there = TimeZone::get(zone).ok()?;
            Some(CityRow {
                name: self.city(zone),
                hours: self.by_clock_of(zone, date, &openings)?,
                difference: difference(opens, &there),
                own: own.first() == Some(zone),
            })
        });
        let date = Markup::isolated(&Markup::escaped(&self.speech.full_date(date)));
        let caption = self.speech.set.fill(&self.ui().hours.cities_caption, &[("date", date)]);
        Some(Cities { caption, rows: rows.collect() })
    }

    /// The day of [`Voice::cities`] as a bar.
    pub fn day(&self) -> Option<Day> {
        let opening = self.typical_day()?.into_iter().next()?;
        let zone = self.language.cities.first()?;
        let there = TimeZone::get(zone).ok()?;
        let from = share_of_day(&opening.from);
        let until = share_of_day(&opening.until);
        let mirrored = self.speech.set.direction == Direction::Rtl;
        let place = |share: f64| if mirrored { 100.0 - share } else { share };
        let tick = |moment: &Zoned, share| Tick {
            at: percent(place(share)),
            here: self.speech.time(moment.time()),
            there: self.speech.time(moment.with_time_zone(there.clone()).time()),
        };
        let (left, right) = (place(from).min(place(until)), place(from).max(place(until)));
        let (opens, closes) = (tick(&opening.from, from), tick(&opening.until, until));
        let hours_there =
            self.by_clock_of(zone, opening.from.date(), std::slice::from_ref(&opening));
        Some(Day {
            words: self.day_in_words(zone, &self.speech.range(&opening), &hours_there?),
            city: self.city(zone),
            left: percent(left),
            width: percent(right - left),
            middle: percent(f64::midpoint(left, right)),
            opens,
            closes,
            start: if mirrored { "100%" } else { "0" },
        })
    }

    fn day_in_words(&self, zone: &str, here: &Markup, there: &Markup) -> String {
        self.ui().hours.bar.plain(|slot| match slot {
            "city" => self.ui().cities.get(zone).cloned().unwrap_or_default(),
            "here_hours" => here.plain(),
            _ => there.plain(),
        })
    }

    /// The openings of today, or of the next day that has any.
    fn typical_day(&self) -> Option<Vec<Opening>> {
        let schedule = self.facts().schedule.as_ref()?;
        let today = schedule.date(self.moment);
        Some(match schedule.openings(today) {
            none if none.is_empty() => schedule.openings(schedule.next_opening(today)?.from.date()),
            openings => openings,
        })
    }
}

/// The usual openings of a weekday, on a day without a change of clocks.
fn usual(schedule: &Schedule, weekday: Weekday) -> Vec<Opening> {
    let spans = schedule.weekday(weekday).iter();
    let wall = |minute: u16| {
        let start = Date::constant(2026, 1, 5).at(0, 0, 0, 0);
        start.checked_add(i64::from(minute).minutes()).ok()?.to_zoned(TimeZone::UTC).ok()
    };
    let opening = |span: &Span| Some(Opening { from: wall(span.from)?, until: wall(span.until)? });
    spans.filter_map(opening).collect()
}

/// How many hours `there` is ahead of the zone of `moment`: `+8`, `+10:30`, `−1`.
fn difference(moment: &Zoned, there: &TimeZone) -> String {
    let ahead = there.to_offset(moment.timestamp()).seconds() - moment.offset().seconds();
    let sign = match ahead {
        0 => "",
        1.. => "+",
        _ => "\u{2212}",
    };
    let minutes = ahead.unsigned_abs() / 60;
    match minutes % 60 {
        0 => format!("{sign}{}", minutes / 60),
        rest => format!("{sign}{}:{rest:02}", minutes / 60),
    }
}

/// How much of its day has gone at `moment`, in per cent.
fn share_of_day(moment: &Zoned) -> f64 {
    let minutes = f64::from(moment.hour()) * 60.0 + f64::from(moment.minute());
    minutes / 14.4
}

fn percent(share: f64) -> String {
    format!("{share:.2}%")
}
