//! A span of opening on one day, as an editor writes it: `08:00-17:00`.

/// An interval of minutes, counted from the midnight at the start of the day.
///
/// A span past midnight ends after minute 1,440: `22:00-26:00` is open until two in the morning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The first minute that is open.
    pub from: u16,
    /// The first minute that is no longer open; greater than `from`.
    pub until: u16,
}

/// Why a text is not a [`Span`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpanError {
    /// It is not written `08:00-17:00`.
    Malformed,
    /// It ends before it starts, or is longer than a day.
    Backwards,
}

impl Span {
    /// The number of minutes in a day.
    pub const DAY: u16 = 24 * 60;

    /// Parses `08:00-17:00`.
    pub fn parse(text: &str) -> Result<Self, SpanError> {
        let (from, until) = text.split_once('-').ok_or(SpanError::Malformed)?;
        let from = minute(from).filter(|from| *from < Self::DAY).ok_or(SpanError::Malformed)?;
        let until = minute(until).ok_or(SpanError::Malformed)?;
        if until <= from || until > from + Self::DAY {
            return Err(SpanError::Backwards);
        }
        Ok(Self { from, until })
    }

    /// Whether the two spans have a minute in common.
    pub fn overlaps(self, other: Self) -> bool {
        self.from < other.until && other.from < self.until
    }
}

/// `HH:MM`, hours up to 47.
fn minute(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let two_digits = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    if !two_digits(hours) || !two_digits(minutes) {
        return None;
    }
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 48 && minutes < 60).then_some(hours * 60 + minutes)
}
