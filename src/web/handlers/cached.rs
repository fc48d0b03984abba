//! Everything that was made when the site was built: pages, static files, `robots.txt`.

use axum::extract::State;
use axum::response::Response;

use super::fallback;
use super::fallback::respond;
use crate::web::request::SiteRequest;
use crate::web::response_index::Lookup;
use crate::web::state::AppState;

/// GET of a response that is in memory; static files are served by `ServeDir`.
pub(in crate::web) async fn cached(state: State<AppState>, request: SiteRequest) -> Response {
    match request.index.lookup(request.path()) {
        Lookup::Found(cached) => respond(&state, &request, cached).await,
        _ => fallback(state, request).await,
    }
}
