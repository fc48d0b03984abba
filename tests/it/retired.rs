//! Retired pages: 410, and what took their place, in the reader's language.

use std::fs;

use scraper::{Html, Selector};

use crate::support::content::{MONDAY, copy_of, fixture, site_of};
use crate::support::front::Front;

/// The other hospital's site with `tables` at the end of its `site.toml`.
fn site_with(tables: &str) -> Front {
    let copy = copy_of(&fixture("other-hospital"));
    let facts = copy.path().join("site.toml");
    fs::write(&facts, fs::read_to_string(&facts).unwrap() + tables).unwrap();
    fs::write(copy.path().join("addresses.txt"), "/de/besuch\n/he/besuch\n/frueher\n").unwrap();
    Front::of(site_of(copy.path(), MONDAY).unwrap())
}

const RETIRED: &str = "\n[[retired]]\nfrom = \"/*/besuch\"\nsee = \"contact\"\n\
                       \n[[retired]]\nfrom = \"/frueher\"\n";

#[tokio::test]
async fn a_retired_page_is_410_and_names_what_took_its_place_in_the_language_of_its_address() {
    let front = site_with(RETIRED);
    for (path, accepted, language) in [
        ("/de/besuch", "he", "de"),
        ("/he/besuch", "de", "he"),
        // Mangled: still no redirect to a page that is not there.
        ("/DE/Besuch.html", "he", "de"),
        ("/de/besuch%3E.", "he", "de"),
        ("/de-AT/besuch", "he", "de"),
        ("/iw/besuch", "de", "he"),
        ("/de/besuch?in=he", "de", "he"),
    ] {
        let answered = front.get(path, &[("accept-language", accepted)]).await;
        assert_eq!(answered.status, 410, "{path}");
        assert_eq!(answered.header("content-language"), language, "{path}");
        assert_eq!(answered.header("cache-control"), "max-age=60");
        assert_eq!(answered.header("vary"), "Accept-Encoding", "{path}");
        assert!(!answered.has("location") && !answered.has("etag"));
        let page = Html::parse_document(&answered.body);
        let link = page.select(&Selector::parse(".near a").unwrap()).next().unwrap();
        assert_eq!(link.attr("href"), Some(&*format!("/{language}/contact")), "{path}");
        assert_eq!(page.root_element().attr("lang"), Some(language));
    }
    for method in ["HEAD", "POST", "OPTIONS"] {
        assert_eq!(front.ask(method, "/de/besuch", &[]).await.status, 410, "{method}");
    }
}

#[tokio::test]
async fn without_a_page_in_its_place_and_without_a_language_the_readers_language_is_used() {
    let front = site_with(RETIRED);
    for (accepted, language) in [("he", "he"), ("de", "de"), ("xx", "de")] {
        let answered = front.get("/frueher", &[("accept-language", accepted)]).await;
        assert_eq!(answered.status, 410);
        assert_eq!(answered.header("content-language"), language);
        assert!(answered.header("vary").contains("Accept-Language"));
        assert!(!answered.body.contains("class=\"near\""));
        assert!(answered.body.contains(&format!("href=\"/{language}/contact\"")));
    }
}

#[tokio::test]
async fn a_redirect_goes_before_a_retired_page_of_the_same_address() {
    let both = RETIRED.to_owned() + "\n[[redirect]]\nfrom = \"/he/besuch\"\nto = \"hours\"\n";
    let front = site_with(&both);
    assert_eq!(front.get("/he/besuch", &[]).await.header("location"), "/he/hours");
    assert_eq!(front.get("/de/besuch", &[]).await.status, 410);
}
