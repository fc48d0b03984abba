//! When a zone sets its clocks forward or back.

use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan};

/// A change of clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockChange {
    /// The first moment by the new clock.
    pub at: Timestamp,
    /// The offset from UTC before it.
    pub before: Offset,
    /// The offset from UTC from then on.
    pub after: Offset,
}

impl ClockChange {
    /// The first change of clocks in `zone` after `moment`, within a year. A transition that changes the
    /// abbreviation but not the offset does not count.
    pub fn next(zone: &TimeZone, moment: Timestamp) -> Option<Self> {
        let limit = moment.checked_add((366 * 24).hours()).ok()?;
        let mut before = zone.to_offset(moment);
        for transition in zone.following(moment).take_while(|t| t.timestamp() <= limit) {
            let after = transition.offset();
            if after != before {
                return Some(Self { at: transition.timestamp(), before, after });
            }
            before = after;
        }
        None
    }

    /// Whether the clocks are set forward.
    pub fn is_forward(&self) -> bool {
        self.after > self.before
    }
}
