//! Everything but GET of an existing address: redirects, OPTIONS, 404 and 405.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::Response;

use crate::site::{CachePolicy, ErrorKind};
use crate::web::headers::{ALLOWED_METHODS, content_language};
use crate::web::request::SiteRequest;
use crate::web::response_index::Lookup;
use crate::web::responses::{CachedResponse, redirect, response};
use crate::web::state::AppState;

/// Any method at an address without a route, and any method but GET and HEAD at the others.
///
/// An address that does not exist is 404 for every method; at one that exists, OPTIONS is 204 and other
/// methods are 405. Another spelling of an address, and an old address, redirect to it.
pub(in crate::web) async fn fallback(
    State(state): State<AppState>,
    request: SiteRequest,
) -> Response {
    let method = &request.head.method;
    match request.index.lookup(request.path()) {
        Lookup::Missing if method == Method::OPTIONS && request.path() == "*" => options(&request),
        Lookup::Missing => request.error(ErrorKind::NotFound),
        _ if ![Method::GET, Method::HEAD, Method::OPTIONS].contains(method) => {
            request.error(ErrorKind::MethodNotAllowed)
        }
        Lookup::Moved(target, cached) => moved(&request, target, cached.language()),
        Lookup::Found(_) if method == Method::OPTIONS => options(&request),
        // A root file with more segments than the routes have.
        Lookup::Found(cached) => respond(&state, &request, cached).await,
    }
}

/// Sends `cached`; static files are served by `ServeDir`.
pub(super) async fn respond(
    state: &AppState,
    request: &SiteRequest,
    cached: &CachedResponse,
) -> Response {
    if cached.accepts_ranges() {
        let response = request.index.static_files.serve(cached, &request.head).await;
        return response.unwrap_or_else(|| request.error(ErrorKind::Internal));
    }
    cached.respond(&request.head.headers, request.index.remaining(state.now()))
}

/// 301, cached for a minute only: a mistake in a redirect must not be permanent.
fn moved(request: &SiteRequest, target: &str, language: Option<&HeaderValue>) -> Response {
    let index = &request.index;
    let language = language.cloned().unwrap_or_else(|| content_language(&index.default_language));
    let headers = index.security.with(language, CachePolicy::Briefly);
    redirect(StatusCode::MOVED_PERMANENTLY, target, request.head.uri.query(), headers)
}

fn options(request: &SiteRequest) -> Response {
    let mut headers = request.index.headers(&request.index.default_language, CachePolicy::Never);
    headers.insert(header::ALLOW, ALLOWED_METHODS);
    response(StatusCode::NO_CONTENT, headers, Body::empty())
}
