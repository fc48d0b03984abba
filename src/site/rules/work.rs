//! Work that remains to be done; warnings, because nothing that the site says is wrong.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::lookup::{originals, pages};
use crate::content::{Content, FACTS_FILE};
use crate::diagnostics::{Diagnostic, Place};
use crate::site::view::PageContext;
use crate::site::view::translation::TranslationState;

/// Facts that the hospital has not supplied yet are reported; the pages leave them out.
pub(super) fn owed(content: &Content) -> Vec<Diagnostic> {
    let contact = &content.facts.contact;
    let empty = [
        ("the center’s phone number", contact.phone.is_none()),
        ("the center’s fax number", contact.fax.is_none()),
        ("the center’s e-mail address", contact.email.is_none()),
        ("the address of the request form", contact.request_form.is_none()),
        ("a security contact", content.facts.security.is_none()),
    ];
    let missing = empty.iter().filter(|(_, owed)| *owed).map(|(what, _)| *what);
    let listed = content.facts.owed.iter().map(String::as_str);
    let owed = missing.chain(listed);
    owed.map(|what| {
        Diagnostic::warning(FACTS_FILE, format!("to be supplied by the hospital: {what}"))
    })
    .collect()
}

/// A translation that is missing, stale or a draft is reported.
pub(super) fn translations(content: &Content) -> Vec<Diagnostic> {
    let contexts = PageContext::all(content, Timestamp::UNIX_EPOCH);
    let faults = contexts.flat_map(|own| {
        let published = originals(content).filter(|page| page.published);
        published.filter_map(move |original| {
            let file = format!("{}/{}.toml", own.tag(), original.name);
            let warning = |message: &str| Some(Diagnostic::warning(&file, message));
            match TranslationState::of(&own, original) {
                TranslationState::Missing => warning("this page is not translated yet"),
                TranslationState::Draft => {
                    warning("a draft: no professional translator has reviewed it")
                }
                TranslationState::Stale => {
                    let now = original.fingerprint();
                    let message =
                        format!("the original has changed since (its fingerprint is now `{now}`)");
                    Some(
                        warning(&message)?.help("`patient-center translations` shows what changed"),
                    )
                }
                TranslationState::Original | TranslationState::Reviewed => None,
            }
        })
    });
    faults.collect()
}

/// A page is reviewed before its `check-by` date.
pub(super) fn reviews(content: &Content, today: Date) -> Vec<Diagnostic> {
    let overdue = pages(content).filter_map(|(_, page, file)| {
        let due = page.check_by.filter(|due| *due < today)?;
        Some(
            Diagnostic::warning(file, format!("this page was to be checked by {due}"))
                .help("check it, and write the new dates in `checked` and `check-by`"),
        )
    });
    overdue.collect()
}

/// How many days an exception may be past.
const DAYS_KEPT: i32 = 30;

/// Past exceptions are deleted.
pub(super) fn past_exceptions(content: &Content, today: Date) -> Vec<Diagnostic> {
    let oldest = today.saturating_sub(DAYS_KEPT.days());
    let past = content.facts.exception_places.range(..oldest);
    let fault = |(date, place): (&Date, &Place)| {
        Diagnostic::warning(FACTS_FILE, format!("{date} is more than {DAYS_KEPT} days past"))
            .at(place)
            .help("delete its `[[hours.exception]]`")
    };
    past.map(fault).collect()
}

/// How many days before its expiry `security.txt` is to be renewed.
const DAYS_TO_RENEW: i32 = 30;

/// The security contact is reviewed at least once a year, before it expires.
pub(super) fn security(content: &Content, today: Date) -> Vec<Diagnostic> {
    let Some(security) = &content.facts.security else { return Vec::new() };
    let expires = security.expires;
    let told = if expires <= today {
        format!("security.txt expired on {expires}")
    } else if expires <= today.saturating_add(DAYS_TO_RENEW.days()) {
        format!("security.txt expires on {expires}")
    } else if expires > today.saturating_add(1.year()) {
        format!("security.txt expires on {expires}, more than a year from now")
    } else {
        return Vec::new();
    };
    let help = "look whether the contact is still right, and write a day at most a year ahead";
    vec![Diagnostic::warning(FACTS_FILE, told).at(&security.place).help(help)]
}

/// The closing days of the coming twelve months are known.
pub(super) fn closures(content: &Content, today: Date) -> Vec<Diagnostic> {
    let Some(schedule) = &content.facts.schedule else { return Vec::new() };
    let mut coming = schedule.exceptions.range(today..=today.saturating_add(1.year()));
    if coming.any(|(_, exception)| exception.open.is_empty()) {
        return Vec::new();
    }
    let what = "to be supplied by the hospital: closing days in the coming 12 months";
    let help = "add each as `[[hours.exception]]` with `open = []`";
    vec![Diagnostic::warning(FACTS_FILE, what).help(help)]
}
