//! Time is an argument: how long a page may be kept depends on the moment.

use crate::support::front::Front;

#[tokio::test]
async fn a_page_may_be_cached_for_five_minutes_or_until_it_changes() {
    for (now, seconds) in [
        ("2026-11-23T14:00:00Z", 300),
        ("2026-11-23T21:55:00Z", 300),
        ("2026-11-23T21:55:01Z", 299),
        ("2026-11-23T21:59:59.9Z", 0),
        ("2026-11-23T22:00:00Z", 0),
        ("2026-11-23T23:00:00Z", 0),
    ] {
        let front = Front::at(now);
        let whole = front.get("/en/", &[]).await;
        let expected =
            format!("max-age={seconds}, stale-while-revalidate=60, stale-if-error=86400");
        assert_eq!(whole.header("cache-control"), expected, "{now}");
        let again = front.get("/en/", &[("if-none-match", whole.header("etag"))]).await;
        assert_eq!(again.status, 304);
        assert_eq!(again.header("cache-control"), expected, "{now}");
    }
}
