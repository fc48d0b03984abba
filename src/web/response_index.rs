//! All responses of one site by their addresses, made once when the site is swapped in.

use std::collections::HashMap;
use std::sync::Arc;

use axum::http::{HeaderMap, HeaderValue, header};
use jiff::Timestamp;

use super::addresses::Addresses;
use super::assets::StaticFiles;
use super::headers::{SecurityHeaders, content_language};
use super::metrics::{Metrics, RequestCounters};
use super::negotiate::LanguageNegotiator;
use super::responses::{CachedResponse, HeaderTemplates, Ranges};
use crate::content::Language;
use crate::site::{Answer, CachePolicy, ErrorKind, OnRequest, Representation, Site};

/// What is at an address.
#[derive(Debug)]
pub(super) enum Lookup<'a> {
    /// A response.
    Found(&'a CachedResponse),
    /// Nothing, but a response at this canonical address.
    Moved(&'a str, &'a CachedResponse),
    /// Nothing.
    Missing,
}

/// The responses of one site.
#[derive(Debug)]
pub(super) struct ResponseIndex {
    /// When any page will say something else.
    pub(super) next_change: Timestamp,
    /// Since when this site is served.
    pub(super) since: Timestamp,
    /// Names the content: equal on every replica that serves the same bytes.
    pub(super) version: String,
    /// Finds the language for `Accept-Language`.
    pub(super) negotiator: LanguageNegotiator,
    pub(super) default_language: Language,
    pub(super) security: SecurityHeaders,
    pub(super) static_files: StaticFiles,
    /// Renders pages when they are requested.
    pub(super) on_request: OnRequest,
    counters: Vec<(Language, Arc<RequestCounters>)>,
    responses: HashMap<String, CachedResponse>,
    error_pages: HashMap<(Language, ErrorKind), CachedResponse>,
    addresses: Addresses,
}

impl ResponseIndex {
    /// The responses of `site`, served from the moment `since` and counted in `metrics`.
    pub(super) fn new(site: Site, since: Timestamp, metrics: &Metrics) -> Self {
        let security = SecurityHeaders::of(&site);
        let mut templates = HeaderTemplates::new(&security);
        let mut cached =
            |answer: &Answer, ranges| CachedResponse::new(answer, ranges, &mut templates);
        let mut responses = HashMap::with_capacity(site.answers.len() + site.assets.files.len());
        for (path, asset) in &site.assets.files {
            let answer = asset.answer(path, &site.default_language);
            responses.insert(path.clone(), cached(&answer, Ranges::Accepted));
        }
        for (path, answer) in &site.answers {
            responses.insert(path.clone(), cached(answer, Ranges::Ignored));
        }
        let errors = site.errors.iter();
        let error_pages =
            errors.map(|(key, page)| (key.clone(), cached(page, Ranges::Ignored))).collect();
        let languages = site.languages.iter().chain([&site.default_language]);
        Self {
            next_change: site.next_change,
            since,
            version: version(&site),
            negotiator: LanguageNegotiator::new(&site.languages, &site.default_language),
            addresses: Addresses::of(&site),
            counters: languages.map(|own| (own.clone(), metrics.of(own))).collect(),
            static_files: StaticFiles::new(site.assets),
            on_request: site.on_request,
            default_language: site.default_language,
            security,
            responses,
            error_pages,
        }
    }

    /// What is at `path`, as the client sent it.
    pub(super) fn lookup(&self, path: &str) -> Lookup<'_> {
        if let Some(response) = self.responses.get(path) {
            return Lookup::Found(response);
        }
        let moved = self.addresses.resolve(path);
        let moved = moved.and_then(|target| Some((target, self.responses.get(target)?)));
        moved.map_or(Lookup::Missing, |(target, response)| Lookup::Moved(target, response))
    }

    /// The address of the home page of `language`.
    pub(super) fn home(&self, language: &Language) -> Option<&str> {
        let path = format!("/{language}/");
        self.responses.get_key_value(&path).map(|(path, _)| path.as_str())
    }

    /// The headers that every response in `language` has.
    pub(super) fn headers(&self, language: &Language, policy: CachePolicy) -> HeaderMap {
        self.security.with(content_language(language), policy)
    }

    /// The language that the first segment of `path` names.
    pub(super) fn language_of(&self, path: &str) -> Option<&Language> {
        self.addresses.language_of(path)
    }

    /// The language with the tag `tag`, in any case.
    pub(super) fn language(&self, tag: &str) -> Option<&Language> {
        self.addresses.language(tag)
    }

    /// The page that explains `kind`, or its page in the default language.
    pub(super) fn error_page(
        &self,
        kind: ErrorKind,
        language: &Language,
    ) -> Option<&CachedResponse> {
        let page = |language: &Language| self.error_pages.get(&(language.clone(), kind));
        page(language).or_else(|| page(&self.default_language))
    }

    /// The 404 page that offers the page whose name is nearest to `path`, if one is near.
    pub(super) fn did_you_mean(&self, language: &Language, path: &str) -> Option<CachedResponse> {
        Some(self.rendered(self.on_request.did_you_mean(language, path)?))
    }

    /// The response that sends `answer`, which was rendered on request.
    pub(super) fn rendered(&self, answer: &Answer) -> CachedResponse {
        let templates = &mut HeaderTemplates::new(&self.security);
        CachedResponse::new(answer, Ranges::Ignored, templates)
    }

    /// For how many seconds after `now` the pages stay true.
    pub(super) fn remaining(&self, now: Timestamp) -> i64 {
        self.next_change.duration_since(now).as_secs()
    }

    /// The language that a response with `headers` is in, and its counters.
    pub(super) fn counters(
        &self,
        headers: &HeaderMap,
    ) -> Option<&(Language, Arc<RequestCounters>)> {
        let language = headers.get(header::CONTENT_LANGUAGE).map(HeaderValue::as_bytes);
        let of = |(own, _): &&(Language, _)| Some(own.as_str().as_bytes()) == language;
        self.counters.iter().find(of).or_else(|| self.counters.last())
    }
}

/// A digest of all paths and tags, in a fixed order.
fn version(site: &Site) -> String {
    let mut lines: Vec<_> =
        site.answers.iter().map(|(path, answer)| [path, &*answer.identity.tag].concat()).collect();
    lines.sort_unstable();
    Representation::new(lines.concat()).tag.trim_matches('"').to_owned()
}
