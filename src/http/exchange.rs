//! One request, from top to bottom: what is wrong with it, what lives at its address, what its
//! method asks.
//!
//! HEAD needs no code: it runs as GET, and the body is taken off where it is recorded.

use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;
use jiff::Timestamp;

use super::body::Body;
use super::errand::Errand;
use super::failure::failure;
use super::headers::ALLOWED;
use super::host;
use super::metrics::Counts;
use super::on_request::asked;
use super::prepared::{Place, Prepared};
use super::ready::{Ready, response};
use super::redirect::redirect;
use super::route::Route;
use crate::content::Language;
use crate::site::{CachePolicy, ErrorKind};

/// More header lines than this are answered 431. hyper could count them, but then it allocates for
/// them with every request.
const MOST_HEADERS: usize = 64;

/// An answer, with what is said of it in the log and in the metrics.
#[derive(Debug)]
pub(super) struct Answered<'a> {
    pub(super) response: Response<Body>,
    pub(super) route: Route,
    /// Of its words.
    pub(super) language: &'a Language,
    /// Where it is counted.
    pub(super) counts: &'a Counts,
}

/// What comes of a request.
#[derive(Debug)]
pub(super) enum Reply<'a> {
    /// An answer.
    Now(Answered<'a>),
    /// An answer that has to be made first.
    Later(Errand),
}

/// What a method asks of an address.
enum Wish {
    /// GET and HEAD.
    Read,
    /// OPTIONS.
    Methods,
    /// Something that this site does not do.
    Other,
}

impl From<&Method> for Wish {
    fn from(method: &Method) -> Self {
        match *method {
            Method::GET | Method::HEAD => Self::Read,
            Method::OPTIONS => Self::Methods,
            _ => Self::Other,
        }
    }
}

/// Answers the request with the head `head` from `site` at the moment `now`.
///
/// `ends_with_head`: it has no body, of whatever kind.
pub(super) fn exchange<'a>(
    site: &'a Prepared,
    head: &Parts,
    ends_with_head: bool,
    now: Timestamp,
) -> Reply<'a> {
    if head.headers.len() > MOST_HEADERS {
        return too_many_headers(site);
    }
    let fail = |kind| Reply::Now(failure(site, kind, &head.uri, &head.headers));
    // ORDER: who is asked, and whether the request ends with its head, come before everything
    // else; a request that is wrong in either is not looked at any further.
    if !host::is_well_formed(&head.headers) {
        return fail(ErrorKind::BadRequest);
    }
    if !ends_with_head {
        return fail(ErrorKind::BodyNotAllowed);
    }
    let path = head.uri.path();
    match (Wish::from(&head.method), site.find(path)) {
        (Wish::Methods, Place::Missing) if path == "*" => methods(site, Route::None),
        (_, Place::Missing) => fail(ErrorKind::NotFound),
        (Wish::Other, _) => fail(ErrorKind::MethodNotAllowed),
        (_, Place::MovedTo(target, language)) => moved(site, head, target, language),
        (Wish::Methods, Place::At(ready)) => methods(site, ready.route()),
        (Wish::Read, Place::At(ready)) => read(site, head, ready, now),
    }
}

fn read<'a>(site: &'a Prepared, head: &Parts, ready: &'a Ready, now: Timestamp) -> Reply<'a> {
    if let Some(asked) = asked(site, head) {
        return Reply::Later(Errand::Make(asked));
    }
    if ready.is_wanted_in_parts(&head.headers) {
        return Reply::Later(Errand::Range);
    }
    let to_a_language = (ready.route() == Route::Door).then(|| front_door(site, head)).flatten();
    Reply::Now(to_a_language.unwrap_or_else(|| ready.answer(&head.headers, site, now)))
}

/// `/` leads to the language that the reader's browser asks for, if this site speaks it.
fn front_door<'a>(site: &'a Prepared, head: &Parts) -> Option<Answered<'a>> {
    let language = site.negotiator.negotiate(&head.headers)?;
    let home = site.home(language)?;
    let mut headers = site.set.answer(language, CachePolicy::Never);
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Language"));
    let response = redirect(StatusCode::FOUND, home, head.uri.query(), headers);
    Some(site.answered(response, Route::Door, language))
}

/// For a minute only: "permanently" is what it means, but a mistake in it should not be.
fn moved<'a>(site: &'a Prepared, head: &Parts, target: &str, language: &'a Language) -> Reply<'a> {
    let headers = site.set.answer(language, CachePolicy::Briefly);
    let response = redirect(StatusCode::MOVED_PERMANENTLY, target, head.uri.query(), headers);
    Reply::Now(site.answered(response, Route::Moved, language))
}

fn methods(site: &Prepared, route: Route) -> Reply<'_> {
    let mut headers: HeaderMap = site.set.answer(&site.default_language, CachePolicy::Never);
    headers.insert(header::ALLOW, ALLOWED);
    let response = response(StatusCode::NO_CONTENT, headers, Body::Nothing);
    Reply::Now(site.answered(response, route, &site.default_language))
}

/// 431 (RFC 6585, section 5). Without a page: nobody who reads pages sends so many. It may have a body,
/// which nobody reads.
fn too_many_headers(site: &Prepared) -> Reply<'_> {
    let mut headers = site.set.answer(&site.default_language, CachePolicy::Never);
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
    headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    let status = StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE;
    let response = response(status, headers, Body::Whole(Bytes::new()));
    Reply::Now(site.answered(response, Route::None, &site.default_language))
}
