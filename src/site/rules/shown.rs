//! Rules about what no reader sees: blocks without data, and facts that no page shows.

use std::collections::BTreeSet;

use super::lookup::originals;
use crate::content::page::Show;
use crate::content::{Content, FACTS_FILE, Facts, ReferenceKind};
use crate::diagnostics::{Diagnostic, Diagnostics};

/// A block that shows facts has some to show.
pub(super) fn blocks(content: &Content, problems: &mut Diagnostics) {
    let facts = &content.facts;
    for page in originals(content).filter(|page| page.published) {
        let file = format!("{}/{}.toml", facts.default_language, page.name);
        for (show, key) in missing(facts) {
            let Some(section) = page.section_with(show) else { continue };
            let message = format!("`show = \"{}\"` shows nothing: there is no {key}", show.name());
            let help = format!("add {key} to {FACTS_FILE}, or delete the block in every language");
            problems.push(Diagnostic::warning(&file, message).at(&section.place).help(help));
        }
    }
}

/// The facts that there are none of, each with the key of `site.toml` that would have them.
fn missing(facts: &Facts) -> impl Iterator<Item = (Show, &'static str)> {
    let contact = &facts.contact;
    let ways = [contact.phone.is_some(), contact.fax.is_some(), contact.email.is_some()];
    let is_reached =
        ways.contains(&true) || contact.request_form.is_some() || facts.main_phone.is_some();
    let found = [
        (Show::Garages, "`garages`", facts.garages.is_empty()),
        (Show::Entrances, "`[[entrance]]`", facts.entrances.is_empty()),
        (Show::Interpreters, "`[[interpreter]]`", facts.interpreters.is_empty()),
        (Show::Cities, "`cities`", facts.cities.is_empty()),
        (Show::Reach, "`phone`, `fax`, `email` or `request-form` under `[contact]`", !is_reached),
    ];
    found.into_iter().filter(|(.., is_missing)| *is_missing).map(|(show, key, _)| (show, key))
}

/// A phone number is on a page that visitors see, or it is the hospital's main one.
pub(super) fn phones(content: &Content, problems: &mut Diagnostics) {
    let shown: BTreeSet<&str> = content
        .references
        .iter()
        .filter_map(|reference| match &reference.kind {
            ReferenceKind::Phone(id) if is_shown(content, &reference.file) => Some(id.as_str()),
            _ => None,
        })
        .collect();
    for id in content.facts.phones.keys().filter(|id| !shown.contains(id.as_str())) {
        let message = format!("no page shows the number `{id}`");
        let help = format!(
            "show it with `phone = \"{id}\"` in a `[[section.block]]`, or delete its `[[phone]]`"
        );
        let place = content.facts.phone_places.get(id).cloned();
        let warning = Diagnostic::warning(FACTS_FILE, message).help(help);
        problems.push(Diagnostic { place, ..warning });
    }
}

/// Whether visitors see what is in `file`.
fn is_shown(content: &Content, file: &str) -> bool {
    // The facts themselves name the main number.
    content.page_in(file).map_or(file == FACTS_FILE, |page| page.published)
}
