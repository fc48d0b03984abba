//! The schedule against a simulation that knows nothing but clocks on walls: two years, minute by minute.

use std::collections::HashMap;

use jiff::civil::{Date, date};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, ToSpan};
use patient_center::schedule::{Exception, Schedule, Span, Status};
use proptest::prelude::*;

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

/// For every minute of two years whether it is open, and which date the clock shows.
struct Simulation {
    start: i64,
    open: Vec<bool>,
    dates: Vec<Date>,
}

impl Simulation {
    fn of(schedule: &Schedule) -> Self {
        let (start, end) = (midnight(&schedule.zone, FIRST), midnight(&schedule.zone, last()));
        let minutes = usize::try_from((end - start) / 60).unwrap();
        let mut open = vec![false; minutes];
        let mut dates = Vec::with_capacity(minutes);
        for minute in 0..i64::try_from(minutes).unwrap() {
            let moment = Timestamp::from_second(start + minute * 60).unwrap();
            dates.push(schedule.zone.to_datetime(moment).date());
        }
        for date in FIRST.yesterday().unwrap().series(1.day()).take_while(|date| *date < last()) {
            let spans = match schedule.exceptions.get(&date) {
                Some(exception) => &exception.open,
                None => {
                    &schedule.week[usize::try_from(date.weekday().to_monday_zero_offset()).unwrap()]
                }
            };
            for span in spans {
                let at = |minute| (wall(&schedule.zone, date, minute) - start) / 60;
                for minute in at(span.from)..at(span.until) {
                    if let Some(flag) = usize::try_from(minute).ok().and_then(|m| open.get_mut(m)) {
                        *flag = true;
                    }
                }
            }
        }
        Self { start, open, dates }
    }

    fn moment(&self, minute: usize) -> Timestamp {
        Timestamp::from_second(self.start + i64::try_from(minute).unwrap() * 60).unwrap()
    }
}

fn last() -> Date {
    FIRST.checked_add(DAYS.days()).unwrap()
}

fn midnight(zone: &TimeZone, date: Date) -> i64 {
    wall(zone, date, 0)
}

/// The second at which the clock on the wall shows it first; a time that is skipped, by the former offset.
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
            (date, Exception { open, reason: String::new() })
        });
        Schedule { zone: TimeZone::get(zone).unwrap(), week, exceptions: exceptions.collect() }
    })
}

/// What the status may be on a date, from the simulation alone.
fn expected(simulation: &Simulation, minute: usize) -> &'static str {
    let date = simulation.dates[minute];
    let of_date = |m: &usize| simulation.dates[*m] == date;
    let open = |m: usize| simulation.open[m];
    if (minute..simulation.open.len()).take_while(of_date).any(open) {
        "open today"
    } else if (0..minute).rev().take_while(of_date).any(open) {
        "closed for today"
    } else {
        "closed today"
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn the_schedule_is_open_in_exactly_the_minutes_of_the_simulation(schedule in schedules()) {
        let simulation = Simulation::of(&schedule);
        let mut open = vec![false; simulation.open.len()];
        let mut opening = None;
        for (minute, flag) in open.iter_mut().enumerate() {
            let moment = simulation.moment(minute);
            let known: Option<&patient_center::schedule::Opening> = opening.as_ref();
            // PageQuery anew at every quarter of an hour, and wherever the simulation changes its mind.
            let changes = minute > 0 && simulation.open[minute] != simulation.open[minute - 1];
            if minute % 15 == 0 || changes || known.is_some_and(|o| !o.contains(moment)) {
                opening = schedule.open_at(moment);
            }
            *flag = opening.is_some();
        }
        let first = (0..open.len()).find(|m| open[*m] != simulation.open[*m]);
        prop_assert_eq!(first.map(|minute| simulation.moment(minute)), None);
    }

    #[test]
    fn between_two_changes_the_status_is_that_of_the_simulation(schedule in schedules()) {
        let simulation = Simulation::of(&schedule);
        let end = simulation.moment(simulation.open.len() - 1);
        let mut moment = simulation.moment(1440);
        let mut seen = HashMap::new();
        while moment < end {
            let change = schedule.next_change(moment).min(end);
            prop_assert!(change > moment);
            let minutes = |t: Timestamp| usize::try_from((t.as_second() - simulation.start) / 60).unwrap();
            let (from, to) = (minutes(moment), minutes(change) - 1);
            for minute in [from, usize::midpoint(from, to), to] {
                let said = match schedule.status(simulation.moment(minute)) {
                    Status::OpenToday(_) => "open today",
                    Status::ClosedForToday { .. } => "closed for today",
                    Status::ClosedToday { .. } => "closed today",
                };
                prop_assert_eq!(said, expected(&simulation, minute), "{}", simulation.moment(minute));
                *seen.entry(said).or_insert(0) += 1;
            }
            moment = change;
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
                let minute = usize::try_from((found.as_second() - simulation.start) / 60).unwrap();
                prop_assert!(simulation.open[minute]);
            }
        }
    }
}
