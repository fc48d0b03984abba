//! Pages that are rendered when they are asked for: there are too many of them to be kept ready.
//!
//! Still a pure function of the site's value: what a request adds is only the choice among what the
//! site has.

use std::sync::Arc;

use jiff::Timestamp;

use super::address::BaseUrl;
use super::answer::{Answer, CachePolicy};
use super::asset::Assets;
use super::render::Renderer;
use super::view::Voice;
use super::{ErrorKind, build};
use crate::content::{Content, HOME, Language, PageName};

/// What pages are rendered from when they are asked for; empty in a site that was made by hand.
#[derive(Debug, Clone, Default)]
pub struct OnRequest(Option<Arc<Source>>);

#[derive(Debug)]
struct Source {
    content: Arc<Content>,
    base: BaseUrl,
    assets: Assets,
    moment: Timestamp,
}

/// A page in two languages; both exist, and their texts differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// The page.
    pub page: PageName,
    /// The language of the address.
    pub language: Language,
    /// The language beside it.
    pub with: Language,
}

impl OnRequest {
    pub(super) fn new(
        content: &Arc<Content>,
        base: &BaseUrl,
        assets: &Assets,
        moment: Timestamp,
    ) -> Self {
        let (content, base, assets) = (Arc::clone(content), base.clone(), assets.clone());
        Self(Some(Arc::new(Source { content, base, assets, moment })))
    }

    /// The page at the canonical `path` with the language `with` (any case) beside it; `None` where
    /// there are no two texts to read: an unknown language, the same one, a page that the authors did
    /// not write, one that is translated into neither.
    pub fn beside(&self, path: &str, with: &str) -> Option<Beside> {
        let source = self.0.as_ref()?;
        let (language, name) = path.strip_prefix('/')?.split_once('/')?;
        let page = PageName::new(if name.is_empty() { HOME } else { name })?;
        let (own, other) = (source.voice(language)?, source.voice(with)?);
        own.differs_from(&other, &page).then(|| Beside {
            page,
            language: own.tag().clone(),
            with: other.tag().clone(),
        })
    }

    /// The two languages side by side, kept by nobody.
    pub fn side_by_side(&self, beside: &Beside) -> Option<Answer> {
        let source = self.0.as_ref()?;
        let (own, other) =
            (source.voice(beside.language.as_str())?, source.voice(beside.with.as_str())?);
        let page = own.page(&beside.page)?;
        let body = source.renderer().side_by_side(&own, &other, page).ok()?;
        Some(build::html_in_haste(200, CachePolicy::Never, &beside.language, body))
    }

    /// The page that explains `kind` in `language`, and offers `near`.
    pub(super) fn error(
        &self,
        language: &Language,
        kind: ErrorKind,
        near: Option<&PageName>,
    ) -> Option<Answer> {
        let source = self.0.as_ref()?;
        let voice = source.voice(language.as_str())?;
        let near = near.and_then(|page| voice.page(page));
        let body = source.renderer().error(&voice, kind, near).ok()?;
        let status = kind.status();
        Some(match kind {
            ErrorKind::NotFound => build::html(status, CachePolicy::Briefly, language, body),
            _ => build::html_in_haste(status, CachePolicy::Never, language, body),
        })
    }
}

impl Source {
    fn renderer(&self) -> Renderer<'_> {
        Renderer { content: &self.content, base: &self.base, assets: &self.assets }
    }

    /// The language `tag`, in any case.
    fn voice(&self, tag: &str) -> Option<Voice<'_>> {
        let mut languages = self.content.facts.languages.iter();
        let facts = languages.find(|l| l.language.as_str().eq_ignore_ascii_case(tag))?;
        Voice::new(&self.content, facts, self.moment)
    }
}
