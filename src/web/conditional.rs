//! Conditional requests (RFC 9110, section 13), evaluated in the order of section 13.2.2.
//!
//! There is no `Last-Modified`, so the two conditions about time are ignored, as sections 13.1.3 and
//! 13.1.4 require.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// What the conditions of a request make of an answer that would otherwise be 200.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// There is no condition, or it holds.
    Proceed,
    /// 304: the client has these bytes.
    NotModified,
    /// 412: `If-Match` does not match the current entity tag.
    PreconditionFailed,
}

/// Evaluates the conditions against `tag`, the strong entity tag of what would be sent.
pub(super) fn evaluate(headers: &HeaderMap, tag: &HeaderValue) -> Outcome {
    // Strong comparison (RFC 9110, section 8.8.3.2): a weak tag is equal to nothing.
    let strong = |candidate: &[u8]| candidate == tag.as_bytes();
    // Weak comparison: caches and proxies that change the coding mark our tags as weak.
    let weak = |candidate: &[u8]| strong(candidate.strip_prefix(b"W/").unwrap_or(candidate));
    if headers.contains_key(header::IF_MATCH) && !any(headers, &header::IF_MATCH, strong) {
        return Outcome::PreconditionFailed;
    }
    if any(headers, &header::IF_NONE_MATCH, weak) {
        return Outcome::NotModified;
    }
    Outcome::Proceed
}

/// Whether `Range` applies: the other conditions hold, and there is no `If-Range` or it matches this entity
/// tag (RFC 9110, section 13.1.5).
pub(super) fn wants_range(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    headers.contains_key(header::RANGE)
        && headers.get(header::IF_RANGE).is_none_or(|value| value == tag)
        && evaluate(headers, tag) == Outcome::Proceed
}

/// Whether a line of the header `name` is `*`, or has a tag that is `equal`.
fn any(headers: &HeaderMap, name: &HeaderName, equal: impl Fn(&[u8]) -> bool) -> bool {
    headers.get_all(name).into_iter().any(|line| {
        let line = line.as_bytes().trim_ascii();
        line == b"*" || tags(line).any(&equal)
    })
}

/// The entity tags of a list, with their quotes and their `W/`; up to the first that is malformed.
fn tags(list: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = list;
    std::iter::from_fn(move || {
        let separators = rest.iter().take_while(|byte| b" \t,".contains(byte)).count();
        let start = rest.get(separators..)?;
        let mark = if start.starts_with(b"W/") { 2 } else { 0 };
        let opaque = start.get(mark..)?.strip_prefix(b"\"")?;
        let length = opaque.iter().position(|byte| *byte == b'"')?;
        let (tag, after) = start.split_at_checked(mark + length + 2)?;
        rest = after;
        Some(tag)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAG: HeaderValue = HeaderValue::from_static("\"abc\"");

    fn outcome(name: HeaderName, value: &str) -> Outcome {
        let mut headers = HeaderMap::new();
        headers.insert(name, value.parse().unwrap());
        evaluate(&headers, &TAG)
    }

    #[test]
    fn if_none_match_compares_weakly_over_the_whole_list() {
        for (value, expected) in [
            ("\"abc\"", Outcome::NotModified),
            ("W/\"abc\"", Outcome::NotModified),
            ("*", Outcome::NotModified),
            (" * ", Outcome::NotModified),
            ("\"x\", \"abc\"", Outcome::NotModified),
            ("\"x,y\" ,W/\"abc\"", Outcome::NotModified),
            (",,\"abc\",", Outcome::NotModified),
            ("\"ABC\"", Outcome::Proceed),
            ("\"x\"", Outcome::Proceed),
            ("abc", Outcome::Proceed),
            ("\"abc", Outcome::Proceed),
            ("w/\"abc\"", Outcome::Proceed),
            ("nonsense, \"abc\"", Outcome::Proceed),
            ("\"x, \"abc\"", Outcome::Proceed),
            ("", Outcome::Proceed),
        ] {
            assert_eq!(outcome(header::IF_NONE_MATCH, value), expected, "{value}");
        }
    }

    #[test]
    fn if_match_compares_strongly() {
        for (value, expected) in [
            ("\"abc\"", Outcome::Proceed),
            ("*", Outcome::Proceed),
            ("\"x\", \"abc\"", Outcome::Proceed),
            ("W/\"abc\"", Outcome::PreconditionFailed),
            ("\"x\"", Outcome::PreconditionFailed),
            ("", Outcome::PreconditionFailed),
        ] {
            assert_eq!(outcome(header::IF_MATCH, value), expected, "{value}");
        }
    }

    #[test]
    fn if_match_is_asked_before_if_none_match() {
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_NONE_MATCH, TAG);
        headers.insert(header::IF_MATCH, "\"x\"".parse().unwrap());
        assert_eq!(evaluate(&headers, &TAG), Outcome::PreconditionFailed);
    }

    #[test]
    fn a_range_is_heeded_for_these_very_bytes_only_and_after_the_other_conditions() {
        let mut headers = HeaderMap::new();
        assert!(!wants_range(&headers, &TAG));
        headers.insert(header::RANGE, HeaderValue::from_static("bytes=0-1"));
        assert!(wants_range(&headers, &TAG));
        for (value, expected) in [("\"abc\"", true), ("W/\"abc\"", false), ("\"x\"", false)] {
            headers.insert(header::IF_RANGE, value.parse().unwrap());
            assert_eq!(wants_range(&headers, &TAG), expected, "{value}");
        }
        headers.insert(header::IF_RANGE, TAG);
        headers.insert(header::IF_NONE_MATCH, TAG);
        assert!(!wants_range(&headers, &TAG));
    }
}
