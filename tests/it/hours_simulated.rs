//! The schedule compared with a simulation that uses nothing but the wall clock, over two years.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, ToSpan};
use patient_center::content::Content;
use patient_center::schedule::{Exception, Schedule, Span, Status};
use patient_center::site::view::PageContext;
use patient_center::site::view::hours::{Cities, OpenPart, WeekTable};
use patient_center::site::zone::ZoneAsked;
use proptest::prelude::*;

use crate::support::content::fixture;

const FIRST: Date = date(2026, 1, 1);
const DAYS: i32 = 2 * 365;
const ZONES: [&str; 9] = [
    "America/New_York",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "Africa/Cairo",
    "America/Santiago",
    "Africa/Casablanca",
    "Pacific/Chatham",
    "UTC",
];

/// When the centre is open during two years, computed from the wall clock alone.
///
/// The tests compare it with the schedule not in every minute but where either of them may change.
/// That proves as much. The simulation changes at the ends of its intervals, the date at a midnight or at
/// a change of clocks; `Schedule::open_at` compares the moment with the ends of the openings of a date
/// and of the day before, and nothing else of it depends on the moment. So all are constant between two
/// neighbours of [`Simulation::changes`], and a comparison at each of these, a minute before and a
/// minute after, is one in every interval and at both of its ends. Random minutes in addition would find
/// a schedule that changes anywhere else.
struct Simulation {
    zone: TimeZone,
    start: i64,
    end: i64,
    /// The open intervals in seconds, each without its end; in order, and apart.
    open: Vec<(i64, i64)>,
    /// The second at which each date begins on the wall clock, in order.
    days: Vec<i64>,
}

impl Simulation {
    fn of(schedule: &Schedule) -> Self {
        let zone = schedule.zone.clone();
        let (start, end) = (midnight(&zone, FIRST), midnight(&zone, last()));
        let mut open = Vec::new();
        for date in FIRST.yesterday().unwrap().series(1.day()).take_while(|date| *date < last()) {
            let spans = match schedule.exceptions.get(&date) {
                Some(exception) => &exception.open,
                None => {
                    &schedule.week[usize::try_from(date.weekday().to_monday_zero_offset()).unwrap()]
                }
            };
            let at = |minute| wall(&zone, date, minute);
            let intervals = spans.iter().map(|span| (at(span.from), at(span.until)));
            open.extend(intervals.filter(|(from, until)| from < until && *from < end));
        }
        let mut days = vec![start];
        let midnights = FIRST.series(1.day()).take_while(|date| *date < last());
        let mut candidates: Vec<i64> = midnights.map(|date| midnight(&zone, date)).collect();
        candidates.extend(clock_changes(&zone, start, end));
        candidates.sort_unstable();
        for second in candidates {
            if date_at(&zone, second) != date_at(&zone, *days.last().unwrap()) {
                days.push(second);
            }
        }
        Self { zone, start, end, open: merged(open), days }
    }

    fn is_open(&self, second: i64) -> bool {
        self.is_open_within(second, second + 60)
    }

    /// Whether it is open in a minute of those from `from` to `until`.
    fn is_open_within(&self, from: i64, until: i64) -> bool {
        let before = self.open.partition_point(|(opens, _)| *opens < until);
        self.open[..before].last().is_some_and(|(_, closes)| from < *closes)
    }

    /// Every second at which the simulation or `schedule` may say something else than before.
    fn changes(&self, schedule: &Schedule) -> BTreeSet<i64> {
        let mut changes: BTreeSet<i64> = self.days.iter().copied().collect();
        changes.extend(clock_changes(&self.zone, self.start, self.end));
        changes.extend(self.open.iter().flat_map(|(from, until)| [*from, *until]));
        for date in FIRST.yesterday().unwrap().series(1.day()).take_while(|date| *date <= last()) {
            let openings = schedule.openings(date).into_iter();
            changes.extend(openings.flat_map(|opening| {
                [opening.from, opening.until].map(|zoned| zoned.timestamp().as_second())
            }));
        }
        changes
    }

    /// What the status may be at a moment, from the simulation alone.
    fn status(&self, second: i64) -> &'static str {
        let next = self.days.partition_point(|day| *day <= second);
        let day = (self.days[next - 1], self.days.get(next).copied().unwrap_or(self.end));
        if self.is_open_within(second, day.1) {
            "open today"
        } else if self.is_open_within(day.0, second) {
            "closed for today"
        } else {
            "closed today"
        }
    }
}

