//! Every route of the preview.

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;

use super::handlers::{at, beside, choose, desk, events, page, script, style};
use super::host::check_host;
use super::state::Preview;

/// The preview on the local port `port`. Everything that is not its own is a page of the site.
pub fn app(preview: Arc<Preview>, port: u16) -> Router {
    Router::new()
        .route("/", get(desk))
        .route("/_preview/at", get(at))
        .route("/_preview/beside", get(beside))
        .route("/_preview/choose", get(choose))
        .route("/_preview/events", get(events))
        .route("/_preview/preview.css", get(style))
        .route("/_preview/preview.js", get(script))
        .fallback(page)
        .layer(from_fn_with_state(port, check_host))
        .with_state(preview)
}
