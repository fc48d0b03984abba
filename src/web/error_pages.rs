//! Error responses: a page in the reader's language, without the cause.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::Response;

use super::headers::ALLOWED_METHODS;
use super::query;
use super::response_index::ResponseIndex;
use super::responses::{VARY_BY_CODING_AND_LANGUAGE, response, status_code};
use crate::content::PageName;
use crate::site::{CachePolicy, ErrorKind};

/// The page that explains `kind` for the address `uri`: in the language chosen with `?in=` on a 404 or 410, else in
/// that of the path, else in the one negotiated from `Accept-Language`, else in the default language. A 404
/// offers the page with the nearest name, a 410 the page `see`.
pub(super) fn error_page(
    index: &ResponseIndex,
    kind: ErrorKind,
    see: Option<&PageName>,
    uri: &Uri,
    request: &HeaderMap,
) -> Response {
    let is_missing = matches!(kind, ErrorKind::NotFound | ErrorKind::Gone);
    let chosen = uri.query().filter(|_| is_missing).and_then(|query| query::first(query, "in"));
    let chosen = chosen.and_then(|tag| index.language(query::meant(&tag)));
    let named = chosen.or_else(|| index.language_of(uri.path()));
    let language = named.or_else(|| index.negotiator.negotiate(request));
    let language = language.unwrap_or(&index.default_language);
    let suggest = || index.on_request.did_you_mean(language, uri.path());
    let suggestion = (kind == ErrorKind::NotFound).then(suggest).flatten();
    let suggestion = suggestion.map(|page| index.rendered(page));
    let instead = see.and_then(|see| index.retired_pages.get(&(language.clone(), see.clone())));
    let page = suggestion.as_ref().or(instead);
    let page = page.or_else(|| index.error_page(language, kind));
    let mut response = if let Some(page) = page {
        page.respond_unconditionally(request)
    } else {
        // Only if that page could not be rendered.
        let headers = index.security.with(language, CachePolicy::Never);
        response(status_code(kind.status()), headers, Body::empty())
    };
    let headers = response.headers_mut();
    if named.is_none() {
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
        ErrorKind::NotFound | ErrorKind::Gone | ErrorKind::Internal | ErrorKind::Busy => {}
    }
    response
}
