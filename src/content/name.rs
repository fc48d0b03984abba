//! Names that become part of an address: of a page, and of a place in a page.

use std::fmt;
use std::sync::Arc;

/// The name of a page: its file's name and its last path segment, the same in all languages. The default
/// is empty, and stands in for a name that could not be read.
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

/// Lower-case ASCII letters, digits and inner hyphens: safe in a path, a fragment and an attribute.
fn is_slug(text: &str) -> bool {
    let inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(inner)
        && !text.ends_with('-')
        && text.len() <= 64
}
