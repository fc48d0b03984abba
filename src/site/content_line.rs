//! Content lines, the common format of vCards (RFC 2426) and calendars (RFC 5545).

/// The longest line in octets, without its end (RFC 5545, section 3.1).
const FOLD: usize = 75;

/// A value of text (RFC 5545, section 3.3.11).
pub(super) fn escape(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for character in value.chars() {
        match character {
            '\n' => escaped.push_str("\\n"),
            '\\' | ';' | ',' => escaped.extend(['\\', character]),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// A line with its end, folded so that no part is longer than 75 octets and no character is split.
pub(super) fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + 2);
    let mut length = 0;
    for character in line.chars() {
        if length + character.len_utf8() > FOLD {
            folded.push_str("\r\n ");
            length = 1;
        }
        folded.push(character);
        length += character.len_utf8();
    }
    folded.push_str("\r\n");
    folded
}
