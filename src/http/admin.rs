//! The operator's questions: is it alive, and is it ready? Never on the public listener, so that
//! no crowd of visitors can starve them.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use axum::routing::get;

use super::serving::Serving;

type Answer = (StatusCode, [(HeaderName, &'static str); 2], String);

/// `/livez` and `/readyz`.
pub fn admin_router(serving: Arc<Serving>) -> Router {
    Router::new().route("/livez", get(livez)).route("/readyz", get(readyz)).with_state(serving)
}

/// The runtime answers: that is all there is to being alive.
async fn livez() -> Answer {
    answer(StatusCode::OK, "alive\n".to_owned())
}

/// 200, or 503 from the moment this process has been told to stop; what is served since when, and
/// why newer content is not.
async fn readyz(State(serving): State<Arc<Serving>>) -> Answer {
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

fn answer(status: StatusCode, body: String) -> Answer {
    let headers =
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, body)
}
