//! Pages that are rendered on request: which query asks for one, and what the response is.

use crate::fuzz::headers::SECURITY_HEADERS;
use crate::support::front::{Answered, Front};

#[tokio::test]
async fn two_languages_stand_side_by_side_in_both_directions() {
    let front = Front::real();
    for (path, own, with) in [
        ("/en/contact?with=ar", "en", "ar"),
        ("/ar/contact?with=en", "ar", "en"),
        ("/en/?with=ar", "en", "ar"),
        ("/zh-Hans/contact?with=fr", "zh-Hans", "fr"),
        ("/en/contact?utm=x&with=AR", "en", "ar"),
        ("/en/contact?with=ar&with=fr", "en", "ar"),
        ("/en/contact?%77ith=%61r", "en", "ar"),
        ("/en/contact?with=ar&in=fr&zone=%ff", "en", "ar"),
        // What mail programs make of it.
        ("/en/contact?with=ar%3E", "en", "ar"),
        ("/en/contact?with=ar%20", "en", "ar"),
        ("/en/contact?with=+ar", "en", "ar"),
        ("/en/contact?with=ar,fr", "en", "ar"),
        ("/en/contact?with=ar=20", "en", "ar"),
        ("/en/contact?with=3Dar", "en", "ar"),
        ("/en/contact?utm=x&amp;with=ar", "en", "ar"),
        ("/en/contact?with=zh-TW", "en", "zh-Hant"),
    ] {
        // The address decides, not `Accept-Language`.
        let answered = front.get(path, &[("accept-language", "el")]).await;
        assert_eq!(answered.status, 200, "{path}");
        assert_eq!(answered.header("content-language"), own);
        assert_eq!(answered.header("cache-control"), "no-store");
        assert_eq!(answered.header("vary"), "Accept-Encoding");
        assert!(answered.body.contains(&format!("<html lang=\"{own}\"")), "{path}");
        assert!(answered.body.contains(&format!("class=\"side\" lang=\"{with}\"")), "{path}");
        assert!(answered.body.contains("<meta name=\"robots\" content=\"noindex\">"), "{path}");
    }
}

#[tokio::test]
async fn a_query_without_effect_gets_the_page_itself() {
    let front = Front::real();
    let plain = front.get("/en/contact", &[]).await;
    for query in [
        "",
        "with",
        "with=",
        "with=&with=ar",
        "with=en",
        "with=EN",
        "with=xx",
        "with=a",
        "with=%zz",
        "with=%ff",
        "with=..",
        "WITH=ar",
        "without=ar",
        "width=ar",
        "zone=Asia/Riyadh",
        "in=ar",
        "=ar",
        "&&&",
        "with=xx&with=ar",
        &format!("with=ar&pad={}", "x".repeat(5_000)),
        &"with=&".repeat(1_000),
    ] {
        let answered = front.get(&format!("/en/contact?{query}"), &[]).await;
        assert_eq!(answered.status, 200, "{query}");
        assert_eq!(answered.header("etag"), plain.header("etag"), "{query}");
        assert_eq!(answered.body, plain.body, "{query}");
    }
}

#[tokio::test]
async fn generated_pages_are_not_shown_side_by_side() {
    let front = Front::real();
    for path in ["/en/guide", "/en/card", "/en/contact.vcf", "/robots.txt", "/sitemap.xml"] {
        let plain = front.get(path, &[]).await;
        let answered = front.get(&format!("{path}?with=ar"), &[]).await;
        assert_eq!(answered.header("etag"), plain.header("etag"), "{path}");
    }
    assert_eq!(front.get("/en/no-such-page?with=ar", &[]).await.status, 404);
    assert_eq!(front.get("/?with=ar", &[("accept-language", "en")]).await.status, 302);
}

#[tokio::test]
async fn head_codings_conditions_and_other_spellings_are_as_for_every_page() {
    let front = Front::real();
    let path = "/en/contact?with=ar";
    let plain = front.get(path, &[]).await;
    assert_whole_page(&plain);
    let head = front.ask("HEAD", path, &[]).await;
    assert_eq!((head.status.as_u16(), &*head.body), (200, ""));
    assert_eq!(head.headers, plain.headers);
    let coded = front.ask("HEAD", path, &[("accept-encoding", "gzip")]).await;
    assert_eq!(coded.header("content-encoding"), "gzip");
    assert_ne!(coded.header("etag"), plain.header("etag"));
    let again = front.get(path, &[("if-none-match", plain.header("etag"))]).await;
    assert_eq!(again.status, 304);
    for (other, canonical) in [
        ("/EN/contact.html?with=ar", "/en/contact?with=ar"),
        ("/EN/contact?with=ar", "/en/contact?with=ar"),
        ("/en/home?with=ar", "/en/?with=ar"),
        ("/EN/?with=ar", "/en/?with=ar"),
        ("/EN/hours?zone=Asia/Tokyo", "/en/hours?zone=Asia/Tokyo"),
    ] {
        let moved = front.get(other, &[]).await;
        assert_eq!((moved.status.as_u16(), moved.header("location")), (301, canonical), "{other}");
    }
    assert_eq!(front.ask("OPTIONS", path, &[]).await.status, 204);
    assert_eq!(front.ask("POST", path, &[]).await.status, 405);
}

fn assert_whole_page(answered: &Answered) {
    for (name, _) in SECURITY_HEADERS {
        assert!(!answered.header(name).is_empty(), "{name}");
    }
    assert_eq!(answered.header("content-type"), "text/html; charset=utf-8");
}
