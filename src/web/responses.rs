//! Responses that are made when a site is swapped in: headers and bytes in every content coding. A
//! request costs a look-up and a copy of the headers, no formatting.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use bytes::Bytes;

use super::conditional::{Outcome, evaluate, wants_range};
use super::headers::{CROSS_ORIGIN, MAX_PAGE_AGE, RESOURCE_POLICY, SecurityHeaders, cache_control};
use super::negotiate::{AcceptedCodings, Coding};
use crate::content::Language;
use crate::site::{Answer, CachePolicy, Representation, Site};

pub(super) const VARY_BY_CODING_AND_LANGUAGE: HeaderValue =
    HeaderValue::from_static("Accept-Encoding, Accept-Language");
const VARY_BY_CODING: HeaderValue = HeaderValue::from_static("Accept-Encoding");

/// The headers whose values depend on the content coding. A cached response has them with an empty value, so
/// that setting them in a copy does not allocate.
const BY_CODING: [HeaderName; 3] = [header::CONTENT_LENGTH, header::ETAG, header::CONTENT_ENCODING];

/// The headers that describe content; a response without content has none of them.
const ABOUT_CONTENT: [HeaderName; 4] =
    [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::CONTENT_ENCODING, header::ACCEPT_RANGES];

/// The content of a response in one coding; `None` for the plain bytes.
#[derive(Debug)]
struct EncodedBody {
    coding: Option<Coding>,
    etag: HeaderValue,
    length: HeaderValue,
    bytes: Bytes,
}

impl EncodedBody {
    fn new(coding: Option<Coding>, representation: &Representation) -> Self {
        let etag = HeaderValue::from_str(&representation.tag);
        Self {
            coding,
            etag: etag.expect("an entity tag is hexadecimal digits in quotes"),
            length: HeaderValue::from(representation.bytes.len()),
            bytes: representation.bytes.clone(),
        }
    }
}

/// A response in all its content codings.
#[derive(Debug)]
pub(super) struct CachedResponse {
    status: StatusCode,
    cache: CachePolicy,
    headers: HeaderMap,
    identity: EncodedBody,
    /// In the order of our preference.
    encoded: Vec<EncodedBody>,
    pub(super) language: Language,
    /// Whether the content is served by `ServeDir`, which understands `Range`.
    pub(super) accepts_ranges: bool,
}

impl CachedResponse {
    /// The response that sends `answer`, with the headers `security`.
    pub(super) fn new(answer: &Answer, security: &SecurityHeaders) -> Self {
        let mut headers = security.with(&answer.language, answer.cache);
        let vary =
            if answer.varies_by_language { VARY_BY_CODING_AND_LANGUAGE } else { VARY_BY_CODING };
        headers.insert(header::VARY, vary);
        if answer.is_cross_origin {
            headers.insert(RESOURCE_POLICY, CROSS_ORIGIN);
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(answer.content_type));
        headers.extend(BY_CODING.map(|name| (name, HeaderValue::from_static(""))));
        let brotli =
            answer.brotli.as_ref().map(|body| EncodedBody::new(Some(Coding::Brotli), body));
        let gzip = answer.gzip.as_ref().map(|body| EncodedBody::new(Some(Coding::Gzip), body));
        Self {
            status: status_code(answer.status),
            cache: answer.cache,
            headers,
            identity: EncodedBody::new(None, &answer.identity),
            encoded: brotli.into_iter().chain(gzip).collect(),
            language: answer.language.clone(),
            accepts_ranges: false,
        }
    }

    /// The same response, of which a client may ask for a range (RFC 9110, section 14).
    pub(super) fn with_ranges(mut self) -> Self {
        self.headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        Self { accepts_ranges: true, ..self }
    }

    /// The size of the content without a coding, in bytes.
    pub(super) fn len(&self) -> usize {
        self.identity.bytes.len()
    }

    /// Whether the `Range` of a request with the headers `request` applies.
    pub(super) fn wants_range(&self, request: &HeaderMap) -> bool {
        wants_range(request, &self.identity.etag)
    }

    /// The response in the best coding, whatever the client has cached: for error pages, which have no tag,
    /// because their bytes are not those of the requested resource.
    pub(super) fn respond_unconditionally(&self, request: &HeaderMap) -> Response {
        let mut response = self.send(self.best(request));
        response.headers_mut().remove(header::ETAG);
        response
    }

    /// The response in the best coding; 304 or 412 if the conditions of the request say so. A page says
    /// something else in `remaining` seconds.
    pub(super) fn respond(&self, request: &HeaderMap, remaining: i64) -> Response {
        let body = self.best(request);
        let mut response = self.send(body);
        match evaluate(request, &body.etag) {
            Outcome::Proceed => {}
            // RFC 9110, section 15.4.5.
            Outcome::NotModified => remove_content(&mut response, StatusCode::NOT_MODIFIED),
            // Without a page: no browser sends `If-Match` when it loads one.
            Outcome::PreconditionFailed => {
                remove_content(&mut response, StatusCode::PRECONDITION_FAILED);
                let headers = response.headers_mut();
                headers.remove(header::ETAG);
                headers.remove(header::VARY);
                headers.insert(header::CACHE_CONTROL, cache_control(CachePolicy::Never, 0));
                return response;
            }
        }
        if self.cache == CachePolicy::UntilNextChange && remaining < MAX_PAGE_AGE {
            let value = cache_control(self.cache, remaining);
            response.headers_mut().insert(header::CACHE_CONTROL, value);
        }
        response
    }

    fn best(&self, request: &HeaderMap) -> &EncodedBody {
        let offered = self.encoded.iter().filter_map(|body| body.coding);
        let chosen = AcceptedCodings::of(request).best(offered);
        self.encoded.iter().find(|body| body.coding == chosen).unwrap_or(&self.identity)
    }

    fn send(&self, body: &EncodedBody) -> Response {
        let mut headers = self.headers.clone();
        headers.insert(header::CONTENT_LENGTH, body.length.clone());
        headers.insert(header::ETAG, body.etag.clone());
        match body.coding.map(Coding::name) {
            Some(name) => headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name)),
            None => headers.remove(header::CONTENT_ENCODING),
        };
        response(self.status, headers, Body::from(body.bytes.clone()))
    }
}

/// Turns `response` into one without content.
fn remove_content(response: &mut Response, status: StatusCode) {
    *response.status_mut() = status;
    *response.body_mut() = Body::empty();
    for name in ABOUT_CONTENT {
        response.headers_mut().remove(name);
    }
}

/// A status of the site as a status code.
pub(super) fn status_code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// A response from its parts.
pub(super) fn response(status: StatusCode, headers: HeaderMap, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// A redirect to `target`, an address of the site.
pub(super) fn redirect(status: StatusCode, target: &str, mut headers: HeaderMap) -> Response {
    let location = HeaderValue::from_str(target);
    headers
        .insert(header::LOCATION, location.expect("canonical paths and queries are header text"));
    response(status, headers, Body::empty())
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
        let headers = CachedResponse::new(answer, &self.0).headers;
        let kept = headers.iter().filter(|(name, _)| !SET_BY_HOST.contains(name));
        kept.filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned())))
            .collect()
    }
}
