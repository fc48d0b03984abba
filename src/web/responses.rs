//! Responses that are made when a site is swapped in: headers and bytes in every content coding. A
//! request costs a look-up and a copy of the headers, no formatting.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use bytes::Bytes;

use super::conditional::{Outcome, evaluate, wants_range};
use super::headers::{MAX_PAGE_AGE, SecurityHeaders, cache_control, content_language};
use super::negotiate::{AcceptedCodings, Coding};
use crate::content::Language;
use crate::site::{Answer, CachePolicy, Representation, Site};

pub(super) const VARY_BY_CODING_AND_LANGUAGE: HeaderValue =
    HeaderValue::from_static("Accept-Encoding, Accept-Language");
const VARY_BY_CODING: HeaderValue = HeaderValue::from_static("Accept-Encoding");
/// Replaced by the value of each response, see [`HeaderTemplates`].
const PLACEHOLDER: HeaderValue = HeaderValue::from_static("");

/// Whether a client may ask for a range of a response (RFC 9110, section 14).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Ranges {
    Accepted,
    Ignored,
}

/// What the headers of a response depend on, except `ETag` and `Content-Length`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct TemplateKey {
    status: StatusCode,
    content_type: &'static str,
    language: Language,
    cache: CachePolicy,
    varies_by_language: bool,
    ranges: Ranges,
    coding: Coding,
}

/// Headers with placeholders for `ETag` and `Content-Length`, each kept once: tens of thousands of responses
/// share a few dozen of them.
#[derive(Debug)]
pub(super) struct HeaderTemplates<'a> {
    security: &'a SecurityHeaders,
    known: HashMap<TemplateKey, Arc<HeaderMap>>,
}

impl<'a> HeaderTemplates<'a> {
    /// Templates that contain the headers `security`.
    pub(super) fn new(security: &'a SecurityHeaders) -> Self {
        Self { security, known: HashMap::new() }
    }

    fn get(&mut self, key: &TemplateKey) -> Arc<HeaderMap> {
        if let Some(known) = self.known.get(key) {
            return Arc::clone(known);
        }
        let mut headers = self.security.with(content_language(&key.language), key.cache);
        let vary =
            if key.varies_by_language { VARY_BY_CODING_AND_LANGUAGE } else { VARY_BY_CODING };
        headers.insert(header::VARY, vary);
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(key.content_type));
        headers.insert(header::CONTENT_LENGTH, PLACEHOLDER);
        if key.status == StatusCode::OK {
            headers.insert(header::ETAG, PLACEHOLDER);
        }
        if key.ranges == Ranges::Accepted {
            headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        }
        if let Some(name) = key.coding.name() {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        let headers = Arc::new(headers);
        self.known.insert(key.clone(), Arc::clone(&headers));
        headers
    }
}

/// A response in one content coding.
#[derive(Debug)]
struct EncodedBody {
    headers: Arc<HeaderMap>,
    etag: HeaderValue,
    length: HeaderValue,
    bytes: Bytes,
}

impl EncodedBody {
    fn response(&self, status: StatusCode) -> Response {
        let mut headers = HeaderMap::clone(&self.headers);
        if let Some(length) = headers.get_mut(header::CONTENT_LENGTH) {
            length.clone_from(&self.length);
        }
        // An error page has no tag: its bytes are not those of the requested resource.
        if let Some(etag) = headers.get_mut(header::ETAG) {
            etag.clone_from(&self.etag);
        }
        response(status, headers, Body::from(self.bytes.clone()))
    }

    /// A response without content, for which `removed` headers would be wrong.
    fn without_content(&self, status: StatusCode, removed: &[HeaderName]) -> Response {
        let mut response = self.response(status);
        *response.body_mut() = Body::empty();
        for name in removed {
            response.headers_mut().remove(name);
        }
        response
    }

    /// 304 (RFC 9110, section 15.4.5).
    fn not_modified(&self) -> Response {
        let removed = [
            header::CONTENT_TYPE,
            header::CONTENT_LENGTH,
            header::CONTENT_ENCODING,
            header::ACCEPT_RANGES,
        ];
        self.without_content(StatusCode::NOT_MODIFIED, &removed)
    }

    /// 412. Without a page: no browser sends `If-Match` when it loads one.
    fn precondition_failed(&self) -> Response {
        let removed = [
            header::CONTENT_TYPE,
            header::CONTENT_LENGTH,
            header::CONTENT_ENCODING,
            header::ACCEPT_RANGES,
            header::ETAG,
            header::VARY,
        ];
        let mut response = self.without_content(StatusCode::PRECONDITION_FAILED, &removed);
        let never = cache_control(CachePolicy::Never, 0);
        response.headers_mut().insert(header::CACHE_CONTROL, never);
        response
    }
}

/// A response in all its content codings.
#[derive(Debug)]
pub(super) struct CachedResponse {
    status: StatusCode,
    cache: CachePolicy,
    ranges: Ranges,
    identity: EncodedBody,
    gzip: Option<EncodedBody>,
    brotli: Option<EncodedBody>,
}

