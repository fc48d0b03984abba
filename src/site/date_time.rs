//! Days, dates and times as a language writes them.

use std::cmp::Ordering;

use jiff::Zoned;
use jiff::civil::{Date, Time, Weekday};

use super::markup::{Markup, TextRenderer};
use crate::content::Ui;
use crate::content::message::Message;
use crate::content::ui::Clock;
use crate::schedule::Opening;

/// Formats dates and times in one language.
#[derive(Debug, Clone, Copy)]
pub struct DateTimeFormatter<'a> {
    /// The words.
    pub ui: &'a Ui,
    /// Renders them.
    pub renderer: TextRenderer<'a>,
}

impl DateTimeFormatter<'_> {
    /// `Monday`, marked where it is in the default language.
    pub fn weekday_markup(&self, weekday: Weekday) -> Markup {
        let renderer = self.renderer;
        let pattern = &self.ui.calendar.date;
        if pattern.untranslated {
            return renderer.marked(pattern, Markup::escaped(self.weekday(weekday)));
        }
        renderer.words(self.weekday(weekday))
    }

    /// `Monday, November 23`, isolated from the text around it.
    pub fn date_markup(&self, date: Date) -> Markup {
        self.isolated(&self.ui.calendar.date, &self.date(date))
    }

    /// `November 23, 2026`, isolated from the text around it.
    pub fn full_date_markup(&self, date: Date) -> Markup {
        self.isolated(&self.ui.calendar.full_date, &self.full_date(date))
    }

    fn isolated(&self, pattern: &Message, date: &str) -> Markup {
        if pattern.untranslated {
            return self.renderer.marked(pattern, Markup::escaped(date));
        }
        Markup::isolated(date)
    }

    /// `Monday`.
    pub fn weekday(&self, weekday: Weekday) -> &str {
        of_weekday(&self.ui.calendar.weekdays, weekday).map_or("", String::as_str)
    }

    /// `Monday, November 23`.
    pub fn date(&self, date: Date) -> String {
        self.fill(&self.ui.calendar.date, date)
    }

    /// `November 23, 2026`.
    pub fn full_date(&self, date: Date) -> String {
        self.fill(&self.ui.calendar.full_date, date)
    }

    fn fill(&self, pattern: &Message, date: Date) -> String {
        pattern.plain(|placeholder| match placeholder {
            "weekday" => self.weekday(date.weekday()).to_owned(),
            "month" => self.month(date).to_owned(),
            "year" => date.year().to_string(),
            _ => self.day(date),
        })
    }

    /// `8:00 am`.
    pub fn time(&self, time: Time) -> String {
        let words = &self.ui.clock;
        let is_of_twelve_hours = words.clock.is_of_twelve_hours();
        let named = is_of_twelve_hours && time.minute() == 0;
        match time.hour() {
            0 if named && words.clock == Clock::Twelve => words.midnight.plain(|_| String::new()),
            12 if named => words.noon.plain(|_| String::new()),
            hour if is_of_twelve_hours => {
                let half = if hour < 12 { &words.am } else { &words.pm };
                half.plain(|_| self.digits(time))
            }
            _ => self.digits(time),
        }
    }

    /// A time as an isolated run of text.
    pub fn time_markup(&self, time: Time) -> Markup {
        self.renderer.marked(&self.ui.clock.time, Markup::time(&self.time(time)))
    }

    /// The beginning of an opening: its day and its time.
    pub fn beginning(&self, moment: &Zoned) -> (Date, Markup) {
        (moment.date(), self.time_markup(moment.time()))
    }

    /// The end of an opening: its day and its time. Midnight is the end of the day before, by the name that the
    /// language has for it: `midnight`, `24:00`.
    pub fn end(&self, moment: &Zoned) -> (Date, Markup) {
        if moment.time() != Time::midnight() {
            return self.beginning(moment);
        }
        let midnight = self.ui.clock.midnight.plain(|_| String::new());
        let midnight = self.renderer.marked(&self.ui.clock.midnight, Markup::time(&midnight));
        (moment.date().yesterday().unwrap_or(moment.date()), midnight)
    }

    /// `time`, which is on `date`, as seen from `day`: `1:00 am the next day`.
    fn beside(&self, day: Date, (date, time): (Date, Markup)) -> Markup {
        let hours = &self.ui.hours;
        match date.cmp(&day) {
            Ordering::Equal => time,
            Ordering::Greater => self.renderer.fill(&hours.next_day, &[("time", time)]),
            Ordering::Less => self.renderer.fill(&hours.day_before, &[("time", time)]),
        }
    }

    /// `Thursday, 7:00 am`.
    pub fn day_time(&self, (date, time): (Date, Markup)) -> Markup {
        let weekday = self.weekday_markup(date.weekday());
        self.renderer.fill(&self.ui.hours.day_time, &[("weekday", weekday), ("time", time)])
    }

    /// An opening as seen from `day`, by the clocks of its moments: `8:00 am to 5:00 pm`; `10:00 pm to 2:00 am the next
    /// day`; `the next day, 2:00 am to 11:00 am`.
    pub fn range(&self, day: Date, opening: &Opening) -> Markup {
        let [from, until] = [self.beginning(&opening.from), self.end(&opening.until)];
        if from.0 == until.0 {
            let hours = self.times(from.1, until.1);
            let words = &self.ui.hours;
            return match from.0.cmp(&day) {
                Ordering::Equal => hours,
                Ordering::Greater => self.renderer.fill(&words.range_next_day, &[("hours", hours)]),
                Ordering::Less => self.renderer.fill(&words.range_day_before, &[("hours", hours)]),
            };
        }
        let ends = [("from", self.beside(day, from)), ("until", self.beside(day, until))];
        self.renderer.fill(&self.ui.hours.range_overnight, &ends)
    }

    /// `8:00 am to 5:00 pm`.
    pub fn times(&self, from: Markup, until: Markup) -> Markup {
        self.renderer.fill(&self.ui.hours.range, &[("from", from), ("until", until)])
    }

    /// All openings of `day`, or the word for closed.
    pub fn ranges(&self, day: Date, openings: &[Opening]) -> Markup {
        self.all_ranges(openings.iter().map(|opening| self.range(day, opening)))
    }

    /// The open parts of a day one after the other, or the word for closed.
    pub fn all_ranges(&self, mut ranges: impl Iterator<Item = Markup>) -> Markup {
        let Some(first) = ranges.next() else { return self.renderer.label(&self.ui.hours.closed) };
        ranges.fold(first, |first, second| {
            self.renderer.fill(&self.ui.hours.two_ranges, &[("first", first), ("second", second)])
        })
    }

    /// How far the clocks at `moment` are from UTC: `UTC−5`.
    pub fn offset(&self, moment: &Zoned) -> Markup {
        let hours = |_: &str| signed_hours(moment.offset().seconds());
        Markup::left_to_right(&self.ui.hours.offset.plain(hours))
    }

    fn day(&self, date: Date) -> String {
        let first = self.ui.calendar.first.as_ref().filter(|_| date.day() == 1);
        first.cloned().unwrap_or_else(|| date.day().to_string())
    }

    fn month(&self, date: Date) -> &str {
        let index = usize::try_from(date.month() - 1).unwrap_or_default();
        self.ui.calendar.months.get(index).map_or("", String::as_str)
    }

    fn digits(&self, time: Time) -> String {
        let words = &self.ui.clock;
        let pattern = if time.minute() == 0 { &words.full_hour } else { &words.time };
        pattern.plain(|placeholder| match (placeholder, words.clock) {
            ("minute", _) => format!("{:02}", time.minute()),
            (_, Clock::TwelveFromZero) if time.hour() == 0 => "0".to_owned(),
            (_, Clock::Twelve | Clock::TwelveFromZero) => ((time.hour() + 11) % 12 + 1).to_string(),
            (_, Clock::TwentyFour) => time.hour().to_string(),
            (_, Clock::TwentyFourPadded) => format!("{:02}", time.hour()),
        })
    }
}

/// The item of `week`, which begins with Monday, for `day`.
pub fn of_weekday<T>(week: &[T], day: Weekday) -> Option<&T> {
    week.get(usize::try_from(day.to_monday_zero_offset()).ok()?)
}

/// `+`, `−`, or nothing.
pub fn sign(number: i32) -> &'static str {
    match number {
        0 => "",
        1.. => "+",
        _ => "\u{2212}",
    }
}

/// `seconds` as hours: `+8`, `+10:30`, `−1`, and nothing for none.
fn signed_hours(seconds: i32) -> String {
    let (sign, minutes) = (sign(seconds), seconds.unsigned_abs() / 60);
    match (minutes / 60, minutes % 60) {
        (0, 0) => String::new(),
        (hours, 0) => format!("{sign}{hours}"),
        (hours, rest) => format!("{sign}{hours}:{rest:02}"),
    }
}
