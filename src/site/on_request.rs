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
use super::view::PageContext;
use super::view::zone::has_form;
use super::zone::ZoneAsked;
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

/// A page as a reader asked for it: in two languages, by another clock, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageQuery {
    /// The page.
    pub page: PageName,
    /// The language of the address.
    pub language: Language,
    /// The language beside it; their texts differ.
    pub with: Option<Language>,
    /// The clock; the page shows hours by any.
    pub zone: Option<ZoneAsked>,
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

    /// What a reader asks for at the canonical `path`: the language `with` (any case) beside the page's
    /// own, the hours by the clock of `zone`. `None` where that is the page as it is: no other language,
    /// or no other text in it (the same one, a page that the authors did not write, one that is
    /// translated into neither), and no hours.
    pub fn asked(
        &self,
        path: &str,
        with: Option<&str>,
        zone: Option<ZoneAsked>,
    ) -> Option<PageQuery> {
        let source = self.0.as_ref()?;
        let (language, name) = path.strip_prefix('/')?.split_once('/')?;
        let name = PageName::new(if name.is_empty() { HOME } else { name })?;
        let own = source.context(language)?;
        let page = own.page(&name)?;
        let other = with.and_then(|with| source.context(with));
        let other = other.filter(|other| own.differs_from(other, &name));
        let zone = zone.filter(|_| has_form(page));
        (other.is_some() || zone.is_some()).then(|| PageQuery {
            language: own.tag().clone(),
            with: other.map(|other| other.tag().clone()),
            zone,
            page: name,
        })
    }

    /// The page that was asked for, kept by nobody.
    pub fn page(&self, asked: &PageQuery) -> Option<Answer> {
        let source = self.0.as_ref()?;
        let context = |tag: &Language| Some(source.context(tag.as_str())?.asking(asked.zone));
        let own = context(&asked.language)?;
        let page = own.page(&asked.page)?;
        let renderer = source.renderer();
        let body = match &asked.with {
            Some(with) => renderer.side_by_side(&own, &context(with)?, page),
            None => renderer.page(&own, page),
        };
        Some(build::html_in_haste(200, CachePolicy::Never, &asked.language, body.ok()?))
    }

    /// The page that explains `kind` in `language`, and offers `near`.
    pub(super) fn error(
        &self,
        language: &Language,
        kind: ErrorKind,
        near: Option<&PageName>,
    ) -> Option<Answer> {
        let source = self.0.as_ref()?;
        let context = source.context(language.as_str())?;
        let near = near.and_then(|page| context.page(page));
        let body = source.renderer().error(&context, kind, near).ok()?;
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
    fn context(&self, tag: &str) -> Option<PageContext<'_>> {
        let mut languages = self.content.facts.languages.iter();
        let facts = languages.find(|l| l.language.as_str().eq_ignore_ascii_case(tag))?;
        PageContext::new(&self.content, facts, self.moment)
    }
}
