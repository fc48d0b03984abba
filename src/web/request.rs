//! The extractor of every handler: checks the request and takes the site that answers it.

use axum::extract::{FromRequest, Request};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use http_body::Body as _;
use std::sync::Arc;

use super::error_pages::error_page;
use super::host::has_valid_host;
use super::response_index::ResponseIndex;
use super::responses::response;
use super::state::AppState;
use crate::content::PageName;
use crate::site::{CachePolicy, ErrorKind};

/// More header lines than this get 431. hyper could count them, but with another limit than its default it
/// allocates for every request.
const MAX_HEADERS: usize = 64;

/// A request that passed the checks, with the responses of one site: a request sees one version of the site
/// from start to end, whatever is swapped in meanwhile.
#[derive(Debug)]
pub(super) struct SiteRequest {
    /// The head of the request. There is no body.
    pub(super) head: Parts,
    /// The responses of the site.
    pub(super) index: Arc<ResponseIndex>,
}

impl SiteRequest {
    /// The path as the client sent it, not decoded.
    pub(super) fn path(&self) -> &str {
        self.head.uri.path()
    }

    /// The error page of this request.
    pub(super) fn error(&self, kind: ErrorKind) -> Response {
        error_page(&self.index, kind, None, &self.head.uri, &self.head.headers)
    }

    /// The 410 page, with a link to `see`, the page that took the place of the requested one.
    pub(super) fn retired(&self, see: Option<&PageName>) -> Response {
        error_page(&self.index, ErrorKind::Gone, see, &self.head.uri, &self.head.headers)
    }
}

impl FromRequest<Arc<AppState>> for SiteRequest {
    type Rejection = Response;

    async fn from_request(request: Request, state: &Arc<AppState>) -> Result<Self, Response> {
        let has_body = !request.body().is_end_stream();
        let (head, _) = request.into_parts();
        let request = Self { head, index: state.index.load_full() };
        // ORDER: the checks come first; a request that fails one is not looked at further.
        if request.head.headers.len() > MAX_HEADERS {
            Err(too_many_headers(&request.index))
        } else if !has_valid_host(&request.head.headers) {
            Err(request.error(ErrorKind::BadRequest))
        } else if has_body {
            Err(request.error(ErrorKind::BodyNotAllowed))
        } else {
            Ok(request)
        }
    }
}

/// 431 (RFC 6585, section 5). Without a page: no browser sends so many. The request may have a body, which
/// is not read.
fn too_many_headers(index: &ResponseIndex) -> Response {
    let mut headers = index.security.with(&index.default_language, CachePolicy::Never);
    headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    response(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, headers, axum::body::Body::empty())
}
