//! The handlers of the public routes: extractors in, a response out.
//!
//! SECURITY: rendering a page takes about a millisecond of a processor, sending a cached one a hundredth of
//! that, so a crowd of requests for rendered pages must not starve the others. Few are rendered at a time, on
//! threads for blocking work; a request waits for a permit for at most [`MAX_WAIT`], then gets 503. The 404
//! pages with a suggestion are limited in another way, see `site::on_request`.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::headers::ALLOWED_METHODS;
use super::request::SiteRequest;
use super::response_index::Lookup;
use super::responses::{CachedResponse, redirect, response};
use super::state::AppState;
use crate::content::Language;
use crate::site::{CachePolicy, ErrorKind, PageQuery};

/// How long a request waits for its permit: long enough for a burst, too short for a backlog.
const MAX_WAIT: Duration = Duration::from_secs(1);
/// `Retry-After`, in seconds.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("2");

/// GET `/`: 302 to the home page in the language of `Accept-Language`; without a match, the page that lists
/// the languages.
pub(super) async fn choose_language(state: State<Arc<AppState>>, request: SiteRequest) -> Response {
    let index = &request.index;
    let Some(language) = index.negotiator.negotiate(&request.head.headers) else {
        return lookup(state, request).await;
    };
    negotiated(&request, language, "")
}

/// 302 to the page `name` in `language`, which was negotiated.
fn negotiated(request: &SiteRequest, language: &Language, name: &str) -> Response {
    let index = &request.index;
    let mut headers = index.security.with(language, CachePolicy::Never);
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Language"));
    let path = format!("/{language}/{name}");
    redirect(StatusCode::FOUND, &index.location(&path, &request.head.uri), headers)
}

/// 302 to the page `name` in the language of `Accept-Language`; without a match, in the default language, and for
/// the home page, to the page that lists the languages.
fn in_any_language(request: &SiteRequest, name: &str) -> Response {
    let index = &request.index;
    match index.negotiator.negotiate(&request.head.headers) {
        Some(language) => negotiated(request, language, name),
        None if name.is_empty() => {
            let mut headers = index.security.with(&index.default_language, CachePolicy::Never);
            headers.insert(header::VARY, HeaderValue::from_static("Accept-Language"));
            redirect(StatusCode::FOUND, "/", headers)
        }
        None => negotiated(request, &index.default_language, name),
    }
}

/// GET `/{language}/` and `/{language}/{page}`: the page as it was rendered when the site was built, or as
/// the query asks for it.
pub(super) async fn page(state: State<Arc<AppState>>, request: SiteRequest) -> Response {
    let asked = match request.index.lookup(request.path()) {
        Lookup::Found(_) => request.index.asked(request.path(), request.head.uri.query()),
        _ => None,
    };
    match asked {
        Some(query) => render(&state, request, query).await,
        None => lookup(state, request).await,
    }
}

/// Any method at any address: sends what was made when the site was built (pages, static files, `robots.txt`).
///
/// An address that does not exist is 404 for every method, one that was retired 410; at one that exists, OPTIONS is
/// 204 and other methods are 405. Another spelling of an address, and an old address, redirect to it.
pub(super) async fn lookup(State(state): State<Arc<AppState>>, request: SiteRequest) -> Response {
    let method = &request.head.method;
    match request.index.lookup(request.path()) {
        Lookup::Missing if method == Method::OPTIONS && request.path() == "*" => options(&request),
        Lookup::Missing => request.error(ErrorKind::NotFound),
        Lookup::Retired(see) => request.retired(see),
        _ if ![Method::GET, Method::HEAD, Method::OPTIONS].contains(method) => {
            request.error(ErrorKind::MethodNotAllowed)
        }
        Lookup::Moved(target, cached) => {
            // Cached for a minute only: a mistake in a redirect must not be permanent.
            let headers = request.index.security.with(&cached.language, CachePolicy::Briefly);
            let location = request.index.location(target, &request.head.uri);
            redirect(StatusCode::MOVED_PERMANENTLY, &location, headers)
        }
        Lookup::AnyLanguage(name) => in_any_language(&request, name),
        Lookup::Found(_) if method == Method::OPTIONS => options(&request),
        Lookup::Found(cached) => respond(&state, &request, cached).await,
    }
}

