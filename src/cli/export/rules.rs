//! `_headers` and `_redirects`, in the form that the common hosts of static files read.
//!
//! Some of them join the values of a header that two matching rules set, so here no two rules that match
//! an address (for everything, for its directory, its own) set the same header. And they accept about a
//! hundred rules, so headers that a directory has in common are set by one rule.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::files::{ExportedResponse, NOT_FOUND};
use crate::site::Site;
use crate::web::{FileHeaders, Headers};

const EVERYWHERE: &str = "/*";
const CONTENT_TYPE: &str = "content-type";
/// The extensions whose media type every host knows.
const KNOWN: [&str; 5] = [".html", ".css", ".svg", ".png", ".jpg"];
/// What is percent-encoded in a path: `*` and `:` too, which have a meaning in `_redirects`.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'(')
    .remove(b')')
    .remove(b',');

/// The headers of every address.
pub(super) fn headers(site: &Site, responses: &[ExportedResponse<'_>]) -> String {
    let all = FileHeaders::of(site);
    // Computed twice, not kept: there may be tens of thousands.
    let each = || {
        let each = responses.iter();
        each.filter_map(|response| Some((address(response)?, headers_of(response, &all))))
    };
    // What the addresses of a directory have in common, and what all of them have.
    let mut directories: BTreeMap<String, Headers> = BTreeMap::new();
    for (address, headers) in each() {
        for pattern in [directory(&address), EVERYWHERE.to_owned()] {
            let common = directories.entry(pattern).or_insert_with(|| headers.clone());
            common.retain(|name, value| headers.get(name) == Some(value));
        }
    }
    let everywhere = directories.remove(EVERYWHERE).unwrap_or_default();
    let mut rules = BTreeMap::new();
    for (address, headers) in each() {
        let common = directories.get(&directory(&address)).unwrap_or(&everywhere);
        rules.insert(address, without(headers, common));
    }
    for (pattern, headers) in directories {
        rules.insert(pattern, without(headers, &everywhere));
    }
    let first = rule((EVERYWHERE.to_owned(), everywhere));
    first + &rules.into_iter().map(rule).collect::<String>()
}

/// The address whose rules apply to `response`. Error pages are sent in place of others, and get the
/// headers of the requested address; only the one for the whole site has an address of its own.
fn address(response: &ExportedResponse<'_>) -> Option<String> {
    let path = || (response.name == NOT_FOUND).then(|| format!("/{NOT_FOUND}"));
    response.address.map(str::to_owned).or_else(path)
}

/// The headers of `response`, without a media type that the host derives from the name.
fn headers_of(response: &ExportedResponse<'_>, all: &FileHeaders) -> Headers {
    let mut headers = all.of_answer(&response.answer);
    if KNOWN.iter().any(|extension| response.name.ends_with(extension)) {
        headers.remove(CONTENT_TYPE);
    }
    headers
}

/// The pattern of the directory of `address`; at the root, the one for everything.
fn directory(address: &str) -> String {
    match address.trim_start_matches('/').split_once('/') {
        Some((directory, _)) => format!("/{directory}/*"),
        None => EVERYWHERE.to_owned(),
    }
}

/// `headers` without those that `common` sets.
fn without(mut headers: Headers, common: &Headers) -> Headers {
    headers.retain(|name, _| !common.contains_key(name));
    headers
}

fn rule((pattern, headers): (String, Headers)) -> String {
    if headers.is_empty() {
        return String::new();
    }
    let lines = headers.iter().map(|(name, value)| format!("  {name}: {value}\n"));
    format!("{pattern}\n{}", lines.collect::<String>())
}

/// Every moved address, as it was published and in lower case, with its new address.
pub(super) fn redirects(site: &Site) -> String {
    let mut rules = BTreeMap::new();
    for (from, to) in &site.moved {
        let Ok(from) = percent_decode_str(from).decode_utf8() else { continue };
        for from in [from.to_ascii_lowercase(), from.into_owned()] {
            rules.insert(utf8_percent_encode(&from, ENCODED).to_string(), to);
        }
    }
    // An existing page takes precedence over a redirect; some hosts would do the opposite.
    let is_needed = |(from, to): &(String, &String)| {
        !site.answers.contains_key(from) && site.answers.contains_key(*to)
    };
    let rules = rules.into_iter().filter(is_needed);
    rules.fold(String::new(), |text, (from, to)| text + &from + " " + to + " 301\n")
}