impl CachedResponse {
    /// The response that sends `answer`.
    pub(super) fn new(
        answer: &Answer,
        ranges: Ranges,
        templates: &mut HeaderTemplates<'_>,
    ) -> Self {
        let status =
            StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut key = TemplateKey {
            status,
            content_type: answer.content_type,
            language: answer.language.clone(),
            cache: answer.cache,
            varies_by_language: answer.varies_by_language,
            ranges,
            coding: Coding::Identity,
        };
        let mut encoded = |coding: Coding, representation: &Representation| {
            key.coding = coding;
            EncodedBody {
                headers: templates.get(&key),
                etag: entity_tag(&representation.tag),
                length: HeaderValue::from(representation.bytes.len()),
                bytes: representation.bytes.clone(),
            }
        };
        Self {
            identity: encoded(Coding::Identity, &answer.identity),
            gzip: answer.gzip.as_ref().map(|gzip| encoded(Coding::Gzip, gzip)),
            brotli: answer.brotli.as_ref().map(|brotli| encoded(Coding::Brotli, brotli)),
            cache: answer.cache,
            ranges,
            status,
        }
    }

    /// `Content-Language`.
    pub(super) fn language(&self) -> Option<&HeaderValue> {
        self.identity.headers.get(header::CONTENT_LANGUAGE)
    }

    /// The size of the content without a coding, in bytes.
    pub(super) fn len(&self) -> usize {
        self.identity.bytes.len()
    }

    /// Whether the content is served by `ServeDir`, which understands `Range`.
    pub(super) fn accepts_ranges(&self) -> bool {
        self.ranges == Ranges::Accepted
    }

    /// Whether the `Range` of a request with the headers `request` applies.
    pub(super) fn wants_range(&self, request: &HeaderMap) -> bool {
        wants_range(request, &self.identity.etag)
    }

    /// The response in the best coding, whatever the client has cached: for error pages.
    pub(super) fn respond_unconditionally(&self, request: &HeaderMap) -> Response {
        self.best(request).response(self.status)
    }

    /// The response in the best coding; 304 or 412 if the conditions of the request say so. A page says
    /// something else in `remaining` seconds.
    pub(super) fn respond(&self, request: &HeaderMap, remaining: i64) -> Response {
        let body = self.best(request);
        let mut response = match evaluate(request, &body.etag) {
            Outcome::Proceed => body.response(self.status),
            Outcome::NotModified => body.not_modified(),
            Outcome::PreconditionFailed => return body.precondition_failed(),
        };
        if self.cache == CachePolicy::UntilNextChange && remaining < MAX_PAGE_AGE {
            let value = cache_control(self.cache, remaining);
            response.headers_mut().insert(header::CACHE_CONTROL, value);
        }
        response
    }

    fn best(&self, request: &HeaderMap) -> &EncodedBody {
        let offered = [
            self.brotli.as_ref().map(|_| Coding::Brotli),
            self.gzip.as_ref().map(|_| Coding::Gzip),
        ];
        let chosen = match AcceptedCodings::of(request).best(offered) {
            Coding::Brotli => self.brotli.as_ref(),
            Coding::Gzip => self.gzip.as_ref(),
            Coding::Identity => None,
        };
        chosen.unwrap_or(&self.identity)
    }
}

/// A response from its parts.
pub(super) fn response(status: StatusCode, headers: HeaderMap, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// A redirect to `target`, an address of the site, with the query of the request.
pub(super) fn redirect(
    status: StatusCode,
    target: &str,
    query: Option<&str>,
    mut headers: HeaderMap,
) -> Response {
    headers.insert(header::LOCATION, location(target, query));
    response(status, headers, Body::empty())
}

/// SECURITY: `target` is ours; the query is the client's, and is kept only if every byte may stand in a
/// query (RFC 3986, section 3.4). It cannot end the path, the line or the header.
fn location(target: &str, query: Option<&str>) -> HeaderValue {
    let is_query =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?%".contains(&byte);
    let text = match query.filter(|query| !query.is_empty() && query.bytes().all(is_query)) {
        Some(query) => format!("{target}?{query}"),
        None => target.to_owned(),
    };
    HeaderValue::try_from(text).expect("canonical paths and legal queries are header text")
}

/// A tag of the site as a header value.
fn entity_tag(tag: &str) -> HeaderValue {
    HeaderValue::from_str(tag).expect("an entity tag is hexadecimal digits in quotes")
}

/// Headers by their names in lower case.
pub type Headers = BTreeMap<String, String>;

/// These describe the bytes on the wire: the host of an exported site sends its own.
const SET_BY_HOST: [HeaderName; 5] = [
    header::ACCEPT_RANGES,
    header::CONTENT_ENCODING,
    header::CONTENT_LENGTH,
    header::ETAG,
    header::VARY,
];

/// The headers of the files of an exported site, taken from the responses that this server sends.
#[derive(Debug)]
pub struct FileHeaders(SecurityHeaders);

impl FileHeaders {
    /// Those of `site`.
    pub fn of(site: &Site) -> Self {
        Self(SecurityHeaders::of(site))
    }

    /// Those of one of its answers.
    pub fn of_answer(&self, answer: &Answer) -> Headers {
        let plain = Answer { gzip: None, brotli: None, ..answer.clone() };
        let templates = &mut HeaderTemplates::new(&self.0);
        let cached = CachedResponse::new(&plain, Ranges::Ignored, templates);
        let headers = cached.identity.headers.iter();
        let kept = headers.filter(|(name, _)| !SET_BY_HOST.contains(name));
        kept.filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned())))
            .collect()
    }
}
