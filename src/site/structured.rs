//! The centre for search engines and other programs, in the vocabulary of schema.org (JSON-LD 1.1).

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::date_time::of_weekday;
use super::markup::Markup;
use super::view::PageContext;
use crate::content::site::PhoneNumber;
use crate::schedule::{Exception, Schedule};

/// The names of the weekdays in schema.org.
const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The centre as a `MedicalOrganization`; its hours belong to the `Place` where it is.
pub(super) fn organization(context: &PageContext<'_>, url: &str) -> Markup {
    let contact = &context.facts().contact;
    let (center, hospital) = context.names();
    Markup::data(&without_nulls(json!({
        "@context": "https://schema.org",
        "@type": "MedicalOrganization",
        "name": center,
        "alternateName": context.original_names().map(|(center, _)| center),
        "url": url,
        "parentOrganization": { "@type": "Hospital", "name": hospital },
        "telephone": contact.phone.as_ref().map(PhoneNumber::e164),
        "faxNumber": contact.fax.as_ref().map(PhoneNumber::e164),
        "email": contact.email,
        "location": place(context),
    })))
}

fn place(context: &PageContext<'_>) -> Value {
    let (address, schedule) = (&context.facts().address, context.facts().schedule.as_ref());
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
