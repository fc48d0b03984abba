//! Links that open an e-mail with a subject and a text (RFC 6068).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What is encoded: everything but the unreserved characters (RFC 3986, section 2.3). A `+` would mean itself, but
/// some programs read it as a space.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The longest link in bytes that every e-mail program opens; some cut it at 2,000.
pub const LONGEST: usize = 1_800;

/// A `mailto:` without a recipient, with `subject` and the lines of the body. Each line ends with CRLF, as
/// RFC 6068, section 5, asks for.
pub fn mailto<'a>(subject: &str, lines: impl IntoIterator<Item = &'a str>) -> String {
    let mut link = format!("mailto:?subject={}&body=", utf8_percent_encode(subject, RESERVED));
    for line in lines {
        link.extend(utf8_percent_encode(line, RESERVED));
        link.push_str("%0D%0A");
    }
    link
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_that_could_end_a_value_is_encoded() {
        assert_eq!(
            mailto("A & B?", ["1+1=2", "", "é"]),
            "mailto:?subject=A%20%26%20B%3F&body=1%2B1%3D2%0D%0A%0D%0A%C3%A9%0D%0A",
        );
    }
}
