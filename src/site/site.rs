//! The whole site as one value.

use std::collections::HashMap;

use jiff::Timestamp;

use super::answer::Answer;
use super::asset::Assets;
use super::did_you_mean::DidYouMean;
use super::error_kind::ErrorKind;
use super::on_request::OnRequest;
use crate::content::{Language, PageName};

/// The whole site, as it is at one moment.
#[derive(Debug, Clone)]
pub struct Site {
    /// Every answer by its canonical path (`/`, `/en/`, `/en/contact`, `/sitemap.xml` …).
    pub answers: HashMap<String, Answer>,
    /// Old addresses as they were published, and the canonical path that each redirects to; of two
    /// spellings of one address, the last counts.
    pub moved: Vec<(String, String)>,
    /// The 404 pages that offer the page that was probably meant.
    pub did_you_mean: DidYouMean,
    /// The pages that are rendered on request.
    pub on_request: OnRequest,
    /// A page for every error, in every language.
    pub errors: HashMap<(Language, ErrorKind), Answer>,
    /// In the order of the language line.
    pub languages: Vec<Language>,
    /// The language for visitors with none of `languages`; one of them.
    pub default_language: Language,
    /// The published pages.
    pub pages: Vec<PageName>,
    /// What the pages refer to.
    pub assets: Assets,
    /// The source expression of the style in the content security policy: `'sha256-…'`.
    pub style_source: String,
    /// Whether the public address is `https`, so that strict transport security may be announced.
    pub https: bool,
    /// When any page will change, so that the site has to be built again.
    pub next_change: Timestamp,
}
