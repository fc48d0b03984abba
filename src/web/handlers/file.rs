//! Everything that was made when the site was built: pages, static files, `robots.txt`.

use axum::extract::State;
use axum::response::Response;

use super::fallback;
use crate::site::ErrorKind;
use crate::web::request::SiteRequest;
use crate::web::response_index::Lookup;
use crate::web::state::AppState;

/// GET of a response that is in memory; static files are served by `ServeDir`.
pub(in crate::web) async fn file(State(state): State<AppState>, request: SiteRequest) -> Response {
    let Lookup::Found(cached) = request.index.lookup(request.path()) else {
        return fallback(request).await;
    };
    if cached.accepts_ranges() {
        let response = request.index.static_files.serve(cached, &request.head).await;
        return response.unwrap_or_else(|| request.error(ErrorKind::Internal));
    }
    cached.respond(&request.head.headers, request.index.remaining(state.now()))
}
