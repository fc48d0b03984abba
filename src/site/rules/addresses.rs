//! Rules about addresses: published ones stay valid, and redirects are followed.

use std::collections::BTreeSet;

use percent_encoding::percent_decode_str;

use super::lookup::{error, originals};
use crate::content::{ADDRESSES_FILE, Content, FACTS_FILE};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::site::address::{CALENDAR, CONTACT_CARD, SECURITY, SITEMAP, built_in, page_path};

/// An address that was once published stays valid: it is a page, or it is redirected.
pub(super) fn kept(content: &Content, problems: &mut Diagnostics) {
    if content.addresses.is_empty() {
        return;
    }
    let (pages, others) = (page_paths(content), other_paths(content));
    let redirected = content.facts.redirects.iter().map(|redirect| &redirect.from);
    let valid: BTreeSet<_> = pages.iter().chain(&others).chain(redirected).collect();
    for address in content.addresses.iter().filter(|address| !valid.contains(address)) {
        let message = format!("`{address}` was published and does not exist any more");
        let help = format!("add a `[[redirect]]` with `from = \"{address}\"` to {FACTS_FILE}");
        problems.push(Diagnostic::error(ADDRESSES_FILE, message).help(help));
    }
    let listed: BTreeSet<&String> = content.addresses.iter().collect();
    for path in pages.iter().filter(|path| !listed.contains(path)) {
        let message = format!("`{path}` is published and not yet written down");
        let help = "add it as a line, so that it is never lost";
        problems.push(Diagnostic::warning(ADDRESSES_FILE, message).help(help));
    }
}

/// The old address of a redirect is not an address of the site, where the redirect would never be followed.
pub(super) fn redirects(content: &Content, problems: &mut Diagnostics) {
    let existing = page_paths(content).into_iter().chain(other_paths(content));
    let existing: Vec<_> = existing.map(|path| (normalized(&path), path)).collect();
    for redirect in &content.facts.redirects {
        let own = normalized(&redirect.from);
        if let Some((_, path)) = existing.iter().find(|(known, _)| *known == own) {
            let message =
                format!("this address exists: `{path}` is served, and no redirect is followed");
            let help = "delete this `[[redirect]]`, or unpublish the page";
            problems.push(error(FACTS_FILE, &redirect.place, message, help));
        }
    }
}

/// The old address of a redirect is a path alone: the server looks for a path, without a query and a fragment.
pub(super) fn queries(content: &Content, problems: &mut Diagnostics) {
    for redirect in &content.facts.redirects {
        if let Some((path, _)) = redirect.from.split_once(['?', '#']) {
            let message = "no redirect is followed from an address with `?` or `#`";
            let help = format!("write `from = \"{path}\"`, which is followed with every query");
            problems.push(error(FACTS_FILE, &redirect.place, message, help));
        }
    }
}

/// The paths of every published page in every language, translated or not.
fn page_paths(content: &Content) -> BTreeSet<String> {
    let published = originals(content).filter(|page| page.published);
    let languages = || content.facts.published_languages().map(|facts| &facts.language);
    published.flat_map(|page| languages().map(|language| page_path(language, &page.name))).collect()
}

/// The paths of what is made from the pages and the facts.
fn other_paths(content: &Content) -> BTreeSet<String> {
    let facts = &content.facts;
    let names: Vec<_> = built_in(facts).chain([CONTACT_CARD, CALENDAR]).collect();
    let languages = facts.published_languages().map(|facts| &facts.language);
    let own = languages.flat_map(|tag| names.iter().map(move |name| format!("/{tag}/{name}")));
    let security = facts.security.as_ref().map(|_| SECURITY);
    let root = ["/", "/robots.txt", SITEMAP].into_iter().chain(security).map(str::to_owned);
    own.chain(root).collect()
}

/// The segments of a path in a form that is equal for all spellings that the server treats as one: decoded,
/// without empty segments, in lower case.
fn normalized(path: &str) -> Vec<String> {
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    let segments = decoded.split('/').filter(|segment| !segment.is_empty());
    segments.map(str::to_ascii_lowercase).collect()
}
