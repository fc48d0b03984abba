//! The time of day, or that of the clock that `--at` starts.

use std::sync::Arc;
use std::time::Instant;

use clap::Args;
use jiff::{Timestamp, Zoned};

use crate::web::Clock;

/// The flag `--at`.
#[derive(Debug, Args)]
pub(super) struct Moment {
    /// Start the clock at this moment instead of now, as in 2026-12-24T14:00:00Z.
    #[arg(long, env = "PATIENT_CENTER_AT", value_name = "MOMENT", value_parser = parse)]
    at: Option<Timestamp>,
}

impl Moment {
    /// The time of day; with `--at`, a clock that shows that moment now.
    pub(super) fn clock(&self) -> Clock {
        let Some(moment) = self.at else { return Arc::new(now) };
        let started = Instant::now();
        Arc::new(move || moment.checked_add(started.elapsed()).unwrap_or(Timestamp::MAX))
    }
}

/// The time of day, independent of `--at`.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
pub(super) fn now() -> Timestamp {
    Timestamp::now()
}

/// Parses a moment with its zone, `2026-12-24T09:00:00-05:00[America/New_York]`, or in UTC,
/// `2026-12-24T14:00:00Z`.
fn parse(text: &str) -> Result<Timestamp, String> {
    let zoned = text.parse::<Zoned>().map(|zoned| zoned.timestamp());
    zoned
        .or_else(|_| text.parse())
        .map_err(|_| "a moment is written 2026-12-24T09:00:00-05:00[America/New_York]".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_a_zone_or_an_offset() {
        let expected: Timestamp = "2026-12-24T14:00:00Z".parse().unwrap();
        for text in [
            "2026-12-24T09:00:00-05:00[America/New_York]",
            "2026-12-24T09:00:00[America/New_York]",
            "2026-12-24T09:00:00-05:00",
            "2026-12-24T14:00:00Z",
        ] {
            assert_eq!(parse(text), Ok(expected), "{text}");
        }
        for text in ["", "tomorrow", "2026-12-24", "2026-12-24T09:00:00[Mars/Base]"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_clock_that_was_set_goes_on_from_there() {
        let moment: Timestamp = "2026-12-24T14:00:00Z".parse().unwrap();
        let clock = Moment { at: Some(moment) }.clock();
        let first = clock();
        assert!(moment <= first && first <= clock());
    }
}
