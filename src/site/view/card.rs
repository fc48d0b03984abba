//! The card on every page: open or closed today, the number to call, the address.

use jiff::civil::Date;

use super::context::PageContext;
use super::hours::{HoursByTwoClocks, standing_hours};
use super::navigation::Subject;
use super::zone::{city, reader_zones};
use crate::content::Page;
use crate::content::page::{Section, Show};
use crate::content::site::{DomesticNumber, PhoneNumber};
use crate::schedule::{Opening, Schedule, Status};
use crate::site::address::{POCKET_CARD, page_path};
use crate::site::markup::Markup;

/// Today: open or closed.
#[derive(Debug, Clone)]
pub struct Today {
    /// `In Boston: Monday, November 23`.
    pub date: Markup,
    /// `2026-11-23`.
    pub iso: String,
    /// `Open today`, or `Usual hours today` as long as no exception of the coming year is known.
    pub status: Markup,
    /// Today's hours, or when it opens next; empty where no opening is in sight.
    pub detail: Option<Markup>,
    /// The same hours by the clocks of the reader's cities: `Riyadh: Monday, 4:00 pm to
    /// Tuesday, 1:00 am`.
    pub elsewhere: Vec<Markup>,
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
    /// The number alone, as it is dialled from abroad.
    pub number: Markup,
    /// How to dial inside the country, with the number, where that is known.
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
    /// What is shown; nothing where the label says it.
    pub shown: Option<Markup>,
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
    /// The section where a city is chosen, where there is one.
    pub hours_href: Option<String>,
    /// The section with the address in full, where there is one.
    pub address_href: Option<String>,
    /// The card to show to a driver; absent on that card.
    pub driver_href: Option<String>,
    /// The section with the map, where there is one.
    pub map_href: Option<String>,
    /// Whether it is before the sections: on the home page, and where readers look for the hours or the
    /// address. On other pages it is after them.
    pub before_sections: bool,
}

