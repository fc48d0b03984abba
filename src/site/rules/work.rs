//! Work that remains to be done; warnings, because nothing that the site says is wrong.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::lookup::{original, originals, pages};
use crate::content::originals::{Version, file};
use crate::content::{Content, FACTS_FILE, link_preview, photo};
use crate::diagnostics::{Diagnostic, Diagnostics, group};
use crate::site::view::PageContext;
use crate::site::view::translation::TranslationState;

/// Facts that the hospital has not supplied yet are reported; the pages leave them out.
pub(super) fn owed(content: &Content, problems: &mut Diagnostics) {
    let facts = &content.facts;
    let mut owe = |key: &str, what: &str| {
        let message = format!("to be supplied by the hospital: {what}");
        let warning = Diagnostic::warning(FACTS_FILE, message).group(group::OWED);
        problems.push(match facts.places.get(key) {
            Some(place) => warning.at(place),
            None => warning,
        });
    };
    for (key, what) in facts.contact.missing() {
        owe(&format!("contact.{key}"), what);
    }
    if facts.security.is_none() {
        owe("security.contact", "a security contact");
    }
    if facts.emergency.is_none() {
        owe("emergency", "the emergency number of the country");
    }
    for (index, what) in facts.owed.iter().enumerate() {
        owe(&format!("owed.{index}"), what);
    }
}

/// The country has its code, by which programs know it whatever the language.
pub(super) fn country_code(content: &Content, problems: &mut Diagnostics) {
    if content.facts.address.country_code.is_none() {
        let message = "the country of `[address]` has no code for programs";
        let help = "add the two capital letters of ISO 3166-1, such as `country-code = \"KE\"`";
        let warning = Diagnostic::warning(FACTS_FILE, message).help(help);
        problems.push(match content.facts.places.get("address") {
            Some(place) => warning.at(place),
            None => warning,
        });
    }
}

/// A translation that is missing, stale or a draft is reported.
pub(super) fn translations(content: &Content, problems: &mut Diagnostics) {
    for own in PageContext::all_written(content, Timestamp::UNIX_EPOCH) {
        for original in originals(content).filter(|page| page.published) {
            let file = format!("{}/{}.toml", own.tag(), original.name);
            let warning = |message: &str| Diagnostic::warning(&file, message);
            problems.push(match TranslationState::of(&own, original) {
                TranslationState::Missing => {
                    warning("this page is not translated yet").group(group::MISSING)
                }
                TranslationState::Draft => {
                    warning("a draft: no professional translator has reviewed it")
                        .group(group::DRAFT)
                }
                TranslationState::Stale if !own.is_outdated(&original.name) => {
                    let message = "this page has not all that its original has, or more than that";
                    warning(message).group(group::STALE)
                }
                TranslationState::Stale => {
                    let now = original.fingerprint();
                    let message =
                        format!("the original has changed since (its fingerprint is now `{now}`)");
                    let help = "`patient-center translations` shows what changed";
                    warning(&message).help(help).group(group::STALE)
                }
                TranslationState::Original | TranslationState::Reviewed => continue,
            });
        }
    }
}

/// A translation records which version of the original it was made from; an older version is kept.
pub(super) fn versions_kept(content: &Content, problems: &mut Diagnostics) {
    for (tag, page, file) in pages(content) {
        let name = &page.name;
        let Some(translation) = &page.translation else { continue };
        let Some(original) = original(content, name) else { continue };
        let kind = if translation.of.is_none() { group::DRAFT } else { group::STALE };
        let message = match &translation.of {
            None => "nothing says which words this page was translated from, so that nobody will \
                     see when they change"
                .to_owned(),
            Some(of) if *of == original.fingerprint() => continue,
            Some(of) if content.originals.contains_key(&(name.clone(), of.clone())) => continue,
            Some(of) => format!("the words that it was translated from (`{of}`) are not kept"),
        };
        let help = format!(
            "compare it with `{}/{name}.toml`; then run `patient-center translations accept {tag} \
             {name}`",
            content.facts.default_language
        );
        problems.push(Diagnostic::warning(file, message).help(help).group(kind));
    }
}

/// A version is kept only as long as a translation refers to it.
pub(super) fn versions_needed(content: &Content, problems: &mut Diagnostics) {
    let used = pages(content).filter_map(|(_, page, _)| {
        Some((page.name.clone(), page.translation.as_ref()?.of.clone()?))
    });
    let used: BTreeSet<Version> = used.collect();
    for version in content.originals.keys().filter(|version| !used.contains(version)) {
        let message = "no translation was made from these words any more";
        problems.push(Diagnostic::warning(file(version), message).help("delete the file"));
    }
}

