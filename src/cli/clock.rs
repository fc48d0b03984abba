//! The time of day, or that of the clock that `--at` starts.

use std::sync::Arc;
use std::time::Instant;

use clap::Args;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Error, Timestamp, ToSpan, Zoned};

use crate::web::Clock;

/// The flag `--at`.
#[derive(Debug, Args)]
pub(super) struct Moment {
    /// Start the clock at this moment instead of now: 2026-12-24T09:00 at the centre, 2026-12-24, today or
    /// tomorrow (as the day begins), or with an offset, 2026-12-24T14:00:00Z.
    #[arg(long, env = "PATIENT_CENTER_AT", value_name = "MOMENT", value_parser = At::parse)]
    at: Option<At>,
}

impl Moment {
    /// The time of day; with `--at`, a clock that shows that moment now. `zone` is the centre's.
    pub(super) fn clock(&self, zone: &TimeZone) -> Clock {
        let Some(at) = &self.at else { return Arc::new(now) };
        let moment = at.timestamp(zone, now()).unwrap_or(Timestamp::MAX);
        let started = Instant::now();
        Arc::new(move || moment.checked_add(started.elapsed()).unwrap_or(Timestamp::MAX))
    }
}

/// The time of day, independent of `--at`.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
pub(super) fn now() -> Timestamp {
    Timestamp::now()
}

/// A moment as it is written on the command line. What names no zone is in the centre's, which is known once
/// the content has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// With a zone or an offset.
    Exact(Timestamp),
    /// A date and a time.
    Local(DateTime),
    /// The beginning of a day.
    Day(Date),
    /// The beginning of the day that is this many days ahead.
    DaysAhead(i64),
}

impl At {
    fn parse(text: &str) -> Result<Self, String> {
        match text {
            "today" => return Ok(Self::DaysAhead(0)),
            "tomorrow" => return Ok(Self::DaysAhead(1)),
            _ => {}
        }
        // By their formats, because `DateTime` would also read what has a zone, and ignore the zone.
        let local = |format| DateTime::strptime(format, text).map(Self::Local);
        let exact = text.parse::<Zoned>().map(|zoned| zoned.timestamp()).or_else(|_| text.parse());
        exact
            .map(Self::Exact)
            .or_else(|_| Date::strptime("%Y-%m-%d", text).map(Self::Day))
            .or_else(|_| local("%Y-%m-%dT%H:%M"))
            .or_else(|_| local("%Y-%m-%dT%H:%M:%S"))
            .map_err(|_| {
                "a moment is written 2026-12-24, 2026-12-24T09:00, today, tomorrow or \
                 2026-12-24T09:00:00-05:00[America/New_York]"
                    .to_owned()
            })
    }

    /// The moment itself, in `zone` where it names none.
    fn timestamp(self, zone: &TimeZone, now: Timestamp) -> Result<Timestamp, Error> {
        let zoned = match self {
            Self::Exact(moment) => return Ok(moment),
            Self::Local(time) => time.to_zoned(zone.clone()),
            Self::Day(date) => date.to_zoned(zone.clone()),
            Self::DaysAhead(days) => {
                now.to_zoned(zone.clone()).date().checked_add(days.days())?.to_zoned(zone.clone())
            }
        };
        zoned.map(|zoned| zoned.timestamp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time_zones::TimeZones;

    /// The moment that `text` names in Boston, where it is the evening of 23 December.
    fn in_boston(text: &str) -> String {
        let zone = TimeZones::bundled().get("America/New_York").unwrap();
        let now = "2026-12-24T02:00:00Z".parse().unwrap();
        At::parse(text).unwrap().timestamp(&zone, now).unwrap().to_string()
    }

    #[test]
    fn a_moment_with_a_zone_or_an_offset_is_the_same_everywhere() {
        for text in [
            "2026-12-24T09:00:00-05:00[America/New_York]",
            "2026-12-24T09:00:00[America/New_York]",
            "2026-12-24T09:00:00-05:00",
            "2026-12-24T14:00:00Z",
        ] {
            assert_eq!(in_boston(text), "2026-12-24T14:00:00Z", "{text}");
        }
    }

    #[test]
    fn a_shorter_moment_is_at_the_centre_and_a_day_is_shown_from_its_beginning() {
        for (text, expected) in [
            ("2026-12-24T09:00", "2026-12-24T14:00:00Z"),
            ("2026-12-24T09:00:30", "2026-12-24T14:00:30Z"),
            ("2026-12-24", "2026-12-24T05:00:00Z"),
            ("2026-07-01", "2026-07-01T04:00:00Z"),
            ("today", "2026-12-23T05:00:00Z"),
            ("tomorrow", "2026-12-24T05:00:00Z"),
        ] {
            assert_eq!(in_boston(text), expected, "{text}");
        }
    }

    #[test]
    fn anything_else_is_refused_and_the_forms_are_named() {
        for text in [
            "",
            "yesterday",
            "soon",
            "24.12.2026",
            "2026-13-24",
            "2026-12-24T25:00",
            "2026-12-24T09:00:00[Mars/Base]",
            "2026-12-24T09:00[Mars/Base]",
            "2026-12-24 9 am",
        ] {
            let refused = At::parse(text).unwrap_err();
            assert!(refused.contains("tomorrow"), "{text}");
        }
    }

    #[test]
    fn a_clock_that_was_set_goes_on_from_there() {
        let moment: Timestamp = "2026-12-24T14:00:00Z".parse().unwrap();
        let clock = Moment { at: Some(At::Exact(moment)) }.clock(&TimeZone::UTC);
        let first = clock();
        assert!(moment <= first && first <= clock());
    }
}
