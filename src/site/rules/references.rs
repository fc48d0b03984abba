//! Rules about references from one file to another, and about quotation marks, which each language defines.

use std::collections::BTreeSet;

use super::lookup::{error, language_of};
use crate::content::lint::QUOTATION_MARKS;
use crate::content::{Content, Page, Reference, ReferenceKind, Target, Ui};
use crate::diagnostics::{Diagnostic, Diagnostics};
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
            ReferenceKind::City(_) | ReferenceKind::QuotationMarks(_) => continue,
        };
        if !known.contains(&name) {
            problems.push(reference.broken(what, name, known.into_iter().map(String::as_str)));
        }
    }
}

/// A link leads to a page that is published in the file's own language, or in the default language.
fn broken_link(content: &Content, reference: &Reference, target: &Target) -> Option<Diagnostic> {
    let is_built_in = || built_in(&content.facts).any(|name| name == target.page.as_str());
    if target.section.is_none() && is_built_in() {
        return None;
    }
    let own = language_of(content, &reference.file).map(|(_, words)| words);
    let default = content.by_language.get(&content.facts.default_language);
    let words = own.into_iter().chain(default);
    let published = |page: &&Page| page.published;
    let mut found = words.clone().filter_map(|words| words.pages.get(&target.page));
    let Some(page) = found.find(published) else {
        let names = words.flat_map(|words| words.pages.values()).filter(published);
        let names: BTreeSet<&str> = names.map(|page| page.name.as_str()).collect();
        let names = names.iter().copied();
        return Some(reference.broken("published page", target.page.as_str(), names));
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
    let help = format!("write {open}…{close}{inner}, as `[quotes]` in `{tag}/ui.toml` says");
    Some(error(&reference.file, &place, message, help))
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
