//! Pages that are rendered on request, because there are too many of them to be rendered beforehand.
//!
//! Still a pure function of the site's value: a request only chooses among what the site has.
//!
//! A 404 page that suggests the page that was probably meant is rendered when it is first needed and then
//! kept. However many addresses a client makes up, nothing is rendered twice, and the pages kept are
//! limited; beyond the limit a 404 suggests nothing.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use askama::Template;
use jiff::Timestamp;

use super::address::{BaseUrl, SEND};
use super::answer::{Answer, CachePolicy, ErrorKind};
use super::asset::Assets;
use super::view::PageContext;
use super::view::layout::RenderOptions;
use super::view::pages::{ErrorView, PageView};
use super::view::send::SendView;
use super::view::side_by_side::SideBySideView;
use super::view::zone::has_form;
use super::zone::ZoneAsked;
use crate::content::suggestion::nearest;
use crate::content::{Content, HOME, Language, PageName};

/// How many 404 pages with a suggestion are kept: all of a site with a dozen pages in a dozen languages, or
/// about 10 MB.
const MOST: usize = 200;

/// What pages are rendered from on request; empty in a site that was not built from content.
#[derive(Debug, Clone, Default)]
pub struct OnRequest(Option<Arc<Source>>);

#[derive(Debug)]
struct Source {
    content: Arc<Content>,
    base: BaseUrl,
    assets: Assets,
    moment: Timestamp,
    /// For each page, the 404 page that suggests it, once it has been needed.
    suggesting: HashMap<Language, BTreeMap<PageName, OnceLock<Option<Answer>>>>,
    /// How many of them have been needed.
    kept: AtomicUsize,
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

impl PageQuery {
    /// The query that asks for it, without `?`; empty where an unknown zone is all that was asked for.
    pub fn query(&self) -> String {
        let with = self.with.as_ref().map(|tag| format!("with={tag}"));
        let zone = match self.zone {
            Some(ZoneAsked::Zone(zone)) => Some(zone.name()),
            Some(ZoneAsked::Continent(continent)) => Some(continent.value),
            Some(ZoneAsked::List) => Some(""),
            Some(ZoneAsked::Unknown) | None => None,
        };
        // In a query a `+` is a space.
        let zone = zone.map(|name| format!("zone={}", name.replace('+', "%2B").replace(' ', "+")));
        with.into_iter().chain(zone).collect::<Vec<_>>().join("&")
    }
}

impl OnRequest {
    pub(super) fn new(
        content: &Arc<Content>,
        base: &BaseUrl,
        assets: &Assets,
        moment: Timestamp,
    ) -> Self {
        let suggesting = PageContext::all(content, moment).map(|context| {
            let pages = context.published().map(|page| (page.name.clone(), OnceLock::new()));
            (context.tag().clone(), pages.collect())
        });
        Self(Some(Arc::new(Source {
            suggesting: suggesting.collect(),
            kept: AtomicUsize::default(),
            content: Arc::clone(content),
            base: base.clone(),
            assets: assets.clone(),
            moment,
        })))
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
        let other = with.and_then(|with| source.context(with));
        if name.as_str() == SEND {
            // The page as it is has the default language beside its own.
            let other = other.filter(|other| !other.is_original() && other.tag() != own.tag());
            let (language, with) = (own.tag().clone(), Some(other?.tag().clone()));
            return Some(PageQuery { page: name, language, with, zone: None });
        }
        let page = own.page(&name)?;
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
        let options = source.options();
        let page = || own.page(&asked.page);
        let body = match &asked.with {
            Some(with) if asked.page.as_str() == SEND => {
                SendView::new(&own, &context(with)?, options).render()
            }
            Some(with) => SideBySideView::new(&own, &context(with)?, page()?, options).render(),
            None => PageView::new(&own, page()?, options).render(),
        };
        Some(source.assets.page(&asked.language, CachePolicy::Never, &body.ok()?))
    }

    /// The 404 in `language` that suggests the page whose name is nearest to the end of `path`.
    pub fn did_you_mean(&self, language: &Language, path: &str) -> Option<&Answer> {
        let source = self.0.as_ref()?;
        let segment = path.rsplit('/').find(|segment| !segment.is_empty())?;
        let segment = segment.split('.').next()?.to_ascii_lowercase();
        let own = source.suggesting.get(language)?;
        let names = own.keys().filter(|page| !page.is_home()).map(PageName::as_str);
        // SECURITY: the distance of two words costs the product of their lengths.
        let name = nearest(segment.get(..segment.len().min(64))?, names)?;
        let (page, made) = own.get_key_value(&PageName::new(name)?)?;
        if made.get().is_none() && source.kept.fetch_add(1, Ordering::Relaxed) >= MOST {
            return None;
        }
        made.get_or_init(|| self.error(language, ErrorKind::NotFound, Some(page))).as_ref()
    }

    /// The page that explains `kind` in `language`, with a link to `suggestion`: the page that was probably meant, or
    /// that took the place of a retired one.
    pub fn error(
        &self,
        language: &Language,
        kind: ErrorKind,
        suggestion: Option<&PageName>,
    ) -> Option<Answer> {
        let source = self.0.as_ref()?;
        let context = source.context(language.as_str())?;
        let view = ErrorView::new(&context, kind, suggestion, source.options());
        let is_missing = matches!(kind, ErrorKind::NotFound | ErrorKind::Gone);
        let cache = if is_missing { CachePolicy::Briefly } else { CachePolicy::Never };
        let page = source.assets.page(language, cache, &view.render().ok()?);
        let page = Answer { status: kind.status(), ..page };
        Some(if is_missing { page.with_brotli() } else { page })
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
