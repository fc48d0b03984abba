//! A page and the centre for search engines and other programs, in the vocabulary of schema.org (JSON-LD 1.1).

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::address::{BaseUrl, home_path};
use super::date_time::of_weekday;
use super::markup::Markup;
use super::view::PageContext;
use crate::content::lint::without_breaks;
use crate::content::page::Show;
use crate::content::site::PhoneNumber;
use crate::content::{Language, Page};
use crate::schedule::{Exception, Schedule};

/// The names of the weekdays in schema.org.
const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The `page` as a `WebPage`: its language, the way to it, and the centre that it is about, with its hours where the page
/// shows the week. `None` on pages that show neither the address in full nor the week. In gzip all
/// of it takes 400 bytes, which the longest pages do not have.
pub(super) fn web_page(context: &PageContext<'_>, page: &Page, base: &BaseUrl) -> Option<Markup> {
    let has_week = page.shows(Show::Week);
    let has_center = page.shows(Show::Address) || has_week;
    let data = || {
        without_nulls(json!({
            "@context": "https://schema.org",
            "@type": "WebPage",
            "inLanguage": context.fallback_context(&page.name).tag().as_str(),
            "isAccessibleForFree": true,
            "breadcrumb": breadcrumbs(context, page, base),
            "about": organization(context, base, has_week),
        }))
    };
    has_center.then(|| Markup::data(&data()))
}

/// The way from the home page, as the breadcrumbs have it. The last item is the page itself, and has no address.
fn breadcrumbs(context: &PageContext<'_>, page: &Page, base: &BaseUrl) -> Value {
    let home = base.absolute(&home_path(context.tag()));
    let home = context.home().map(|page| (&page.nav, Some(home)));
    let way = home.into_iter().chain([(&page.title, None)]).zip(1..);
    let items = way.map(|((name, address), position)| {
        without_nulls(json!({
            "@type": "ListItem",
            "position": position,
            "name": without_breaks(name),
            "item": address,
        }))
    });
    json!({ "@type": "BreadcrumbList", "itemListElement": items.collect::<Vec<_>>() })
}

/// The centre as a `MedicalOrganization`; its hours belong to the `Place` where it is.
fn organization(context: &PageContext<'_>, base: &BaseUrl, has_hours: bool) -> Value {
    let contact = &context.facts().contact;
    let (center, hospital) = context.names();
    without_nulls(json!({
        "@type": "MedicalOrganization",
        "name": center,
        "alternateName": context.original_names().map(|(center, _)| center),
        "url": base.absolute(&home_path(context.tag())),
        "parentOrganization": { "@type": "Hospital", "name": hospital },
        "telephone": contact.phone.as_ref().map(PhoneNumber::e164),
        "faxNumber": contact.fax.as_ref().map(PhoneNumber::e164),
        "email": contact.email,
        "contactPoint": contact_point(context),
        "location": place(context, has_hours),
    }))
}

/// The coordinators, where it is known which languages they speak.
fn contact_point(context: &PageContext<'_>) -> Option<Value> {
    let contact = &context.facts().contact;
    (!contact.languages.is_empty()).then(|| {
        without_nulls(json!({
            "@type": "ContactPoint",
            "telephone": contact.phone.as_ref().map(PhoneNumber::e164),
            "email": contact.email,
            "availableLanguage": contact.languages.iter().map(Language::as_str).collect::<Vec<_>>(),
        }))
    })
}

fn place(context: &PageContext<'_>, has_hours: bool) -> Value {
    let address = &context.facts().address;
    let schedule = context.facts().schedule.as_ref().filter(|_| has_hours);
    let special = schedule.map(|schedule| special(schedule, context.moment));
    let street: Vec<_> = [&address.street, &address.room].into_iter().flatten().cloned().collect();
    let street = if street.is_empty() { &address.lines } else { &street };
    without_nulls(json!({
        "@type": "Place",
        "address": without_nulls(json!({
            "@type": "PostalAddress",
            "streetAddress": Some(street.join(", ")).filter(|street| !street.is_empty()),
            "addressLocality": address.locality,
            "addressRegion": address.region,
            "postalCode": address.postal_code,
            "addressCountry": address.country_code.as_ref().unwrap_or(&address.country),
        })),
        "geo": address.position().map(|(latitude, longitude)| json!({
            "@type": "GeoCoordinates",
            "latitude": latitude,
            "longitude": longitude,
        })),
        "openingHoursSpecification": schedule.map(week),
        "specialOpeningHoursSpecification": special.filter(|days| !days.is_empty()),
    }))
}

/// `object` without the members that are not known.
fn without_nulls(mut object: Value) -> Value {
    if let Some(members) = object.as_object_mut() {
        members.retain(|_, value| !value.is_null());
    }
    object
}

/// Every span with the weekdays that have it.
fn week(schedule: &Schedule) -> Value {
    let entries = schedule.spans().into_iter().map(|(span, days)| {
        let days: Vec<_> = days.into_iter().map(|day| of_weekday(&WEEKDAYS, day)).collect();
        json!({
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": days,
            "opens": clock(span.from),
            "closes": clock(span.until),
        })
    });
    entries.collect()
}

/// The days of the coming year that differ.
fn special(schedule: &Schedule, moment: Timestamp) -> Vec<Value> {
    let today = schedule.date(moment);
    let coming = schedule.coming_exceptions(today);
    coming.flat_map(|(date, exception)| day(*date, exception)).collect()
}

/// The openings of a day; search engines want a closed day to open and close at midnight.
fn day(date: Date, exception: &Exception) -> Vec<Value> {
    let entry = |opens: String, closes: String| {
        json!({
            "@type": "OpeningHoursSpecification",
            "validFrom": date.to_string(),
            "validThrough": date.to_string(),
            "opens": opens,
            "closes": closes,
        })
    };
    if exception.open.is_empty() {
        return vec![entry(clock(0), clock(0))];
    }
    exception.open.iter().map(|span| entry(clock(span.from), clock(span.until))).collect()
}

/// A time of day. An end past midnight is less than its beginning, which means the day after.
fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60 % 24, minute % 60)
}
