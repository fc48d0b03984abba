//! Error pages.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::body::Body;
use axum::http::Request;

use crate::header_set::assert_whole_set;
use crate::support::front::Front;
use crate::support::site::{NOW, moment};

#[tokio::test]
async fn unknown_page_is_404_in_the_language_of_the_path() {
    let front = Front::new();
    for path in ["/ar/nothing", "/AR/nothing", "/ar/a/b/c", "/%61r/nothing", "//ar//nothing"] {
        let answered = front.get(path, &[("accept-language", "fr")]).await;
        assert_eq!(
            (answered.status.as_u16(), &*answered.body),
            (404, "plain 404 ar sorry"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn unknown_language_is_404_in_the_language_of_accept_language() {
    let front = Front::new();
    for path in ["/xx/", "/xx/contact", "/nothing", "/arx/"] {
        let answered = front.get(path, &[("accept-language", "fr-CA")]).await;
        assert_eq!(answered.body, "plain 404 fr sorry", "{path}");
    }
}

#[tokio::test]
async fn unknown_language_is_404_in_the_default_language() {
    let answered = Front::new().get("/xx/contact", &[("accept-language", "xx")]).await;
    assert_eq!(answered.body, "plain 404 en sorry");
    assert_eq!(answered.header("cache-control"), "max-age=60");
}

#[tokio::test]
async fn the_language_chosen_on_a_404_comes_before_that_of_the_path_and_of_the_reader() {
    let front = Front::new();
    for (address, expected) in [
        ("/ar/nothing?in=ja", "ja"),
        ("/ar/nothing?in=ZH-HANS", "zh-Hans"),
        ("/nothing?in=pt-br&in=ja", "pt-BR"),
        ("/nothing?utm=x&in=%6ao", "fr"),
        ("/nothing?utm=x&in=%6ao&in=ja", "fr"),
        ("/ar/nothing?in=xx", "ar"),
        ("/ar/nothing?in=", "ar"),
        ("/ar/nothing?in=%zz", "ar"),
        ("/nothing?in=xx", "fr"),
    ] {
        let answered = front.get(address, &[("accept-language", "fr")]).await;
        assert_eq!(answered.body, format!("plain 404 {expected} sorry"), "{address}");
        assert!(!answered.has("location"), "{address}");
    }
    let by_address = front.get("/nothing?in=ja", &[]).await;
    assert_eq!(by_address.header("vary"), "Accept-Encoding");
    let there = front.get("/ar/contact?in=ja", &[]).await;
    assert_eq!(there.body, "plain 200 ar contact", "a page that exists has its own language");
}

#[tokio::test]
async fn a_missing_doubled_or_malformed_host_is_400() {
    let front = Front::new();
    for hosts in [&[][..], &["a", "a"], &[""], &["a b"], &["u@a"], &["a/b"], &["a:x"], &["[::1"]] {
        let mut request = Request::get("/ar/");
        for host in hosts {
            request = request.header("host", *host);
        }
        let answered = front.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answered.body, "plain 400 ar sorry", "{hosts:?}");
        assert_eq!(answered.status, 400, "{hosts:?}");
    }
    for host in ["a", "a.example:80", "[::1]:8080", "127.0.0.1"] {
        let request = Request::get("/en/").header("host", host).body(Body::empty()).unwrap();
        assert_eq!(front.send(request).await.status, 200, "{host}");
    }
}

#[tokio::test]
async fn a_panic_is_500_with_a_page_and_all_headers_and_the_next_request_is_answered() {
    let broken = Arc::new(AtomicBool::new(false));
    let (switch, now) = (Arc::clone(&broken), moment(NOW));
    let front = Front::with_clock(Arc::new(move || {
        assert!(!switch.load(Ordering::Relaxed), "the clock is broken");
        now
    }));
    broken.store(true, Ordering::Relaxed);
    let answered = front.get("/ar/contact", &[]).await;
    assert_eq!((answered.status.as_u16(), &*answered.body), (500, "plain 500 ar sorry"));
    assert_eq!(answered.header("cache-control"), "no-store");
    assert_whole_set(&answered);
    broken.store(false, Ordering::Relaxed);
    assert_eq!(front.get("/ar/contact", &[]).await.status, 200);
}
