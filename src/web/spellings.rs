//! What was probably meant by a path that is no address: the spellings to look up, in order.
//!
//! SECURITY: foreign input. Nothing of it is ever sent back; a spelling only chooses among the addresses of the
//! site. The work is linear in the length of the path, and a path longer than [`MAX_LENGTH`] is not tried at all.

use icu_normalizer::ComposingNormalizer;
use percent_encoding::percent_decode_str;

/// The longest path that is tried, in bytes; those of the site take thirty.
const MAX_LENGTH: usize = 1024;
/// How many times a path is decoded: mail gateways and redirectors encode again what is encoded already.
const MAX_DECODINGS: usize = 4;
/// How many endings after a dot are removed: `contact.html.txt`.
const MAX_ENDINGS: usize = 3;
/// Names of the page at the root of a directory, on this site and on others.
const INDEX: [&str; 3] = ["/index", "/home", "/default"];

/// The spellings of `path`, each in the form of [`fold`]; the same one may occur twice. None if it is too long, has
/// control characters between other characters, or a segment `..` (clients resolve those before they send a request).
pub(super) fn spellings(path: &str) -> Vec<String> {
    let Some(decoded) = Some(path).filter(|path| path.len() <= MAX_LENGTH).map(decode) else {
        return Vec::new();
    };
    let plain = plain(&decoded);
    let trimmed = trim(&plain);
    if trimmed.contains(char::is_control) || plain.split('/').any(|segment| segment == "..") {
        return Vec::new();
    }
    // Old addresses may contain any character, so nothing is removed at first.
    let mut spellings = vec![fold(&decoded), fold(trimmed)];
    spellings.extend(joined(trimmed).map(|text| fold(&text)));
    // What is nothing but another address is not the root.
    spellings.extend(cut(trimmed).map(fold).filter(|text| !text.is_empty()));
    spellings.dedup();
    spellings
}

/// `spelling`, and what it is without a file name's ending (`.html`, `.aspx`, `.pdf`) and without the name of an
/// index page: links are copied from the site's own files, and from sites made otherwise.
pub(super) fn shortened(spelling: &str) -> impl Iterator<Item = &str> {
    let endings = std::iter::successors(Some(spelling), |text| without_ending(text));
    endings.take(1 + MAX_ENDINGS).flat_map(|text| {
        let shorter = INDEX.iter().find_map(|index| text.strip_suffix(index));
        std::iter::once(text).chain(shorter)
    })
}

fn without_ending(text: &str) -> Option<&str> {
    let (stem, ending) = text.rsplit_once('.')?;
    (!stem.ends_with('/') && !ending.contains('/')).then_some(stem)
}

/// One slash before every segment that is not empty or `.` (RFC 3986, section 5.2.4), ASCII letters in lower case.
pub(super) fn fold(path: &str) -> String {
    let segments = path.split('/').filter(|segment| !segment.is_empty() && *segment != ".");
    segments.flat_map(|segment| ["/", segment]).collect::<String>().to_ascii_lowercase()
}

/// `text` without percent-encoding and without quoted-printable encoding, however often encoded.
pub(super) fn decode(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..MAX_DECODINGS {
        let decoded = unquote(&percent_decode_str(&text).decode_utf8_lossy());
        if decoded == text {
            break;
        }
        text = decoded;
    }
    text
}

/// `text` without soft line breaks, and `=3E` as `%3E` (quoted-printable, RFC 2045, section 6.7): from mail whose
/// encoding a program did not undo. Of a soft line break the end of the line may have been lost already.
fn unquote(text: &str) -> String {
    let mut parts = text.split('=');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let escape = if part.get(..2).is_some_and(is_quoted) { "%" } else { "" };
        text + escape + part.trim_start_matches(['\r', '\n'])
    })
}

/// Whether `digits` are those of a character that mail quotes: a tab, the end of a line, or what is printed.
fn is_quoted(digits: &str) -> bool {
    let is_hex = |digit: u8| digit.is_ascii_digit() || (b'A'..=b'F').contains(&digit);
    digits.bytes().all(is_hex) && (digits >= "20" || ["09", "0A", "0D"].contains(&digits))
}

/// `text` in the characters of addresses:
///
/// - full-width letters and slashes, as input methods for Chinese and Japanese write them, are the usual ones;
/// - the hyphens of typography, en dashes and minus signs, which word processors put in place of a hyphen, are hyphens;
/// - backslashes, and those who look like slashes, are slashes: paths typed on Windows;
/// - invisible characters, which are copied along with an address in right-to-left text and from chats, are dropped.
fn plain(text: &str) -> String {
    if text.is_ascii() {
        return text.replace('\\', "/");
    }
    let normalized = ComposingNormalizer::new_nfkc().normalize(text);
    let visible = normalized.chars().filter(|c| !is_invisible(*c));
    let mapped = visible.map(|c| match c {
        '\\' | '\u{2044}' | '\u{2215}' => '/',
        '\u{2010}'..='\u{2013}' | '\u{2212}' => '-',
        other => other,
    });
    mapped.collect()
}

/// Soft hyphens, zero-width spaces and joiners, marks of direction, byte order marks.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}'
    )
}

/// Without the brackets, quotation marks, punctuation and white space around an address, in any language: mail and
/// chat programs make them part of the link, also Markdown's `](` and `_`.
pub(super) fn trim(text: &str) -> &str {
    // What could not be decoded, and control characters, may have been anything.
    let is_junk = |c: char| {
        !c.is_alphanumeric()
            && (!c.is_control() || c.is_whitespace())
            && !['%', '\u{FFFD}'].contains(&c)
    };
    // A file name may begin with a dot: `.well-known`.
    text.trim_start_matches(|c| is_junk(c) && c != '.').trim_end_matches(is_junk)
}

/// `text` without white space, which stands where an address was wrapped; `None` if it has none.
fn joined(text: &str) -> Option<String> {
    text.contains(char::is_whitespace).then(|| text.split_whitespace().collect())
}

/// `text` up to the first character that no address of a page has: what follows is the next sentence, a comment, a
/// parameter without its `?`, a tag, or the next address. `None` if there is no such character, or if a segment begins
/// with a letter or a byte that is not ours, which means another page.
fn cut(text: &str) -> Option<&str> {
    let is_ours = |c: char| c.is_ascii_alphanumeric() || "/-._~".contains(c);
    let (kept, rest) = text.split_at_checked(text.find(|c| !is_ours(c))?)?;
    if rest.starts_with("://") {
        // `/en/contacthttps://…`: the address was pasted twice.
        return ["https", "http"].iter().find_map(|scheme| kept.strip_suffix(scheme)).map(trim);
    }
    let is_name = rest.starts_with(|c: char| c.is_alphanumeric() || ['%', '\u{FFFD}'].contains(&c));
    (!is_name || !kept.ends_with('/')).then(|| trim(kept))
}
