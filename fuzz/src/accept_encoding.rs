//! `Accept-Encoding`: the coding of the response is acceptable, and none of the site's would be better.

use axum::http::HeaderValue;
use axum::http::header::ACCEPT_ENCODING;

use super::front::{Answered, get, lines, site};
use super::weights::{Element, well_formed, words};

/// Lines of the header.
pub fn accept_encoding(input: &[u8]) {
    let Some(lines) = lines(input) else { return };
    for path in ["/de/", "/de/contact.vcf", "/robots.txt"] {
        let answered = get(path, &ACCEPT_ENCODING, &lines);
        assert_eq!(answered.status, 200);
        assert_bytes(path, &answered);
        let answer = &site().answers[path];
        let offered = [("br", answer.brotli.is_some()), ("gzip", answer.gzip.is_some())];
        let offered: Vec<&str> =
            offered.iter().filter(|(_, is)| *is).map(|(name, _)| *name).collect();
        assert_chosen(&lines, answered.header("content-encoding"), &offered);
    }
    let missing = get("/de/nirgendwo", &ACCEPT_ENCODING, &lines);
    assert_eq!(missing.status, 404);
    assert_named(&lines, missing.header("content-encoding"));
}

/// The bytes and the tag are those of the coding that the answer names.
fn assert_bytes(path: &str, answered: &Answered) {
    let answer = &site().answers[path];
    let sent = match answered.header("content-encoding") {
        "" => Some(&answer.identity),
        "gzip" => answer.gzip.as_ref(),
        "br" => answer.brotli.as_ref(),
        _ => None,
    };
    let sent = sent.expect("a coding that the answer has");
    assert!(
        answered.body == sent.bytes,
        "other bytes than {:?}",
        answered.header("content-encoding")
    );
    assert_eq!(answered.header("etag"), &*sent.tag);
}

/// A coding is sent only to clients that named it, or `*`.
fn assert_named(lines: &[HeaderValue], coding: &str) {
    let is_named = |(word, _): &(String, String)| names(word, coding) || word == "*";
    assert!(coding.is_empty() || words(lines).iter().any(is_named), "{coding}");
}

fn names(word: &str, coding: &str) -> bool {
    word == coding || (coding == "gzip" && word == "x-gzip")
}

fn assert_chosen(lines: &[HeaderValue], coding: &str, offered: &[&str]) {
    assert_named(lines, coding);
    let Some(elements) = well_formed(lines) else { return };
    // What is named twice may be read either way.
    let (_, most) = weights(&elements, if coding.is_empty() { "identity" } else { coding });
    assert!(coding.is_empty() || most > 0, "{coding} was refused");
    for other in offered.iter().filter(|other| **other != coding) {
        let (least, _) = weights(&elements, other);
        let better = if coding.is_empty() { least > 0 && least >= most } else { least > most };
        assert!(!better, "{other} is better than {coding:?}");
    }
    let (plain, _) = weights(&elements, "identity");
    assert!(coding.is_empty() || plain <= most, "the plain bytes are better than {coding}");
}

/// The least and the greatest weight of `coding`, by name or else by `*`.
fn weights(elements: &[Element], coding: &str) -> (u16, u16) {
    let range = |is: &dyn Fn(&str) -> bool| {
        let weights = elements.iter().filter(|(word, _)| is(word)).map(|(_, weight)| *weight);
        Some((weights.clone().min()?, weights.max()?))
    };
    let named = range(&|word| names(word, coding));
    named.or_else(|| range(&|word| word == "*")).unwrap_or_default()
}
