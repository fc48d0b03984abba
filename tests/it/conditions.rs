//! Conditional requests.

use crate::support::front::Front;
use crate::support::site::MAP;

#[tokio::test]
async fn a_known_entity_tag_is_304_without_type_and_length() {
    let front = Front::new();
    for path in ["/en/contact", MAP] {
        let whole = front.get(path, &[("accept-encoding", "gzip")]).await;
        let tag = whole.header("etag");
        assert!(tag.starts_with('"'), "strong: {tag}");
        let condition = [("if-none-match", tag), ("accept-encoding", "gzip")];
        for method in ["GET", "HEAD"] {
            let answered = front.ask(method, path, &condition).await;
            assert_eq!(answered.status, 304, "{method} {path}");
            assert_eq!(answered.body, "");
            for kept in ["etag", "vary", "cache-control", "content-language"] {
                assert_eq!(answered.header(kept), whole.header(kept), "{kept} of {path}");
            }
            for dropped in ["content-type", "content-length", "content-encoding"] {
                assert!(!answered.has(dropped), "{dropped} of {path}");
            }
        }
    }
}

#[tokio::test]
async fn each_coding_has_its_own_strong_tag() {
    let front = Front::new();
    let mut tags = Vec::new();
    for coding in ["identity", "gzip", "br"] {
        let answered = front.get("/en/", &[("accept-encoding", coding)]).await;
        tags.push(answered.header("etag").to_owned());
    }
    tags.dedup();
    assert_eq!(tags.len(), 3);
    let other = [("accept-encoding", "br"), ("if-none-match", &*tags[1])];
    assert_eq!(front.get("/en/", &other).await.status, 200);
}

#[tokio::test]
async fn an_entity_tag_that_a_proxy_has_weakened_still_matches() {
    let front = Front::new();
    for path in ["/en/", MAP] {
        let tag = format!("W/{}", front.get(path, &[]).await.header("etag"));
        let list = format!("\"other\", {tag}");
        for value in [&*tag, &*list, "*"] {
            let answered = front.get(path, &[("if-none-match", value)]).await;
            assert_eq!(answered.status, 304, "{value}");
        }
    }
}

#[tokio::test]
async fn if_match_is_evaluated_first_and_fails_with_412() {
    let front = Front::new();
    for path in ["/en/", MAP] {
        let tag = front.get(path, &[]).await.header("etag").to_owned();
        let known = front.get(path, &[("if-match", &tag)]).await;
        assert_eq!(known.status, 200);
        let unknown = front.get(path, &[("if-match", "\"x\""), ("if-none-match", &tag)]).await;
        assert_eq!(unknown.status, 412);
        assert_eq!(unknown.body, "");
    }
}

#[tokio::test]
async fn date_conditions_are_ignored_because_there_is_no_last_modified() {
    let front = Front::new();
    let past = "Mon, 01 Jan 2001 00:00:00 GMT";
    let future = "Tue, 01 Jan 2199 00:00:00 GMT";
    for path in ["/en/", MAP] {
        for condition in [("if-modified-since", future), ("if-unmodified-since", past)] {
            assert_eq!(front.get(path, &[condition]).await.status, 200, "{condition:?} {path}");
        }
    }
}

#[tokio::test]
async fn an_error_is_never_304() {
    let front = Front::new();
    let answered = front.get("/en/nothing", &[("if-none-match", "*")]).await;
    assert_eq!(answered.status, 404);
    assert!(!answered.has("etag"));
}

#[tokio::test]
async fn a_range_of_a_page_is_ignored() {
    let front = Front::new();
    let answered = front.get("/en/", &[("range", "bytes=0-3")]).await;
    assert_eq!(answered.status, 200);
    assert!(!answered.has("accept-ranges"));
}
