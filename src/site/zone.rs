//! Time zones by their names in the IANA database, as a reader may choose one.

use icu_time::zone::iana::IanaParserExtended;
use jiff::tz::TimeZone;

/// A zone that exists, by its name of today: `Asia/Calcutta` is `Asia/Kolkata`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(&'static str);

impl Zone {
    /// The zone that `name`, in any case, names today or has ever named.
    pub fn parse(name: &str) -> Option<Self> {
        let zone = Self(IanaParserExtended::new().parse(name).canonical);
        zone.rules().is_some().then_some(zone)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.0
    }

    /// Its offsets and their changes.
    pub fn rules(self) -> Option<TimeZone> {
        TimeZone::get(self.0).ok().filter(|rules| !rules.is_unknown())
    }

    /// The continent or the ocean it lies in, and its place there; `None` for zones that lie nowhere.
    pub fn region_and_place(self) -> Option<(&'static str, String)> {
        let (region, _) = self.0.split_once('/').filter(|(region, _)| *region != "Etc")?;
        let (_, place) = self.0.rsplit_once('/')?;
        Some((region, place.replace('_', " ")))
    }

    /// Every zone that lies somewhere, in the order of the alphabet.
    pub fn all() -> Vec<Self> {
        let names = IanaParserExtended::new().iter().map(|zone| Self(zone.canonical));
        let mut zones: Vec<_> = names.filter(|zone| zone.region_and_place().is_some()).collect();
        zones.sort_unstable_by_key(|zone| zone.0);
        zones
    }
}

/// What a reader asked for with `zone` in the address of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZoneAsked {
    /// This one.
    Zone(Zone),
    /// To choose from all of them.
    List,
    /// One that does not exist.
    Unknown,
}

impl ZoneAsked {
    /// What `text` asks for.
    pub fn of(text: &str) -> Self {
        match Zone::parse(text) {
            _ if text.trim().is_empty() => Self::List,
            Some(zone) => Self::Zone(zone),
            None => Self::Unknown,
        }
    }

    /// The zone, if it is one.
    pub fn zone(self) -> Option<Zone> {
        match self {
            Self::Zone(zone) => Some(zone),
            Self::List | Self::Unknown => None,
        }
    }
}
