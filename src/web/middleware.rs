//! Around the router: the access log, the request metrics, and the 500 page after a panic.
//!
//! One tower service instead of `from_fn` layers, each of which boxes two futures and clones a boxed service
//! for every request (see `bench/README.md`). It has to surround the router, which adds `Content-Length` last.

use std::convert::Infallible;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, Uri, header};
use axum::response::Response;
use axum::routing::future::RouteFuture;
use pin_project_lite::pin_project;
use tower_service::Service;

use super::error_pages::error_page;
use super::metrics::RoutePattern;
use super::state::{AppState, LogEntry};
use crate::site::ErrorKind;

/// A router whose requests are counted and logged, and in which a handler that panics answers with the 500 page.
#[derive(Clone)]
pub struct Observed {
    pub(super) router: Router,
    pub(super) state: Arc<AppState>,
}

impl Service<Request<Body>> for Observed {
    type Response = Response;
    type Error = Infallible;
    type Future = ObservedResponse;

    /// Always ready, as the router is.
    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Service::<Request<Body>>::poll_ready(&mut self.router, context)
    }

    fn call(&mut self, request: Request<Body>) -> ObservedResponse {
        ObservedResponse {
            // For the duration in the log.
            started: self.state.log.as_ref().map(|_| Instant::now()),
            method: request.method().clone(),
            uri: request.uri().clone(),
            response: self.router.call(request),
            state: Arc::clone(&self.state),
        }
    }
}

pin_project! {
    /// The response of an [`Observed`] router.
    pub struct ObservedResponse {
        #[pin]
        response: RouteFuture<Infallible>,
        method: Method,
        uri: Uri,
        started: Option<Instant>,
        state: Arc<AppState>,
    }
}

impl Future for ObservedResponse {
    type Output = Result<Response, Infallible>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let polled = catch_unwind(AssertUnwindSafe(|| this.response.poll(context)));
        let mut response = ready!(polled.unwrap_or_else(|_| {
            // The panic itself is logged by the hook that `cli` installs. The error page is chosen from the
            // URI alone: the request headers may have caused the panic.
            this.state.metrics.panics.increment();
            let index = this.state.index.load();
            let page = error_page(&index, ErrorKind::Internal, None, this.uri, &HeaderMap::new());
            Poll::Ready(Ok(page))
        }))?;
        if matches!(response.status(), StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED) {
            // axum's Router adds `Content-Length: 0`, which is forbidden on 204 and on 304 would be the
            // length of the page (RFC 9110, section 8.6).
            response.headers_mut().remove(header::CONTENT_LENGTH);
        }
        record(this.state, this.method, this.uri.path(), *this.started, &response);
        Poll::Ready(Ok(response))
    }
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
    let index = state.index.load();
    let Some((language, counters)) = index.counters(response.headers()) else { return };
    counters.count(route, status);
    let Some((log, started)) = state.log.as_ref().zip(started) else { return };
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
