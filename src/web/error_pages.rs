//! Error responses: a page in the reader's language, without the cause.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::Response;

use super::headers::ALLOWED_METHODS;
use super::query;
use super::response_index::ResponseIndex;
use super::responses::{VARY_BY_CODING_AND_LANGUAGE, response};
use crate::content::Language;
use crate::site::{CachePolicy, ErrorKind};

/// How the language of an error page was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ChosenBy {
    /// The address names the language.
    Address,
    /// The address names none; `Accept-Language` was negotiated.
    Negotiation,
}

/// The page that explains `kind` for the address `uri`: in the language chosen with `?in=` on a 404, else in
/// that of the path, else in the one negotiated from `Accept-Language`, else in the default language. A 404
/// offers the page with the nearest name.
pub(super) fn error_page(
    index: &ResponseIndex,
    kind: ErrorKind,
    uri: &Uri,
    request: &HeaderMap,
) -> Response {
    let (language, chosen_by) = language(index, kind, uri, request);
    let suggestion = match kind {
        ErrorKind::NotFound => index.did_you_mean(language, uri.path()),
        _ => None,
    };
    let page = suggestion.as_ref().or_else(|| index.error_page(kind, language));
    let mut response = match page {
        Some(page) => page.respond_unconditionally(request),
        None => without_page(index, kind, language),
    };
    let headers = response.headers_mut();
    if chosen_by == ChosenBy::Negotiation {
        headers.insert(header::VARY, VARY_BY_CODING_AND_LANGUAGE);
    }
    match kind {
        ErrorKind::MethodNotAllowed => {
            headers.insert(header::ALLOW, ALLOWED_METHODS);
        }
        // SECURITY: what follows the head is not read, so it must not be taken for the next request. A
        // malformed request may have a body, too.
        ErrorKind::BodyNotAllowed | ErrorKind::BadRequest => {
            headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        ErrorKind::NotFound | ErrorKind::Internal | ErrorKind::Busy => {}
    }
    response
}

fn language<'a>(
    index: &'a ResponseIndex,
    kind: ErrorKind,
    uri: &Uri,
    request: &HeaderMap,
) -> (&'a Language, ChosenBy) {
    let chosen = (kind == ErrorKind::NotFound).then(|| query::first(uri.query(), "in")).flatten();
    let chosen = chosen.and_then(|tag| index.language(&tag));
    if let Some(named) = chosen.or_else(|| index.language_of(uri.path())) {
        return (named, ChosenBy::Address);
    }
    let negotiated = index.negotiator.negotiate(request);
    (negotiated.unwrap_or(&index.default_language), ChosenBy::Negotiation)
}

/// For a site without error pages, which `Site::build` never makes: a status without a body.
fn without_page(index: &ResponseIndex, kind: ErrorKind, language: &Language) -> Response {
    let status = StatusCode::from_u16(kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response(status, index.headers(language, CachePolicy::Never), Body::empty())
}
