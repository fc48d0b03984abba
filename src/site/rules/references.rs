//! The rule about references from one file to another.

use std::collections::BTreeSet;

use crate::content::{Content, Page, Reference, ReferenceKind, Target};
use crate::diagnostics::Diagnostic;
use crate::site::address::built_in;

/// Everything that is referred to exists: pages and their sections, drawings, sources, phones, statements.
pub(super) fn exist(content: &Content) -> Vec<Diagnostic> {
    content.references.iter().filter_map(|reference| broken(content, reference)).collect()
}

fn broken(content: &Content, reference: &Reference) -> Option<Diagnostic> {
    let facts = &content.facts;
    match &reference.kind {
        ReferenceKind::Page(target) => broken_link(content, reference, target),
        ReferenceKind::Drawing(name) => {
            missing("drawing", name, content.drawings.keys(), reference)
        }
        ReferenceKind::Source(name) => missing("source", name, facts.sources.keys(), reference),
        ReferenceKind::Phone(name) => missing("phone", name, facts.phones.keys(), reference),
        ReferenceKind::Statement(name) => {
            missing("statement", name, facts.statements.keys(), reference)
        }
        ReferenceKind::City(_) | ReferenceKind::QuotationMarks(_) => None,
    }
}

fn missing<'a>(
    what: &str,
    name: &str,
    known: impl Iterator<Item = &'a String> + Clone,
    reference: &Reference,
) -> Option<Diagnostic> {
    let found = known.clone().any(|known| known == name);
    (!found).then(|| reference.broken(what, name, known.map(String::as_str)))
}

/// A link leads to a page that is published in the file's own language, or in the default language.
fn broken_link(content: &Content, reference: &Reference, target: &Target) -> Option<Diagnostic> {
    let is_built_in = || built_in(&content.facts).any(|name| name == target.page.as_str());
    if target.section.is_none() && is_built_in() {
        return None;
    }
    let tag = reference.file.split_once('/').map_or("", |(tag, _)| tag);
    let own = content.by_language.iter().find(|(language, _)| language.as_str() == tag);
    let default = content.by_language.get(&content.facts.default_language);
    let words = own.map(|(_, words)| words).into_iter().chain(default);
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
