//! How a language writes days, dates and times of day: `[calendar]` and `[clock]`.

use jiff::civil::Weekday;

use super::super::lint::width::WidthLimit;
use super::super::message::Message;
use super::super::reader::Reader;
use super::group::pattern;

/// The names of the days begin the rows of the week.
const DAY: WidthLimit = WidthLimit { columns: 13, place: "the first of three columns" };

/// Days and months as they stand inside a date.
#[derive(Debug, Clone, Default)]
pub struct CalendarWords {
    /// The day with which a week begins, as its readers count.
    pub first_day: FirstDay,
    /// From Monday to Sunday.
    pub weekdays: Vec<String>,
    /// From January to December, in the form that a date asks for.
    pub months: Vec<String>,
    /// The first of a month, where it is not simply `1`.
    pub first: Option<String>,
    /// A day of this year.
    pub date: Message,
    /// A day with its year, without its weekday.
    pub full_date: Message,
}

impl CalendarWords {
    pub(super) fn read(reader: &Reader<'_>) -> Self {
        Self {
            first_day: first_day(reader),
            weekdays: exactly(reader, "weekdays", 7, "Monday to Sunday", &[DAY]),
            months: exactly(reader, "months", 12, "January to December", &[]),
            first: reader.optional_words("first").map(|first| first.value),
            date: pattern(reader, "date", &["weekday", "month", "day"], &[]),
            full_date: pattern(reader, "full-date", &["month", "day", "year"], &[]),
        }
    }
}

/// The day with which a week begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstDay(pub Weekday);

impl Default for FirstDay {
    fn default() -> Self {
        Self(Weekday::Monday)
    }
}

fn first_day(reader: &Reader<'_>) -> FirstDay {
    let day = reader.text("first-day");
    FirstDay(match day.value.as_str() {
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        "monday" | "" => Weekday::Monday,
        _ => {
            day.report(
                "not a day that a week begins with",
                "write `saturday`, `sunday` or `monday`",
            );
            Weekday::Monday
        }
    })
}

/// How the hours of a day are counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Clock {
    /// Twice from 1 to 12.
    Twelve,
    /// From 0 to 23.
    #[default]
    TwentyFour,
    /// From 00 to 23.
    TwentyFourPadded,
}

/// Times of day.
#[derive(Debug, Clone, Default)]
pub struct ClockWords {
    /// How the hours are counted.
    pub clock: Clock,
    /// An hour and its minutes.
    pub time: Message,
    /// A full hour.
    pub full_hour: Message,
    /// A time before noon; used with a clock of twelve hours.
    pub am: Message,
    /// A time after noon; used with a clock of twelve hours.
    pub pm: Message,
    /// Noon, which twelve hours name badly.
    pub noon: Message,
    /// Midnight, which twelve hours name badly.
    pub midnight: Message,
}

impl ClockWords {
    pub(super) fn read(reader: &Reader<'_>) -> Self {
        Self {
            clock: clock(reader),
            time: pattern(reader, "time", &["hour", "minute"], &[]),
            full_hour: pattern(reader, "full-hour", &["hour"], &[]),
            am: pattern(reader, "am", &["time"], &[]),
            pm: pattern(reader, "pm", &["time"], &[]),
            noon: pattern(reader, "noon", &[], &[]),
            midnight: pattern(reader, "midnight", &[], &[]),
        }
    }
}

fn clock(reader: &Reader<'_>) -> Clock {
    let hours = reader.text("hours");
    match hours.value.as_str() {
        "1-12" => Clock::Twelve,
        "0-23" => Clock::TwentyFour,
        "00-23" => Clock::TwentyFourPadded,
        "" => Clock::default(),
        _ => {
            hours.report("an unknown way to count hours", "write `1-12`, `0-23` or `00-23`");
            Clock::default()
        }
    }
}

fn exactly(
    reader: &Reader<'_>,
    key: &str,
    count: usize,
    which: &str,
    rooms: &[WidthLimit],
) -> Vec<String> {
    let names = reader.all_words(key).into_iter().map(|name| {
        for room in rooms {
            room.check(&name);
        }
        name.value
    });
    let names: Vec<String> = names.collect();
    if names.len() != count {
        let message = format!("`{key}` has {} names instead of {count}", names.len());
        reader.report(message, format!("write the names of {which}"));
    }
    names
}
