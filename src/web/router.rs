//! Every route of the public site, and the middleware around them.

use std::sync::Arc;

use axum::Router;
use axum::routing::any;

use super::handlers::{choose_language, lookup, page};
use super::middleware::Observed;
use super::state::AppState;

/// The public site: the router, inside the one middleware that counts, logs and catches panics.
///
/// It surrounds the whole `Router` instead of being added by [`Router::layer`], which boxes and clones a service
/// for each layer and request. The security headers are part of every cached response. The request checks
/// (`Host`, body, number of headers) are in the extractor of all handlers, `SiteRequest`.
pub fn app(state: Arc<AppState>) -> Observed {
    Observed { router: router(Arc::clone(&state)), state }
}

/// `any(lookup)` answers the methods other than GET and HEAD; without it a `MethodRouter` would answer 405
/// without a page. `lookup` sends static files with `ServeDir`, see `assets.rs`. A new pattern also needs a
/// `RoutePattern` in `metrics.rs`.
fn router(state: Arc<AppState>) -> Router {
    Router::new()
        .route("/", any(lookup).get(choose_language))
        .route("/{language}/", any(lookup).get(page))
        .route("/{language}/{page}", any(lookup).get(page))
        .route("/static/{*file}", any(lookup))
        .route("/{file}", any(lookup))
        .route("/.well-known/{file}", any(lookup))
        .fallback(lookup)
        .with_state(state)
}
