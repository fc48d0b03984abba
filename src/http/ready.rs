//! Answers that are ready to be sent: their headers are made when the site is swapped in, so that
//! a request costs a look-up and a copy of the headers, but no formatting.
//!
//! Tens of thousands of answers have a few dozen kinds of headers between them, which differ only
//! in tag and length. Each kind is kept once, as a [`Shape`]; tag and length are filled in.

use std::sync::Arc;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;
use jiff::Timestamp;

use super::body::Body;
use super::coding::{Accepted, Coding};
use super::conditional::{Outcome, evaluate, wants_range};
use super::exchange::Answered;
use super::headers::{HeaderSet, LONGEST, cache_control};
use super::metrics::{Counts, Metrics};
use super::prepared::Prepared;
use super::route::Route;
use crate::content::Language;
use crate::site::{Answer, CachePolicy, Representation};

const TO_BE_FILLED_IN: HeaderValue = HeaderValue::from_static("");

/// What makes the headers of one answer differ from those of another, tag and length aside.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Kind {
    status: StatusCode,
    content_type: &'static str,
    language: Language,
    cache: CachePolicy,
    vary: &'static str,
    in_parts: bool,
    coding: Coding,
}

/// What all answers of one [`Kind`] have in common.
#[derive(Debug)]
struct Shape {
    language: Language,
    counts: Arc<Counts>,
    full: HeaderMap,
    not_modified: HeaderMap,
}

impl Shape {
    fn new(set: &HeaderSet, counts: Arc<Counts>, kind: &Kind) -> Self {
        let mut not_modified = set.answer(&kind.language, kind.cache);
        not_modified.insert(header::VARY, HeaderValue::from_static(kind.vary));
        if kind.status == StatusCode::OK {
            not_modified.insert(header::ETAG, TO_BE_FILLED_IN);
        }
        let mut full = not_modified.clone();
        full.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind.content_type));
        full.insert(header::CONTENT_LENGTH, TO_BE_FILLED_IN);
        if let Some(name) = kind.coding.name() {
            full.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        if kind.in_parts {
            full.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        }
        Self { language: kind.language.clone(), counts, full, not_modified }
    }
}

/// What is known of an answer by its address.
#[derive(Debug, Clone, Copy)]
pub(super) struct Offer {
    /// The pattern of the address.
    pub(super) route: Route,
    /// The request headers that had a part in choosing the answer.
    pub(super) vary: &'static str,
    /// Whether a client may ask for a part of it (RFC 9110, section 14).
    pub(super) in_parts: bool,
}

/// Makes answers ready, and keeps what they have in common.
#[derive(Debug)]
pub(super) struct Preparation<'a> {
    set: &'a HeaderSet,
    metrics: &'a Metrics,
    shapes: Vec<(Kind, Arc<Shape>)>,
}

impl<'a> Preparation<'a> {
    /// For answers that all have the header set `set`, and are counted in `metrics`.
    pub(super) fn new(set: &'a HeaderSet, metrics: &'a Metrics) -> Self {
        Self { set, metrics, shapes: Vec::new() }
    }

    /// Makes `answer` ready.
    pub(super) fn ready(&mut self, answer: &Answer, offer: Offer) -> Ready {
        let status = StatusCode::from_u16(answer.status);
        let mut kind = Kind {
            status: status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            content_type: answer.content_type,
            language: answer.language.clone(),
            cache: answer.cache,
            vary: offer.vary,
            in_parts: offer.in_parts,
            coding: Coding::Identity,
        };
        let mut coded = |coding, representation: &Representation| {
            kind.coding = coding;
            Coded::new(self.shape(&kind), representation)
        };
        Ready {
            identity: coded(Coding::Identity, &answer.identity),
            gzip: answer.gzip.as_ref().map(|gzip| coded(Coding::Gzip, gzip)),
            brotli: answer.brotli.as_ref().map(|brotli| coded(Coding::Brotli, brotli)),
            status: kind.status,
            route: offer.route,
            in_parts: offer.in_parts,
            cache: answer.cache,
        }
    }

    fn shape(&mut self, kind: &Kind) -> Arc<Shape> {
        if let Some((_, shape)) = self.shapes.iter().find(|(known, _)| known == kind) {
            return Arc::clone(shape);
        }
        let shape = Arc::new(Shape::new(self.set, self.metrics.of(&kind.language), kind));
        self.shapes.push((kind.clone(), Arc::clone(&shape)));
        shape
    }
}

/// An answer in one coding.
#[derive(Debug)]
struct Coded {
    shape: Arc<Shape>,
    tag: HeaderValue,
    length: HeaderValue,
    bytes: Bytes,
}

