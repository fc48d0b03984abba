//! Query parameters, as forms submit them: the first value of a name.
//!
//! SECURITY: foreign input. A query that is too long is ignored; the visitor gets the page without it.

use std::borrow::Cow;

use axum::http::Uri;
use form_urlencoded::parse;
use percent_encoding::percent_decode_str;

/// The longest query that is read, in bytes; a zone or a language with its name takes forty.
const MAX_LENGTH: usize = 1024;

/// The query of `uri`; where a client has encoded its `?`, what follows that.
pub(super) fn of(uri: &Uri) -> Option<Cow<'_, str>> {
    let encoded = || {
        let path = uri.path();
        let (_, rest) = path.split_once("%3F").or_else(|| path.split_once("%3f"))?;
        percent_decode_str(rest).decode_utf8().ok()
    };
    uri.query().map(Cow::Borrowed).or_else(encoded)
}

/// The first value of `name` in `query`, with U+FFFD for bytes that are not UTF-8; `None` where there is none.
pub(super) fn first<'a>(query: &'a str, name: &str) -> Option<Cow<'a, str>> {
    let query = Some(query).filter(|query| query.len() <= MAX_LENGTH)?;
    parse(query.as_bytes()).find(|(key, _)| is(key, name)).map(|(_, value)| value)
}

/// Whether `query` has a value of `name`, of whatever length.
pub(super) fn has(query: &str, name: &str) -> bool {
    parse(query.as_bytes()).any(|(key, _)| is(&key, name))
}

/// Whether `key` is `name`: after `&amp;`, which mail programs leave as it stands in HTML, it begins with `amp;`.
fn is(key: &str, name: &str) -> bool {
    key.trim_start_matches("amp;") == name
}

/// What was meant by `value`, the tag of a language or the name of a time zone: without `3D`, half of the `=` of
/// quoted-printable mail, and without the punctuation around it and what follows it.
pub(super) fn meant(value: &str) -> &str {
    let is_name = |c: char| c.is_ascii_alphanumeric() || "-_+/: ".contains(c);
    let value = value.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let value = value.strip_prefix("3D").unwrap_or(value);
    let name = value.split(|c: char| !is_name(c)).next().unwrap_or_default();
    name.trim_end_matches(|c: char| !c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_value_of_a_name_counts() {
        for (query, expected) in [
            ("with=ar", Some("ar")),
            ("utm=x&with=ar&with=fr", Some("ar")),
            ("with&with=ar", Some("")),
            ("with=&with=ar", Some("")),
            ("%77ith=zh%2DHans", Some("zh-Hans")),
            ("with=a+b", Some("a b")),
            ("with=a=b", Some("a=b")),
            ("with=%D8%B9", Some("ع")),
            ("&&with=ar&", Some("ar")),
            ("with=%&with=ar", Some("%")),
            ("with=%a", Some("%a")),
            ("with=%zz", Some("%zz")),
            ("with=%-1", Some("%-1")),
            ("with=%ff", Some("\u{fffd}")),
            ("with=%c3%28", Some("\u{fffd}(")),
            ("with=%00", Some("\0")),
            ("with=a%0Ab", Some("a\nb")),
        ] {
            assert_eq!(first(query, "with").as_deref(), expected, "{query}");
        }
    }

    #[test]
    fn a_name_that_is_not_there_and_a_query_that_is_too_long_have_no_value() {
        let long = format!("with=ar&pad={}", "x".repeat(MAX_LENGTH));
        for query in ["", "WITH=ar", "without=ar", &long] {
            assert_eq!(first(query, "with"), None, "{query}");
        }
        assert!(has(&long, "with"));
    }
}
