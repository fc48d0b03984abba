//! Content codings, negotiated by `Accept-Encoding`.

use crate::support::front::Front;

#[tokio::test]
async fn the_coding_that_the_client_prefers_is_sent() {
    let front = Front::new();
    for (accepted, coding) in [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("*;q=0.1", "br"),
        ("br;q=0, *", "gzip"),
        ("identity, *;q=0.5", ""),
        ("identity;q=0", ""),
        ("identity;q=0, br;q=0, gzip;q=0, *;q=0", ""),
        ("zstd", ""),
        ("", ""),
        ("q=1;;;,", ""),
    ] {
        let answered = front.get("/en/", &[("accept-encoding", accepted)]).await;
        assert_eq!(answered.status, 200, "{accepted}");
        assert_eq!(answered.header("content-encoding"), coding, "{accepted}");
        let first = if coding.is_empty() { "plain" } else { coding };
        assert!(answered.body.starts_with(first), "{accepted}");
        assert_eq!(answered.header("content-length"), answered.body.len().to_string());
    }
}

#[tokio::test]
async fn a_response_without_encoded_forms_is_sent_unencoded() {
    let front = Front::new();
    let answered = front.get("/robots.txt", &[("accept-encoding", "br, gzip")]).await;
    assert!(!answered.has("content-encoding"));
}

#[tokio::test]
async fn an_error_page_is_encoded_like_any_page() {
    let front = Front::new();
    let answered = front.get("/en/nothing", &[("accept-encoding", "br")]).await;
    assert_eq!(answered.header("content-encoding"), "br");
    assert_eq!(answered.body, "br 404 en sorry");
}
