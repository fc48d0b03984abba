//! The choice of a city or time zone: a form that works without a script.

use super::context::PageContext;
use crate::content::page::Show;
use crate::content::{Page, PageName};
use crate::site::address::{Links, page_path};
use crate::site::markup::Markup;
use crate::site::zone::{Continent, Zone, ZoneAsked, ZoneNames};

/// A time zone to choose, or a continent with time zones to choose from.
#[derive(Debug, Clone)]
pub struct ZoneOption {
    /// Its name in the IANA database, or that of the continent in English; empty for the choice of a continent.
    pub value: String,
    /// Its name for the reader.
    pub label: String,
    /// The language of the name, where it is not that of the page.
    pub language: Option<String>,
    /// Whether it is the one that is shown.
    pub selected: bool,
}

impl ZoneOption {
    fn new(value: &str, label: impl Into<String>) -> Self {
        Self { value: value.to_owned(), label: label.into(), language: None, selected: false }
    }
}

/// The form.
#[derive(Debug, Clone)]
pub struct ZoneForm {
    /// The identifier of the choice.
    pub id: String,
    /// The section of the form in its page: after a choice, the answer is on the screen.
    pub action: String,
    /// The language beside the page.
    pub with: Option<String>,
    /// An explanation for a reader who did not ask for one zone.
    pub message: Option<Markup>,
    /// The cities that have a name in this language; or the continents, or the zones of one, where they were asked
    /// for, because all zones are too many for one page.
    pub options: Vec<ZoneOption>,
}

impl ZoneForm {
    /// The form on the page `page`; none where all pages are one document.
    pub fn new(context: &PageContext<'_>, page: &Page) -> Option<Self> {
        let links = context.renderer().links;
        let with = match links {
            Links::OneDocument(_) => return None,
            Links::Pages(_) => None,
            Links::Beside(_, with) => Some(with.to_string()),
        };
        let section = page.section_with(Show::Zone)?;
        let words = &context.ui().hours;
        let (message, mut options) = match context.asked {
            Some(ZoneAsked::List) => (Some(&words.all_zones), continents(context)),
            Some(ZoneAsked::Unknown) => (Some(&words.unknown_zone), continents(context)),
            Some(ZoneAsked::Continent(continent)) => {
                (Some(&words.all_zones), zones_of(context, continent))
            }
            Some(ZoneAsked::Zone(_)) | None => (None, cities(context).collect()),
        };
        if !matches!(context.asked, Some(ZoneAsked::List | ZoneAsked::Unknown)) {
            let another = &words.another_zone;
            let default = || context.facts().default_language.to_string();
            options.push(ZoneOption {
                language: another.untranslated.then(default),
                ..ZoneOption::new("", another.to_string())
            });
        }
        Some(Self {
            id: format!("zone-{}", context.tag()),
            action: format!("{}#{}", page_path(links.language(), &page.name), section.id),
            with,
            message: message.map(|message| context.label(message)),
            options,
        })
    }
}

fn continents(context: &PageContext<'_>) -> Vec<ZoneOption> {
    let names = ZoneNames::of(context.tag().as_str());
    let listed = names.continents().map(|continent| (continent.value, continent.name.to_owned()));
    from_cldr(context, names, listed)
}

fn zones_of(context: &PageContext<'_>, continent: Continent) -> Vec<ZoneOption> {
    let names = ZoneNames::of(context.tag().as_str());
    from_cldr(context, names, names.zones(continent.value))
}

/// Options with CLDR's names, which are English where it has none in the language of the page.
fn from_cldr<'a>(
    context: &PageContext<'_>,
    names: ZoneNames,
    listed: impl Iterator<Item = (&'a str, String)>,
) -> Vec<ZoneOption> {
    let foreign = (names.language != context.tag().as_str()).then_some(names.language);
    let option = |(value, label): (&str, String)| ZoneOption {
        language: foreign.map(str::to_owned),
        ..ZoneOption::new(value, label)
    };
    listed.map(option).collect()
}

