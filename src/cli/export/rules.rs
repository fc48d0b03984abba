//! `_headers` and `_redirects`, in the form that the common hosts of static files read.
//!
//! Some of them join the values of a header that two matching rules name, so here no address is told
//! the same header twice: by the rule for everything, by that for its directory, or by its own. And
//! they take some hundred rules, so what a directory has in common is said once.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::files::{NOT_FOUND, Piece};
use crate::site::Site;
use crate::web::{FileHeaders, Headers};

const EVERYWHERE: &str = "/*";
const CONTENT_TYPE: &str = "content-type";
/// The endings that every host knows.
const KNOWN: [&str; 5] = [".html", ".css", ".svg", ".png", ".jpg"];
/// What stands as it is in a path. `*` and `:` could, but mean something else in `_redirects`.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'(')
    .remove(b')')
    .remove(b',');

/// What is said about each address, but for its bytes.
pub(super) fn headers(site: &Site, pieces: &[Piece<'_>]) -> String {
    let all = FileHeaders::of(site);
    // Made twice, not kept: there may be tens of thousands.
    let said = || pieces.iter().filter_map(|piece| Some((address(piece)?, of(piece, &all))));
    let mut rules: BTreeMap<String, Headers> = BTreeMap::new();
    for (address, headers) in said() {
        for pattern in patterns(&address) {
            let common = rules.entry(pattern).or_insert_with(|| headers.clone());
            common.retain(|name, value| headers.get(name) == Some(value));
        }
    }
    let everywhere = rules.remove(EVERYWHERE).unwrap_or_default();
    for common in rules.values_mut() {
        common.retain(|name, _| !everywhere.contains_key(name));
    }
    let mut own_rules = Vec::new();
    for (address, mut own) in said() {
        let directory = patterns(&address).find_map(|pattern| rules.get(&pattern));
        own.retain(|name, _| {
            !everywhere.contains_key(name) && !directory.is_some_and(|it| it.contains_key(name))
        });
        if !own.is_empty() {
            own_rules.push((address, own));
        }
    }
    rules.extend(own_rules);
    let first = rule((EVERYWHERE.to_owned(), everywhere));
    first + &rules.into_iter().map(rule).collect::<String>()
}

/// Where `piece` is asked for. The pages of failures are sent in place of others, which the hosts tell
/// by the address that was asked for; only the one for the whole site has a name of its own.
fn address(piece: &Piece<'_>) -> Option<String> {
    let path = || (piece.name == NOT_FOUND).then(|| format!("/{NOT_FOUND}"));
    piece.address.map(str::to_owned).or_else(path)
}

/// What is said about `piece`, but for what its name says.
fn of(piece: &Piece<'_>, all: &FileHeaders) -> Headers {
    let mut headers = all.of_answer(&piece.answer);
    if KNOWN.iter().any(|ending| piece.name.ends_with(ending)) {
        headers.remove(CONTENT_TYPE);
    }
    headers
}

/// The rules that match `address`, beside its own.
fn patterns(address: &str) -> impl Iterator<Item = String> {
    let directory = address.get(1..).and_then(|path| path.split_once('/'));
    let directory = directory.map(|(directory, _)| format!("/{directory}/*"));
    directory.into_iter().chain([EVERYWHERE.to_owned()])
}

fn rule((pattern, headers): (String, Headers)) -> String {
    if headers.is_empty() {
        return String::new();
    }
    let lines = headers.iter().map(|(name, value)| format!("  {name}: {value}\n"));
    format!("{pattern}\n{}", lines.collect::<String>())
}

/// Every old address, as it was published and in lower case, with what took its place.
pub(super) fn redirects(site: &Site) -> String {
    let mut rules = BTreeMap::new();
    for (from, to) in &site.moved {
        let Ok(from) = percent_decode_str(from).decode_utf8() else { continue };
        for from in [from.to_ascii_lowercase(), from.into_owned()] {
            rules.insert(utf8_percent_encode(&from, ENCODED).to_string(), to);
        }
    }
    // An address of today beats an old one; some hosts would have it the other way round.
    let lead_on = |(from, to): &(String, &String)| {
        !site.answers.contains_key(from) && site.answers.contains_key(*to)
    };
    let rules = rules.into_iter().filter(lead_on);
    rules.fold(String::new(), |text, (from, to)| text + &from + " " + to + " 301\n")
}
