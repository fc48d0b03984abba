//! The card on every page: open or closed today, the address, how to reach the centre.

use jiff::tz::TimeZone;

use super::context::PageContext;
use super::hours::{HoursByTwoClocks, ranges_with_offset, standing_hours};
use super::zone::city;
use crate::content::Page;
use crate::content::page::{Section, Show};
use crate::content::site::PhoneNumber;
use crate::schedule::{Opening, Status};
use crate::site::markup::Markup;

/// Today: open or closed.
#[derive(Debug, Clone)]
pub struct Today {
    /// `Monday, November 23`.
    pub date: Markup,
    /// `2026-11-23`.
    pub iso: String,
    /// `Open today`, or `Usual hours today` as long as no exception of the coming year is known.
    pub status: Markup,
    /// Today's hours, or when it opens next; empty where no opening is in sight.
    pub detail: Option<Markup>,
    /// When it closes by the clocks of other cities.
    pub elsewhere: Vec<(Markup, Markup)>,
    /// That closing days are not listed, as long as no exception of the coming year is known.
    pub note: Option<Markup>,
}

/// A number to call.
#[derive(Debug, Clone)]
pub struct Phone {
    /// Whose number it is.
    pub label: Markup,
    /// What the caller should know.
    pub note: Option<Markup>,
    /// `tel:`, in the form of E.164.
    pub href: String,
    /// The number, as it is dialled from abroad.
    pub number: Markup,
    /// How to dial from abroad, with the number.
    pub abroad: Markup,
    /// How to dial inside the country, with the number; absent where it is for callers from abroad.
    pub domestic: Option<Markup>,
    /// Whom to ask for, in the language of the people who answer, where others answer for the centre.
    pub say: Option<Markup>,
    /// When it is answered, where that is known.
    pub hours: Option<HoursByTwoClocks>,
}

/// A way to reach the centre other than a phone number.
#[derive(Debug, Clone)]
pub struct Contact {
    /// What it is.
    pub label: Markup,
    /// Where it leads.
    pub href: String,
    /// What is shown; empty where the label says it.
    pub shown: String,
}

/// How to reach the centre.
#[derive(Debug, Clone)]
pub struct ContactDetails {
    /// The centre's own numbers, or the hospital's as long as they are not known.
    pub phones: Vec<Phone>,
    /// E-mail and form.
    pub contacts: Vec<Contact>,
}

/// The card on every page.
#[derive(Debug, Clone)]
pub struct Card {
    /// Absent only where the schedule is.
    pub today: Option<Today>,
    /// The standing hours, line by line; printed instead of today's.
    pub standing: Vec<Markup>,
    /// The address, line by line.
    pub address: Vec<String>,
    /// How to reach the centre.
    pub reach: ContactDetails,
    /// The page with the hours, where there is one; on that page, the section where a city is chosen.
    pub hours_href: Option<String>,
    /// The page with the directions, where there is one; on that page, the section with the map.
    pub map_href: Option<String>,
}

impl Card {
    /// At the moment of `context`, on the page `page`.
    pub fn new(context: &PageContext<'_>, page: Option<&Page>) -> Self {
        let link = |name: &str, section: fn(&Page) -> Option<&Section>| match page
            .filter(|page| page.name.as_str() == name)
        {
            Some(page) => section(page).map(|section| format!("#{}", section.id)),
            None => context.path_to(name),
        };
        Self {
            today: Today::new(context),
            standing: standing_hours(context),
            address: context.facts().address.lines.clone(),
            reach: ContactDetails::new(context),
            hours_href: link("hours", |page| page.section_with(Show::Zone)),
            map_href: link("contact", |page| page.sketches().next().map(|(section, _)| section)),
        }
    }
}

impl Today {
    fn new(context: &PageContext<'_>) -> Option<Self> {
        let schedule = context.facts().schedule.as_ref()?;
        let words = &context.ui().hours;
        let date = schedule.date(context.moment);
        let is_known = schedule.coming_exceptions(date).next().is_some();
        let open = if is_known { &words.open_today } else { &words.usual_today };
        let closed = |status, next| (status, next_opening(context, next), Vec::new());
        let (status, detail, elsewhere) = match schedule.status(context.moment) {
            Status::OpenToday(openings) => {
                let detail = ranges_with_offset(context, date, &openings);
                (open, Some(detail), closing_elsewhere(context, &openings))
            }
            Status::ClosedForToday { next } => closed(&words.closed_for_today, next),
            Status::ClosedToday { next } => closed(&words.closed_today, next),
        };
        Some(Self {
            date: context.words(&context.format.date(date)),
            iso: date.to_string(),
            status: context.label(status),
            detail,
            elsewhere,
            note: (!is_known).then(|| context.label(&words.unusual_unknown)),
        })
    }
}

