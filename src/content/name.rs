//! Names that become part of an address: of a language, of a page, and of a section in a page.

use std::fmt;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

/// The name of a page: its file's name and its last path segment, the same in all languages. The default
/// is empty, and replaces a name that could not be read.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageName(Arc<str>);

/// The identifier of a section within its page; the default as of a [`PageName`].
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(Arc<str>);

/// The page that is served at `/<lang>/`.
pub const HOME: &str = "home";

impl PageName {
    /// `None` unless `name` is lower-case ASCII letters, digits and inner hyphens.
    pub fn new(name: &str) -> Option<Self> {
        is_slug(name).then(|| Self(name.into()))
    }

    /// The name itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the page at `/<lang>/`.
    pub fn is_home(&self) -> bool {
        &*self.0 == HOME
    }
}

impl SectionId {
    /// `None` unless `id` is lower-case ASCII letters, digits and inner hyphens.
    pub fn new(id: &str) -> Option<Self> {
        is_slug(id).then(|| Self(id.into()))
    }

    /// The identifier itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PageName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for SectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A BCP 47 language tag in its canonical case (`en`, `zh-Hans`, `pt-BR`); also a path segment.
///
/// It is made of ASCII letters, digits and hyphens alone, so a value of this type is always safe in an
/// address and in an attribute.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(Arc<str>);

impl Language {
    /// `None` unless `tag` is a well-formed language tag in its canonical case
    /// (RFC 5646, section 2.1.1): language, script, region.
    pub fn new(tag: &str) -> Option<Self> {
        let canonical: icu_locale::LanguageIdentifier = tag.parse().ok()?;
        (canonical.variants.is_empty() && canonical.to_string() == tag && tag != "und")
            .then(|| Self(tag.into()))
    }

    /// The language of a well-formed `tag` in any case: `pt-BR` for `PT-br`.
    pub fn canonical(tag: &str) -> Option<Self> {
        let canonical: icu_locale::LanguageIdentifier = tag.parse().ok()?;
        Self::new(&canonical.to_string())
    }

    /// The direction in which it is usually written (CLDR, likely subtags).
    pub fn direction(&self) -> Direction {
        let rtl = self.identifier().is_some_and(|id| {
            icu_locale::LocaleDirectionality::new_extended().is_right_to_left(&id)
        });
        if rtl { Direction::Rtl } else { Direction::Ltr }
    }

    /// As link previews want it, with the region where most of its speakers live: `ar_EG`.
    pub fn locale(&self) -> String {
        let Some(mut id) = self.identifier() else { return self.to_string() };
        icu_locale::LocaleExpander::new_extended().maximize(&mut id);
        match id.region {
            Some(region) => format!("{}_{region}", id.language),
            None => id.language.to_string(),
        }
    }

    /// Its tag, taken apart.
    pub(super) fn identifier(&self) -> Option<icu_locale::LanguageIdentifier> {
        self.0.parse().ok()
    }

    /// The tag itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// `und`, which no site has: it replaces a tag that could not be read.
impl Default for Language {
    fn default() -> Self {
        Self("und".into())
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The direction in which a language is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

impl Direction {
    /// The value of the HTML attribute `dir`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

/// Lower-case ASCII letters, digits and inner hyphens: safe in a path, a fragment and an attribute.
fn is_slug(text: &str) -> bool {
    let inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(inner)
        && !text.ends_with('-')
        && text.len() <= 64
}