/// A photograph is on a page.
pub(super) fn photos_shown(content: &Content, problems: &mut Diagnostics) {
    let shown = pages(content).flat_map(|(_, page, _)| page.photos());
    let shown: BTreeSet<&String> = shown.map(|(_, photo)| &photo.file.0).collect();
    for name in content.photos.keys().filter(|name| !shown.contains(name)) {
        let help =
            format!("write `photo = {{ file = \"{name}\", alt = \"…\" }}`, or delete the file");
        problems.push(Diagnostic::warning(photo::path(name), "no page shows it").help(help));
    }
}

/// The words in the picture of link previews are those of the content.
pub(super) fn link_previews(content: &Content, problems: &mut Diagnostics) {
    for context in PageContext::all_written(content, Timestamp::UNIX_EPOCH) {
        let Some(picture) = &context.written.link_preview else { continue };
        let words = context.link_preview_words();
        if !picture.words.is_empty() && picture.words != words {
            let message = format!(
                "the picture says “{}”, but the content “{}”",
                picture.words.join(" | "),
                words.join(" | ")
            );
            let help =
                "run `link-previews/make`, which makes the pictures again, and look at this one";
            let warning = Diagnostic::warning(link_preview::file(context.tag()), message);
            problems.push(warning.help(help).group("pictures of link previews are out of date"));
        }
    }
}

/// A page is reviewed before its `check-by` date.
pub(super) fn reviews(content: &Content, today: Date, problems: &mut Diagnostics) {
    for (_, page, file) in pages(content) {
        if let Some(due) = page.check_by.filter(|due| *due < today) {
            let message = format!("this page was to be checked by {due}");
            let help = "check it, and write the new dates in `checked` and `check-by`";
            problems.push(Diagnostic::warning(file, message).help(help).group(group::REVIEW));
        }
    }
}

/// How many days an exception may be past.
const DAYS_KEPT: i32 = 30;

/// Past exceptions are deleted.
pub(super) fn past_exceptions(content: &Content, today: Date, problems: &mut Diagnostics) {
    let oldest = today.saturating_sub(DAYS_KEPT.days());
    for (date, place) in content.facts.exception_places.range(..oldest) {
        let message = format!("{date} is more than {DAYS_KEPT} days past");
        let help = "delete its `[[hours.exception]]`";
        problems.push(Diagnostic::warning(FACTS_FILE, message).at(place).help(help));
    }
}

/// Past notices are deleted.
pub(super) fn past_notices(content: &Content, today: Date, problems: &mut Diagnostics) {
    for notice in content.facts.notices.iter().filter(|notice| notice.is_past(today)) {
        let message = "the last day of this notice is past, and nobody sees it any more";
        let help = "delete its `[[notice]]`";
        let warning = Diagnostic::warning(FACTS_FILE, message).at(&notice.place);
        problems.push(warning.help(help));
    }
}

/// How many days before its expiry `security.txt` is to be renewed.
const DAYS_TO_RENEW: i32 = 30;

/// The security contact is reviewed at least once a year, before it expires.
pub(super) fn security(content: &Content, today: Date, problems: &mut Diagnostics) {
    let Some(security) = &content.facts.security else { return };
    let expires = security.expires;
    let message = if expires <= today {
        format!("security.txt expired on {expires}")
    } else if expires <= today.saturating_add(DAYS_TO_RENEW.days()) {
        format!("security.txt expires on {expires}")
    } else if expires > today.saturating_add(1.year()) {
        format!("security.txt expires on {expires}, more than a year from now")
    } else {
        return;
    };
    let help = "look whether the contact is still right, and write a day at most a year ahead";
    let warning = Diagnostic::warning(FACTS_FILE, message).at(&security.place).help(help);
    problems.push(warning.group(group::SECURITY));
}

/// The closing days of the coming twelve months are known.
pub(super) fn closures(content: &Content, today: Date, problems: &mut Diagnostics) {
    let Some(schedule) = &content.facts.schedule else { return };
    let mut coming = schedule.coming_exceptions(today);
    if !coming.any(|(_, exception)| exception.open.is_empty()) {
        let message = "to be supplied by the hospital: closing days in the coming 12 months";
        let help = "add each as `[[hours.exception]]` with `open = []`";
        let place = content.facts.places.get("hours").cloned().unwrap_or_default();
        let warning = Diagnostic::warning(FACTS_FILE, message).at(&place).help(help);
        problems.push(warning.group(group::CLOSURES));
    }
}
