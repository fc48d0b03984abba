//! Pages that are rendered on request, because there are too many of them to be rendered beforehand.
//!
//! Still a pure function of the site's value: a request only chooses among what the site has.

use std::sync::Arc;

use askama::Template;
use jiff::Timestamp;

use super::address::BaseUrl;
use super::answer::{Answer, CachePolicy};
use super::asset::Assets;
use super::error_kind::ErrorKind;
use super::view::PageContext;
use super::view::layout::RenderOptions;
use super::view::pages::{ErrorView, PageView};
use super::view::side_by_side::SideBySideView;
use super::view::zone::has_form;
use super::zone::ZoneAsked;
use crate::content::{Content, HOME, Language, PageName};

/// The type of every page.
pub(super) const HTML: &str = "text/html; charset=utf-8";

/// What pages are rendered from on request; empty in a site that was not built from content.
#[derive(Debug, Clone, Default)]
pub struct OnRequest(Option<Arc<Source>>);

#[derive(Debug)]
struct Source {
    content: Arc<Content>,
    base: BaseUrl,
    assets: Assets,
    moment: Timestamp,
}

/// A page as a reader asked for it: in two languages, in another time zone, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageQuery {
    /// The page.
    pub page: PageName,
    /// The language of the address.
    pub language: Language,
    /// The language beside it, in which the text is another one.
    pub with: Option<Language>,
    /// The time zone of the hours.
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
    /// own, or the hours in `zone`. `None` where the answer is the page as it is: there is no text in
    /// another language (`with` is the same one, the page is built in, or it is translated into neither)
    /// and the page shows no hours.
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

    /// The page that was asked for; not to be cached.
    pub fn page(&self, asked: &PageQuery) -> Option<Answer> {
        let source = self.0.as_ref()?;
        let context = |tag: &Language| Some(source.context(tag.as_str())?.asking(asked.zone));
        let own = context(&asked.language)?;
        let page = own.page(&asked.page)?;
        let options = source.options();
        let body = match &asked.with {
            Some(with) => SideBySideView::new(&own, &context(with)?, page, options).render(),
            None => PageView::new(&own, page, options).render(),
        };
        Some(Answer::gzipped(HTML, &asked.language, CachePolicy::Never, body.ok()?))
    }

    /// The page that explains `kind` in `language`, with a link to `suggestion`.
    pub(super) fn error(
        &self,
        language: &Language,
        kind: ErrorKind,
        suggestion: Option<&PageName>,
    ) -> Option<Answer> {
        let source = self.0.as_ref()?;
        let context = source.context(language.as_str())?;
        let view = ErrorView::new(&context, kind, suggestion, source.options());
        let page = |cache, body| Answer {
            status: kind.status(),
            ..Answer::gzipped(HTML, language, cache, body)
        };
        let body = view.render().ok()?;
        Some(match kind {
            ErrorKind::NotFound => page(CachePolicy::Briefly, body).with_brotli(),
            _ => page(CachePolicy::Never, body),
        })
    }
}

impl Source {
    fn options(&self) -> RenderOptions<'_> {
        RenderOptions { base: &self.base, assets: &self.assets }
    }

    /// The language `tag`, in any case.
    fn context(&self, tag: &str) -> Option<PageContext<'_>> {
        let mut contexts = PageContext::all(&self.content, self.moment);
        contexts.find(|context| context.tag().as_str().eq_ignore_ascii_case(tag))
    }
}
