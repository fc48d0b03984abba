//! `/`: leads to the reader's language, or lets them choose one.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

use super::cached;
use crate::site::CachePolicy;
use crate::web::request::SiteRequest;
use crate::web::responses::redirect;
use crate::web::state::AppState;

/// GET `/`: 302 to the home page in the language of `Accept-Language`; without a match, the page that lists
/// the languages.
pub(in crate::web) async fn choose_language(
    state: State<AppState>,
    request: SiteRequest,
) -> Response {
    let index = &request.index;
    let language = index.negotiator.negotiate(&request.head.headers);
    match language.and_then(|language| Some((language, index.home(language)?))) {
        None => cached(state, request).await,
        Some((language, home)) => {
            let mut headers = index.headers(language, CachePolicy::Never);
            headers.insert(header::VARY, HeaderValue::from_static("Accept-Language"));
            redirect(StatusCode::FOUND, home, request.head.uri.query(), headers)
        }
    }
}
