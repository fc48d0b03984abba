//! Rules about addresses: published ones stay valid, and redirects are followed.

use std::collections::BTreeSet;

use percent_encoding::percent_decode_str;

use super::lookup::{error, originals};
use crate::content::{ADDRESSES_FILE, Content, FACTS_FILE};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::site::address::{
    CALENDAR, CONTACT_CARD, QR_CODE, SECURITY, SITEMAP, built_in, page_path,
};

/// An address that was once published stays valid: it is a page, or it is redirected.
pub(super) fn kept(content: &Content, problems: &mut Diagnostics) {
    if content.addresses.is_empty() {
        return;
    }
    let facts = &content.facts;
    let (pages, others) = (page_paths(content), other_paths(content));
    let redirected: BTreeSet<_> =
        facts.redirects.iter().flat_map(|redirect| facts.old_addresses(redirect)).collect();
    let is_valid = |address: &&String| {
        [&pages, &others, &redirected].iter().any(|valid| valid.contains(*address))
    };
    let lost = content.addresses.iter().filter(|address| !is_valid(address));
    for addresses in by_page(content, lost) {
        let many = addresses.len() > 1;
        let verb = if many { "were published and do" } else { "was published and does" };
        let message = format!("{} {verb} not exist any more", counted(&addresses));
        let help = format!(
            "at the end of {FACTS_FILE}, add these lines; in `to`, name the page that readers see instead:\n\
             [[redirect]]\nfrom = \"{}\"\nto = \"home\"",
            from(&addresses)
        );
        problems.push(Diagnostic::error(ADDRESSES_FILE, message).help(help));
    }
    let listed: BTreeSet<&String> = content.addresses.iter().collect();
    let new = pages.iter().filter(|path| !listed.contains(path));
    for addresses in by_page(content, new) {
        let verb = if addresses.len() > 1 { "are" } else { "is" };
        let message = format!("{} {verb} published and not yet written down", counted(&addresses));
        let lines: Vec<_> = addresses.iter().map(|address| address.as_str()).collect();
        let help = format!("add to the file, so that nothing is lost:\n{}", lines.join("\n"));
        problems.push(Diagnostic::warning(ADDRESSES_FILE, message).help(help));
    }
}

/// The addresses of each page together, where a page is what follows the language; every other address alone.
fn by_page<'a>(
    content: &Content,
    addresses: impl Iterator<Item = &'a String>,
) -> Vec<Vec<&'a String>> {
    let mut pages: Vec<(&str, Vec<&String>)> = Vec::new();
    for address in addresses {
        let parts = address.strip_prefix('/').and_then(|rest| rest.split_once('/'));
        let is_served = |tag: &str| {
            content.facts.published_languages().any(|facts| facts.language.as_str() == tag)
        };
        let page =
            parts.filter(|(tag, _)| is_served(tag)).map_or(address.as_str(), |parts| parts.1);
        match pages.iter_mut().find(|(known, _)| *known == page) {
            Some((_, addresses)) => addresses.push(address),
            None => pages.push((page, vec![address])),
        }
    }
    pages.into_iter().map(|(_, addresses)| addresses).collect()
}

/// The first of `addresses`, and how many more there are.
fn counted(addresses: &[&String]) -> String {
    let first = addresses.first().map_or("", |first| first.as_str());
    match addresses.len() {
        0 | 1 => format!("`{first}`"),
        2 => format!("`{first}` and 1 more address of this page"),
        count => format!("`{first}` and {} more addresses of this page", count - 1),
    }
}

/// What a redirect from `addresses`, which are those of one page, is written from.
fn from(addresses: &[&String]) -> String {
    let Some(first) = addresses.first() else { return String::new() };
    match first.trim_start_matches('/').split_once('/') {
        Some((_, page)) if addresses.len() > 1 => format!("/*/{page}"),
        _ => (*first).clone(),
    }
}

/// The old address of a redirect is not an address of the site, where the redirect would never be followed.
pub(super) fn redirects(content: &Content, problems: &mut Diagnostics) {
    let existing = page_paths(content).into_iter().chain(other_paths(content));
    let existing: Vec<_> = existing.map(|path| (normalized(&path), path)).collect();
    for redirect in &content.facts.redirects {
        let old = content.facts.old_addresses(redirect);
        let old: Vec<_> = old.iter().map(|address| normalized(address)).collect();
        if let Some((_, path)) = existing.iter().find(|(known, _)| old.contains(known)) {
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
    let names: Vec<_> = built_in(content).chain([CONTACT_CARD, CALENDAR, QR_CODE]).collect();
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
