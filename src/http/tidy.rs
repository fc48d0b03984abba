//! What mail clients, chat programs and people leave around an address, taken off.
//!
//! `Please see <https://…/en/contact>.` becomes a link to `/en/contact%3E.` in more than one
//! program. Whether what remains is an address is not decided here, see `address`.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// The path as it was meant: percent-encoding undone, empty segments and what surrounds the
/// address taken off, ASCII letters in lower case. Begins with `/` and ends without.
///
/// `None` where no tidying makes an address of it: bytes that are not UTF-8, control characters,
/// or a segment that is `.` or `..` (clients resolve those themselves before they ask).
pub(super) fn tidy(path: &str) -> Option<String> {
    let decoded = decode(path)?;
    let stripped = decoded.trim_start_matches(is_before).trim_end_matches(is_after);
    Some(folded(stripped))
}

/// The same without taking off what surrounds the address: for old addresses that end so.
pub(super) fn plain(path: &str) -> Option<String> {
    decode(path).map(|decoded| folded(&decoded))
}

fn decode(path: &str) -> Option<Cow<'_, str>> {
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    let is_dots = |segment: &str| segment == "." || segment == "..";
    (!decoded.contains(char::is_control) && !decoded.split('/').any(is_dots)).then_some(decoded)
}

/// One slash before every segment that is not empty.
fn folded(path: &str) -> String {
    let segments = path.split('/').filter(|segment| !segment.is_empty());
    segments.flat_map(|segment| ["/", segment]).collect::<String>().to_ascii_lowercase()
}

/// What opens: brackets and quotation marks of all our languages.
fn is_before(c: char) -> bool {
    "/<([{«‹„‚（「『《".contains(c) || is_around(c)
}

/// What closes or ends a sentence.
fn is_after(c: char) -> bool {
    "/>)]}»›）」』》.,;:!?…،؛؟。，、；：！？".contains(c) || is_around(c)
}

/// What may stand on either side: quotation marks, emphasis as it is typed, and space. The marks
/// of direction come along invisibly when an address is copied out of a right-to-left text.
fn is_around(c: char) -> bool {
    let is_invisible = matches!(
        c,
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}'
    );
    "\"'`’‘”“*_|".contains(c) || is_invisible || c.is_whitespace()
}