impl Card {
    /// At the moment of `context`, on the page of `subject`.
    pub fn new(context: &PageContext<'_>, subject: Subject<'_>) -> Self {
        let page = if let Subject::Page(page) = subject { Some(page) } else { None };
        let is_driver_card = matches!(subject, Subject::BuiltIn(POCKET_CARD));
        let link = |find: fn(&Page) -> Option<&Section>| {
            let own = page.and_then(find).map(|section| format!("#{}", section.id));
            own.or_else(|| {
                context.published().find_map(|page| {
                    let path = page_path(context.tag(), &page.name);
                    Some(format!("{path}#{}", find(page)?.id))
                })
            })
        };
        let before_sections = |page: &Page| {
            page.name.is_home() || page.shows(Show::Address) || page.shows(Show::Week)
        };
        Self {
            today: Today::new(context),
            standing: standing_hours(context),
            address: context.facts().address.shown_lines(),
            reach: ContactDetails::new(context),
            hours_href: link(|page| page.section_with(Show::Zone)),
            address_href: link(|page| page.section_with(Show::Address)),
            driver_href: (!is_driver_card).then(|| format!("/{}/{POCKET_CARD}", context.tag())),
            map_href: link(|page| page.sketches().next().map(|(section, _)| section)),
            before_sections: page.is_some_and(before_sections),
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
        let closed = |status, next: Option<Opening>| {
            (status, next_opening(context, next.as_ref()), opening_day(schedule, next))
        };
        let (status, detail, openings) = match schedule.status(context.moment) {
            Status::OpenToday(openings) => (open, hours_here(context, date, &openings), openings),
            Status::ClosedForToday { next } => closed(&words.closed_for_today, next),
            Status::ClosedToday { next } => closed(&words.closed_today, next),
        };
        let values = [("date", context.format.date_markup(date))];
        let zones = reader_zones(context).into_iter();
        Some(Self {
            date: context.fill(&context.ui().card.here, &values),
            iso: date.to_string(),
            status: match schedule.exceptions.get(&date) {
                Some(exception) if exception.open.is_empty() => {
                    context.with_reason(context.label(status), exception)
                }
                _ => context.label(status),
            },
            detail,
            elsewhere: zones.filter_map(|zone| hours_in_city(context, zone, &openings)).collect(),
            note: (!is_known).then(|| context.label(&words.unusual_unknown)),
        })
    }
}

fn next_opening(context: &PageContext<'_>, next: Option<&Opening>) -> Option<Markup> {
    let from = &next?.from;
    let values = [
        ("date", context.format.date_markup(from.date())),
        ("time", context.format.time_markup(from.time())),
        ("offset", context.format.offset(from)),
    ];
    Some(context.fill(&context.ui().hours.next, &values))
}

fn hours_here(context: &PageContext<'_>, date: Date, openings: &[Opening]) -> Option<Markup> {
    let values = [
        ("hours", context.format.ranges(date, openings)),
        ("offset", context.format.offset(&openings.last()?.until)),
    ];
    Some(context.fill(&context.ui().card.here_hours, &values))
}

/// All openings of the day of `next`.
fn opening_day(schedule: &Schedule, next: Option<Opening>) -> Vec<Opening> {
    next.map(|next| schedule.openings(next.from.date())).unwrap_or_default()
}

/// `openings` by the clock of the city of `zone`: the day there of the first, and the day of each end that is
/// on another one. A single opening that goes into the next day has its own pattern: in many languages the day
/// and the time of an end are joined in another way than the times of one day.
fn hours_in_city(context: &PageContext<'_>, zone: &str, openings: &[Opening]) -> Option<Markup> {
    let there = context.content.time_zones.get(zone)?;
    let format = &context.format;
    let ends = |opening: &Opening| {
        let [from, until] =
            [&opening.from, &opening.until].map(|moment| moment.with_time_zone(there.clone()));
        (format.beginning(&from), format.end(&until))
    };
    let (first, last) = ends(openings.first()?);
    let day = first.0;
    if openings.len() == 1 && last.0 != day {
        let values = [
            ("city", city(context, zone)),
            ("from", format.day_time(first)),
            ("until", format.day_time(last)),
        ];
        return Some(context.fill(&context.ui().card.in_city_overnight, &values));
    }
    let on =
        |day: Date, end: (Date, Markup)| if end.0 == day { end.1 } else { format.day_time(end) };
    let ranges = openings.iter().map(|opening| {
        let (from, until) = ends(opening);
        let date = from.0;
        format.times(on(day, from), on(date, until))
    });
    let values = [
        ("city", city(context, zone)),
        ("day", format.weekday_markup(day.weekday())),
        ("hours", format.all_ranges(ranges)),
    ];
    Some(context.fill(&context.ui().card.in_city, &values))
}

impl ContactDetails {
    /// The ways to reach the centre; the hospital's main number as long as the centre's is not known.
    pub fn new(context: &PageContext<'_>) -> Self {
        let (facts, words) = (context.facts(), &context.ui().contact);
        let contact = &facts.contact;
        // A fax number does not replace a number to call.
        let main = facts.main_phone.as_ref().filter(|_| contact.phone.is_none());
        let main = main.and_then(|id| Phone::listed(context, &id.0));
        // Whom to ask for says already that others answer.
        let main = main.map(|main| Phone { say: Some(say(context)), note: None, ..main });
        let numbers = [
            (&contact.phone, &contact.phone_domestic, &words.phone),
            (&contact.fax, &contact.fax_domestic, &words.fax),
        ];
        let own = numbers.into_iter().filter_map(|(number, domestic, words)| {
            Some(Phone::new(context, number.as_ref()?, domestic.as_ref(), context.label(words)))
        });
        let link = |label, href, shown| Contact { label: context.label(label), href, shown };
        let email = contact.email.iter();
        let email =
            email.map(|to| link(&words.email, format!("mailto:{to}"), Some(Markup::email(to))));
        let form = contact.request_form.iter();
        let form = form.map(|url| link(&words.request_form, url.clone(), None));
        Self {
            phones: main.into_iter().chain(own).collect(),
            contacts: email.chain(form).collect(),
        }
    }
}

/// "Say: International Patient Center", with the name in the default language.
fn say(context: &PageContext<'_>) -> Markup {
    let (center, _) = context.original_names().unwrap_or_else(|| context.names());
    let name = Markup::name(&center, &context.facts().default_language);
    context.fill(&context.ui().contact.say, &[("center", name)])
}

impl Phone {
    /// The number `id` of `site.toml`, with what the interface says about it.
    pub fn listed(context: &PageContext<'_>, id: &str) -> Option<Self> {
        let phone = context.facts().phones.get(id)?;
        let label = context.name(|ui| Some(&ui.phones.get(id)?.label))?;
        let shown = Self::new(context, &phone.number, phone.domestic.as_ref(), label);
        Some(Self {
            note: context.name(|ui| Some(&ui.phones.get(id)?.note)),
            hours: phone.hours.as_ref().and_then(|week| HoursByTwoClocks::new(context, week)),
            ..shown
        })
    }

    fn new(
        context: &PageContext<'_>,
        number: &PhoneNumber,
        domestic: Option<&DomesticNumber>,
        label: Markup,
    ) -> Self {
        let dialled = |number: &DomesticNumber| {
            let number = Markup::number(number.as_str());
            context.fill(&context.ui().contact.domestic, &[("number", number)])
        };
        Self {
            label,
            note: None,
            href: format!("tel:{}", number.e164()),
            number: Markup::number(number.as_str()),
            domestic: domestic.map(dialled),
            say: None,
            hours: None,
        }
    }
}
