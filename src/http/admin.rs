//! The operator's questions: is it alive, is it ready, how is it doing? Never on the public listener, so that
//! no crowd of visitors can starve them.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use axum::routing::get;
use hyper_util::service::TowerToHyperService;

use super::connections::Connections;
use super::exposition::exposition;
use super::serving::Serving;

type Answer = (StatusCode, [(HeaderName, &'static str); 2], String);

/// What the operator may know of.
#[derive(Clone)]
struct Desk {
    serving: Arc<Serving>,
    visitors: Arc<Connections>,
}

/// `/livez`, `/readyz` and `/metrics` of `serving`, whose `visitors` are connected.
pub fn admin_router(
    serving: Arc<Serving>,
    visitors: Arc<Connections>,
) -> TowerToHyperService<Router> {
    let router = Router::new()
        .route("/livez", get(livez))
        .route("/readyz", get(readyz))
        .route("/metrics", get(metrics))
        .with_state(Desk { serving, visitors });
    TowerToHyperService::new(router)
}

/// The runtime answers: that is all there is to being alive.
async fn livez() -> Answer {
    answer(StatusCode::OK, "alive\n".to_owned())
}

/// 200, or 503 from the moment this process has been told to stop; what is served since when, and
/// why newer content is not.
async fn readyz(State(Desk { serving, .. }): State<Desk>) -> Answer {
    let (status, word) = if serving.is_leaving() {
        (StatusCode::SERVICE_UNAVAILABLE, "leaving")
    } else {
        (StatusCode::OK, "ready")
    };
    let site = serving.current();
    let refused = serving.refused();
    let refused = refused.map(|reason| format!("refused: {reason}\n")).unwrap_or_default();
    let body = format!(
        "{word}\ncontent: {}\nsince: {:.0}\nnext change: {:.0}\n{refused}",
        site.version, site.since, site.next_change
    );
    answer(status, body)
}

async fn metrics(State(Desk { serving, visitors }): State<Desk>) -> Answer {
    let (status, [_, cache], body) = answer(StatusCode::OK, exposition(&serving, &visitors));
    let text = "text/plain; version=0.0.4; charset=utf-8";
    (status, [(header::CONTENT_TYPE, text), cache], body)
}

fn answer(status: StatusCode, body: String) -> Answer {
    let headers =
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, body)
}
