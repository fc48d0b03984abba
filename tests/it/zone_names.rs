//! The names of time zones in `src/site/zone_names.txt` are those of CLDR, in the order of each language.
//!
//! `BLESS=1 cargo nextest run -E 'test(zone_names)'` writes the file anew: after an update of ICU, or to add a
//! language to [`LANGUAGES`].

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use icu_collator::Collator;
use icu_collator::options::CollatorOptions;
use icu_datetime::NoCalendarFormatter;
use icu_datetime::fieldsets::zone::ExemplarCity;
use icu_experimental::displaynames::multi::RegionDisplayNames;
use icu_experimental::displaynames::{DisplayNamesOptions, Style};
use icu_locale::Locale;
use icu_locale::subtags::Region;
use icu_time::zone::iana::IanaParserExtended;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use patient_center::site::zone::{Zone, ZoneNames};

use crate::support::content::project;

const LANGUAGES: [&str; 14] = [
    "ar", "de", "el", "en", "es", "fr", "he", "ja", "ko", "pt-BR", "ru", "tr", "zh-Hans", "zh-Hant",
];

/// Where one zone stands for several of a country, the one whose name is known best.
const BEST_KNOWN: [&str; 22] = [
    "America/Argentina/Buenos_Aires",
    "America/Sao_Paulo",
    "America/Toronto",
    "America/Vancouver",
    "America/Edmonton",
    "America/Winnipeg",
    "America/Mexico_City",
    "America/Tijuana",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Santiago",
    "Asia/Almaty",
    "Asia/Jakarta",
    "Asia/Kuala_Lumpur",
    "Asia/Tashkent",
    "Asia/Ulaanbaatar",
    "Australia/Sydney",
    "Australia/Brisbane",
    "Europe/Berlin",
    "Europe/Moscow",
];

/// From when on the rules of two zones are compared, and until when.
const COMPARED: [&str; 2] = ["2026-12-01T00:00:00Z", "2031-01-01T00:00:00Z"];

/// The continent of a zone by UN M.49, as CLDR names it; none where there are only stations.
fn continent(zone: &str) -> Option<Region> {
    let code = match zone.split_once('/').unwrap() {
        ("Indian", "Kerguelen" | "Chagos")
        | ("Pacific", "Midway" | "Wake")
        | ("Atlantic", "South_Georgia")
        | ("Antarctica", _) => return None,
        ("Indian", "Christmas" | "Cocos") | ("Australia" | "Pacific", _) => "009",
        ("Indian", "Maldives") | ("Asia", _) => "142",
        ("Atlantic", "Cape_Verde" | "St_Helena") | ("Africa" | "Indian", _) => "002",
        ("Atlantic", "Bermuda" | "Stanley") | ("America", _) => "019",
        _ => "150",
    };
    Region::try_from_str(code).ok()
}

/// The country in which a zone is: its short name in CLDR begins with that of the country.
fn country(zone: icu_time::TimeZone) -> Option<Region> {
    let code = match zone.as_str() {
        "gazastrp" | "hebron" | "jeruslm" => return None,
        // Of the Netherlands Antilles, which are no country any more.
        "ancur" => "cw",
        zone => zone.get(..2)?,
    };
    Region::try_from_str(code).ok()
}

/// What the clocks of a zone show in the years to come.
fn rules(zone: &str) -> Vec<(Timestamp, i32)> {
    let [from, until] = COMPARED.map(|moment| moment.parse::<Timestamp>().unwrap());
    let rules = TimeZone::get(zone).unwrap();
    let changes = rules.following(from).take_while(|change| change.timestamp() < until);
    let changes = changes.map(|change| (change.timestamp(), change.offset().seconds()));
    [(from, rules.to_offset(from).seconds())].into_iter().chain(changes).collect()
}

