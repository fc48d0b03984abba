//! The page that was probably meant by an address that does not exist, offered on its 404.
//!
//! Rendered when first asked for and then kept: there are only so many pages and languages, so an
//! attacker who asks for ever new addresses fills nothing and renders nothing twice.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;

use super::address::BaseUrl;
use super::answer::{Answer, CachePolicy};
use super::asset::Assets;
use super::render::Renderer;
use super::view::Voice;
use super::{ErrorKind, build};
use crate::content::suggestion::nearest;
use crate::content::{Content, HOME, Language, PageName};

/// What a page is rendered from when it is asked for.
#[derive(Debug)]
struct Source {
    content: Arc<Content>,
    base: BaseUrl,
    assets: Assets,
    moment: Timestamp,
}

/// A page that is rendered when it is first asked for.
type Once = OnceLock<Option<Answer>>;

/// The 404 pages that offer another page; see the module's documentation.
#[derive(Debug, Clone, Default)]
pub struct Near {
    source: Option<Arc<Source>>,
    made: Arc<HashMap<(Language, PageName), Once>>,
}

impl Near {
    pub(super) fn new(
        content: &Arc<Content>,
        base: &BaseUrl,
        assets: &Assets,
        moment: Timestamp,
    ) -> Self {
        let pages = build::voices(content, moment).flat_map(|voice| {
            let pages = voice.published().into_iter();
            pages.map(move |page| ((voice.tag().clone(), page.name.clone()), OnceLock::new()))
        });
        let made = Arc::new(pages.collect());
        let (content, base, assets) = (Arc::clone(content), base.clone(), assets.clone());
        Self { source: Some(Arc::new(Source { content, base, assets, moment })), made }
    }

    /// The 404 in `language` that offers the page whose name is nearest to the end of `path`.
    pub fn to(&self, language: &Language, path: &str) -> Option<&Answer> {
        let segment = path.rsplit('/').find(|segment| !segment.is_empty())?;
        let segment = segment.split('.').next()?.to_ascii_lowercase();
        let own = self.made.keys().filter(|(own, page)| own == language && page.as_str() != HOME);
        let names = own.map(|(_, page)| page.as_str());
        // SECURITY: the distance of two words costs the product of their lengths.
        let name = nearest(segment.get(..segment.len().min(64))?, names)?;
        let key = (language.clone(), PageName::new(name)?);
        self.made.get(&key)?.get_or_init(|| self.source.as_ref()?.render(&key)).as_ref()
    }
}

impl Source {
    fn render(&self, (language, page): &(Language, PageName)) -> Option<Answer> {
        let facts = self.content.facts.languages.iter().find(|l| l.language == *language)?;
        let voice = Voice::new(&self.content, facts, self.moment)?;
        let renderer = Renderer { content: &self.content, base: &self.base, assets: &self.assets };
        let body = renderer.error(&voice, ErrorKind::NotFound, voice.page(page)).ok()?;
        Some(build::html(ErrorKind::NotFound.status(), CachePolicy::Briefly, language, body))
    }
}