/// Sends `cached`; static files are served by `ServeDir`.
async fn respond(state: &AppState, request: &SiteRequest, cached: &CachedResponse) -> Response {
    if cached.accepts_ranges {
        let response = request.index.static_files.serve(cached, &request.head).await;
        return response.unwrap_or_else(|| request.error(ErrorKind::Internal));
    }
    let remaining = request.index.next_change.duration_since(state.now());
    cached.respond(&request.head.headers, remaining.as_secs())
}

fn options(request: &SiteRequest) -> Response {
    let index = &request.index;
    let mut headers = index.security.with(&index.default_language, CachePolicy::Never);
    headers.insert(header::ALLOW, ALLOWED_METHODS);
    response(StatusCode::NO_CONTENT, headers, Body::empty())
}

/// Renders the page; 503 if no permit becomes free in time.
async fn render(state: &AppState, request: SiteRequest, query: PageQuery) -> Response {
    let permit = Arc::clone(&state.render_permits).acquire_owned();
    let Ok(Ok(permit)) = timeout(MAX_WAIT, permit).await else {
        state.metrics.busy.increment();
        let mut response = request.error(ErrorKind::Busy);
        response.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER);
        return response;
    };
    let index = Arc::clone(&request.index);
    // ORDER: the permit moves into the blocking task, because dropping this future (client gone) does not
    // stop the render.
    let rendered = spawn_blocking(move || {
        let _permit = permit;
        index.on_request.page(&query)
    });
    match rendered.await {
        // It is not cached, so the time until the next change does not matter.
        Ok(Some(answer)) => {
            request.index.rendered(&answer).respond(&request.head.headers, i64::MAX)
        }
        Ok(None) | Err(_) => request.error(ErrorKind::Internal),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use axum::http::Request;
    use jiff::Timestamp;

    use super::*;
    use crate::content::PageName;
    use crate::site::{Assets, OnRequest, Site};
    use crate::time_zones::TimeZones;

    /// A site without a page.
    fn empty_state() -> Arc<AppState> {
        let site = Site {
            answers: HashMap::new(),
            moved: Vec::new(),
            retired: Vec::new(),
            retired_pages: HashMap::new(),
            on_request: OnRequest::default(),
            errors: HashMap::new(),
            languages: Vec::new(),
            default_language: Language::new("en").unwrap(),
            pages: Vec::new(),
            assets: Assets::default(),
            style_sources: String::new(),
            https: false,
            next_change: Timestamp::MAX,
            time_zones: TimeZones::bundled(),
        };
        AppState::new(site, Arc::new(|| Timestamp::UNIX_EPOCH), None)
    }

    fn query() -> PageQuery {
        let language = |tag| Language::new(tag).unwrap();
        let page = PageName::new("contact").unwrap();
        PageQuery { page, language: language("en"), with: Some(language("ar")), zone: None }
    }

    fn request(state: &AppState) -> SiteRequest {
        let (head, ()) = Request::get("/en/contact?with=ar").body(()).unwrap().into_parts();
        SiteRequest { head, index: state.index.load_full() }
    }

    #[tokio::test]
    async fn a_request_without_a_permit_gets_503_and_a_permit_is_returned_after_rendering() {
        let state = empty_state();
        let permits = Arc::clone(&state.render_permits);
        let all = permits.available_permits();
        let taken =
            Arc::clone(&permits).acquire_many_owned(u32::try_from(all).unwrap()).await.unwrap();
        let response = render(&state, request(&state), query()).await;
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(response.headers()[header::RETRY_AFTER], "2");
        assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
        assert_eq!(state.metrics.busy.value(), 1);
        drop(taken);
        // This site has no page to render, but rendering was tried.
        let response = render(&state, request(&state), query()).await;
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(permits.available_permits(), all);
    }
}
