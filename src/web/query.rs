//! Query parameters (RFC 3986, section 3.4): the first value of a name.
//!
//! SECURITY: foreign input. A query that is too long is ignored, and so is a value that is not
//! percent-encoded UTF-8; the visitor gets the page without it.

use percent_encoding::percent_decode_str;

/// The longest query that is read, in bytes; a zone or a language with its name takes forty.
const MAX_LENGTH: usize = 1024;

/// The first value of `name` in `query`; `None` where there is none, or it is malformed.
pub(super) fn first(query: Option<&str>, name: &str) -> Option<String> {
    let query = query.filter(|query| query.len() <= MAX_LENGTH)?;
    let parameters = query.split('&').map(|text| text.split_once('=').unwrap_or((text, "")));
    let value = parameters.into_iter().find(|(key, _)| decode(key).as_deref() == Some(name))?.1;
    decode(value)
}

/// Whether `query` has a value of `name`, of whatever length and form.
pub(super) fn has(query: Option<&str>, name: &str) -> bool {
    let mut keys = query.unwrap_or_default().split('&').map(|text| text.split('=').next());
    keys.any(|key| key.and_then(decode).as_deref() == Some(name))
}

/// Decodes percent-encoding, and `+` as the space of a submitted form.
fn decode(text: &str) -> Option<String> {
    let is_whole = |tail: &str| {
        tail.as_bytes().get(..2).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    if !text.split('%').skip(1).all(is_whole) {
        return None;
    }
    let spaced = text.replace('+', " ");
    let decoded = percent_decode_str(&spaced).decode_utf8().ok()?;
    (!decoded.contains(char::is_control)).then(|| decoded.into_owned())
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
        ] {
            assert_eq!(first(Some(query), "with").as_deref(), expected, "{query}");
        }
    }

    #[test]
    fn what_is_malformed_says_nothing() {
        let long = format!("with=ar&pad={}", "x".repeat(MAX_LENGTH));
        for query in [
            "",
            "WITH=ar",
            "without=ar",
            "with=%",
            "with=%a",
            "with=%zz",
            "with=%-1",
            "with=%ff",
            "with=%00",
            "with=a%0Ab",
            "with=%&with=ar",
            "with=%c3%28",
            &long,
        ] {
            assert_eq!(first(Some(query), "with"), None, "{query}");
        }
        assert_eq!(first(None, "with"), None);
    }
}
