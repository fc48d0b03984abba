//! How a language writes days, dates and times of day: `[calendar]` and `[clock]`.

use jiff::civil::Weekday;
use serde::Deserialize;

use crate::content::message::Message;

/// Days and months as they are written in a date.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct CalendarWords {
    /// The first day of the week in this language.
    pub first_day: FirstDay,
    /// From Monday to Sunday.
    pub weekdays: [String; 7],
    /// From January to December, in the form that a date asks for.
    pub months: [String; 12],
    /// The first of a month, where it is not simply `1`.
    pub first: Option<String>,
    /// A day of this year.
    pub date: Message,
    /// A day with its year, without its weekday.
    pub full_date: Message,
}

/// The day with which a week begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(from = "WeekStart")]
pub struct FirstDay(pub Weekday);

impl Default for FirstDay {
    fn default() -> Self {
        Self(Weekday::Monday)
    }
}

/// The days with which a week begins somewhere.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum WeekStart {
    Saturday,
    Sunday,
    Monday,
}

impl From<WeekStart> for FirstDay {
    fn from(day: WeekStart) -> Self {
        Self(match day {
            WeekStart::Saturday => Weekday::Saturday,
            WeekStart::Sunday => Weekday::Sunday,
            WeekStart::Monday => Weekday::Monday,
        })
    }
}

/// How the hours of a day are counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub enum Clock {
    /// Twice from 1 to 12.
    #[serde(rename = "1-12")]
    Twelve,
    /// From 0 to 23.
    #[default]
    #[serde(rename = "0-23")]
    TwentyFour,
    /// From 00 to 23.
    #[serde(rename = "00-23")]
    TwentyFourPadded,
}

/// Times of day.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ClockWords {
    /// How the hours are counted.
    #[serde(rename = "hours")]
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
