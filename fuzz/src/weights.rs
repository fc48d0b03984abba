//! A second reading of `Accept-Language` and `Accept-Encoding`, by the letter of RFC 9110: of a
//! header that is well formed it is known what it asks for, of any other only what it may ask for.

use axum::http::HeaderValue;

/// As many elements are read at most.
const MOST_ELEMENTS: usize = 64;

/// An element in lower case, with its weight in thousandths.
pub(super) type Element = (String, u16);

/// The elements of a header that is well formed to the last byte, and not too long.
pub(super) fn well_formed(lines: &[HeaderValue]) -> Option<Vec<Element>> {
    let texts: Vec<&str> = lines.iter().map(|line| line.to_str().ok()).collect::<Option<_>>()?;
    let joined = texts.join(",");
    let parts: Vec<&str> = joined.split(',').map(trim).collect();
    if parts.len() > MOST_ELEMENTS {
        return None;
    }
    parts.into_iter().filter(|part| !part.is_empty()).map(element).collect()
}

/// Every word that may be meant, well formed or not, in lower case and with what follows it.
pub(super) fn words(lines: &[HeaderValue]) -> Vec<(String, String)> {
    let lines = lines.iter().map(|line| String::from_utf8_lossy(line.as_bytes()));
    lines.flat_map(|line| line.split(',').map(word).collect::<Vec<_>>()).collect()
}

fn word(text: &str) -> (String, String) {
    let text = text.to_ascii_lowercase();
    let (word, rest) = text.split_once(';').unwrap_or((&text, ""));
    (trim(word).to_owned(), trim(rest).to_owned())
}

fn element(text: &str) -> Option<Element> {
    let (word, rest) = word(text);
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    let weight = if text.contains(';') { weight(rest.strip_prefix("q=")?)? } else { 1000 };
    (!word.is_empty() && word.bytes().all(is_token)).then_some((word, weight))
}

fn weight(text: &str) -> Option<u16> {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let known = ["0", "0.", "0.0", "0.00", "0.000"].contains(&shape.as_str());
    let weight: f32 = text.parse().ok()?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 1000")]
    (known && weight <= 1.0).then(|| (weight * 1000.0).round() as u16)
}

fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}
