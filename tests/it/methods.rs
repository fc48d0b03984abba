//! Methods, and requests with a body.

use axum::body::Body;
use axum::http::Request;

use crate::support::front::Front;
use crate::support::site::MAP;

const ALLOW: &str = "GET, HEAD, OPTIONS";
const OTHERS: [&str; 7] = ["POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "get"];

#[tokio::test]
async fn head_is_get_without_the_body() {
    let front = Front::new();
    for path in ["/", "/en/", "/ar/contact", "/robots.txt", MAP, "/en/contact.", "/nothing"] {
        for coding in ["identity", "gzip", "br"] {
            let headers = [("accept-encoding", coding)];
            let get = front.get(path, &headers).await;
            let head = front.ask("HEAD", path, &headers).await;
            assert_eq!(head.status, get.status, "{path}");
            assert_eq!(head.headers, get.headers, "{path}");
            assert_eq!(head.body, "", "{path}");
            assert_eq!(get.header("content-length"), get.body.len().to_string(), "{path}");
        }
    }
}

#[tokio::test]
async fn options_is_204_with_allow() {
    let front = Front::new();
    for path in ["/", "/en/", MAP, "*"] {
        let answered = front.ask("OPTIONS", path, &[]).await;
        assert_eq!(answered.status, 204, "{path}");
        assert_eq!(answered.header("allow"), ALLOW, "{path}");
        assert_eq!(answered.body, "");
    }
}

#[tokio::test]
async fn another_method_on_an_address_that_exists_is_405_with_a_page() {
    let front = Front::new();
    for method in OTHERS {
        for (path, language) in [("/", "en"), ("/ar/", "ar"), ("/ar/contact.", "ar"), (MAP, "en")] {
            let answered = front.ask(method, path, &[]).await;
            assert_eq!(answered.status, 405, "{method} {path}");
            assert_eq!(answered.header("allow"), ALLOW);
            assert_eq!(answered.body, format!("plain 405 {language} sorry"));
        }
    }
}

#[tokio::test]
async fn an_address_that_does_not_exist_is_404_for_every_method() {
    let front = Front::new();
    for method in OTHERS.into_iter().chain(["GET", "HEAD", "OPTIONS"]) {
        let answered = front.ask(method, "/en/nothing", &[]).await;
        assert_eq!(answered.status, 404, "{method}");
        assert!(!answered.has("allow"), "{method}");
    }
}

#[tokio::test]
async fn a_body_is_413_and_the_connection_ends() {
    let front = Front::new();
    for method in ["GET", "HEAD", "OPTIONS", "POST"] {
        for path in ["/ar/", "/ar/nothing", MAP] {
            let request = Request::builder().method(method).uri(path).header("host", "a.example");
            let answered = front.send(request.body(Body::from("words")).unwrap()).await;
            assert_eq!(answered.status, 413, "{method} {path}");
            assert_eq!(answered.header("connection"), "close");
        }
    }
}
