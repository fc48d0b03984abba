//! Canonical addresses: any other spelling of an address is one redirect to it, or 404.

use std::fs;

use crate::support::content::{MONDAY, copy_of, edit, fixture, site_of};
use crate::support::front::Front;
use crate::support::site::MAP;

/// A request path, and the `Location` of its redirect.
const MOVED: &[(&str, &str)] = &[
    // Spellings.
    ("/en", "/en/"),
    ("/EN/", "/en/"),
    ("/En", "/en/"),
    ("/zh-hant", "/zh-Hant/"),
    ("/ZH-HANT/CONTACT", "/zh-Hant/contact"),
    ("/pt-br/contact", "/pt-BR/contact"),
    ("/en/Contact", "/en/contact"),
    ("/en/contact/", "/en/contact"),
    ("/en/contact//", "/en/contact"),
    ("/en//contact", "/en/contact"),
    ("//en/contact", "/en/contact"),
    ("///en///", "/en/"),
    ("/en/home", "/en/"),
    ("/en/home/", "/en/"),
    ("/en/HOME.html", "/en/"),
    ("/en/index.html", "/en/"),
    ("/en/index.htm", "/en/"),
    ("/en/contact.html", "/en/contact"),
    ("/en/contact.htm", "/en/contact"),
    ("/en/contact/index.html", "/en/contact"),
    ("/en.html", "/en/"),
    ("/Robots.TXT", "/robots.txt"),
    ("/robots.txt/", "/robots.txt"),
    // Percent-encoding that was not needed.
    ("/%65n/", "/en/"),
    ("/en/%63ontact", "/en/contact"),
    ("/en/c%6Fntact", "/en/contact"),
    ("/en%2Fcontact", "/en/contact"),
    ("/zh%2DHans/", "/zh-Hans/"),
    // Punctuation that a mail client took for part of the address.
    ("/en/contact.", "/en/contact"),
    ("/en/contact..", "/en/contact"),
    ("/en/contact...", "/en/contact"),
    ("/en/contact,", "/en/contact"),
    ("/en/contact;", "/en/contact"),
    ("/en/contact:", "/en/contact"),
    ("/en/contact!", "/en/contact"),
    ("/en/contact)", "/en/contact"),
    ("/en/contact).", "/en/contact"),
    ("/en/contact]", "/en/contact"),
    ("/en/contact%5D", "/en/contact"),
    ("/en/contact%3E", "/en/contact"),
    ("/en/contact%3E.", "/en/contact"),
    ("/en/contact%3F", "/en/contact"),
    ("/en/contact%7D", "/en/contact"),
    ("/en/contact}", "/en/contact"),
    ("/en/contact'", "/en/contact"),
    ("/en/contact\"", "/en/contact"),
    ("/en/contact%22", "/en/contact"),
    ("/en/contact%27", "/en/contact"),
    ("/en/contact%E2%80%99", "/en/contact"),
    ("/en/contact%E2%80%9D", "/en/contact"),
    ("/en/contact%C2%BB", "/en/contact"),
    ("/en/contact’", "/en/contact"),
    ("/en/contact”", "/en/contact"),
    ("/en/contact»", "/en/contact"),
    ("/en/contact*", "/en/contact"),
    ("/en/contact%20", "/en/contact"),
    ("/en/contact%C2%A0", "/en/contact"),
    ("/en/.)", "/en/"),
    ("/en/)", "/en/"),
    ("/en.", "/en/"),
    ("/ar/contact%D8%8C", "/ar/contact"),
    ("/ar/contact%D8%9F", "/ar/contact"),
    ("/ar/contact%E2%80%8F", "/ar/contact"),
    ("/zh-Hans/contact%E3%80%82", "/zh-Hans/contact"),
    ("/ja/contact%E3%80%8D", "/ja/contact"),
    ("/%3Cen/contact%3E", "/en/contact"),
    ("/(en/contact)", "/en/contact"),
    ("/%5Ben/contact%5D", "/en/contact"),
    ("/%E2%80%9Cen/contact%E2%80%9D", "/en/contact"),
    // Old addresses.
    ("/International/Default.aspx", "/en/"),
    ("/international/default.aspx/", "/en/"),
    ("/international/contact%20us.", "/en/contact"),
];

#[tokio::test]
async fn another_spelling_is_one_redirect_to_the_canonical_address() {
    let front = Front::new();
    for &(path, target) in MOVED {
        let answered = front.get(path, &[]).await;
        assert_eq!(answered.status, 301, "{path}");
        assert_eq!(answered.header("location"), target, "{path}");
        assert_eq!(front.get(target, &[]).await.status, 200, "{target}");
    }
}

#[tokio::test]
async fn a_redirect_leads_to_the_language_that_it_names_or_that_its_old_address_has() {
    let copy = copy_of(&fixture("other-hospital"));
    let facts = copy.path().join("site.toml");
    let redirects = [
        ("/he/ueber", "home", "/he/"),
        ("/HE/wir", "contact", "/he/contact"),
        ("/de/gaeste", "he/contact", "/he/contact"),
        ("/gaeste", "he/home", "/he/"),
        ("/hebraeisch", "home", "/de/"),
    ];
    let tables = redirects
        .map(|(from, to, _)| format!("\n[[redirect]]\nfrom = \"{from}\"\nto = \"{to}\"\n"));
    fs::write(&facts, fs::read_to_string(&facts).unwrap() + &tables.concat()).unwrap();
    let front = Front::of(site_of(copy.path(), MONDAY).unwrap());
    for (from, _, target) in redirects {
        let answered = front.get(from, &[]).await;
        assert_eq!(
            (answered.status.as_u16(), answered.header("location")),
            (301, target),
            "{from}"
        );
    }
}

