//! Days, dates and times as a language writes them.

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
        let noon = words.clock == Clock::Twelve && time.minute() == 0;
        match time.hour() {
            0 if noon => words.midnight.plain(|_| String::new()),
            12 if noon => words.noon.plain(|_| String::new()),
            hour if words.clock == Clock::Twelve => {
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

    /// A time on `day` or beside it, as seen from `day`: `1:00 am the next day`.
    pub fn time_beside(&self, day: Date, moment: &Zoned) -> Markup {
        let time = self.time_markup(moment.time());
        let hours = &self.ui.hours;
        match self.day_of(moment).cmp(&day) {
            std::cmp::Ordering::Equal => time,
            std::cmp::Ordering::Greater => self.renderer.fill(&hours.next_day, &[("time", time)]),
            std::cmp::Ordering::Less => self.renderer.fill(&hours.day_before, &[("time", time)]),
        }
    }

    /// `Thursday, 7:00 am`; midnight belongs to two days and names both: `midnight between Thursday and
    /// Friday`.
    pub fn day_time(&self, moment: &Zoned) -> Markup {
        let (date, time) = (moment.date(), ("time", self.time_markup(moment.time())));
        let weekday = |date: Date| self.weekday_markup(date.weekday());
        let hours = &self.ui.hours;
        if moment.time() == Time::midnight() {
            let before = weekday(date.yesterday().unwrap_or(date));
            let days = [time, ("first", before), ("second", weekday(date))];
            return self.renderer.fill(&hours.midnight_between, &days);
        }
        self.renderer.fill(&hours.day_time, &[("weekday", weekday(date)), time])
    }

    /// The end of an opening as seen from `day`: the time alone on that day, else with its weekday, as
    /// [`day_time`](Self::day_time) writes it.
    pub fn end_of(&self, day: Date, moment: &Zoned) -> Markup {
        if moment.date() == day { self.time_markup(moment.time()) } else { self.day_time(moment) }
    }

    /// The day that people count `moment` to: in languages with a word for midnight, midnight is the end of
    /// the day before.
    pub fn day_of(&self, moment: &Zoned) -> Date {
        let date = moment.date();
        let named = self.ui.clock.clock == Clock::Twelve && moment.time() == Time::midnight();
        if named { date.yesterday().unwrap_or(date) } else { date }
    }

    /// An opening as seen from `day`, by the clocks of its moments: `8:00 am to 5:00 pm`.
    pub fn range(&self, day: Date, opening: &Opening) -> Markup {
        let times = [
            ("from", self.time_beside(day, &opening.from)),
            ("until", self.time_beside(day, &opening.until)),
        ];
        self.renderer.fill(&self.ui.hours.range, &times)
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
            (_, Clock::Twelve) => ((time.hour() + 11) % 12 + 1).to_string(),
            (_, Clock::TwentyFour) => time.hour().to_string(),
            (_, Clock::TwentyFourPadded) => format!("{:02}", time.hour()),
        })
    }
}

/// The item of `week`, which begins with Monday, for `day`.
pub fn of_weekday<T>(week: &[T], day: Weekday) -> Option<&T> {
    week.get(usize::try_from(day.to_monday_zero_offset()).ok()?)
}

/// `seconds` as hours: `+8`, `+10:30`, `−1`, and nothing for none.
pub fn signed_hours(seconds: i32) -> String {
    let sign = match seconds {
        0 => return String::new(),
        1.. => "+",
        _ => "\u{2212}",
    };
    let minutes = seconds.unsigned_abs() / 60;
    match minutes % 60 {
        0 => format!("{sign}{}", minutes / 60),
        rest => format!("{sign}{}:{rest:02}", minutes / 60),
    }
}
