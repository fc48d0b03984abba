//! Rules about names: what the facts name has words in the default language, which other languages may
//! lack.

use std::collections::BTreeSet;

use crate::content::{Content, FACTS_FILE, Language, ReferenceKind, Ui};
use crate::diagnostics::{Diagnostic, Diagnostics, group};
use crate::site::zone::Zone;

/// A city is named by its time zone.
pub(super) fn cities(content: &Content, problems: &mut Diagnostics) {
    for (language, words) in &content.by_language {
        let unknown = words.ui.cities.keys().filter(|zone| Zone::parse(zone).is_none());
        problems.extend(unknown.map(|zone| {
            let message = format!("`[cities]` names `{zone}`, which is not a time zone");
            let help = "write its name in the IANA database, such as `Europe/Paris`, or delete it";
            let (file, place) = (format!("{language}/ui.toml"), format!("cities.{zone}"));
            at(&words.ui, Diagnostic::warning(file, message).help(help), &place)
        }));
    }
}

/// Every phone number has a label in the default language.
pub(super) fn phones(content: &Content, problems: &mut Diagnostics) {
    let ids: BTreeSet<_> = content.facts.phones.keys().map(String::as_str).collect();
    let has = |ui: &Ui, id: &str| ui.phones.contains_key(id);
    named(content, problems, "phones", &ids, has, Diagnostic::error);
    unused(content, problems, "phones", &ids, |ui| ui.phones.keys().collect());
}

/// Every language has a name in the default language; without one it stands under its own name.
pub(super) fn languages(content: &Content, problems: &mut Diagnostics) {
    let published = content.facts.published_languages().map(|facts| facts.language.as_str());
    let has = |ui: &Ui, tag: &str| ui.languages.contains_key(tag);
    named(content, problems, "languages", &published.collect(), has, Diagnostic::warning);
    let tags = content.by_language.keys().map(Language::as_str).collect();
    unused(content, problems, "languages", &tags, |ui| ui.languages.keys().collect());
}

/// A language that is named as it is spoken is a language of the site.
pub(super) fn spoken(content: &Content, problems: &mut Diagnostics) {
    let tags = content.by_language.keys().map(Language::as_str).collect();
    unused(content, problems, "spoken", &tags, |ui| ui.spoken.keys().collect());
}

/// A source that is no website has a name in every other language; in the default language, that is its address.
pub(super) fn sources(content: &Content, problems: &mut Diagnostics) {
    let facts = &content.facts;
    let default = content.by_language.get(&facts.default_language).map(|words| &words.ui);
    let named_by_words = facts.sources.iter().filter(|(_, source)| !source.is_website());
    let ids = named_by_words.map(|(id, _)| id.as_str()).collect();
    let is_default = |ui: &Ui| default.is_some_and(|default| std::ptr::eq(default, ui));
    let has = |ui: &Ui, id: &str| is_default(ui) || ui.sources.contains_key(id);
    named(content, problems, "sources", &ids, has, Diagnostic::warning);
    let all = facts.sources.keys().map(String::as_str).collect();
    unused(content, problems, "sources", &all, |ui| ui.sources.keys().collect());
}

/// Every reason of an exception has words in the default language; words may be prepared for others.
pub(super) fn reasons(content: &Content, problems: &mut Diagnostics) {
    let default = content.by_language.get(&content.facts.default_language);
    let mut used = BTreeSet::new();
    for reference in &content.references {
        let ReferenceKind::Reason(key) = &reference.kind else { continue };
        let known = default.iter().flat_map(|words| words.ui.reasons.keys()).map(String::as_str);
        if !key.is_empty() && !known.clone().any(|known| known == key) {
            let broken = reference.broken("reason", key, known);
            let add = format!(
                "write its words in `{}/ui.toml` under `[reasons]`, or delete this line",
                content.facts.default_language
            );
            let help = broken.help.as_deref().filter(|help| help.starts_with("did you mean"));
            let help = help.map_or_else(|| add.clone(), |help| format!("{help} or {add}"));
            problems.push(broken.help(help));
        }
        used.insert(key.as_str());
    }
    let known = |key: &&str| default.is_some_and(|words| words.ui.reasons.contains_key(*key));
    let used = used.into_iter().filter(known).collect();
    let has = |ui: &Ui, key: &str| ui.reasons.contains_key(key);
    named(content, problems, "reasons", &used, has, Diagnostic::error);
}

/// Reports each of `keys` that `[table]` of `ui.toml` does not have: with `severe` in the default language,
/// as not translated in others.
fn named(
    content: &Content,
    problems: &mut Diagnostics,
    table: &str,
    keys: &BTreeSet<&str>,
    has: impl Fn(&Ui, &str) -> bool,
    severe: fn(String, String) -> Diagnostic,
) {
    for (language, words) in &content.by_language {
        for key in keys.iter().filter(|key| !has(&words.ui, key)) {
            let message = format!("`[{table}]` has no words for `{key}`");
            let file = format!("{language}/ui.toml");
            let problem = if *language == content.facts.default_language {
                severe(file, message)
            } else {
                Diagnostic::warning(file, message).group(group::WORDS)
            };
            let help = match table {
                "phones" => format!(
                    "add a table `[phones.{key}]`, and below it `label = \"…\"` and `note = \"…\"`"
                ),
                _ => format!("add `\"{key}\" = \"…\"` below `[{table}]`"),
            };
            problems.push(at(&words.ui, problem.help(help), table));
        }
    }
}

/// Warns of each key of `[table]` that is not one of `keys`: it may be prepared, or misspelt.
fn unused(
    content: &Content,
    problems: &mut Diagnostics,
    table: &str,
    keys: &BTreeSet<&str>,
    of: impl Fn(&Ui) -> Vec<&String>,
) {
    for (language, words) in &content.by_language {
        for key in of(&words.ui).into_iter().filter(|key| !keys.contains(key.as_str())) {
            let message = format!("`[{table}]` names `{key}`, which {FACTS_FILE} does not have");
            let problem = Diagnostic::warning(format!("{language}/ui.toml"), message);
            let problem = problem.help("add it there, or delete it");
            problems.push(at(&words.ui, problem, &format!("{table}.{key}")));
        }
    }
}

/// `problem` at `place`, a table or one of its keys, if its file has it.
fn at(ui: &Ui, problem: Diagnostic, place: &str) -> Diagnostic {
    Diagnostic { place: ui.places.get(place).cloned(), ..problem }
}
