//! One request, from top to bottom: what is wrong with it, what lives at its address, what its
//! method asks.
//!
//! HEAD needs no code: it runs as GET, and axum takes the body off and leaves the headers.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use http_body::Body as _;

use super::failure::failure;
use super::headers::ALLOWED;
use super::host;
use super::nothing::Nothing;
use super::on_request::{asked, make};
use super::prepared::{Place, Prepared};
use super::ready::{Ready, response};
use super::redirect::redirect;
use super::serving::Serving;
use crate::content::Language;
use crate::site::{CachePolicy, ErrorKind};

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

/// Answers one request from the site as it is when the request comes, to its end.
pub(super) async fn exchange(State(serving): State<Arc<Serving>>, request: Request) -> Response {
    let site = serving.current();
    let remaining = site.remaining(serving.now());
    let (head, body) = request.into_parts();
    let fail = |kind| failure(&site, kind, &head.uri, &head.headers);
    // ORDER: who is asked, and whether the request ends with its head, come before everything
    // else; a request that is wrong in either is not looked at any further.
    if !host::is_well_formed(&head.headers) {
        return fail(ErrorKind::BadRequest);
    }
    if !body.is_end_stream() {
        return fail(ErrorKind::BodyNotAllowed);
    }
    match (Wish::from(&head.method), site.find(head.uri.path())) {
        (Wish::Methods, Place::Missing) if head.uri.path() == "*" => methods(&site),
        (_, Place::Missing) => fail(ErrorKind::NotFound),
        (Wish::Other, _) => fail(ErrorKind::MethodNotAllowed),
        (_, Place::MovedTo(target, language)) => moved(&site, &head, target, language),
        (Wish::Methods, _) => methods(&site),
        (Wish::Read, Place::Page(page)) => match asked(&site, &head) {
            Some(asked) => make(&serving.turns, &site, asked, &head).await,
            None => read(&site, &head, page, remaining),
        },
        (Wish::Read, Place::Asset) => asset(&site, head).await,
    }
}

fn read(site: &Prepared, head: &Parts, page: &Ready, remaining: i64) -> Response {
    let to_a_language = (head.uri.path() == "/").then(|| front_door(site, head)).flatten();
    to_a_language.unwrap_or_else(|| page.answer(&head.headers, remaining, &site.set))
}

/// `/` leads to the language that the reader's browser asks for, if this site speaks it.
fn front_door(site: &Prepared, head: &Parts) -> Option<Response> {
    let language = site.negotiator.negotiate(&head.headers)?;
    let home = site.home(language)?;
    let mut headers = site.set.answer(language, CachePolicy::Never);
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Language"));
    Some(redirect(StatusCode::FOUND, home, head.uri.query(), headers))
}

/// For a minute only: "permanently" is what it means, but a mistake in it should not be.
fn moved(site: &Prepared, head: &Parts, target: &str, language: &Language) -> Response {
    let headers = site.set.answer(language, CachePolicy::Briefly);
    redirect(StatusCode::MOVED_PERMANENTLY, target, head.uri.query(), headers)
}

fn methods(site: &Prepared) -> Response {
    let mut headers: HeaderMap = site.set.answer(&site.default_language, CachePolicy::Never);
    headers.insert(header::ALLOW, ALLOWED);
    response(StatusCode::NO_CONTENT, headers, Nothing::body())
}

async fn asset(site: &Prepared, head: Parts) -> Response {
    let address = head.uri.clone();
    let sent = site.shelf.send(Request::from_parts(head, Body::empty()), &site.set).await;
    let nothing_known = HeaderMap::new();
    sent.unwrap_or_else(|| failure(site, ErrorKind::Internal, &address, &nothing_known))
}
