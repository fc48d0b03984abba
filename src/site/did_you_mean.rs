//! 404 pages that suggest the page that was probably meant.
//!
//! One is rendered when it is first needed and then kept. However many addresses a client makes up, nothing
//! is rendered twice, and the pages kept are limited; beyond the limit a 404 suggests nothing.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;

use super::answer::Answer;
use super::error_kind::ErrorKind;
use super::on_request::OnRequest;
use super::view::PageContext;
use crate::content::suggestion::nearest;
use crate::content::{Content, Language, PageName};

/// How many pages are kept: all of a site with a dozen pages in a dozen languages, or about 10 MB.
const MOST: usize = 200;

/// A page that is rendered when it is first needed.
type Once = OnceLock<Option<Answer>>;

/// The 404 pages that suggest another page; see the module's documentation.
#[derive(Debug, Clone, Default)]
pub struct DidYouMean {
    on_request: OnRequest,
    made: Arc<HashMap<Language, BTreeMap<PageName, Once>>>,
    kept: Arc<AtomicUsize>,
}

impl DidYouMean {
    pub(super) fn new(content: &Content, moment: Timestamp, on_request: OnRequest) -> Self {
        let made = PageContext::all(content, moment).map(|context| {
            let pages = context.published().map(|page| (page.name.clone(), OnceLock::new()));
            (context.tag().clone(), pages.collect())
        });
        Self { on_request, made: Arc::new(made.collect()), kept: Arc::default() }
    }

    /// The 404 in `language` that suggests the page whose name is nearest to the end of `path`.
    pub fn to(&self, language: &Language, path: &str) -> Option<&Answer> {
        let segment = path.rsplit('/').find(|segment| !segment.is_empty())?;
        let segment = segment.split('.').next()?.to_ascii_lowercase();
        let own = self.made.get(language)?;
        let names = own.keys().filter(|page| !page.is_home()).map(PageName::as_str);
        // SECURITY: the distance of two words costs the product of their lengths.
        let name = nearest(segment.get(..segment.len().min(64))?, names)?;
        let (page, made) = own.get_key_value(&PageName::new(name)?)?;
        if made.get().is_none() && self.kept.fetch_add(1, Ordering::Relaxed) >= MOST {
            return None;
        }
        let not_found = || self.on_request.error(language, ErrorKind::NotFound, Some(page));
        made.get_or_init(not_found).as_ref()
    }
}
