//! The page that was probably meant by an address that does not exist, offered on its 404.
//!
//! Rendered when first asked for and then kept: there are only so many pages and languages, so an
//! attacker who asks for ever new addresses fills nothing and renders nothing twice.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;

use super::ErrorKind;
use super::answer::Answer;
use super::build;
use super::on_request::OnRequest;
use crate::content::suggestion::nearest;
use crate::content::{Content, HOME, Language, PageName};

/// A page that is rendered when it is first asked for.
type Once = OnceLock<Option<Answer>>;

/// The 404 pages that offer another page; see the module's documentation.
#[derive(Debug, Clone, Default)]
pub struct Near {
    on_request: OnRequest,
    made: Arc<HashMap<(Language, PageName), Once>>,
}

impl Near {
    pub(super) fn new(content: &Content, moment: Timestamp, on_request: OnRequest) -> Self {
        let pages = build::voices(content, moment).flat_map(|voice| {
            let pages = voice.published().into_iter();
            pages.map(move |page| ((voice.tag().clone(), page.name.clone()), OnceLock::new()))
        });
        Self { on_request, made: Arc::new(pages.collect()) }
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
        let (language, page) = &key;
        let not_found = || self.on_request.error(language, ErrorKind::NotFound, Some(page));
        self.made.get(&key)?.get_or_init(not_found).as_ref()
    }
}
