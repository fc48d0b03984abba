//! The pages that explain failures: made when first asked for and then kept, because most of them
//! never are, and there are only so many failures and languages.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::ErrorKind;
use super::answer::Answer;
use super::on_request::OnRequest;
use crate::content::Language;

/// A page that is made when it is first asked for.
type Once = OnceLock<Option<Answer>>;

/// A page for every failure, in every language; see the module's documentation.
#[derive(Debug, Clone, Default)]
pub struct Errors {
    on_request: OnRequest,
    made: Arc<HashMap<(Language, ErrorKind), Once>>,
}

impl Errors {
    /// The pages in `languages`, made by `on_request`.
    pub(super) fn new(languages: &[Language], on_request: OnRequest) -> Self {
        let kinds = |language: &Language| {
            let language = language.clone();
            ErrorKind::ALL.map(move |kind| ((language.clone(), kind), OnceLock::new()))
        };
        Self { on_request, made: Arc::new(languages.iter().flat_map(kinds).collect()) }
    }

    /// These pages, and no others.
    pub fn of(pages: impl IntoIterator<Item = ((Language, ErrorKind), Answer)>) -> Self {
        let made = pages.into_iter().map(|(key, page)| (key, OnceLock::from(Some(page))));
        Self { on_request: OnRequest::default(), made: Arc::new(made.collect()) }
    }

    /// The page that explains `kind` in `language`.
    pub fn page(&self, language: &Language, kind: ErrorKind) -> Option<&Answer> {
        let page = self.made.get(&(language.clone(), kind))?;
        page.get_or_init(|| self.on_request.error(language, kind, None)).as_ref()
    }

    /// Which pages there are.
    pub fn kinds(&self) -> impl Iterator<Item = (&Language, ErrorKind)> {
        self.made.keys().map(|(language, kind)| (language, *kind))
    }

    /// All pages.
    pub fn pages(&self) -> impl Iterator<Item = (&Language, ErrorKind, &Answer)> {
        self.kinds().filter_map(|(language, kind)| {
            self.page(language, kind).map(|page| (language, kind, page))
        })
    }
}
