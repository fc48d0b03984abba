//! `If-None-Match`: 304 where the tag stands in the header, and only there.
//!
//! In the input the words `IDENTITY`, `GZIP`, `BROTLI` and `ICON` stand for what is between the
//! quotes of our own tags, which no seed could name, because they are those of the bytes.

use axum::http::header::{ACCEPT_ENCODING, IF_NONE_MATCH};
use axum::http::{HeaderValue, Method, Uri};

use super::front::{ask, get, lines, site};

const PAGE: &str = "/de/";
const ICON: &str = "/favicon.ico";

/// Lines of the header.
pub fn if_none_match(input: &[u8]) {
    let (page, icon) = (&site().answers[PAGE], get(ICON, &IF_NONE_MATCH, &[]));
    let icon = icon.header("etag");
    let tag = |coded: &Option<patient_center::site::Representation>| {
        coded.as_ref().expect("a page is coded").tag.clone()
    };
    let (gzip, brotli) = (tag(&page.gzip), tag(&page.brotli));
    let places =
        [("IDENTITY", &*page.identity.tag), ("GZIP", &gzip), ("BROTLI", &brotli), ("ICON", icon)];
    let filled = places.iter().fold(input.to_vec(), |text, (word, tag)| {
        replaced(&text, word.as_bytes(), tag.trim_matches('"').as_bytes())
    });
    let Some(lines) = lines(&filled) else { return };
    for (path, coding, tag) in [
        (PAGE, "identity", &*page.identity.tag),
        (PAGE, "gzip", &gzip),
        (PAGE, "br", &brotli),
        (ICON, "br", icon),
    ] {
        assert_condition(path, coding, tag, &lines);
    }
}

fn assert_condition(path: &'static str, coding: &'static str, tag: &str, lines: &[HeaderValue]) {
    let conditions = lines.iter().map(|line| (IF_NONE_MATCH, line.clone()));
    let coded = [(ACCEPT_ENCODING, HeaderValue::from_static(coding))];
    let answered = ask(&Method::GET, &Uri::from_static(path), coded.into_iter().chain(conditions));
    assert!(matches!(answered.status, 200 | 304), "{}", answered.status);
    assert_eq!(answered.header("etag"), tag);
    let known = answered.status == 304;
    if known {
        assert!(answered.header("content-type").is_empty());
        assert!(answered.header("content-encoding").is_empty());
    } else {
        assert!(!answered.body.is_empty());
    }
    let stands = |line: &HeaderValue| {
        line == "*" || line.as_bytes().windows(tag.len()).any(|part| part == tag.as_bytes())
    };
    assert!(!known || lines.iter().any(stands), "the tag {tag} is nowhere in {lines:?}");
    if let Some(tags) = well_formed(lines) {
        let expected = tags.iter().any(|known| known == tag.as_bytes() || known == b"*");
        assert_eq!(known, expected, "{tag} in {lines:?}");
    }
}

/// The tags of a header that is well formed to the last byte, without their `W/`.
fn well_formed(lines: &[HeaderValue]) -> Option<Vec<Vec<u8>>> {
    // With the space a tag that runs over two lines is none.
    let joined = lines.iter().map(HeaderValue::as_bytes).collect::<Vec<_>>().join(&b", "[..]);
    if joined == b"*" {
        return Some(vec![joined]);
    }
    let mut tags = Vec::new();
    let mut rest = joined.trim_ascii_start();
    while let Some(first) = rest.first() {
        if *first != b',' {
            let start = rest.strip_prefix(b"W/").unwrap_or(rest).strip_prefix(b"\"")?;
            let length = start.iter().position(|byte| *byte == b'"')?;
            let (opaque, after) = start.split_at(length);
            if opaque.iter().any(|byte| matches!(byte, 0..=0x20 | 0x7f)) {
                return None;
            }
            tags.push([b"\"", opaque, b"\""].concat());
            rest = after.strip_prefix(b"\"")?.trim_ascii_start();
        }
        match rest.split_first() {
            None => {}
            Some((b',', after)) => rest = after.trim_ascii_start(),
            Some(_) => return None,
        }
    }
    Some(tags)
}

fn replaced(text: &[u8], word: &[u8], with: &[u8]) -> Vec<u8> {
    let mut replaced = Vec::new();
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        if let Some(after) = rest.strip_prefix(word) {
            replaced.extend(with);
            rest = after;
        } else {
            replaced.push(*first);
            rest = after;
        }
    }
    replaced
}
