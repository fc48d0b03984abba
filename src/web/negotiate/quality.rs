//! The elements of `Accept-Language` and `Accept-Encoding` with their weights.

use axum::http::{HeaderMap, HeaderName};

/// SECURITY: no more elements of a header are read. Browsers send fewer than twenty.
const MAX_ELEMENTS: usize = 64;

/// A weight in thousandths, from 0 (not acceptable) to 1000 (RFC 9110, section 12.4.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Quality(u16);

impl Quality {
    /// What an element without a weight has.
    pub(super) const FULL: Self = Self(1000);
    /// "Not acceptable".
    pub(super) const NONE: Self = Self(0);
}

/// The elements of all header lines `name`, in order. Malformed ones are skipped.
pub(super) fn elements<'a>(
    headers: &'a HeaderMap,
    name: &HeaderName,
) -> impl Iterator<Item = (&'a str, Quality)> {
    headers
        .get_all(name)
        .into_iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .take(MAX_ELEMENTS)
        .filter_map(element)
}

/// One element: a word, and possibly `;q=` with a weight.
fn element(text: &str) -> Option<(&str, Quality)> {
    let (word, weight) = match text.split_once(';') {
        None => (text, Quality::FULL),
        Some((word, parameter)) => (word, weight(trim(parameter))?),
    };
    let word = trim(word);
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"-*_.+".contains(&byte);
    (!word.is_empty() && word.bytes().all(is_token)).then_some((word, weight))
}

/// `q=0.8`: at most three decimals, at most 1.
fn weight(parameter: &str) -> Option<Quality> {
    let (name, value) = parameter.split_once('=')?;
    let (whole, decimals) = value.split_once('.').unwrap_or((value, ""));
    let digits = decimals.len() <= 3 && decimals.bytes().all(|byte| byte.is_ascii_digit());
    if !name.eq_ignore_ascii_case("q") || !digits {
        return None;
    }
    let padded = decimals.bytes().chain("000".bytes()).take(3);
    let thousandths = padded.fold(0, |sum, digit| sum * 10 + u16::from(digit - b'0'));
    match whole {
        "0" => Some(Quality(thousandths)),
        "1" if thousandths == 0 => Some(Quality::FULL),
        _ => None,
    }
}

/// Without optional white space (RFC 9110, section 5.6.3).
fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_has_at_most_three_decimals_and_is_at_most_one() {
        for (text, expected) in [
            ("q=1", Some(1000)),
            ("q=1.000", Some(1000)),
            ("Q=0.5", Some(500)),
            ("q=0", Some(0)),
            ("q=0.", Some(0)),
            ("q=0.001", Some(1)),
            ("q=1.001", None),
            ("q=2", None),
            ("q=-1", None),
            ("q=0.1234", None),
            ("q=.5", None),
            ("q=", None),
            ("q", None),
            ("level=1", None),
            ("q=0.+5", None),
        ] {
            assert_eq!(weight(text), expected.map(Quality), "{text}");
        }
    }

    #[test]
    fn a_malformed_element_is_left_out_and_its_neighbours_stay() {
        let mut headers = HeaderMap::new();
        headers.insert("accept-language", "en ; q=0.5,,fr;q=x,\"de\",  ar".parse().unwrap());
        let name = HeaderName::from_static("accept-language");
        let found: Vec<_> = elements(&headers, &name).collect();
        assert_eq!(found, [("en", Quality(500)), ("ar", Quality::FULL)]);
    }
}
