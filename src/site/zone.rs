//! Time zones by their names in the IANA database, for a reader to choose.

use icu_time::zone::iana::IanaParserExtended;

use crate::time_zones::TimeZones;

/// A zone that exists, by its name of today: `Asia/Calcutta` is `Asia/Kolkata`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(&'static str);

impl Zone {
    /// The zone with this name or former name, in any case, of those that are compiled in.
    pub fn parse(name: &str) -> Option<Self> {
        let zone = Self(IanaParserExtended::new().parse(name).canonical);
        TimeZones::bundled().get(zone.0).map(|_| zone)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.0
    }

    /// Its continent or ocean, and its place there; `None` for zones without a place, such as `Etc/GMT+3`.
    pub fn region_and_place(self) -> Option<(&'static str, String)> {
        let (region, _) = self.0.split_once('/').filter(|(region, _)| *region != "Etc")?;
        let (_, place) = self.0.rsplit_once('/')?;
        Some((region, place.replace('_', " ")))
    }
}

/// The names of zones in many languages, made from CLDR by a test: for each language `[tag]`, for each continent
/// its name in English and in the language, and for each zone there its name, its city and its country, with tabs
/// between.
const NAMES: &str = include_str!("zone_names.txt");

/// The names of zones in one language. One zone stands for all of a country that have the same rules.
#[derive(Debug, Clone, Copy)]
pub struct ZoneNames {
    /// The language: the one that was asked for, or English, where there are no names in it.
    pub language: &'static str,
    lines: &'static str,
}

impl ZoneNames {
    /// In the language `tag`.
    pub fn of(tag: &str) -> Self {
        let mut sections = NAMES.split('[').filter_map(|section| section.split_once("]\n"));
        let english = || NAMES.split('[').find_map(|section| section.strip_prefix("en]\n"));
        let found = sections.find(|(language, _)| *language == tag);
        let (language, lines) = found.unwrap_or_else(|| ("en", english().unwrap_or_default()));
        Self { language, lines }
    }

    /// The city of `zone`, if the zone is listed.
    pub fn city(self, zone: Zone) -> Option<&'static str> {
        let mut fields = self.lines.lines().map(|line| line.split('\t'));
        fields.find_map(|mut fields| (fields.next()? == zone.0).then(|| fields.next())?)
    }

    /// Every continent, in the order of the language.
    pub fn continents(self) -> impl Iterator<Item = Continent> {
        let lines = self.lines.lines().map(|line| line.split_once('\t'));
        let names = lines.flatten().filter(|(_, rest)| !rest.contains('\t'));
        names.map(|(value, name)| Continent { value, name })
    }

    /// The zones of a continent, as `Riyadh (Saudi Arabia)`, in the order of the language.
    pub fn zones(self, continent: &str) -> impl Iterator<Item = (&'static str, String)> {
        let lines = self.lines.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        let from_here = lines.skip_while(move |line| line.first() != Some(&continent)).skip(1);
        let zones = from_here.map_while(|line| <[_; 3]>::try_from(line).ok());
        zones.map(|[zone, city, country]| match country {
            "" => (zone, city.to_owned()),
            country => (zone, format!("{city} ({country})")),
        })
    }
}

/// A continent or ocean by UN M.49.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Continent {
    /// Its name in English, which is its value in a query.
    pub value: &'static str,
    /// Its name in the language that was asked for.
    pub name: &'static str,
}

impl Continent {
    /// The continent with this English name, in any case; its other name is English, too.
    pub fn parse(value: &str) -> Option<Self> {
        ZoneNames::of("en").continents().find(|known| known.value.eq_ignore_ascii_case(value))
    }
}

/// The value of `zone` in the query of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZoneAsked {
    /// A zone that exists.
    Zone(Zone),
    /// Empty: the list of the continents.
    List,
    /// The list of the zones of a continent.
    Continent(Continent),
    /// A name that does not exist.
    Unknown,
}

impl ZoneAsked {
    /// The meaning of `text`.
    pub fn of(text: &str) -> Self {
        if text.trim().is_empty() {
            return Self::List;
        }
        let continent = || Continent::parse(text).map(Self::Continent);
        Zone::parse(text).map(Self::Zone).or_else(continent).unwrap_or(Self::Unknown)
    }

    /// The zone, if it is one.
    pub fn zone(self) -> Option<Zone> {
        if let Self::Zone(zone) = self { Some(zone) } else { None }
    }
}
