//! The handlers of the preview.

use std::convert::Infallible;
use std::sync::Arc;

use askama::Template;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::sse::{Event, KeepAlive};
use axum::response::{IntoResponse, Response, Sse};
use form_urlencoded::parse;
use futures_util::stream::{Stream, unfold};
use jiff::civil::Date;
use tokio::task::spawn_blocking;
use tower_service::Service;

use super::annotate::annotated;
use super::day::DayView;
use super::desk::{Beside, Broken, Desk};
use super::diagnostic_view::Report;
use super::headers::headers;
use super::state::{Preview, Shown, View};

const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
const PLAIN: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
const CSS: HeaderValue = HeaderValue::from_static("text/css; charset=utf-8");
const JAVASCRIPT: HeaderValue = HeaderValue::from_static("text/javascript; charset=utf-8");

/// The directory of the preview's own addresses.
const OWN: &str = "/_preview";
/// The address of the site's own `/`, where the desk is.
const CHOOSE: &str = "/_preview/choose";

type Shared = State<Arc<Preview>>;

/// The desk.
pub(super) async fn desk(State(preview): Shared) -> Response {
    own_page(StatusCode::OK, &Desk::new(&preview, &preview.shown()))
}

/// Chooses the day that all pages show, or with an empty `at` the time of day, and leads back.
///
/// SECURITY: a link on another website must not change what the editor sees.
pub(super) async fn at(State(preview): Shared, uri: Uri, request: HeaderMap) -> Response {
    if request.get("sec-fetch-site").is_some_and(|site| site == "cross-site") {
        return plain(StatusCode::FORBIDDEN, "Choose the day on a page of the preview.\n");
    }
    let day = match parameter(&uri, "at")
        .filter(|day| !day.is_empty())
        .map(|day| day.parse::<Date>())
    {
        None => None,
        Some(Ok(day)) => Some(day),
        Some(Err(_)) => return plain(StatusCode::BAD_REQUEST, "A day is written 2026-12-24.\n"),
    };
    // Building the site takes as long as starting it.
    if spawn_blocking(move || preview.choose(day)).await.is_err() {
        return plain(StatusCode::INTERNAL_SERVER_ERROR, "The site could not be built.\n");
    }
    let mut response = plain(StatusCode::SEE_OTHER, "");
    let back = local_path(parameter(&uri, "back")).and_then(|path| path.try_into().ok());
    let back = back.unwrap_or(HeaderValue::from_static("/"));
    response.headers_mut().insert(header::LOCATION, back);
    response
}

/// A page at the width of a phone and at that of a desktop.
pub(super) async fn beside(State(preview): Shared, uri: Uri) -> Response {
    let shown = preview.shown();
    let wanted = local_path(parameter(&uri, "path"));
    let is_page = |path: &String| path == CHOOSE || path != "/" && !path.starts_with(OWN);
    let Some(path) = wanted.filter(is_page) else {
        return plain(StatusCode::BAD_REQUEST, "`path` is the address of a page of the site.\n");
    };
    let back = uri.path_and_query().map_or(OWN, |own| own.as_str());
    let day = DayView::new(&shown, shown.view.as_deref(), back);
    own_page(
        StatusCode::OK,
        &Beside { revision: shown.revision(), report: Report::over(&shown), path, day },
    )
}

/// `/` of the site, where a reader without a language of the site chooses one.
pub(super) async fn choose(State(preview): Shared, mut request: Request) -> Response {
    *request.uri_mut() = Uri::from_static("/");
    request.headers_mut().remove(header::ACCEPT_LANGUAGE);
    site_page(&preview, request, CHOOSE).await
}

/// What is shown now, and then every change, as server-sent events: `report` with the report of a broken edit, or
/// `reload` with the version of the pages. The identifier of each names everything that is shown.
pub(super) async fn events(
    State(preview): Shared,
) -> (HeaderMap, Sse<impl Stream<Item = Result<Event, Infallible>>>) {
    let mut changes = preview.changes();
    changes.mark_changed();
    let stream = unfold((preview, changes), |(preview, mut changes)| async move {
        changes.changed().await.ok()?;
        let event = event(&preview.shown());
        Some((Ok(event), (preview, changes)))
    });
    (headers(""), Sse::new(stream).keep_alive(KeepAlive::default()))
}

