//! The page that was probably meant by an address that does not exist, offered on its 404.
//!
//! Rendered when first asked for and then kept: there are only so many pages and languages, so an
//! attacker who asks for ever new addresses fills nothing and renders nothing twice.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;

use super::ErrorKind;
use super::answer::Answer;
use super::build;
use super::on_request::OnRequest;
use crate::content::suggestion::nearest;
use crate::content::{Content, Language, PageName};

/// A page that is rendered when it is first asked for.
type Once = OnceLock<Option<Answer>>;

/// The 404 pages that offer another page; see the module's documentation.
#[derive(Debug, Clone, Default)]
pub struct Near {
    on_request: OnRequest,
    made: Arc<HashMap<Language, BTreeMap<PageName, Once>>>,
}

impl Near {
    pub(super) fn new(content: &Content, moment: Timestamp, on_request: OnRequest) -> Self {
        let made = build::voices(content, moment).map(|voice| {
            let pages = voice.published().map(|page| (page.name.clone(), OnceLock::new()));
            (voice.tag().clone(), pages.collect())
        });
        Self { on_request, made: Arc::new(made.collect()) }
    }

    /// The 404 in `language` that offers the page whose name is nearest to the end of `path`.
    pub fn to(&self, language: &Language, path: &str) -> Option<&Answer> {
        let segment = path.rsplit('/').find(|segment| !segment.is_empty())?;
        let segment = segment.split('.').next()?.to_ascii_lowercase();
        let own = self.made.get(language)?;
        let names = own.keys().filter(|page| !page.is_home()).map(PageName::as_str);
        // SECURITY: the distance of two words costs the product of their lengths.
        let name = nearest(segment.get(..segment.len().min(64))?, names)?;
        let (page, made) = own.get_key_value(&PageName::new(name)?)?;
        let not_found = || self.on_request.error(language, ErrorKind::NotFound, Some(page));
        made.get_or_init(not_found).as_ref()
    }
}
