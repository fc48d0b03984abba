//! Rules about references from one file to another, and about quotation marks, which each language defines.

use std::collections::BTreeSet;

use super::lookup::{error, language_of, original};
use crate::content::lint::QUOTATION_MARKS;
use crate::content::{Content, Page, Reference, ReferenceKind, Target, Ui};
use crate::diagnostics::{Diagnostic, Diagnostics, group};
use crate::site::address::built_in;

/// Everything that is referred to exists: pages and their sections, drawings, photographs,
/// sources, phones, statements.
pub(super) fn exist(content: &Content, problems: &mut Diagnostics) {
    let facts = &content.facts;
    for reference in &content.references {
        let (what, name, known): (_, _, Vec<&String>) = match &reference.kind {
            ReferenceKind::Drawing(name) => ("drawing", name, content.drawings.keys().collect()),
            ReferenceKind::Photo(name) => ("photo", name, content.photos.keys().collect()),
            ReferenceKind::Source(name) => ("source", name, facts.sources.keys().collect()),
            ReferenceKind::Phone(name) => ("phone", name, facts.phones.keys().collect()),
            ReferenceKind::Statement(name) => {
                ("statement", name, facts.statements.keys().collect())
            }
            ReferenceKind::Page(target) => {
                problems.extend(broken_link(content, reference, target));
                continue;
            }
            ReferenceKind::Reason(_) | ReferenceKind::QuotationMarks(_) => continue,
        };
        if !known.contains(&name) {
            problems.push(reference.broken(what, name, known.into_iter().map(String::as_str)));
        }
    }
}

/// A link leads to a page that is published in the file's own language, or in the default language.
fn broken_link(content: &Content, reference: &Reference, target: &Target) -> Option<Diagnostic> {
    let is_built_in = || built_in(content).any(|name| name == target.page.as_str());
    if target.section.is_none() && is_built_in() {
        return None;
    }
    let own = language_of(content, &reference.file).map(|(_, words)| words);
    let default = content.by_language.get(&content.facts.default_language);
    let words = own.into_iter().chain(default);
    let published = |page: &&Page| {
        page.published && original(content, &page.name).is_some_and(|original| original.published)
    };
    let mut found = words.clone().filter_map(|words| words.pages.get(&target.page));
    let Some(page) = found.find(published) else {
        let names = words.flat_map(|words| words.pages.values()).filter(published);
        let names: BTreeSet<&str> = names.map(|page| page.name.as_str()).collect();
        let names = names.iter().copied();
        let broken = reference.broken("published page", target.page.as_str(), names);
        let is_translated = own.is_some_and(|own| own.pages.contains_key(&target.page))
            && language_of(content, &reference.file)
                .is_some_and(|(tag, _)| *tag != content.facts.default_language);
        if !is_translated {
            return Some(broken);
        }
        // The original is gone or not public, and the translations follow later.
        let message = format!("{} any more; the link is shown as words", broken.message);
        let warning = Diagnostic::warning(broken.file, message).at(&reference.place);
        return Some(warning.help("delete the link").group(group::STRUCTURE));
    };
    let section = target.section.as_ref()?;
    let ids = page.sections.iter().map(|section| section.id.as_str());
    let found = ids.clone().any(|id| id == section.as_str());
    let what = format!("section of `{}`", page.name);
    (!found).then(|| reference.broken(&what, section.as_str(), ids))
}

/// Quotation marks are those of the text's language, as `[quotes]` of its `ui.toml` has them; where those
/// have a no-break space inside, so has every quotation.
pub(super) fn quotation_marks(content: &Content, problems: &mut Diagnostics) {
    for reference in &content.references {
        let ReferenceKind::QuotationMarks(words) = &reference.kind else { continue };
        let Some((tag, own)) = language_of(content, &reference.file) else { continue };
        if !own.ui.has_own_quotes {
            continue;
        }
        let problem = foreign_mark(reference, tag.as_str(), &own.ui, words)
            .or_else(|| missing_space(reference, &own.ui, words));
        problems.extend(problem);
    }
}

fn foreign_mark(reference: &Reference, tag: &str, ui: &Ui, words: &str) -> Option<Diagnostic> {
    let (open, close) = &ui.quotes;
    if open.is_empty() || close.is_empty() {
        return None;
    }
    let marks = [open, close, &ui.inner_quotes.0, &ui.inner_quotes.1];
    let own = |mark: char| marks.iter().any(|known| known.contains(mark));
    let foreign = words.chars().find(|c| QUOTATION_MARKS.contains(c) && !own(*c))?;
    // In the file, a straight mark is written with a backslash.
    let written = if foreign == '"' { "\\\"".to_owned() } else { foreign.to_string() };
    let place = reference.place.clone().narrowed(&written);
    let message = format!("`{foreign}` is not a quotation mark of `{tag}`");
    let inner = match &ui.inner_quotes {
        (open, close) if open.is_empty() || close.is_empty() => String::new(),
        (open, close) => format!(", inside another quotation {open}…{close}"),
    };
    let help = match between_letters(words, foreign) {
        Some(mark) => format!("between two letters write {mark}"),
        None => format!("write {open}…{close}{inner}, as `[quotes]` in `{tag}/ui.toml` says"),
    };
    Some(error(&reference.file, &place, message, help))
}

/// What is meant by the first `mark` in `words` if it stands between two letters: a gershayim between Hebrew
/// letters, as in ארה״ב, else an apostrophe.
fn between_letters(words: &str, mark: char) -> Option<&'static str> {
    let (before, after) = words.split_once(mark)?;
    let around = [before.chars().next_back()?, after.chars().next()?];
    let is_hebrew = |c: &char| ('\u{5d0}'..='\u{5ea}').contains(c);
    if around.iter().all(is_hebrew) {
        return Some("״ (U+05F4)");
    }
    around.iter().all(|c| c.is_alphabetic()).then_some("’ (U+2019)")
}

fn missing_space(reference: &Reference, ui: &Ui, words: &str) -> Option<Diagnostic> {
    let (open, close) = &ui.quotes;
    let (opening, closing) = (open.trim_end(), close.trim_start());
    let spaced = |c: Option<char>| matches!(c, Some('\u{a0}' | '\u{202f}'));
    let after = |(at, mark): (usize, &str)| words.get(at + mark.len()..)?.chars().next();
    let before = |(at, _): (usize, &str)| words.get(..at)?.chars().next_back();
    let opens = || words.match_indices(opening).find(|found| !spaced(after(*found)));
    let closes = || words.match_indices(closing).find(|found| !spaced(before(*found)));
    let found = (opening != open).then(opens).flatten();
    let (_, mark) = found.or_else(|| (closing != close).then(closes).flatten())?;
    let place = reference.place.clone().narrowed(mark);
    let message = format!("`{mark}` has no no-break space inside");
    let help = format!("write {open}…{close} with U+00A0, which keeps the mark at its word");
    Some(error(&reference.file, &place, message, help))
}