impl Coded {
    fn new(shape: Arc<Shape>, representation: &Representation) -> Self {
        Self {
            shape,
            tag: entity_tag(&representation.tag),
            length: HeaderValue::from(representation.bytes.len()),
            bytes: representation.bytes.clone(),
        }
    }

    fn full(&self, status: StatusCode) -> Response<Body> {
        let mut headers = self.shape.full.clone();
        if let Some(length) = headers.get_mut(header::CONTENT_LENGTH) {
            length.clone_from(&self.length);
        }
        // A failure has no tag: its bytes are not those of what was asked for.
        if let Some(tag) = headers.get_mut(header::ETAG) {
            tag.clone_from(&self.tag);
        }
        response(status, headers, Body::from(self.bytes.clone()))
    }

    fn not_modified(&self) -> Response<Body> {
        let mut headers = self.shape.not_modified.clone();
        headers.insert(header::ETAG, self.tag.clone());
        response(StatusCode::NOT_MODIFIED, headers, Body::Nothing)
    }
}

/// An answer in all its codings.
#[derive(Debug)]
pub(super) struct Ready {
    status: StatusCode,
    route: Route,
    in_parts: bool,
    cache: CachePolicy,
    identity: Coded,
    gzip: Option<Coded>,
    brotli: Option<Coded>,
}

impl Ready {
    /// The language of its words.
    pub(super) fn language(&self) -> &Language {
        &self.identity.shape.language
    }

    /// The pattern of its address.
    pub(super) fn route(&self) -> Route {
        self.route
    }

    /// Whether a part of it is to be sent, and not the whole or a word about it.
    pub(super) fn is_wanted_in_parts(&self, request: &HeaderMap) -> bool {
        self.in_parts && wants_range(request, &self.identity.tag)
    }

    /// A part of the plain bytes, or 416, as `sent` says.
    pub(super) fn part(&self, sent: Response<Bytes>) -> Answered<'_> {
        let (head, bytes) = sent.into_parts();
        let mut answer = self.identity.full(head.status);
        *answer.body_mut() = Body::Whole(bytes);
        let headers = answer.headers_mut();
        for name in [header::CONTENT_RANGE, header::CONTENT_LENGTH] {
            if let Some(value) = head.headers.get(&name) {
                headers.insert(name, value.clone());
            }
        }
        if head.status == StatusCode::RANGE_NOT_SATISFIABLE {
            headers.remove(header::CONTENT_TYPE);
            headers.remove(header::ETAG);
        }
        self.labelled(answer)
    }

    /// The answer in the best coding, whatever the client may already have: for failures.
    pub(super) fn full(&self, request: &HeaderMap) -> Response<Body> {
        self.best(request).full(self.status)
    }

    /// The answer in the best coding at the moment `now`; 304 if the client has it, 412 if it
    /// wanted another.
    pub(super) fn answer(
        &self,
        request: &HeaderMap,
        site: &Prepared,
        now: Timestamp,
    ) -> Answered<'_> {
        let coded = self.best(request);
        let mut response = match evaluate(request, &coded.tag) {
            Outcome::Send => coded.full(self.status),
            Outcome::NotModified => coded.not_modified(),
            Outcome::Failed => {
                return self.labelled(precondition_failed(&site.set, self.language()));
            }
        };
        if self.cache == CachePolicy::UntilNextChange && site.remaining(now) < LONGEST {
            let value = cache_control(self.cache, site.remaining(now));
            response.headers_mut().insert(header::CACHE_CONTROL, value);
        }
        self.labelled(response)
    }

    fn labelled(&self, response: Response<Body>) -> Answered<'_> {
        let Shape { language, counts, .. } = &*self.identity.shape;
        Answered { response, route: self.route, language, counts }
    }

    fn best(&self, request: &HeaderMap) -> &Coded {
        let offered = [
            self.brotli.as_ref().map(|_| Coding::Brotli),
            self.gzip.as_ref().map(|_| Coding::Gzip),
        ];
        let chosen = match Accepted::of(request).best(offered) {
            Coding::Brotli => self.brotli.as_ref(),
            Coding::Gzip => self.gzip.as_ref(),
            Coding::Identity => None,
        };
        chosen.unwrap_or(&self.identity)
    }
}

/// A tag of the site as a header value.
pub(super) fn entity_tag(tag: &str) -> HeaderValue {
    HeaderValue::from_str(tag).expect("an entity tag is hexadecimal digits in quotes")
}

/// 412. Without a page: nobody who reads pages sends `If-Match`.
fn precondition_failed(set: &HeaderSet, language: &Language) -> Response<Body> {
    let mut headers = set.answer(language, CachePolicy::Never);
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
    response(StatusCode::PRECONDITION_FAILED, headers, Body::Whole(Bytes::new()))
}

/// An answer from its parts.
pub(super) fn response(status: StatusCode, headers: HeaderMap, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}