/// One zone for all of a country that have the same rules.
fn listed() -> Vec<(icu_time::TimeZone, &'static str)> {
    let mut alike: BTreeMap<_, Vec<(icu_time::TimeZone, &'static str)>> = BTreeMap::new();
    for zone in IanaParserExtended::new().iter() {
        let Some(known) = Zone::parse(zone.canonical) else { continue };
        if known.region_and_place().is_none() || continent(zone.canonical).is_none() {
            continue;
        }
        let key = match country(zone.time_zone) {
            Some(country) => (country.to_string(), rules(zone.canonical)),
            None => (zone.canonical.to_owned(), Vec::new()),
        };
        alike.entry(key).or_default().push((zone.time_zone, zone.canonical));
    }
    let best = |zones: Vec<(icu_time::TimeZone, &'static str)>| {
        let known = zones.iter().position(|(_, name)| BEST_KNOWN.contains(name));
        let plain = zones.iter().position(|(_, name)| name.matches('/').count() == 1);
        zones[known.or(plain).unwrap_or(0)]
    };
    alike.into_values().map(best).collect()
}

fn generated() -> String {
    let zones = listed();
    let english: Locale = "en".parse().unwrap();
    let in_english = RegionDisplayNames::try_new(english.into(), DisplayNamesOptions::default());
    let in_english = in_english.unwrap();
    let mut text = String::new();
    for tag in LANGUAGES {
        let locale: Locale = tag.parse().unwrap();
        let options = {
            let mut options = DisplayNamesOptions::default();
            options.style = Some(Style::Short);
            options
        };
        let regions = RegionDisplayNames::try_new(locale.clone().into(), options).unwrap();
        let cities = NoCalendarFormatter::try_new(locale.clone().into(), ExemplarCity).unwrap();
        let collator = Collator::try_new(locale.into(), CollatorOptions::default()).unwrap();
        let mut continents: BTreeMap<Region, Vec<(String, &str, &str)>> = BTreeMap::new();
        for (zone, iana) in &zones {
            let city = cities.format(&zone.without_offset()).to_string();
            let country =
                country(*zone).and_then(|country| regions.of(country)).unwrap_or_default();
            let country = if country == city { "" } else { country };
            continents.entry(continent(iana).unwrap()).or_default().push((city, iana, country));
        }
        let mut continents: Vec<_> = continents.into_iter().collect();
        let name = |region: &Region| regions.of(*region).unwrap();
        continents.sort_by(|(one, _), (other, _)| collator.compare(name(one), name(other)));
        writeln!(text, "[{tag}]").unwrap();
        for (continent, mut zones) in continents {
            zones.sort_by(|one, other| collator.compare(&one.0, &other.0).then(one.1.cmp(other.1)));
            let value = in_english.of(continent).unwrap();
            writeln!(text, "{value}\t{}", name(&continent)).unwrap();
            for (city, zone, country) in zones {
                writeln!(text, "{zone}\t{city}\t{country}").unwrap();
            }
        }
    }
    text
}

#[test]
fn the_zone_names_are_those_of_cldr() {
    let path = project().join("src/site/zone_names.txt");
    let generated = generated();
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &generated).unwrap();
    }
    let written = fs::read_to_string(path).unwrap();
    assert!(written == generated, "BLESS=1 writes it anew");
}

#[test]
fn the_zone_names_of_a_language_are_found_and_a_language_without_names_has_the_english_ones() {
    let riyadh = Zone::parse("Asia/Riyadh").unwrap();
    for (tag, city, label, continents) in [
        ("en", "Riyadh", "Riyadh (Saudi Arabia)", 5),
        ("ar", "الرياض", "الرياض (المملكة العربية السعودية)", 5),
        ("ja", "リヤド", "リヤド (サウジアラビア)", 5),
        ("sw", "Riyadh", "Riyadh (Saudi Arabia)", 5),
    ] {
        let names = ZoneNames::of(tag);
        assert_eq!(names.language, if tag == "sw" { "en" } else { tag });
        assert_eq!(names.city(riyadh), Some(city), "{tag}");
        let zones: Vec<_> = names.continents().flat_map(|of| names.zones(of.value)).collect();
        assert!(zones.iter().any(|(name, of)| (*name, &**of) == ("Asia/Riyadh", label)), "{tag}");
        assert_eq!(names.continents().count(), continents, "{tag}");
        assert!(zones.iter().all(|(name, _)| Zone::parse(name).is_some_and(|z| z.name() == *name)));
        assert!((250..400).contains(&zones.len()), "{}", zones.len());
    }
}
