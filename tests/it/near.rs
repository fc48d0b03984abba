//! A 404 suggests the page that was probably meant.

use crate::support::front::Front;

async fn offered(path: &str, headers: &[(&str, &str)]) -> (u16, Option<String>) {
    let answer = Front::real().get(path, headers).await;
    let link = answer.body.split("class=\"near\"").nth(1);
    let href = link.and_then(|rest| rest.split("href=\"").nth(1)?.split('"').next());
    (answer.status.as_u16(), href.map(str::to_owned))
}

#[tokio::test]
async fn a_404_suggests_the_page_that_was_probably_meant_in_the_language_of_the_path() {
    for (path, expected) in [
        ("/en/contct", "/en/contact"),
        ("/ar/contakt", "/ar/contact"),
        ("/en/Physician", "/en/physicians"),
        ("/en/about-us/privcy", "/en/privacy"),
        ("/contct", "/en/contact"),
    ] {
        assert_eq!(offered(path, &[]).await, (404, Some(expected.to_owned())), "{path}");
    }
}

#[tokio::test]
async fn without_a_language_in_the_path_a_404_is_in_that_of_accept_language() {
    let answer = offered("/hourz", &[("accept-language", "ar")]).await;
    assert_eq!(answer, (404, Some("/ar/hours".to_owned())));
}

#[tokio::test]
async fn the_language_links_of_a_404_keep_its_address() {
    for path in ["/en/zzzzzzzz", "/en/contct", "/hourz"] {
        let answer = Front::real().get(path, &[]).await;
        for tag in ["en", "ar", "zh-Hant"] {
            assert!(answer.body.contains(&format!("href=\"?in={tag}\" lang=\"{tag}\"")), "{path}");
        }
    }
    let offered = offered("/en/contct?in=ar", &[("accept-language", "fr")]).await;
    assert_eq!(offered, (404, Some("/ar/contact".to_owned())));
}

#[tokio::test]
async fn a_404_without_a_similar_page_lists_every_page() {
    for path in ["/en/zzzzzzzz", "/wp-login.php", "/en/plan", "/en/%00", "/en/a/b/c"] {
        assert_eq!(offered(path, &[]).await, (404, None), "{path}");
    }
    let answer = Front::real().get("/en/zzzzzzzz", &[]).await;
    for page in ["/en/contact", "/en/hours", "/en/physicians", "/en/guide", "/en/card"] {
        assert!(answer.body.contains(&format!("href=\"{page}\"")), "{page}");
    }
}

#[tokio::test]
async fn a_404_is_compressed_and_may_be_cached_for_a_minute() {
    let answer = Front::real().get("/en/contct", &[]).await;
    assert_eq!(answer.header("cache-control"), "max-age=60");
    assert_eq!(answer.header("content-language"), "en");
}
