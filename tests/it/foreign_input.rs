//! Properties of every parser of what clients send: no input panics (a panic would be a 500), and
//! no redirect leads anywhere but to an address of the site.

use axum::body::Body;
use axum::http::{HeaderValue, Request, Uri};
use proptest::prelude::*;

use crate::support::front::{Answered, Front};
use crate::support::site::site;

thread_local! {
    static RUNTIME: tokio::runtime::Runtime =
        tokio::runtime::Builder::new_current_thread().build().unwrap();
    static FRONT: Front = Front::new();
}

fn send(uri: Uri, name: &'static str, value: HeaderValue) -> Answered {
    let mut request = Request::get(uri).header("host", "a").body(Body::empty()).unwrap();
    request.headers_mut().insert(name, value);
    FRONT.with(|front| RUNTIME.with(|runtime| runtime.block_on(front.send(request))))
}

/// Text that is nearly right, and text that is not.
fn nearly(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop_oneof![
        prop::collection::vec(prop::sample::select(pieces), 0..12).prop_map(|parts| parts.concat()),
        "[ -~]{0,60}",
        "\\PC{0,30}",
    ]
}

fn header_value(text: &str) -> HeaderValue {
    HeaderValue::from_bytes(text.as_bytes()).unwrap_or(HeaderValue::from_static(""))
}

const LANGUAGE_PIECES: &[&str] =
    &["en", "ar", "zh", "-", "Hant", "TW", "*", ",", ";", "q=", "0", "1", ".", "5", " ", "x", "u-"];
const CODING_PIECES: &[&str] =
    &["br", "gzip", "identity", "*", ",", ";", "q=", "0", "1", ".", "5", " ", "\t", "q"];
const TAG_PIECES: &[&str] = &["\"", "W/", "a", ",", " ", "*", "\\", "\"x\"", "\t"];
const PATH_PIECES: &[&str] = &[
    "/",
    "en",
    "ar",
    "EN",
    "contact",
    "home",
    ".html",
    ".",
    "..",
    "%2e",
    "%2F",
    "%00",
    "%ff",
    "%",
    "\\",
    "//",
    "example.org",
    "@",
    ":",
    "https:",
    "%0d%0a",
    "?",
    "#",
    "<",
    ">",
    ")",
    "%E2%80%99",
    "a=b",
    "&",
    "\u{200f}",
    "é",
    "=%0D%0A",
    "=3D",
    "&gt;",
    "%2520",
    "%E2%80%8B",
    "／",
    "en-US",
    "zh_TW",
    "with=ar",
    "https://",
];

fn assert_sound(answered: &Answered) {
    assert_ne!(answered.status, 500);
    if answered.has("location") {
        let location = answered.header("location");
        let path = location.split('?').next().unwrap();
        // What a redirect leads to is canonical, so there is one redirect at most.
        assert_eq!(site().answers[path].status, 200, "{location}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..Default::default() })]

    #[test]
    fn accept_language_is_never_trouble(text in nearly(LANGUAGE_PIECES)) {
        assert_sound(&send(Uri::from_static("/"), "accept-language", header_value(&text)));
    }

    #[test]
    fn accept_encoding_is_never_trouble(text in nearly(CODING_PIECES)) {
        let answered = send(Uri::from_static("/en/"), "accept-encoding", header_value(&text));
        assert_eq!(answered.status, 200);
    }

    #[test]
    fn if_none_match_is_never_trouble(text in nearly(TAG_PIECES)) {
        let answered = send(Uri::from_static("/en/"), "if-none-match", header_value(&text));
        assert!(matches!(answered.status.as_u16(), 200 | 304));
    }

    #[test]
    fn a_path_is_never_trouble(text in nearly(PATH_PIECES)) {
        if let Ok(uri) = format!("/{text}").parse::<Uri>() {
            assert_sound(&send(uri, "accept-language", header_value("ar")));
        }
    }
}
