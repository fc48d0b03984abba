//! Path and query: an address is a page, leads to one with one redirect, or is missing.

use axum::http::{Method, Uri};

use super::front::{Answered, ask, site};

/// The target of a request, as it stands in its first line.
pub fn address(input: &[u8]) {
    let Ok(address) = Uri::try_from(input) else { return };
    let answered = ask(&Method::GET, &address, []);
    match answered.status {
        200 => assert_is_a_page(&address, &answered),
        301 | 302 => assert_leads_to_a_page(&address, &answered),
        _ => assert_is_missing(&address, &answered),
    }
    assert_other_methods_agree(&address, &answered);
}

/// Only canonical addresses are pages, and the response is the page of that address.
fn assert_is_a_page(address: &Uri, answered: &Answered) {
    let path = address.path();
    if let Some(asset) = site().assets.files.get(path) {
        return assert!(answered.body == asset.bytes, "the bytes of {address}");
    }
    let page = &site().answers[path];
    assert_eq!(answered.header("content-language"), page.language.as_str());
    assert_eq!(answered.header("content-type"), page.content_type);
    // The two names that a query may have, or any, encoded.
    let asks = |query: &str| ["with", "zone", "%"].iter().any(|part| query.contains(part));
    if address.query().is_some_and(asks) {
        assert_says_nothing_of(address, answered);
    } else {
        assert!(answered.body == page.identity.bytes, "the bytes of {address}");
    }
}

/// Nothing of the request is in the page: no markup, and no part of the query.
fn assert_says_nothing_of(address: &Uri, answered: &Answered) {
    if !answered.header("content-type").starts_with("text/html") {
        return;
    }
    let body = str::from_utf8(&answered.body).expect("UTF-8");
    assert!(body.starts_with("<!doctype html>"), "{body:.40}");
    let data = body.matches("<script type=\"application/ld+json\">").count();
    assert_eq!(body.matches("<script").count(), data, "{address}");
    assert!(!body.contains("javascript:") && !body.contains("%3C"), "{address}");
}

fn assert_leads_to_a_page(address: &Uri, answered: &Answered) {
    let location = answered.header("location");
    assert!(location.starts_with('/') && !location.starts_with("//"), "{location}");
    assert!(location.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\'), "{location}");
    let (path, query) = location.split_once('?').unwrap_or((location, ""));
    assert!(site().answers.contains_key(path), "{location} is no page");
    assert_ne!(path, address.path(), "{location} leads to itself");
    let is_read = |part: &str| part.starts_with("with=") || part.starts_with("zone=");
    assert!(query.is_empty() || query.split('&').all(is_read), "{location} of {address}");
    assert!(!path.contains(['%', '#']) && !query.contains('#'), "{location}");
    let target: Uri = location.parse().expect("a location is an address");
    let landed = ask(&Method::GET, &target, []);
    assert_eq!(landed.status, 200, "{location} of {address}");
    assert_eq!(landed.header("content-language"), answered.header("content-language"));
}

fn assert_is_missing(address: &Uri, answered: &Answered) {
    assert_eq!(answered.status, 404, "{address}");
    let path = address.path();
    assert!(!site().answers.contains_key(path) && !site().assets.files.contains_key(path));
    assert_says_nothing_of(address, answered);
    // `in` may choose another language, and may be written in many ways.
    let named = path.split('/').nth(1).unwrap_or_default();
    let mut languages = site().languages.iter();
    if address.query().is_none() && languages.any(|language| language.as_str() == named) {
        assert_eq!(answered.header("content-language"), named, "{address}");
    }
}

fn assert_other_methods_agree(address: &Uri, got: &Answered) {
    let head = ask(&Method::HEAD, address, []);
    assert!(head.body.is_empty());
    assert_eq!((head.status, &head.headers), (got.status, &got.headers), "HEAD {address}");
    let options = ask(&Method::OPTIONS, address, []).status;
    let expected = match got.status {
        200 => 204,
        404 if address.path() == "*" => 204,
        other => other,
    };
    assert_eq!(options, expected, "OPTIONS {address}");
    let post = ask(&Method::POST, address, []).status;
    assert_eq!(post, if got.status == 404 { 404 } else { 405 }, "POST {address}");
}
