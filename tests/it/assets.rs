//! Static assets: bytes, types, caching, ranges.

use crate::support::front::Front;
use crate::support::site::{MAP, MAP_BYTES};

#[tokio::test]
async fn a_file_has_its_bytes_its_type_and_its_length() {
    let front = Front::new();
    let map = front.get(MAP, &[("accept-encoding", "br, gzip")]).await;
    assert_eq!((map.status.as_u16(), &*map.body), (200, MAP_BYTES));
    assert_eq!(map.header("content-type"), "image/svg+xml; charset=utf-8");
    assert_eq!(map.header("content-length"), MAP_BYTES.len().to_string());
    assert!(!map.has("content-encoding"));
}

#[tokio::test]
async fn a_hashed_asset_may_be_cached_for_a_year_and_a_root_file_for_a_minute() {
    let front = Front::new();
    for (path, expected) in [(MAP, "max-age=31536000, immutable"), ("/favicon.ico", "max-age=60")] {
        assert_eq!(front.get(path, &[]).await.header("cache-control"), expected, "{path}");
    }
}

#[tokio::test]
async fn a_range_is_206_with_that_part() {
    let front = Front::new();
    let part = front.get(MAP, &[("range", "bytes=0-3")]).await;
    assert_eq!((part.status.as_u16(), &*part.body), (206, "<svg"));
    assert_eq!(part.header("content-range"), format!("bytes 0-3/{}", MAP_BYTES.len()));
    assert_eq!(part.header("content-length"), "4");
}

#[tokio::test]
async fn if_range_with_another_tag_is_200_with_the_whole_file() {
    let front = Front::new();
    let tag = front.get(MAP, &[]).await.header("etag").to_owned();
    let weak = format!("W/{tag}");
    for (if_range, status) in [(&*tag, 206), (&*weak, 200), ("\"x\"", 200)] {
        let range = [("range", "bytes=0-3"), ("if-range", if_range)];
        assert_eq!(front.get(MAP, &range).await.status, status, "{if_range}");
    }
}

#[tokio::test]
async fn several_ranges_are_200_with_the_whole_file() {
    let front = Front::new();
    let answered = front.get(MAP, &[("range", "bytes=0-1,3-4")]).await;
    assert_eq!((answered.status.as_u16(), &*answered.body), (200, MAP_BYTES));
}

#[tokio::test]
async fn an_impossible_range_is_416_with_the_size() {
    let front = Front::new();
    let answered = front.get(MAP, &[("range", "bytes=9999-")]).await;
    assert_eq!(answered.status, 416);
    assert_eq!((answered.header("content-length"), &*answered.body), ("0", ""));
    assert_eq!(answered.header("content-range"), format!("bytes */{}", MAP_BYTES.len()));
}

#[tokio::test]
async fn an_asset_is_served_at_its_exact_address_only() {
    let front = Front::new();
    for path in [
        "/static/",
        "/static",
        "/static/map.svg",
        "/static/../favicon.ico",
        "/static/%2e%2e/x",
        "/STATIC/MAP.0123456789ABCDEF.SVG",
        "/static//map.0123456789abcdef.svg",
    ] {
        assert_eq!(front.get(path, &[]).await.status, 404, "{path}");
    }
}