#[tokio::test]
async fn one_redirect_moves_a_page_in_every_language_and_one_for_a_language_goes_before_it() {
    let copy = copy_of(&fixture("other-hospital"));
    let facts = copy.path().join("site.toml");
    let tables = "\n[[redirect]]\nfrom = \"/he/team\"\nto = \"hours\"\n\
                  \n[[redirect]]\nfrom = \"/*/team\"\nto = \"contact\"\n";
    fs::write(&facts, fs::read_to_string(&facts).unwrap() + tables).unwrap();
    fs::write(copy.path().join("addresses.txt"), "/de/team\n/he/team\n").unwrap();
    let front = Front::of(site_of(copy.path(), MONDAY).unwrap());
    for (from, to) in [("/de/team", "/de/contact"), ("/he/team", "/he/hours")] {
        assert_eq!(front.get(from, &[]).await.header("location"), to);
    }
    assert_eq!(front.get("/*/team", &[]).await.status, 404);
    // A language that is not served leads nowhere.
    let name = "tag = \"he\"\nname = \"עברית\"";
    edit(&facts, name, &format!("published = false\n{name}"));
    let front = Front::of(site_of(copy.path(), MONDAY).unwrap());
    assert_eq!(front.get("/he/team", &[]).await.header("location"), "/de/hours");
}

#[tokio::test]
async fn an_old_address_may_end_in_punctuation() {
    let answered = Front::new().get("/FAQ(old)", &[]).await;
    assert_eq!(answered.header("location"), "/en/");
}

#[tokio::test]
async fn an_address_that_means_no_page_is_404() {
    let front = Front::new();
    let long = format!("/{}", "a/".repeat(10_000));
    for path in [
        "/en/nothing",
        "/xx/",
        "/en/contact/more",
        "/encontact",
        "/home/x",
        "/en/..",
        "/..",
        "/../en/",
        "/en/../en/contact",
        "/en/%2e%2e/en/",
        "/%2e%2e/en/",
        "//example.org",
        "//example.org/en/",
        "///example.org",
        "/\\example.org",
        "/%5Cexample.org",
        "/%2F%2Fexample.org",
        "/https://example.org/",
        "/en/contact%00",
        "/%ff",
        "/en/%ff",
        "/en/%c3%28",
        "/%",
        "/%zz",
        "/en/contact%0d%0aSet-Cookie:x",
        "/dangling",
        "/evil",
        &long,
    ] {
        let answered = front.get(path, &[]).await;
        assert_eq!(answered.status, 404, "{path:.60}");
        assert!(!answered.has("location"), "{path:.60}");
    }
}

#[tokio::test]
async fn an_unknown_query_does_not_change_the_page() {
    assert_eq!(Front::new().get("/en/contact?utm_source=x", &[]).await.status, 200);
}

#[tokio::test]
async fn a_redirect_may_be_cached_for_a_minute() {
    let answered = Front::new().get("/en", &[]).await;
    assert_eq!(answered.header("cache-control"), "max-age=60");
    assert_eq!((answered.header("content-length"), &*answered.body), ("0", ""));
}

/// `path` with each of its bytes in turn percent-encoded, in upper case and in lower case.
fn encodings(path: &str) -> Vec<String> {
    let encodings = path.char_indices().skip(1).flat_map(|(at, character)| {
        let (before, after) = (&path[..at], &path[at + 1..]);
        let byte = u32::from(character);
        [format!("{before}%{byte:02X}{after}"), format!("{before}%{byte:02x}{after}")]
    });
    encodings.collect()
}

#[tokio::test]
async fn an_address_with_any_byte_encoded_is_one_redirect_to_the_canonical_address() {
    let front = Front::new();
    for path in ["/en/", "/zh-Hans/contact", "/en/contact", "/robots.txt"] {
        for encoded in encodings(path) {
            let answered = front.get(&encoded, &[]).await;
            assert_eq!(answered.status, 301, "{encoded}");
            assert_eq!(answered.header("location"), path, "{encoded}");
        }
    }
}

#[tokio::test]
async fn an_asset_with_any_byte_encoded_is_never_served_from_there() {
    let front = Front::new();
    for encoded in encodings(MAP) {
        let answered = front.get(&encoded, &[]).await;
        assert!([301, 404].contains(&answered.status.as_u16()), "{encoded}: {}", answered.status);
        assert!(["", MAP].contains(&answered.header("location")), "{encoded}");
    }
}

#[tokio::test]
async fn a_segment_that_decodes_to_no_name_is_404_on_every_route() {
    let front = Front::new();
    for segment in [
        "%ff",
        "%c3%28",
        "%ed%a0%80",
        "%f4%90%80%80",
        "%00",
        "%2e%2e",
        "%2e.",
        "%2e%2e%2f",
        "..%2f..%2fen",
        "%5C..",
        "%25",
        "%252e%252e",
        "%",
        "%2",
        "%zz",
        "%u0065",
    ] {
        for path in [
            format!("/{segment}"),
            format!("/{segment}/"),
            format!("/{segment}/contact"),
            format!("/en/{segment}"),
            format!("/en/{segment}/contact"),
            format!("/static/{segment}"),
            format!("/static/{segment}/map.svg"),
            format!("/.well-known/{segment}"),
        ] {
            let answered = front.get(&path, &[]).await;
            assert_eq!(answered.status, 404, "{path}");
            assert!(!answered.has("location"), "{path}");
        }
    }
}
