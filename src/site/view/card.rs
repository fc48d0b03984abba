//! The card on every page: open or closed today, the address, how to reach the centre.

use jiff::Zoned;
use jiff::tz::TimeZone;

use super::PageContext;
use crate::content::site::PhoneNumber;
use crate::schedule::{Opening, Status};
use crate::site::markup::Markup;

/// What can be said of today.
#[derive(Debug, Clone)]
pub struct Today {
    /// `Monday, November 23`.
    pub date: Markup,
    /// `2026-11-23`.
    pub iso: String,
    /// `Open today`.
    pub status: Markup,
    /// Today's hours, or when it opens next; empty where no opening is in sight.
    pub detail: Option<Markup>,
    /// When it closes by the clocks of other cities.
    pub elsewhere: Vec<(Markup, Markup)>,
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
    /// How to dial from abroad, with the number.
    pub abroad: Markup,
    /// How to dial inside the country, with the number; absent where it is for callers from abroad.
    pub domestic: Option<Markup>,
}

/// A way to reach the centre that is no number.
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
pub struct Reach {
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
    pub reach: Reach,
    /// The page with the hours, where there is one.
    pub hours_href: Option<String>,
    /// The page with the directions, where there is one.
    pub map_href: Option<String>,
}

impl PageContext<'_> {
    /// The card on every page.
    pub fn card(&self) -> Card {
        Card {
            today: self.today(),
            standing: self.standing_hours(),
            address: self.facts().address.lines.clone(),
            reach: self.reach(),
            hours_href: self.path_to("hours"),
            map_href: self.path_to("contact"),
        }
    }

    fn today(&self) -> Option<Today> {
        let schedule = self.facts().schedule.as_ref()?;
        let words = &self.ui().hours;
        let set = self.format.set;
        let date = schedule.date(self.moment);
        let (status, detail, elsewhere) = match schedule.status(self.moment) {
            Status::OpenToday(openings) => {
                let hours = self.format.ranges(date, &openings);
                let offset = self.offset_of(&openings);
                let detail = set.fill(&words.in_zone, &[("hours", hours), ("offset", offset)]);
                (&words.open_today, Some(detail), self.closing_elsewhere(&openings))
            }
            Status::ClosedForToday { next } => (&words.closed_for_today, self.next(next), vec![]),
            Status::ClosedToday { next } => (&words.closed_today, self.next(next), vec![]),
        };
        Some(Today {
            date: set.words(&self.format.date(date)),
            iso: date.to_string(),
            status: set.label(status),
            detail,
            elsewhere,
        })
    }

    fn next(&self, next: Option<Opening>) -> Option<Markup> {
        let from = next?.from;
        let date = Markup::isolated(&Markup::escaped(&self.format.date(from.date())));
        let time = self.format.time_markup(from.time());
        let values = [("date", date), ("time", time), ("offset", self.format.offset(&from))];
        Some(self.format.set.fill(&self.ui().hours.next, &values))
    }

    /// The distance from UTC at the end of a day's openings.
    pub(super) fn offset_of(&self, openings: &[Opening]) -> Markup {
        openings.last().map(|last| self.format.offset(&last.until)).unwrap_or_default()
    }

    fn closing_elsewhere(&self, openings: &[Opening]) -> Vec<(Markup, Markup)> {
        let Some(last) = openings.last() else { return Vec::new() };
        let cities = self.language.cities.iter().filter_map(|zone| {
            let there = last.until.with_time_zone(TimeZone::get(zone).ok()?);
            Some((self.city(zone), self.day_and_time(&there)))
        });
        cities.collect()
    }

    /// `Tuesday, 1:00 am`: a time that names its day stays true on a copy.
    fn day_and_time(&self, moment: &Zoned) -> Markup {
        let weekday = Markup::escaped(self.format.weekday(self.format.day_of(moment).weekday()));
        let values = [("weekday", weekday), ("time", self.format.time_markup(moment.time()))];
        self.format.set.fill(&self.ui().hours.day_time, &values)
    }

    /// The ways to reach the centre, or the hospital's main number as long as they are not known.
    pub fn reach(&self) -> Reach {
        let contact = &self.facts().contact;
        let words = &self.ui().contact;
        let numbers = [(&contact.phone, &words.phone), (&contact.fax, &words.fax)];
        let mut phones: Vec<Phone> = numbers
            .into_iter()
            .filter_map(|(number, label)| {
                Some(self.number(number.as_ref()?, self.format.set.label(label)))
            })
            .collect();
        // A fax is no number to call.
        if contact.phone.is_none() {
            let main = self.facts().main_phone.as_deref().and_then(|id| self.phone(id));
            phones.splice(0..0, main);
        }
        Reach { phones, contacts: self.contacts() }
    }

    fn contacts(&self) -> Vec<Contact> {
        let contact = &self.facts().contact;
        let words = &self.ui().contact;
        let email = contact.email.as_ref().map(|email| Contact {
            label: self.format.set.label(&words.email),
            href: format!("mailto:{email}"),
            shown: email.clone(),
        });
        let form = contact.request_form.as_ref().map(|form| Contact {
            label: self.format.set.label(&words.request_form),
            href: form.clone(),
            shown: String::new(),
        });
        email.into_iter().chain(form).collect()
    }

    /// The number `id` of `site.toml`, with what the interface says about it.
    pub fn phone(&self, id: &str) -> Option<Phone> {
        let words = self.ui().phones.get(id)?;
        let set = self.format.set;
        let phone = self.facts().phones.get(id)?;
        let shown = self.number(&phone.number, set.words(&words.label));
        Some(Phone {
            note: Some(set.words(&words.note)),
            domestic: shown.domestic.filter(|_| phone.domestic),
            ..shown
        })
    }

    fn number(&self, number: &PhoneNumber, label: Markup) -> Phone {
        let words = &self.ui().contact;
        let shown = |digits: &str| [("number", Markup::number(digits))];
        Phone {
            label,
            note: None,
            href: format!("tel:{}", number.e164()),
            abroad: self.format.set.fill(&words.from_abroad, &shown(number.as_str())),
            domestic: Some(self.format.set.fill(&words.domestic, &shown(number.domestic()))),
        }
    }
}
