//! The choice of a city or time zone: a form that works without a script.

use super::PageContext;
use crate::content::page::Show;
use crate::content::{Page, PageName};
use crate::site::address::{Links, page_path};
use crate::site::markup::Markup;
use crate::site::zone::{Zone, ZoneAsked};

/// A zone to choose.
#[derive(Debug, Clone)]
pub struct ZoneOption {
    /// Its name in the IANA database; empty for the way to all zones.
    pub value: String,
    /// Its name for the reader.
    pub label: String,
    /// Whether it is the one that is shown.
    pub selected: bool,
}

/// The form.
#[derive(Debug, Clone)]
pub struct ZoneForm {
    /// The identifier of the choice.
    pub id: String,
    /// The page.
    pub action: String,
    /// The language beside the page.
    pub with: Option<String>,
    /// What the reader who asked for no zone should know.
    pub message: Option<Markup>,
    /// The cities that have a name in this language, and the way to all zones.
    pub cities: Vec<ZoneOption>,
    /// All zones by region, where they were asked for; their names are Latin.
    pub regions: Vec<(&'static str, Vec<ZoneOption>)>,
}

impl<'a> PageContext<'a> {
    /// The zone whose clock is shown beside the centre's: the one that was asked for, else that of the
    /// first city of this language's readers.
    pub fn reader_zone(&self) -> Option<&'a str> {
        let asked = self.asked.and_then(|asked| Some(asked.zone()?.name()));
        asked.or_else(|| self.language.cities.first().map(String::as_str))
    }

    /// The zones of the reader: the one whose clock is shown, those of this language's readers, then those
    /// that the facts list.
    pub(super) fn zones(&self) -> Vec<&'a str> {
        let listed = self.language.cities.iter().chain(&self.facts().cities).map(String::as_str);
        distinct(self.reader_zone().into_iter().chain(listed))
    }

    /// The name of the city of a time zone: in this language if it has one, else as the zone has it.
    pub fn city_name(&self, zone: &str) -> String {
        self.named_city(zone).unwrap_or_else(|| place_name(zone))
    }

    /// The name of the city of a time zone, as a run of its own where it is not of this language.
    pub fn city(&self, zone: &str) -> Markup {
        match self.named_city(zone) {
            Some(name) => self.format.set.words(&name),
            None => Markup::name(&place_name(zone), &self.facts().default_language),
        }
    }

    fn named_city(&self, zone: &str) -> Option<String> {
        self.ui().cities.get(zone).cloned()
    }

    /// The form on the page `page`; none where all pages stand in one document.
    pub(super) fn zone_form(&self, page: &Page) -> Option<ZoneForm> {
        let links = self.format.set.links;
        let with = match links {
            Links::OneDocument(_) => return None,
            Links::Pages(_) => None,
            Links::Beside(_, with) => Some(with.to_string()),
        };
        let words = &self.ui().hours;
        let message = match self.asked {
            Some(ZoneAsked::List) => Some(&words.all_zones),
            Some(ZoneAsked::Unknown) => Some(&words.unknown_zone),
            Some(ZoneAsked::Zone(_)) | None => None,
        };
        Some(ZoneForm {
            id: format!("zone-{}", self.tag()),
            action: page_path(links.language(), &page.name),
            with,
            message: message.map(|message| self.format.set.label(message)),
            cities: self.city_options(message.is_none()),
            regions: if message.is_some() { regions() } else { Vec::new() },
        })
    }

    fn city_options(&self, with_way_on: bool) -> Vec<ZoneOption> {
        let shown = self.reader_zone();
        let named = self.ui().cities.keys().map(String::as_str);
        let zones = distinct(self.zones().into_iter().chain(named));
        let option = |zone: &str| ZoneOption {
            value: zone.to_owned(),
            label: self.city_name(zone),
            selected: shown == Some(zone),
        };
        let way_on = with_way_on.then(|| ZoneOption {
            value: String::new(),
            label: self.ui().hours.another_zone.to_string(),
            selected: false,
        });
        zones.into_iter().map(option).chain(way_on).collect()
    }

    /// `path`, which shows hours, with the zone that was asked for.
    pub(super) fn keeping_zone(&self, page: &PageName, path: String) -> String {
        let shows = self.page(page).is_some_and(has_form);
        let Some(zone) = self.asked.and_then(ZoneAsked::zone).filter(|_| shows) else {
            return path;
        };
        // In a query a `+` is a space.
        let zone = zone.name().replace('+', "%2B");
        let separator = if path.contains('?') { '&' } else { '?' };
        format!("{path}{separator}zone={zone}")
    }
}

/// Each zone once, where it comes first.
fn distinct<'a>(zones: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut distinct = Vec::new();
    for zone in zones {
        if !distinct.contains(&zone) {
            distinct.push(zone);
        }
    }
    distinct
}

/// Whether a page can be seen by the clock of any zone.
pub fn has_form(page: &Page) -> bool {
    page.shows(Show::Zone)
}

fn place_name(zone: &str) -> String {
    let known = Zone::parse(zone).and_then(Zone::region_and_place);
    known.map_or_else(|| zone.to_owned(), |(_, place)| place)
}

fn regions() -> Vec<(&'static str, Vec<ZoneOption>)> {
    let mut regions: Vec<(&'static str, Vec<ZoneOption>)> = Vec::new();
    for zone in Zone::all() {
        let Some((region, label)) = zone.region_and_place() else { continue };
        let option = ZoneOption { value: zone.name().to_owned(), label, selected: false };
        match regions.last_mut().filter(|(known, _)| *known == region) {
            Some((_, options)) => options.push(option),
            None => regions.push((region, vec![option])),
        }
    }
    regions
}
