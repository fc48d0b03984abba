//! What somebody still has to do: warnings, for none of it keeps the site from being true.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::content::{Content, FACTS_FILE};
use crate::problem::Problem;
use crate::site::view::Voice;
use crate::site::view::state::State;

/// What the hospital has yet to supply is shown nowhere, and never forgotten.
pub(super) fn owed(content: &Content) -> Vec<Problem> {
    let contact = &content.facts.contact;
    let empty = [
        ("the center’s phone number", contact.phone.is_none()),
        ("the center’s fax number", contact.fax.is_none()),
        ("the center’s e-mail address", contact.email.is_none()),
        ("the address of the request form", contact.request_form.is_none()),
    ];
    let missing = empty.iter().filter(|(_, owed)| *owed).map(|(what, _)| *what);
    let listed = content.facts.owed.iter().map(String::as_str);
    let owed = missing.chain(listed);
    owed.map(|what| Problem::warning(FACTS_FILE, format!("to be supplied by the hospital: {what}")))
        .collect()
}

/// A translation that is missing, stale or a draft is somebody's work to do.
pub(super) fn translations(content: &Content) -> Vec<Problem> {
    let mut problems = Vec::new();
    let originals = content.words.get(&content.facts.default_language);
    let published = || originals.into_iter().flat_map(|w| w.pages.values()).filter(|p| p.published);
    for facts in &content.facts.languages {
        let Some(voice) = Voice::new(content, facts, Timestamp::UNIX_EPOCH) else { continue };
        for original in published() {
            let file = format!("{}/{}.toml", facts.language, original.name);
            let told = match voice.state(original) {
                State::Missing => "this page is not translated yet".to_owned(),
                State::Draft => "a draft: no professional translator has reviewed it".to_owned(),
                State::Stale => format!(
                    "the original has changed since (its fingerprint is now `{}`)",
                    original.fingerprint()
                ),
                State::Original | State::Reviewed => continue,
            };
            let problem = Problem::warning(file, told);
            problems.push(match voice.state(original) {
                State::Stale => problem.remedy("`patient-center translations` shows what changed"),
                _ => problem,
            });
        }
    }
    problems
}

/// A page whose day of review has come is reviewed again.
pub(super) fn reviews(content: &Content, today: Date) -> Vec<Problem> {
    let overdue = super::pages(content).filter_map(|(_, page, file)| {
        let due = page.check_by.filter(|due| *due < today)?;
        Some(
            Problem::warning(file, format!("this page was to be checked by {due}"))
                .remedy("check it, and write the new dates in `checked` and `check-by`"),
        )
    });
    overdue.collect()
}
