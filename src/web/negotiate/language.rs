//! Negotiates the language (RFC 9110, section 12.5.4).
//!
//! Tags are compared by what they mean, not by their letters: `zh-TW` is Chinese in traditional
//! script, `iw` is Hebrew. Never across scripts: a reader of `sr-Latn` may be unable to read Cyrillic.

use axum::http::{HeaderMap, header};
use icu_locale::subtags::{Language as Primary, language};
use icu_locale::{LanguageIdentifier, Locale, LocaleCanonicalizer, LocaleExpander};

use super::quality::{Quality, elements};
use crate::content::Language;

/// Languages whose readers read another one in the same script, for example because both are members of one
/// macrolanguage (ISO 639-3). CLDR's aliases know `cmn` and `arb`, but not these. Applied to the languages of a
/// request and to those that the site offers.
const READ_AS: [(Primary, &[&str]); 2] = [
    (language!("zh"), &["gan", "hak", "hsn", "nan", "wuu", "yue"]),
    (
        language!("ar"),
        &[
            "acm", "acw", "aeb", "afb", "ajp", "apc", "apd", "arq", "ars", "ary", "arz", "ayl",
            "ayn",
        ],
    ),
];

// Constants, because they may not be shared between threads; each is a few pointers into data that
// is compiled in, so that making one costs nothing.
const CANONICALIZER: LocaleCanonicalizer = LocaleCanonicalizer::new_extended();
const EXPANDER: LocaleExpander = LocaleExpander::new_extended();

/// A tag as it is written, in canonical case, and with its likely script and region.
#[derive(Debug, Clone)]
struct Tag {
    written: LanguageIdentifier,
    full: LanguageIdentifier,
}

impl Tag {
    /// `None` unless `text` is a language tag that names a language.
    fn parse(text: &str) -> Option<Self> {
        let mut locale = Locale::try_from_str(without_primary_of_extended(text)).ok()?;
        if locale.id.language.is_unknown() {
            return None;
        }
        CANONICALIZER.canonicalize(&mut locale);
        let written = locale.id;
        let mut full = written.clone();
        EXPANDER.maximize(&mut full);
        full.variants.clear();
        let Some(language) = read_as(written.language) else {
            return Some(Self { written, full });
        };
        full.language = language;
        Some(Self { written: full.clone(), full })
    }

    /// Whether a reader who names `self` can read `offered`.
    fn is_readable_in(&self, offered: &Self) -> bool {
        self.full.language == offered.full.language && self.full.script == offered.full.script
    }

    /// Whether `offered` is one of those that `self` names: `pt` names `pt-BR`, `zh-TW` names
    /// `zh-Hant`, `pt-PT` does not name `pt-BR`.
    fn names(&self, offered: &Self) -> bool {
        self.full == offered.full
            || (self.written.language == offered.full.language
                && self.written.region.is_none()
                && self.written.script.is_none_or(|script| Some(script) == offered.full.script))
    }

    /// How closely `offered`, which is readable, fits.
    fn closeness(&self, offered: &Self) -> u8 {
        if self.written == offered.written {
            3
        } else if self.full == offered.full {
            2
        } else {
            u8::from(self.full.region == offered.full.region)
        }
    }

    fn subtags(&self) -> u8 {
        1 + u8::from(self.written.script.is_some()) + u8::from(self.written.region.is_some())
    }
}

/// `zh-yue` is `yue` (RFC 5646, section 2.2.2).
fn without_primary_of_extended(text: &str) -> &str {
    let is_extended =
        |subtag: &str| subtag.len() == 3 && subtag.bytes().all(|byte| byte.is_ascii_alphabetic());
    match text.split_once('-') {
        Some((_, rest)) if rest.split('-').next().is_some_and(is_extended) => rest,
        _ => text,
    }
}

fn read_as(language: Primary) -> Option<Primary> {
    let row = READ_AS.iter().find(|(_, members)| members.contains(&language.as_str()));
    row.map(|(macrolanguage, _)| *macrolanguage)
}

/// One element of the header that is understood.
#[derive(Debug)]
struct LanguageRange {
    /// `None` for `*`.
    tag: Option<Tag>,
    quality: Quality,
}

impl LanguageRange {
    fn parse((word, quality): (&str, Quality)) -> Option<Self> {
        let tag = if word == "*" { None } else { Some(Tag::parse(word)?) };
        Some(Self { tag, quality })
    }
}

/// The languages of the site, ready to be compared.
#[derive(Debug)]
pub(in crate::web) struct LanguageNegotiator {
    offered: Vec<(Language, Tag)>,
}

impl LanguageNegotiator {
    /// Offers `languages`, of which `default` is chosen for `*`.
    pub(in crate::web) fn new(languages: &[Language], default: &Language) -> Self {
        let others = languages.iter().filter(|language| *language != default);
        let offered = std::iter::once(default)
            .chain(others)
            .filter_map(|language| Some((language.clone(), Tag::parse(language.as_str())?)))
            .collect();
        Self { offered }
    }

    /// The language that fits `Accept-Language` best; `None` where it is absent or nothing fits.
    ///
    /// The higher weight first, among equals the earlier; within one range an exact fit before a
    /// fallback to another region.
    pub(in crate::web) fn negotiate(&self, headers: &HeaderMap) -> Option<&Language> {
        let mut ranges: Vec<_> =
            elements(headers, &header::ACCEPT_LANGUAGE).filter_map(LanguageRange::parse).collect();
        ranges.sort_by_key(|range| std::cmp::Reverse(range.quality));
        let mut wanted = ranges.iter().filter(|range| range.quality > Quality::NONE);
        wanted.find_map(|range| match &range.tag {
            None => self.unnamed(&ranges),
            Some(tag) => self.closest(tag, &ranges),
        })
    }

    /// The language that is meant by `tag`, another form of its tag: `en_US` and `eng` are English, `zh-TW` is
    /// Chinese in traditional script; Portuguese is read in Brazil's where that is the only one.
    pub(in crate::web) fn other_form(&self, tag: &str) -> Option<&Language> {
        self.closest(&Tag::parse(&tag.replace('_', "-"))?, &[])
    }

    /// `*` stands for every language that no other element names.
    fn unnamed(&self, ranges: &[LanguageRange]) -> Option<&Language> {
        let tags = ranges.iter().filter_map(|range| range.tag.as_ref());
        let mut offered = self.offered.iter();
        let unnamed = offered.find(|(_, offered)| !tags.clone().any(|tag| tag.names(offered)));
        unnamed.map(|(language, _)| language)
    }

    fn closest(&self, wanted: &Tag, ranges: &[LanguageRange]) -> Option<&Language> {
        let readable = self.offered.iter().filter(|(_, offered)| {
            wanted.is_readable_in(offered) && !is_refused(offered, wanted, ranges)
        });
        // `max_by_key` keeps the last of equals: turned around, the first of the site's order.
        readable
            .rev()
            .max_by_key(|(_, offered)| wanted.closeness(offered))
            .map(|(language, _)| language)
    }
}

/// Whether an element of weight 0 names `offered`, unless `wanted` names it more precisely.
fn is_refused(offered: &Tag, wanted: &Tag, ranges: &[LanguageRange]) -> bool {
    let refused = ranges.iter().filter(|range| range.quality == Quality::NONE);
    refused.filter_map(|range| range.tag.as_ref()).any(|refused| {
        let is_more_precise = wanted.names(offered) && wanted.subtags() > refused.subtags();
        refused.names(offered) && !is_more_precise
    })
}