/// The same time as `intervals`, in order and apart.
fn merged(mut intervals: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    intervals.sort_unstable();
    let mut merged: Vec<(i64, i64)> = Vec::new();
    for (from, until) in intervals {
        match merged.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(until),
            _ => merged.push((from, until)),
        }
    }
    merged
}

fn moment(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn date_at(zone: &TimeZone, second: i64) -> Date {
    zone.to_datetime(moment(second)).date()
}

/// The seconds between `start` and `end` at which the zone changes its offset.
fn clock_changes(zone: &TimeZone, start: i64, end: i64) -> Vec<i64> {
    let changes = zone.following(moment(start)).map(|change| change.timestamp().as_second());
    changes.take_while(|second| *second < end).collect()
}

fn last() -> Date {
    FIRST.checked_add(DAYS.days()).unwrap()
}

fn midnight(zone: &TimeZone, date: Date) -> i64 {
    wall(zone, date, 0)
}

/// The second at which the wall clock first shows `minute` of `date`; a time that it skips is read with
/// the offset from before the change.
fn wall(zone: &TimeZone, date: Date, minute: u16) -> i64 {
    let shown = date.at(0, 0, 0, 0).checked_add(i64::from(minute).minutes()).unwrap();
    let offset = match zone.to_ambiguous_zoned(shown).offset() {
        AmbiguousOffset::Unambiguous { offset } => offset,
        AmbiguousOffset::Gap { before, .. } | AmbiguousOffset::Fold { before, .. } => before,
    };
    offset.to_timestamp(shown).unwrap().as_second()
}

/// Up to two spans of a day, in order and apart; the last may end after midnight, before six.
fn spans() -> impl Strategy<Value = Vec<Span>> {
    let minutes = prop::collection::btree_set(0_u16..1440, 0..5);
    (minutes, 0_u16..360).prop_map(|(minutes, late)| {
        let minutes: Vec<u16> = minutes.into_iter().filter(|minute| *minute >= 360).collect();
        let pairs = minutes.chunks(2).map(|pair| match pair {
            [from, until] => Span { from: *from, until: *until },
            _ => Span { from: pair[0], until: 1440 + late },
        });
        pairs.collect()
    })
}

fn schedules() -> impl Strategy<Value = Schedule> {
    let week = prop::array::uniform7(spans());
    let exceptions = prop::collection::btree_map(0..DAYS, spans(), 0..40);
    (prop::sample::select(&ZONES[..]), week, exceptions).prop_map(|(zone, week, exceptions)| {
        let exceptions = exceptions.into_iter().map(|(day, open)| {
            let date = FIRST.checked_add(day.days()).unwrap();
            (date, Exception { open, reason: None })
        });
        let zone = TimeZone::get(zone).unwrap();
        Schedule { zone, week, exceptions: exceptions.collect(), changed: None }
    })
}

/// Whether the minute of a day that begins `minute` minutes after midnight is in one of `parts`, which begin
/// at the right in a right-to-left language.
fn is_drawn(parts: &[OpenPart], minute: u16, mirrored: bool) -> bool {
    let share = (f64::from(minute) + 0.5) / 14.4;
    let share = if mirrored { 100.0 - share } else { share };
    let number = |text: &str| text.strip_suffix('%').unwrap().parse::<f64>().unwrap();
    parts.iter().any(|part| {
        let left = number(&part.left);
        left <= share && share < left + number(&part.width)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn the_schedule_is_open_in_exactly_the_minutes_of_the_simulation(
        schedule in schedules(),
        random in prop::collection::vec(0..i64::from(DAYS) * 1440, 500),
    ) {
        let simulation = Simulation::of(&schedule);
        let around = simulation.changes(&schedule).into_iter().flat_map(|at| [at - 60, at, at + 60]);
        let random = random.into_iter().map(|minute| simulation.start + minute * 60);
        let minutes: BTreeSet<i64> = around.chain(random).collect();
        prop_assert!(minutes.len() > 2 * 700, "every midnight, and the minute before it");
        for second in minutes.range(simulation.start..simulation.end) {
            let expected = simulation.is_open(*second);
            let moment = moment(*second);
            prop_assert_eq!(schedule.open_at(moment).is_some(), expected, "{}", moment);
        }
    }

    #[test]
    fn between_two_changes_the_status_is_that_of_the_simulation(schedule in schedules()) {
        let simulation = Simulation::of(&schedule);
        let end = moment(simulation.end - 60);
        let mut at = moment(simulation.start + 24 * 60 * 60);
        let mut seen = BTreeSet::new();
        while at < end {
            let change = schedule.next_change(at).min(end);
            prop_assert!(change > at);
            let (from, to) = (at.as_second(), change.as_second() - 60);
            let middle = from + (to - from) / 120 * 60;
            for second in [from, middle, to] {
                let status = match schedule.status(moment(second)) {
                    Status::OpenToday(_) => "open today",
                    Status::ClosedForToday { .. } => "closed for today",
                    Status::ClosedToday { .. } => "closed today",
                };
                prop_assert_eq!(status, simulation.status(second), "{}", moment(second));
                seen.insert(status);
            }
            at = change;
        }
        prop_assert!(!seen.is_empty());
    }

    #[test]
    fn the_next_opening_is_the_first_that_the_simulation_has_on_a_later_day(schedule in schedules()) {
        let simulation = Simulation::of(&schedule);
        for day in (0..DAYS - 62).step_by(17) {
            let date = FIRST.checked_add(day.days()).unwrap();
            let found = schedule.next_opening(date).map(|opening| opening.from.timestamp());
            let later = (1..=60).find_map(|days| {
                let date = date.checked_add(days.days()).unwrap();
                schedule.openings(date).first().map(|o| o.from.timestamp())
            });
            prop_assert_eq!(found, later);
            if let Some(found) = found {
                prop_assert!(simulation.is_open(found.as_second()));
            }
        }
    }

    #[test]
    fn the_lanes_are_the_openings_by_the_readers_clock_and_mirrored_from_right_to_left(
        schedule in schedules(),
        zone in prop::sample::select(&ZONES[..]),
        day in 7..DAYS - 70,
        hour in 0_i64..24,
    ) {
        let mut content = Content::load(&fixture("other-hospital")).0.unwrap();
        content.facts.schedule = Some(schedule.clone());
        let start = moment(midnight(&schedule.zone, FIRST.checked_add(day.days()).unwrap()));
        let at = start + hour.hours();
        let rules = TimeZone::get(zone).unwrap();
        for facts in &content.facts.languages {
            let mirrored = facts.language.as_str() == "he";
            let context = PageContext::new(&content, facts, at).unwrap();
            let context = context.asking(Some(ZoneAsked::of(zone)));
            let week = WeekTable::new(&context).unwrap();
            let today = date_at(&rules, at.as_second());
            let index = week.rows.iter().position(|row| row.today).unwrap();
            prop_assert_eq!(week.rows.len(), 7);
            for (row, number) in week.rows.iter().zip(0_i32..) {
                let past = number - i32::try_from(index).unwrap();
                let date = today.checked_add(past.days()).unwrap();
                let weekday = context.format.weekday(date.weekday());
                prop_assert_eq!(row.day.plain(), weekday);
                let closed = context.ui().hours.closed.to_string();
                prop_assert_eq!(row.parts.is_empty(), row.hours.plain() == closed);
                for minute in 0..1440 {
                    let shown = date.at(0, 0, 0, 0).checked_add(i64::from(minute).minutes()).unwrap();
                    let shown = rules.to_ambiguous_zoned(shown);
                    let AmbiguousOffset::Unambiguous { .. } = shown.offset() else { continue };
                    let at = shown.compatible().unwrap().timestamp();
                    let open = schedule.open_at(at).is_some();
                    prop_assert_eq!(is_drawn(&row.parts, minute, mirrored), open, "{}", at);
                }
            }
            let Some(cities) = Cities::new(&context) else { continue };
            let row = cities.rows.iter().find(|row| row.own).unwrap();
            let today = schedule.openings(schedule.date(at));
            let next = || schedule.next_opening(schedule.date(at));
            let day = if let [first, ..] = &today[..] { first.from.date() } else { next().unwrap().from.date() };
            let mut open = [false; 1440];
            for opening in schedule.openings(day) {
                let from = rules.to_datetime(opening.from.timestamp());
                let from = i64::from(from.hour()) * 60 + i64::from(from.minute());
                let length = opening.from.duration_until(&opening.until).as_mins();
                for minute in from..from + length {
                    open[usize::try_from(minute % 1440).unwrap()] = true;
                }
            }
            for (minute, open) in (0..1440).zip(open) {
                prop_assert_eq!(is_drawn(&row.parts, minute, mirrored), open, "{}", minute);
            }
        }
    }
}
