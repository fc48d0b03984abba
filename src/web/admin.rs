//! The admin listener: `/livez`, `/readyz` and `/metrics`. Separate from the public listener, whose limits
//! must not affect probes.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use axum::routing::get;

use super::prometheus::exposition;
use super::state::AppState;
use crate::net::Connections;

const PLAIN: &str = "text/plain; charset=utf-8";

type AdminResponse = (StatusCode, [(HeaderName, &'static str); 2], String);

/// The state of the admin handlers.
#[derive(Clone)]
struct AdminState {
    app: Arc<AppState>,
    connections: Arc<Connections>,
}

/// The routes of the admin listener; `connections` are those of the public listener.
pub fn admin_router(app: Arc<AppState>, connections: Arc<Connections>) -> Router {
    Router::new()
        .route("/livez", get(livez))
        .route("/readyz", get(readyz))
        .route("/metrics", get(metrics))
        .with_state(AdminState { app, connections })
}

/// Liveness: the runtime answers.
async fn livez() -> AdminResponse {
    response(StatusCode::OK, PLAIN, "alive\n".to_owned())
}

/// Readiness: 200, or 503 once the process has received SIGTERM. The body says which content is served
/// since when, by which release of the time zone database, and why newer content was not loaded.
async fn readyz(State(AdminState { app, .. }): State<AdminState>) -> AdminResponse {
    let (status, word) = if app.is_draining.load(Ordering::Relaxed) {
        (StatusCode::SERVICE_UNAVAILABLE, "leaving")
    } else {
        (StatusCode::OK, "ready")
    };
    let site = app.index.load();
    let refused = app.reload_error.load();
    let refused = refused.as_ref().map(|reason| format!("refused: {reason}\n")).unwrap_or_default();
    let body = format!(
        "{word}\ncontent: {}\nsince: {:.0}\nnext change: {:.0}\ntime zones: {}\n{refused}",
        site.version, site.since, site.next_change, site.time_zones
    );
    response(status, PLAIN, body)
}

async fn metrics(State(AdminState { app, connections }): State<AdminState>) -> AdminResponse {
    let text = exposition(&app, &connections);
    response(StatusCode::OK, "text/plain; version=0.0.4; charset=utf-8", text)
}

fn response(status: StatusCode, content_type: &'static str, body: String) -> AdminResponse {
    (status, [(header::CONTENT_TYPE, content_type), (header::CACHE_CONTROL, "no-store")], body)
}
