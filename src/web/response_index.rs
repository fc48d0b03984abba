//! All responses of one site by their addresses, made once when the site is swapped in.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use axum::http::{HeaderMap, HeaderValue, Uri, header};
use jiff::Timestamp;

use super::addresses::{Addresses, Meaning};
use super::assets::StaticFiles;
use super::headers::SecurityHeaders;
use super::metrics::{Metrics, RequestCounters};
use super::negotiate::LanguageNegotiator;
use super::query;
use super::responses::CachedResponse;
use crate::content::{Language, PageName};
use crate::site::zone::ZoneAsked;
use crate::site::{Answer, ErrorKind, OnRequest, PageQuery, Representation, Site};
use crate::time_zones::TimeZones;

/// What is at an address.
#[derive(Debug)]
pub(super) enum Lookup<'a> {
    /// A response.
    Found(&'a CachedResponse),
    /// Nothing, but a response at this canonical address.
    Moved(&'a str, &'a CachedResponse),
    /// Nothing, but in every language a response at the address that ends in this.
    AnyLanguage(&'a str),
    /// A page was here that was retired; this page took its place.
    Retired(Option<&'a PageName>),
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
    /// The time zones of the site.
    pub(super) time_zones: TimeZones,
    /// Finds the language for `Accept-Language`.
    pub(super) negotiator: LanguageNegotiator,
    pub(super) default_language: Language,
    pub(super) security: SecurityHeaders,
    pub(super) static_files: StaticFiles,
    /// Renders pages when they are requested, and 404 pages with a suggestion.
    pub(super) on_request: OnRequest,
    /// For every page that took the place of a retired one, the page that says so in each language.
    pub(super) retired_pages: HashMap<(Language, PageName), CachedResponse>,
    addresses: Addresses,
    /// The page for every error in each language; `None` if it could not be rendered.
    error_pages: HashMap<(Language, ErrorKind), OnceLock<Option<CachedResponse>>>,
    counters: Vec<(Language, Arc<RequestCounters>)>,
    responses: HashMap<String, CachedResponse>,
}

impl ResponseIndex {
    /// The responses of `site`, served from the moment `since` and counted in `metrics`.
    pub(super) fn new(site: Site, since: Timestamp, metrics: &Metrics) -> Self {
        let security = SecurityHeaders::of(&site);
        let cached = |answer: &Answer| CachedResponse::new(answer, &security);
        let files = site.assets.files.iter().map(|(path, asset)| {
            let answer = asset.answer(path, &site.default_language);
            (path.clone(), cached(&answer).with_ranges())
        });
        let pages = site.answers.iter().map(|(path, answer)| (path.clone(), cached(answer)));
        let responses = files.chain(pages).collect();
        let kinds =
            site.languages.iter().flat_map(|own| ErrorKind::ALL.map(|kind| (own.clone(), kind)));
        let errors = kinds.map(|key| {
            let page = site.errors.get(&key).map(cached);
            (key, page.map_or_else(OnceLock::new, |page| OnceLock::from(Some(page))))
        });
        let error_pages = errors.collect();
        let retired = site.retired_pages.iter().map(|(key, page)| (key.clone(), cached(page)));
        let retired_pages = retired.collect();
        let languages = site.languages.iter().chain([&site.default_language]);
        Self {
            next_change: site.next_change,
            since,
            version: version(&site),
            time_zones: site.time_zones.clone(),
            negotiator: LanguageNegotiator::new(&site.languages, &site.default_language),
            addresses: Addresses::of(&site),
            counters: languages.map(|own| (own.clone(), metrics.of(own))).collect(),
            static_files: StaticFiles::new(site.assets),
            on_request: site.on_request,
            default_language: site.default_language,
            security,
            responses,
            error_pages,
            retired_pages,
        }
    }

    /// What is at `path`, as the client sent it.
    pub(super) fn lookup(&self, path: &str) -> Lookup<'_> {
        if let Some(response) = self.responses.get(path) {
            return Lookup::Found(response);
        }
        match self.addresses.resolve(path, &self.negotiator) {
            Some(Meaning::Address(target)) => {
                let response = self.responses.get(target);
                response.map_or(Lookup::Missing, |response| Lookup::Moved(target, response))
            }
            Some(Meaning::AnyLanguage(name)) => Lookup::AnyLanguage(name),
            Some(Meaning::Retired(see)) => Lookup::Retired(see),
            None => Lookup::Missing,
        }
    }

    /// The language that the first segment of `path` names.
    pub(super) fn language_of(&self, path: &str) -> Option<&Language> {
        self.addresses.language_of(path, &self.negotiator)
    }

    /// The language with the tag `tag`, in any form.
    pub(super) fn language(&self, tag: &str) -> Option<&Language> {
        self.addresses.language(tag, &self.negotiator)
    }

    /// What `query` asks of the page at the canonical `path`; `None` where it asks for nothing.
    pub(super) fn asked(&self, path: &str, query: Option<&str>) -> Option<PageQuery> {
        let query = query?;
        let with = query::first(query, "with");
        let with = with.and_then(|tag| self.language(query::meant(&tag)));
        let zone = match query::first(query, "zone") {
            // Empty, it is the list of continents; junk alone is not.
            Some(name) => match query::meant(&name) {
                "" if !name.trim().is_empty() => Some(ZoneAsked::Unknown),
                meant => Some(ZoneAsked::of(meant)),
            },
            None => query::has(query, "zone").then_some(ZoneAsked::Unknown),
        };
        self.on_request.asked(path, with.map(Language::as_str), zone)
    }

    /// The address of the page at the canonical `path`, with what the query of `uri` asks of it.
    ///
    /// SECURITY: both are the site's own words; nothing of the request is copied.
    pub(super) fn location(&self, path: &str, uri: &Uri) -> String {
        let asked = self.asked(path, query::of(uri).as_deref());
        let query = asked.as_ref().map(PageQuery::query).unwrap_or_default();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    /// The page that explains `kind` in `language`, which is rendered when it is first needed unless it was rendered
    /// when the site was built.
    pub(super) fn error_page(
        &self,
        language: &Language,
        kind: ErrorKind,
    ) -> Option<&CachedResponse> {
        let page = self.error_pages.get(&(language.clone(), kind))?;
        let render = || Some(self.rendered(&self.on_request.error(language, kind, None)?));
        page.get_or_init(render).as_ref()
    }

    /// The response that sends `answer`, which was rendered on request.
    pub(super) fn rendered(&self, answer: &Answer) -> CachedResponse {
        CachedResponse::new(answer, &self.security)
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