fn next_opening(context: &PageContext<'_>, next: Option<Opening>) -> Option<Markup> {
    let from = next?.from;
    let values = [
        ("date", Markup::isolated(&context.format.date(from.date()))),
        ("time", context.format.time_markup(from.time())),
        ("offset", context.format.offset(&from)),
    ];
    Some(context.fill(&context.ui().hours.next, &values))
}

/// When the last of `openings` ends in the cities of this language's readers. Each time names its day, so
/// that it stays true on a copy.
fn closing_elsewhere(context: &PageContext<'_>, openings: &[Opening]) -> Vec<(Markup, Markup)> {
    let Some(last) = openings.last() else { return Vec::new() };
    let cities = context.language.cities.iter().filter_map(|zone| {
        let there = last.until.with_time_zone(TimeZone::get(zone).ok()?);
        let weekday = context.format.weekday(context.format.day_of(&there).weekday());
        let time = context.format.time_markup(there.time());
        let values = [("weekday", Markup::escaped(weekday)), ("time", time)];
        let text = context.fill(&context.ui().hours.day_time, &values);
        Some((city(context, zone), text))
    });
    cities.collect()
}

impl ContactDetails {
    /// The ways to reach the centre; the hospital's main number as long as the centre's is not known.
    pub fn new(context: &PageContext<'_>) -> Self {
        let (facts, words) = (context.facts(), &context.ui().contact);
        let contact = &facts.contact;
        // A fax number does not replace a number to call.
        let main = facts.main_phone.as_ref().filter(|_| contact.phone.is_none());
        let main = main.and_then(|id| Phone::listed(context, &id.0));
        let main = main.map(|main| Phone { say: Some(whom_to_ask_for(context)), ..main });
        let numbers = [(&contact.phone, &words.phone), (&contact.fax, &words.fax)];
        let own = numbers.into_iter().filter_map(|(number, words)| {
            Some(Phone::new(context, number.as_ref()?, context.label(words)))
        });
        let link = |label, href, shown| Contact { label: context.label(label), href, shown };
        let email = contact.email.iter();
        let email = email.map(|to| link(&words.email, format!("mailto:{to}"), to.clone()));
        let form = contact.request_form.iter();
        let form = form.map(|url| link(&words.request_form, url.clone(), String::new()));
        Self {
            phones: main.into_iter().chain(own).collect(),
            contacts: email.chain(form).collect(),
        }
    }
}

impl Phone {
    /// The number `id` of `site.toml`, with what the interface says about it.
    pub fn listed(context: &PageContext<'_>, id: &str) -> Option<Self> {
        let words = context.ui().phones.get(id)?;
        let phone = context.facts().phones.get(id)?;
        let shown = Self::new(context, &phone.number, context.words(&words.label));
        Some(Self {
            note: Some(context.words(&words.note)),
            domestic: shown.domestic.filter(|_| phone.domestic),
            hours: phone.hours.as_ref().and_then(|week| HoursByTwoClocks::new(context, week)),
            ..shown
        })
    }

    fn new(context: &PageContext<'_>, number: &PhoneNumber, label: Markup) -> Self {
        let words = &context.ui().contact;
        let fill = |pattern, digits| context.fill(pattern, &[("number", Markup::number(digits))]);
        Self {
            label,
            note: None,
            href: format!("tel:{}", number.e164()),
            number: Markup::number(number.as_str()),
            abroad: fill(&words.from_abroad, number.as_str()),
            domestic: Some(fill(&words.domestic, number.domestic())),
            say: None,
            hours: None,
        }
    }
}

/// The name of the centre as those who answer know it.
fn whom_to_ask_for(context: &PageContext<'_>) -> Markup {
    let (center, _) = context.original_names().unwrap_or_else(|| context.names());
    let name = Markup::name(&center, &context.facts().default_language);
    context.fill(&context.ui().contact.say, &[("center", name)])
}
