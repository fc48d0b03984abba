//! Time zones by their names in the IANA database, for a reader to choose.

use icu_time::zone::iana::IanaParserExtended;
use jiff::tz::TimeZone;

/// A zone that exists, by its name of today: `Asia/Calcutta` is `Asia/Kolkata`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(&'static str);

impl Zone {
    /// The zone with this name or former name, in any case.
    pub fn parse(name: &str) -> Option<Self> {
        let zone = Self(IanaParserExtended::new().parse(name).canonical);
        zone.rules().is_some().then_some(zone)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.0
    }

    /// Its offsets and transitions.
    pub fn rules(self) -> Option<TimeZone> {
        TimeZone::get(self.0).ok().filter(|rules| !rules.is_unknown())
    }

    /// Its continent or ocean, and its place there; `None` for zones without a place, such as `Etc/GMT+3`.
    pub fn region_and_place(self) -> Option<(&'static str, String)> {
        let (region, _) = self.0.split_once('/').filter(|(region, _)| *region != "Etc")?;
        let (_, place) = self.0.rsplit_once('/')?;
        Some((region, place.replace('_', " ")))
    }

    /// Every zone with a place, in alphabetical order.
    pub fn all() -> Vec<Self> {
        let names = IanaParserExtended::new().iter().map(|zone| Self(zone.canonical));
        let mut zones: Vec<_> = names.filter(|zone| zone.region_and_place().is_some()).collect();
        zones.sort_unstable_by_key(|zone| zone.0);
        zones
    }
}

/// The value of `zone` in the query of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZoneAsked {
    /// A zone that exists.
    Zone(Zone),
    /// Empty: the list of all zones.
    List,
    /// A name that does not exist.
    Unknown,
}

impl ZoneAsked {
    /// The meaning of `text`.
    pub fn of(text: &str) -> Self {
        match Zone::parse(text) {
            _ if text.trim().is_empty() => Self::List,
            Some(zone) => Self::Zone(zone),
            None => Self::Unknown,
        }
    }

    /// The zone, if it is one.
    pub fn zone(self) -> Option<Zone> {
        if let Self::Zone(zone) = self { Some(zone) } else { None }
    }
}
