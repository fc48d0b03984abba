//! What an author probably meant: values in other forms than those of TOML and of this site, for the help of
//! reports.

use jiff::civil::Date;

/// The date that `text` probably is, as it is written in a file: `2026-11-30` for `30.11.2026`, `11/30/2026` and
/// `2026/11/30`. `None` where that is a guess: `05/06/2026` is in May or in June.
pub(super) fn date(text: &str) -> Option<Date> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'');
    let separator = text.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<i16> =
        text.split(separator).map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
    let [first, second, third] = parts.as_slice().try_into().ok()?;
    let new = |year: i16, month: i16, day: i16| {
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    match separator {
        _ if first > 999 => new(first, second, third),
        _ if third < 1000 => None,
        // With points, the day comes first wherever they are used.
        '.' => new(third, second, first),
        _ => match (new(third, second, first), new(third, first, second)) {
            (Some(date), None) | (None, Some(date)) => Some(date),
            (Some(date), Some(other)) if date == other => Some(date),
            _ => None,
        },
    }
}

/// Whether `text` has the form of a date in figures, in whatever order.
pub(super) fn is_like_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['.', '/', '-']).map(str::trim).collect();
    let is_figures = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let lengths: Vec<usize> =
        parts.iter().filter(|part| is_figures(part)).map(|it| it.len()).collect();
    matches!(lengths.as_slice(), [4, 1..=2, 1..=2] | [1..=2, 1..=2, 4]) && parts.len() == 3
}

/// The span of time that `text` probably is: `08:00-17:00` for `8-17`, `8:00 – 17:00` and `8am-5pm`.
pub(in crate::content) fn time_span(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase().replace(" to ", "-").replace(" bis ", "-");
    let (from, until) = text.split_once(['-', '–', '—', '−', '‐', '‑', '~'])?;
    let (from, until) = (minutes(from)?, minutes(until)?);
    let time = |minutes: u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    (from < until).then(|| format!("{}-{}", time(from), time(until)))
}

/// The minutes of a day until a time that is written as `8`, `8:00`, `8.00`, `8h` or `8 am`.
fn minutes(text: &str) -> Option<u32> {
    let text = text
        .replace([' ', '.'], "\u{1}")
        .replace("a\u{1}m\u{1}", "am")
        .replace("p\u{1}m\u{1}", "pm");
    let text = text.trim_matches('\u{1}');
    let (text, noon) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(text), _) => (text, Some(0)),
        (_, Some(text)) => (text, Some(12)),
        _ => (text.strip_suffix('h').unwrap_or(text), None),
    };
    let text = text.trim_matches('\u{1}');
    let (hour, minute) = text.split_once([':', '\u{1}', 'h']).unwrap_or((text, "0"));
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    let hour = match noon {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(noon) => hour % 12 + noon,
        None => hour,
    };
    (hour <= 36 && minute < 60).then_some(hour * 60 + minute)
}

/// The switch that `text` probably is.
pub(super) fn switch(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_other_countries_are_turned_round_unless_that_is_a_guess() {
        for text in
            ["30.11.2026", "30/11/2026", "11/30/2026", "2026/11/30", "\"2026-11-30\"", "30-11-2026"]
        {
            assert_eq!(
                date(text).map(|date| date.to_string()).as_deref(),
                Some("2026-11-30"),
                "{text}"
            );
        }
        assert_eq!(date("05.06.2026").map(|date| date.to_string()).as_deref(), Some("2026-06-05"));
        for text in ["05/06/2026", "31.11.2026", "2026", "tomorrow", "1.2.3", "", "2026-13-45"] {
            assert_eq!(date(text), None, "{text}");
        }
        assert!(
            is_like_date("31.11.2026") && is_like_date("2026-1-5") && !is_like_date("617-726-2000")
        );
    }

    #[test]
    fn spans_of_time_are_known_in_other_forms() {
        for text in [
            "8-17",
            "8:00-17:00",
            "08:00–17:00",
            "8am-5pm",
            "8 a.m. – 5 p.m.",
            "08.00 - 17.00",
            "8h-17h",
        ] {
            assert_eq!(time_span(text).as_deref(), Some("08:00-17:00"), "{text}");
        }
        for text in ["", "8", "17-8", "all day", "2026-11-30", "8-25:70", "13pm-14pm"] {
            assert_eq!(time_span(text), None, "{text}");
        }
    }
}
