//! Addresses: the path of each page, and absolute URLs.

use std::fmt;
use std::str::FromStr;

use crate::content::page::Show;
use crate::content::photo::PhotoVariant;
use crate::content::{Content, Language, LinkPreview, PageName, Target};

/// The page that contains every page of its language.
pub const GUIDE: &str = "guide";
/// The card to show to a driver.
pub const POCKET_CARD: &str = "card";
/// The page from which a physician sends the site to a patient.
pub const SEND: &str = "send";
/// The address of the home page as a QR code.
pub const QR_CODE: &str = "qr.svg";
/// The centre as a card for an address book.
pub const CONTACT_CARD: &str = "contact.vcf";
/// The hours as a calendar.
pub const CALENDAR: &str = "hours.ics";
/// The sitemap that `robots.txt` names.
pub const SITEMAP: &str = "/sitemap.xml";
/// Whom to tell about a vulnerability of the site (RFC 9116).
pub const SECURITY: &str = "/.well-known/security.txt";
/// Names that are built from the content.
pub const BUILT_IN: [&str; 3] = [GUIDE, POCKET_CARD, SEND];
/// Names that no page may have: those of built-in pages, and that of a home page in an exported site.
pub const TAKEN: [&str; 4] = [GUIDE, POCKET_CARD, SEND, "index"];

/// Those of [`BUILT_IN`] that a site with this `content` has.
pub fn built_in(content: &Content) -> impl Iterator<Item = &'static str> {
    BUILT_IN.into_iter().filter(|name| match *name {
        GUIDE => content.facts.guide,
        SEND => has_send(content),
        _ => true,
    })
}

/// Whether a published page links to the pages to send to patients; otherwise there are none.
pub fn has_send(content: &Content) -> bool {
    let originals = content.by_language.get(&content.facts.default_language);
    let mut pages = originals.into_iter().flat_map(|words| words.pages.values());
    pages.any(|page| page.published && page.shows(Show::Send))
}

/// The public origin of the site: `https://example.org`, without a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// `None` unless `text` is `http://` or `https://` and a host, perhaps with a port.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.strip_suffix('/').unwrap_or(text);
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"-.:[]".contains(&b);
        (!host.is_empty() && host.bytes().all(plain)).then(|| Self(text.to_ascii_lowercase()))
    }

    /// Whether connections to it are encrypted.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// Its host, without the port.
    pub fn host(&self) -> &str {
        let (_, host) = self.0.split_once("://").unwrap_or_default();
        host.rsplit_once(':').filter(|(_, port)| !port.contains(']')).map_or(host, |(name, _)| name)
    }

    /// `path`, which leads to a calendar, as a URL that a calendar program subscribes to in place of a download:
    /// `webcal://example.org/en/hours.ics`. Programs take it for `https` where that answers, else for `http`.
    pub fn subscription(&self, path: &str) -> String {
        let (_, authority) = self.0.split_once("://").unwrap_or_default();
        format!("webcal://{authority}{path}")
    }

    /// `path`, which begins with `/`, as an absolute URL.
    pub fn absolute(&self, path: &str) -> String {
        format!("{self}{path}")
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// As an operator writes it. The site is served at the root of its origin, so a path is an error.
impl FromStr for BaseUrl {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text).ok_or("a base address is https:// or http://, a host, and no path")
    }
}

/// `/en/` for the home page, `/en/contact` for every other.
pub fn page_path(language: &Language, page: &PageName) -> String {
    if page.is_home() { home_path(language) } else { format!("/{language}/{page}") }
}

/// `/en/contact?with=ar`: the page in two languages.
pub fn page_path_beside(language: &Language, page: &PageName, with: &Language) -> String {
    format!("{}?with={with}", page_path(language, page))
}

/// `/static/photo-bridge-480.0123456789.webp`: a picture of the photograph `bridge.jpg`.
pub fn photo_path(name: &str, PhotoVariant { width, digest, .. }: &PhotoVariant) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("/static/photo-{stem}-{width}.{digest}.webp")
}

/// `/static/preview-en.0123456789.png`: the picture of link previews.
pub fn link_preview_path(language: &Language, picture: &LinkPreview) -> String {
    format!("/static/preview-{language}.{}.png", picture.digest)
}

/// `/en/`.
pub fn home_path(language: &Language) -> String {
    format!("/{language}/")
}

/// How links inside a text are written.
#[derive(Debug, Clone, Copy)]
pub enum Links<'a> {
    /// Each page has its own address.
    Pages(&'a Language),
    /// All pages of the language are one document, and links stay in it.
    OneDocument(&'a Language),
    /// Each page has its own address, with the second language beside the first.
    Beside(&'a Language, &'a Language),
}

impl<'a> Links<'a> {
    /// The language of the reader.
    pub fn language(self) -> &'a Language {
        match self {
            Self::Pages(language) | Self::OneDocument(language) | Self::Beside(language, _) => {
                language
            }
        }
    }

    /// The address of `target`.
    pub fn href(self, target: &Target) -> String {
        let Target { page, section } = target;
        let is_built_in = BUILT_IN.contains(&page.as_str());
        let path = match self {
            Self::OneDocument(_) if page.as_str() == GUIDE => return "#top".to_owned(),
            Self::OneDocument(_) if !is_built_in => {
                let whole = || page.to_string();
                let id = section.as_ref().map_or_else(whole, |id| anchor(page, id.as_str()));
                return format!("#{id}");
            }
            Self::Beside(language, with) if !is_built_in => page_path_beside(language, page, with),
            _ => page_path(self.language(), page),
        };
        match section {
            Some(section) => format!("{path}#{section}"),
            None => path,
        }
    }
}

/// The identifier of a section where all pages are one document.
pub fn anchor(page: &PageName, section: &str) -> String {
    format!("{page}-{section}")
}
