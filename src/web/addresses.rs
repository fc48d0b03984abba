//! Maps the path that a client sent to the canonical address that was probably meant, if there is one.
//!
//! Mail clients, chat programs and people add to addresses: `Please see <https://…/en/contact>.` becomes a
//! link to `/en/contact%3E.` in more than one program.
//!
//! SECURITY: a redirect leads only to an address of the site. The path of the request chooses among them; no
//! part of it is copied, so that `//host` and similar open redirects are impossible.

use std::borrow::Cow;
use std::collections::HashMap;

use percent_encoding::percent_decode_str;

use crate::content::Language;
use crate::site::Site;

/// What people and programs append to the address of a page.
const SUFFIXES: [&str; 7] =
    ["/index.html", "/index.htm", "/home.html", "/home.htm", ".html", ".htm", "/home"];

/// The addresses and the languages of a site by their normalized forms.
#[derive(Debug)]
pub(super) struct Addresses {
    by_normalized_path: HashMap<String, String>,
    by_lowercase_tag: HashMap<String, Language>,
}

impl Addresses {
    /// The addresses of `site`, canonical and old.
    pub(super) fn of(site: &Site) -> Self {
        let exists = |path: &String| site.answers.contains_key(path);
        let old = site.moved.iter().filter(|(_, target)| exists(target));
        let mut by_normalized_path: HashMap<_, _> =
            old.filter_map(|(from, target)| Some((normalize(from)?, target.clone()))).collect();
        // ORDER: after the old addresses, so that a current address overrides an old one.
        by_normalized_path
            .extend(site.answers.keys().filter_map(|path| Some((normalize(path)?, path.clone()))));
        let tags = site.languages.iter();
        let by_lowercase_tag =
            tags.map(|tag| (tag.as_str().to_ascii_lowercase(), tag.clone())).collect();
        Self { by_normalized_path, by_lowercase_tag }
    }

    /// The canonical address for `path`, which is not canonical itself.
    pub(super) fn resolve(&self, path: &str) -> Option<&str> {
        // `*` and the target of CONNECT are no addresses of pages.
        let decoded = decode(path.strip_prefix('/')?)?;
        let stripped = strip(&decoded);
        let as_sent = self.find(&fold(&decoded));
        as_sent.or_else(|| (stripped != decoded).then(|| self.find(&fold(stripped))).flatten())
    }

    /// The language that the first segment of `path` names.
    pub(super) fn language_of(&self, path: &str) -> Option<&Language> {
        let first = path.split('/').find(|segment| !segment.is_empty())?;
        self.language(strip(&decode(first)?))
    }

    /// The language with the tag `tag`, in any case.
    pub(super) fn language(&self, tag: &str) -> Option<&Language> {
        self.by_lowercase_tag.get(&tag.to_ascii_lowercase())
    }

    fn find(&self, normalized: &str) -> Option<&str> {
        let shorter = SUFFIXES.iter().filter_map(|suffix| normalized.strip_suffix(suffix));
        std::iter::once(normalized)
            .chain(shorter)
            .find_map(|candidate| self.by_normalized_path.get(candidate))
            .map(String::as_str)
    }
}

/// `path` in the form in which all its spellings are equal.
fn normalize(path: &str) -> Option<String> {
    decode(path).map(|decoded| fold(&decoded))
}

/// `path` with percent-encoding decoded. `None` if it is not UTF-8, has control characters, or a segment `.`
/// or `..` (clients resolve those before they send a request).
fn decode(path: &str) -> Option<Cow<'_, str>> {
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    let is_dots = |segment: &str| segment == "." || segment == "..";
    (!decoded.contains(char::is_control) && !decoded.split('/').any(is_dots)).then_some(decoded)
}

/// Without the punctuation and white space around an address.
fn strip(decoded: &str) -> &str {
    decoded.trim_start_matches(is_leading_junk).trim_end_matches(is_trailing_junk)
}

/// One slash before every segment that is not empty, ASCII letters in lower case.
fn fold(path: &str) -> String {
    let segments = path.split('/').filter(|segment| !segment.is_empty());
    segments.flat_map(|segment| ["/", segment]).collect::<String>().to_ascii_lowercase()
}

/// Opening brackets and quotation marks of all our languages.
fn is_leading_junk(c: char) -> bool {
    "/<([{«‹„‚（「『《".contains(c) || is_surrounding_junk(c)
}

/// Closing brackets and quotation marks, and what ends a sentence.
fn is_trailing_junk(c: char) -> bool {
    "/>)]}»›）」』》.,;:!?…،؛؟。，、；：！？".contains(c) || is_surrounding_junk(c)
}

/// What may stand on either side: quotation marks, Markdown's emphasis, white space. Directional marks are
/// copied along invisibly with an address in right-to-left text.
fn is_surrounding_junk(c: char) -> bool {
    let is_invisible = matches!(
        c,
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}'
    );
    "\"'`’‘”“*_|".contains(c) || is_invisible || c.is_whitespace()
}
