//! `/`: redirects to a language of `Accept-Language`, or offers the choice.

use crate::support::front::Front;

#[tokio::test]
async fn a_language_of_accept_language_is_302_and_not_cached() {
    let front = Front::new();
    let answered = front.get("/", &[("accept-language", "ar-SA,ar;q=0.9,en;q=0.5")]).await;
    assert_eq!(answered.status, 302);
    assert_eq!(answered.header("location"), "/ar/");
    assert_eq!(answered.header("cache-control"), "no-store");
    assert_eq!(answered.header("content-length"), "0");
}

#[tokio::test]
async fn without_a_language_of_the_site_the_root_is_200_with_the_choice() {
    let front = Front::new();
    for accepted in ["", "xx", "en;q=0", "*;q=0", ",,;;"] {
        let answered = front.get("/", &[("accept-language", accepted)]).await;
        assert_eq!(answered.status, 200, "{accepted}");
        assert_eq!(answered.body, "plain 200 en choose your language");
        assert_eq!(answered.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn what_the_site_does_not_read_of_a_query_is_dropped() {
    let front = Front::real();
    for (path, location) in [("/?utm=a%20b", "/el/"), ("/?with=ar&utm=a", "/el/?with=ar")] {
        let answered = front.get(path, &[("accept-language", "el")]).await;
        assert_eq!(answered.header("location"), location);
    }
}
