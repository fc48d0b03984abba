//! The headers of every response.

use axum::body::Body;
use axum::http::Request;

use crate::fuzz::headers::SECURITY_HEADERS;
use crate::support::front::{Answered, Front};
use crate::support::site::MAP;

/// One response of every kind, with its expected status.
pub(crate) async fn every_kind_of_answer(front: &Front) -> Vec<(u16, Answered)> {
    let tag = front.get("/en/contact", &[]).await.header("etag").to_owned();
    let asset_tag = front.get(MAP, &[]).await.header("etag").to_owned();
    let without_host = Request::get("/en/").body(Body::empty()).unwrap();
    let with_body = Request::post("/en/").header("host", "a").body(Body::from("x")).unwrap();
    vec![
        (200, front.get("/en/contact", &[]).await),
        (200, front.get("/", &[]).await),
        (200, front.get("/robots.txt", &[("accept-encoding", "br")]).await),
        (200, front.get(MAP, &[]).await),
        (200, front.get("/favicon.ico", &[]).await),
        (200, front.ask("HEAD", "/en/contact", &[("accept-encoding", "br")]).await),
        (200, front.ask("HEAD", MAP, &[]).await),
        (204, front.ask("OPTIONS", "/en/", &[]).await),
        (206, front.get(MAP, &[("range", "bytes=0-3")]).await),
        (301, front.get("/en/contact.", &[]).await),
        (302, front.get("/", &[("accept-language", "ar")]).await),
        (302, front.get("/contact", &[]).await),
        (410, front.get("/en/closed", &[]).await),
        (304, front.get("/en/contact", &[("if-none-match", &tag)]).await),
        (304, front.get(MAP, &[("if-none-match", &asset_tag)]).await),
        (400, front.send(without_host).await),
        (404, front.get("/ar/nothing", &[]).await),
        (404, front.get("/nothing", &[]).await),
        (404, front.ask("HEAD", "/nothing", &[]).await),
        (405, front.ask("POST", "/en/", &[]).await),
        (412, front.get("/en/contact", &[("if-match", "\"x\"")]).await),
        (412, front.get(MAP, &[("if-match", "\"x\"")]).await),
        (413, front.send(with_body).await),
        (416, front.get(MAP, &[("range", "bytes=9999-")]).await),
    ]
}

#[tokio::test]
async fn every_response_has_the_security_headers_exactly_once() {
    for (status, answered) in every_kind_of_answer(&Front::new()).await {
        assert_eq!(answered.status, status);
        assert_whole_set(&answered);
    }
}

/// Also called for the 500 of a handler that panics, in `failures`.
pub(crate) fn assert_whole_set(answered: &Answered) {
    let status = answered.status;
    for (name, value) in SECURITY_HEADERS {
        assert_eq!(answered.header(name), value, "{name} of a {status}");
    }
    for name in answered.headers.keys() {
        assert_eq!(answered.headers.get_all(name).iter().count(), 1, "{name} of a {status}");
    }
    assert_ne!(answered.header("content-language"), "", "of a {status}");
    assert_ne!(answered.header("cache-control"), "", "of a {status}");
    for forbidden in ["server", "set-cookie", "access-control-allow-origin", "last-modified"] {
        assert!(!answered.has(forbidden), "{forbidden} of a {status}");
    }
    let has_length = !matches!(status.as_u16(), 204 | 304);
    assert_eq!(answered.has("content-length"), has_length, "content-length of a {status}");
}

#[tokio::test]
async fn without_https_there_is_no_strict_transport_security() {
    let site = patient_center::site::Site { https: false, ..crate::support::site::site() };
    let answered = Front::of(site).get("/en/", &[]).await;
    assert_eq!(answered.status, 200);
    assert!(!answered.has("strict-transport-security"));
}

#[tokio::test]
async fn a_page_varies_by_coding_and_what_was_negotiated_by_language_too() {
    let front = Front::new();
    for (path, vary) in [
        ("/en/", "Accept-Encoding"),
        ("/robots.txt", "Accept-Encoding"),
        (MAP, "Accept-Encoding"),
        ("/", "Accept-Encoding, Accept-Language"),
        ("/nothing", "Accept-Encoding, Accept-Language"),
        ("/ar/nothing", "Accept-Encoding"),
    ] {
        assert_eq!(front.get(path, &[]).await.header("vary"), vary, "{path}");
    }
    let negotiated = front.get("/", &[("accept-language", "ar")]).await;
    assert_eq!(negotiated.header("vary"), "Accept-Language");
}

#[tokio::test]
async fn content_language_is_that_of_the_page_or_of_the_redirect_target() {
    let front = Front::new();
    for (path, language) in [
        ("/ar/", "ar"),
        ("/zh-Hant/contact", "zh-Hant"),
        ("/AR/contact", "ar"),
        ("/international/default.aspx", "en"),
        ("/ar/nothing", "ar"),
        (MAP, "en"),
    ] {
        assert_eq!(front.get(path, &[]).await.header("content-language"), language, "{path}");
    }
}
