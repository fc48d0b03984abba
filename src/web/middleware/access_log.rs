//! The access log, the request metrics, and the 500 page after a panic.
//!
//! A line of the log says what an operator needs and nothing about the person: no address, no query, no
//! referrer, and of the path only the pattern of its route.

use std::panic::AssertUnwindSafe;
use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use futures_util::FutureExt;

use super::request_log::LogEntry;
use crate::site::ErrorKind;
use crate::web::error_pages::error_page;
use crate::web::metrics::RoutePattern;
use crate::web::state::AppState;

/// Counts and logs every request, and turns a panic into the 500 page.
pub(in crate::web) async fn observe(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    // A stopwatch, not a clock: it goes into the log only.
    let started = state.log().map(|_| Instant::now());
    let method = request.method().clone();
    let uri = request.uri().clone();
    let response = AssertUnwindSafe(next.run(request)).catch_unwind().await;
    let mut response = response.unwrap_or_else(|_| {
        // The panic itself is logged by the hook that `cli` installs. The error page is chosen from the URI
        // alone: the request headers may have caused the panic.
        state.metrics().panics.increment();
        error_page(&state.index(), ErrorKind::Internal, &uri, &HeaderMap::new())
    });
    if matches!(response.status(), StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED) {
        // axum's Router adds `Content-Length: 0`, which is forbidden on 204 and on 304 would be the length
        // of the page (RFC 9110, section 8.6).
        response.headers_mut().remove(header::CONTENT_LENGTH);
    }
    record(&state, &method, uri.path(), started, &response);
    response
}

fn record(
    state: &AppState,
    method: &Method,
    path: &str,
    started: Option<Instant>,
    response: &Response,
) {
    let status = response.status();
    let route = RoutePattern::of(path, status);
    let index = state.index();
    let Some((language, counters)) = index.counters(response.headers()) else { return };
    counters.count(route, status);
    let Some((log, started)) = state.log().zip(started) else { return };
    let length = response.headers().get(header::CONTENT_LENGTH).filter(|_| method != Method::HEAD);
    log.write(&LogEntry {
        method: method_label(method),
        route: route.label(),
        status: status.as_u16(),
        took: started.elapsed(),
        bytes: length.and_then(|length| length.to_str().ok()?.parse().ok()).unwrap_or(0),
        language: language.as_str(),
    });
}

/// SECURITY: clients invent methods; only these labels are logged.
fn method_label(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        Method::POST => "POST",
        _ => "other",
    }
}