/// The zones of the reader, then the others that the editors have named.
fn cities<'a>(context: &'a PageContext<'_>) -> impl Iterator<Item = ZoneOption> + 'a {
    let shown = reader_zone(context);
    let original = context.original_context().unwrap_or(*context);
    let named = context.ui().cities.keys().chain(original.ui().cities.keys()).map(String::as_str);
    distinct(zones(context).into_iter().chain(named)).into_iter().map(move |zone| ZoneOption {
        value: zone.to_owned(),
        label: city_name(context, zone),
        language: named_here(context, zone)
            .is_none()
            .then(|| context.facts().default_language.to_string()),
        selected: shown == Some(zone),
    })
}

/// The time zone in which the hours are shown beside the centre's: the one that was asked for, else that
/// of the first city of this language's readers.
pub fn reader_zone<'a>(context: &PageContext<'a>) -> Option<&'a str> {
    reader_zones(context).first().copied()
}

/// The zone that was asked for, else those of this language's readers.
pub fn reader_zones<'a>(context: &PageContext<'a>) -> Vec<&'a str> {
    match context.asked.and_then(ZoneAsked::zone) {
        Some(zone) => vec![zone.name()],
        None => context.language.cities.iter().map(String::as_str).collect(),
    }
}

/// The zone that is shown, those of this language's readers, then those that the facts list.
pub fn zones<'a>(context: &PageContext<'a>) -> Vec<&'a str> {
    let listed = context.language.cities.iter().chain(&context.facts().cities);
    distinct(reader_zone(context).into_iter().chain(listed.map(String::as_str)))
}

/// Each zone once, at its first place.
fn distinct<'a>(zones: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut distinct = Vec::new();
    for zone in zones {
        if !distinct.contains(&zone) {
            distinct.push(zone);
        }
    }
    distinct
}

/// The name of the city of a time zone: the editors' if they have one, else that of CLDR, else the
/// editors' in the default language, else the zone's own.
pub fn city_name(context: &PageContext<'_>, zone: &str) -> String {
    let found = named_here(context, zone)
        .or_else(|| context.named(|ui| ui.cities.get(zone)).map(|(name, _)| name));
    found.map_or_else(|| place_name(zone), str::to_owned)
}

/// The name of the city of a time zone, marked as a name of another language where it is one.
pub fn city(context: &PageContext<'_>, zone: &str) -> Markup {
    if let Some(name) = named_here(context, zone) {
        return context.words(name);
    }
    let original = context.name(|ui| ui.cities.get(zone));
    original.unwrap_or_else(|| Markup::name(&place_name(zone), &context.facts().default_language))
}

/// The name of the city in the language of the page.
fn named_here<'a>(context: &PageContext<'a>, zone: &str) -> Option<&'a str> {
    let own = context.ui().cities.get(zone).map(String::as_str);
    own.filter(|name| !name.is_empty()).or_else(|| cldr_name(context, zone))
}

fn cldr_name(context: &PageContext<'_>, zone: &str) -> Option<&'static str> {
    let names = ZoneNames::of(context.tag().as_str());
    let own = names.language == context.tag().as_str();
    names.city(Zone::parse(zone)?).filter(|_| own)
}

fn place_name(zone: &str) -> String {
    let known = Zone::parse(zone).and_then(Zone::region_and_place);
    known.map_or_else(|| zone.to_owned(), |(_, place)| place)
}

/// The title and the heading of `page` for a reader who asked for the hours in a zone: they name its city.
pub fn heading_there(context: &PageContext<'_>, page: &Page) -> Option<(String, Markup)> {
    let zone = context.asked.and_then(ZoneAsked::zone).filter(|_| has_form(page))?.name();
    let words = &context.ui().hours.hours_there;
    let title = words.plain(|_| city_name(context, zone));
    Some((title, context.fill(words, &[("city", city(context, zone))])))
}

/// `path`, which leads to `page`, with the zone that was asked for if the page shows hours.
pub fn keep_zone(context: &PageContext<'_>, page: &PageName, path: String) -> String {
    let shows = context.page(page).is_some_and(has_form);
    let Some(zone) = context.asked.and_then(ZoneAsked::zone).filter(|_| shows) else {
        return path;
    };
    // In a query a `+` is a space.
    let zone = zone.name().replace('+', "%2B");
    let separator = if path.contains('?') { '&' } else { '?' };
    format!("{path}{separator}zone={zone}")
}

/// Whether a page can show the hours in any time zone.
pub fn has_form(page: &Page) -> bool {
    page.shows(Show::Zone)
}
