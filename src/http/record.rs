//! The outermost layer: the last resort when a handler panicked, and one line in the log for
//! every request.
//!
//! The line says what an operator needs and nothing about the person: no address, no query, no
//! referrer, and of the path only its pattern.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use super::failure::{Panicked, failure};
use super::serving::Serving;
use crate::site::ErrorKind;

/// Runs the request, and records it.
pub(super) async fn record(
    State(serving): State<Arc<Serving>>,
    request: Request,
    next: Next,
) -> Response {
    // A stopwatch, not a clock: what it shows goes nowhere but into the log.
    let started = Instant::now();
    let method = request.method().clone();
    let uri = request.uri().clone();
    let mut response = next.run(request).await;
    if response.extensions().get::<Panicked>().is_some() {
        let nothing_known = HeaderMap::new();
        response = failure(&serving.current(), ErrorKind::Internal, &uri, &nothing_known);
    }
    write(&method, uri.path(), &response, started.elapsed());
    response
}

fn write(method: &Method, path: &str, response: &Response, took: Duration) {
    let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
    let length = header(header::CONTENT_LENGTH).and_then(|length| length.parse().ok());
    let bytes: u64 = if method == Method::HEAD { 0 } else { length.unwrap_or(0) };
    tracing::info!(
        method = method_label(method),
        route = pattern(path, response.status()),
        status = response.status().as_u16(),
        microseconds = u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
        bytes,
        language = header(header::CONTENT_LANGUAGE).unwrap_or("-"),
        "request"
    );
}

/// SECURITY: a client may invent methods; the log (and later the labels of a metric) may not grow
/// with them.
fn method_label(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        Method::POST => "POST",
        _ => "other",
    }
}

/// The pattern of an address that exists; one word for all that do not.
fn pattern(path: &str, status: StatusCode) -> &'static str {
    match status {
        StatusCode::MOVED_PERMANENTLY => return "moved",
        StatusCode::NOT_FOUND | StatusCode::BAD_REQUEST | StatusCode::PAYLOAD_TOO_LARGE => {
            return "none";
        }
        _ => {}
    }
    let mut segments = path.split('/').skip(1);
    match (segments.next(), segments.next()) {
        (None | Some(""), None) => "/",
        (Some("static"), Some(_)) => "/static/{file}",
        (Some(".well-known"), Some(_)) => "/.well-known/{file}",
        (Some(_), None) => "/{file}",
        (Some(_), Some("")) => "/{language}/",
        (_, Some(_)) => "/{language}/{page}",
    }
}
