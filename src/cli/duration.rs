//! Durations on the command line: `500ms`, `2s`, `5m`.

use std::time::Duration;

/// Parses a whole number and its unit.
pub(super) fn parse(text: &str) -> Result<Duration, String> {
    let unit_at = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(unit_at);
    let milliseconds: u64 = match unit {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        _ => return Err("a duration is written 500ms, 2s or 5m".to_owned()),
    };
    let number: u64 = number.parse().map_err(|_| "a duration starts with a whole number")?;
    // At most a century: adding it to a moment cannot overflow.
    number
        .checked_mul(milliseconds)
        .filter(|total| *total < 100 * 365 * 86_400_000)
        .map(Duration::from_millis)
        .ok_or_else(|| "the duration is too long".to_owned())
}

/// Parses a duration that is not zero: an interval of zero would be a busy loop, and a limit of zero would
/// allow nothing.
pub(super) fn positive(text: &str) -> Result<Duration, String> {
    let positive = |duration: &Duration| !duration.is_zero();
    let found = parse(text)?;
    Some(found).filter(positive).ok_or_else(|| "this duration cannot be zero".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_a_whole_number_and_its_unit() {
        for (text, milliseconds) in
            [("500ms", 500), ("2s", 2_000), ("5m", 300_000), ("0s", 0), ("010s", 10_000)]
        {
            assert_eq!(parse(text), Ok(Duration::from_millis(milliseconds)), "{text}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "5",
            "s",
            "-1s",
            "1.5s",
            "5 s",
            "5h",
            "5S",
            "٥s",
            "99999999999999999999s",
            "9999999999999m",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
