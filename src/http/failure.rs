//! What a visitor sees when something is wrong: a page in their language, without the cause.

use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::Response;
use bytes::Bytes;

use super::body::Body;
use super::exchange::Answered;
use super::headers::ALLOWED;
use super::prepared::{ChosenBy, Prepared};
use super::query;
use super::ready::response;
use crate::content::Language;
use crate::site::{CachePolicy, ErrorKind};

/// The page that explains `kind` to whoever asked for `address`: in the language that they chose in
/// the language line of a 404 (`in`), else that of the path, else the one they read best, else the
/// default.
///
/// This is the one place where the page of a failure is chosen, the 404 among them.
pub(super) fn failure<'a>(
    site: &'a Prepared,
    kind: ErrorKind,
    address: &Uri,
    request: &HeaderMap,
) -> Answered<'a> {
    let (language, chosen_by) = language(site, kind, address, request);
    let near = match kind {
        ErrorKind::NotFound => site.near(language, chosen_by, address.path()),
        _ => None,
    };
    let page = near.as_ref().or_else(|| site.error(kind, language, chosen_by));
    let mut response =
        page.map_or_else(|| without_page(site, kind, language), |page| page.full(request));
    match kind {
        ErrorKind::MethodNotAllowed => {
            response.headers_mut().insert(header::ALLOW, ALLOWED);
        }
        // SECURITY: what follows the head is not ours to read, so it must not be read as the
        // next request either. A request that is wrong in itself may have a body, too.
        ErrorKind::BodyNotAllowed | ErrorKind::BadRequest => {
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        ErrorKind::NotFound | ErrorKind::Internal | ErrorKind::Busy => {}
    }
    site.answered(response, site.route(address.path()), language)
}

fn language<'a>(
    site: &'a Prepared,
    kind: ErrorKind,
    address: &Uri,
    request: &HeaderMap,
) -> (&'a Language, ChosenBy) {
    let chosen = (kind == ErrorKind::NotFound).then(|| query::first(address.query(), "in"));
    let chosen = chosen.flatten().and_then(|tag| site.language(&tag));
    if let Some(named) = chosen.or_else(|| site.language_of(address.path())) {
        return (named, ChosenBy::Address);
    }
    let negotiated = site.negotiator.negotiate(request);
    (negotiated.unwrap_or(&site.default_language), ChosenBy::Negotiation)
}

/// For a site without such a page, which `site` never builds: the status says it all.
fn without_page(site: &Prepared, kind: ErrorKind, language: &Language) -> Response<Body> {
    let status = StatusCode::from_u16(kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut headers = site.set.answer(language, CachePolicy::Never);
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
    response(status, headers, Body::Whole(Bytes::new()))
}
