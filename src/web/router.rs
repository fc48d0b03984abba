//! Every route and every layer of the public site.

use std::convert::Infallible;

use axum::Router;
use axum::extract::Request;
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::any;
use tower_layer::Layer;
use tower_service::Service;

use super::handlers::{choose_language, fallback, file, page};
use super::middleware::observe;
use super::state::AppState;

/// The public site: the router, inside the one middleware that counts, logs and catches panics.
///
/// The middleware surrounds the whole `Router` instead of being added by [`Router::layer`], which would box
/// and clone a service for each route. The security headers are part of every cached response. The request
/// checks (`Host`, body, number of headers) are the extractor of all handlers, [`super::request`].
pub fn app(
    state: AppState,
) -> impl Service<Request, Response = Response, Error = Infallible, Future: Send> + Clone + Send {
    from_fn_with_state(state.clone(), observe).layer(router(state))
}

/// `any(fallback)` answers the methods other than GET and HEAD; without it a `MethodRouter` would answer
/// 405 without a page.
fn router(state: AppState) -> Router {
    Router::new()
        .route("/", any(fallback).get(choose_language))
        .route("/{language}/", any(fallback).get(page))
        .route("/{language}/{page}", any(fallback).get(page))
        .route("/static/{*file}", any(fallback).get(file))
        .route("/{file}", any(fallback).get(file))
        .route("/.well-known/{file}", any(fallback).get(file))
        .fallback(fallback)
        .with_state(state)
}
