//! Rules about names: every key in the facts has a text in every language.

use std::collections::BTreeSet;

use crate::content::{Content, FACTS_FILE, ReferenceKind, Ui};
use crate::diagnostics::{Diagnostic, Diagnostics};

/// Every city has a name in every language.
pub(super) fn cities(content: &Content, problems: &mut Diagnostics) {
    let zones = content.references.iter().filter_map(|reference| match &reference.kind {
        ReferenceKind::City(zone) => Some(zone),
        _ => None,
    });
    every_language(content, problems, "cities", &zones.collect(), |words| words.cities.keys());
}

/// Every phone number has a label in every language.
pub(super) fn phones(content: &Content, problems: &mut Diagnostics) {
    let ids = content.facts.phones.keys().collect();
    every_language(content, problems, "phones", &ids, |words| words.phones.keys());
}

/// Every language has a name in every language.
pub(super) fn languages(content: &Content, problems: &mut Diagnostics) {
    let tags: Vec<String> = content.by_language.keys().map(ToString::to_string).collect();
    let tags = tags.iter().collect();
    every_language(content, problems, "languages", &tags, |words| words.languages.keys());
}

/// A language that is named as it is spoken is a language of the site.
pub(super) fn spoken(content: &Content, problems: &mut Diagnostics) {
    for (language, words) in &content.by_language {
        let known = |tag: &str| content.by_language.keys().any(|known| known.as_str() == tag);
        for tag in words.ui.spoken.keys().filter(|tag| !known(tag)) {
            let message = format!("`[spoken]` names `{tag}`, which is not a language of this site");
            let file = format!("{language}/ui.toml");
            let problem = at(&words.ui, &file, &format!("spoken.{tag}"), message);
            problems.push(problem.help("delete it"));
        }
    }
}

/// Every reason of an exception has a text in every language.
pub(super) fn reasons(content: &Content, problems: &mut Diagnostics) {
    let exceptions = content.facts.schedule.iter().flat_map(|s| s.exceptions.values());
    let keys = exceptions.map(|exception| &exception.reason).collect();
    every_language(content, problems, "reasons", &keys, |words| words.reasons.keys());
}

/// In every language, `[table]` of `ui.toml` names each of `wanted`, and nothing else.
fn every_language<'a, K: Iterator<Item = &'a String>>(
    content: &'a Content,
    problems: &mut Diagnostics,
    table: &str,
    wanted: &BTreeSet<&'a String>,
    known: impl Fn(&'a Ui) -> K,
) {
    for (language, words) in &content.by_language {
        let file = format!("{language}/ui.toml");
        let known: Vec<&String> = known(&words.ui).collect();
        let at = |place: &str, message: String| at(&words.ui, &file, place, message);
        for key in wanted.iter().filter(|key| !known.contains(key)) {
            let message = format!("`[{table}]` has no words for `{key}`");
            let help = match table {
                "phones" => {
                    format!(
                        "add a table `[phones.{key}]`, and below it `label = \"…\"` and `note = \"…\"`"
                    )
                }
                _ => format!("add `\"{key}\" = \"…\"` below `[{table}]`"),
            };
            problems.push(at(table, message).help(help));
        }
        for key in known.iter().filter(|key| !wanted.contains(*key)) {
            let message = format!("`[{table}]` names `{key}`, which {FACTS_FILE} does not have");
            let place = format!("{table}.{key}");
            problems.push(at(&place, message).help("delete it, or add it there"));
        }
    }
}

/// An error at `place`, a table or one of its keys, if `file` has it.
fn at(ui: &Ui, file: &str, place: &str, message: String) -> Diagnostic {
    Diagnostic { place: ui.places.get(place).cloned(), ..Diagnostic::error(file, message) }
}