fn event(shown: &Shown) -> Event {
    let event = Event::default().id(shown.revision());
    if shown.errors.is_empty() {
        let version = shown.view.as_ref().map_or("", |view| &view.version);
        return event.event("reload").data(version);
    }
    event.event("report").data(Report::new(&shown.errors).render().unwrap_or_default())
}

/// The script.
pub(super) async fn script() -> Response {
    response(StatusCode::OK, JAVASCRIPT, include_str!("preview.js"))
}

/// The style sheet.
pub(super) async fn style() -> Response {
    response(StatusCode::OK, CSS, include_str!("preview.css"))
}

/// A page of the site.
pub(super) async fn page(State(preview): Shared, request: Request) -> Response {
    let address = request.uri().path_and_query().map_or("/", |address| address.as_str()).to_owned();
    site_page(&preview, request, &address).await
}

/// A page of the site, as the public site would answer, with what the preview adds to it; the report as long as
/// there is no good site. `address` is its address in the preview.
async fn site_page(preview: &Preview, mut request: Request, address: &str) -> Response {
    let shown = preview.shown();
    let Some(view) = &shown.view else {
        return own_page(StatusCode::SERVICE_UNAVAILABLE, &Broken::new(&shown));
    };
    // Beside each other, the pages are as visitors see them.
    let in_frame = request.headers().get("sec-fetch-dest").is_some_and(|kind| kind == "iframe");
    for name in [header::ACCEPT_ENCODING, header::IF_NONE_MATCH, header::IF_MATCH, header::RANGE] {
        request.headers_mut().remove(name);
    }
    let Ok(answer) = view.site.clone().call(request).await;
    let answer = with_own_headers(answer, view);
    if in_frame || answer.headers().get(header::CONTENT_TYPE) != Some(&HTML) {
        return answer;
    }
    let (head, body) = answer.into_parts();
    // The body is in memory already, so that reading it cannot fail and needs no limit.
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let html = String::from_utf8_lossy(&body);
    let html = annotated(&html, address, preview, &shown, view);
    Response::from_parts(head, Body::from(html))
}

/// `answer` of the public site with the headers of the preview.
fn with_own_headers(answer: Response, view: &View) -> Response {
    let (mut head, body) = answer.into_parts();
    let mut own = headers(&view.style_sources);
    for name in [header::CONTENT_TYPE, header::CONTENT_LANGUAGE, header::LOCATION, header::ALLOW] {
        if let Some(value) = head.headers.remove(&name) {
            own.insert(name, value);
        }
    }
    head.headers = own;
    Response::from_parts(head, body)
}

fn own_page(status: StatusCode, page: &impl Template) -> Response {
    match page.render() {
        Ok(html) => response(status, HTML, html),
        Err(_) => plain(StatusCode::INTERNAL_SERVER_ERROR, "The page could not be rendered.\n"),
    }
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    response(status, PLAIN, text)
}

fn response(status: StatusCode, content_type: HeaderValue, body: impl Into<Body>) -> Response {
    let mut headers = headers("");
    headers.insert(header::CONTENT_TYPE, content_type);
    (status, headers, body.into()).into_response()
}

/// The first value of `name` in the query.
fn parameter(uri: &Uri, name: &str) -> Option<String> {
    let mut pairs = parse(uri.query()?.as_bytes());
    pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// SECURITY: `path` if it is a path on this server: `//host` and `/\host` lead to another one.
fn local_path(path: Option<String>) -> Option<String> {
    let path = path?;
    let mut start = path.bytes();
    let is_local = start.next() == Some(b'/') && !matches!(start.next(), Some(b'/' | b'\\'));
    let is_plain = path.bytes().all(|byte| byte.is_ascii_graphic());
    (is_local && is_plain).then_some(path)
}
