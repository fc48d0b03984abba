//! A small site, made by hand, in many languages, for what is about HTTP and not about content.

use std::collections::HashMap;

use bytes::Bytes;
use jiff::Timestamp;
use patient_center::content::{Language, PageName};
use patient_center::site::{
    Answer, Asset, Assets, CachePolicy, ErrorKind, OnRequest, Representation, Site,
};
use patient_center::time_zones::TimeZones;

pub(crate) const LANGUAGES: [&str; 12] =
    ["en", "ar", "zh-Hans", "zh-Hant", "es", "pt-BR", "fr", "ru", "el", "tr", "ja", "ko"];

pub(crate) const PAGES: [&str; 3] = ["home", "contact", "hours"];

pub(crate) const NOW: &str = "2026-11-23T14:00:00Z";
pub(crate) const NEXT_CHANGE: &str = "2026-11-23T22:00:00Z";

pub(crate) const MAP: &str = "/static/map.0123456789abcdef.svg";
pub(crate) const MAP_BYTES: &str = "<svg xmlns='http://www.w3.org/2000/svg'/>";

pub(crate) fn moment(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn language(tag: &str) -> Language {
    Language::new(tag).unwrap()
}

/// Whose bytes name its coding, because nothing here decodes them.
pub(crate) fn answer(status: u16, tag: &str, words: &str, cache: CachePolicy) -> Answer {
    let coded = |coding: &str| Representation::new(format!("{coding} {status} {tag} {words}"));
    Answer {
        status,
        content_type: "text/html; charset=utf-8",
        language: language(tag),
        cache,
        varies_by_language: false,
        is_cross_origin: false,
        identity: coded("plain"),
        gzip: Some(coded("gzip")),
        brotli: Some(coded("br")),
    }
}

fn answers() -> HashMap<String, Answer> {
    let mut answers = HashMap::new();
    for tag in LANGUAGES {
        for page in PAGES {
            let path = format!("/{tag}/{}", if page == "home" { "" } else { page });
            answers.insert(path, answer(200, tag, page, CachePolicy::UntilNextChange));
        }
    }
    let choose = answer(200, "en", "choose your language", CachePolicy::Never);
    answers.insert("/".into(), Answer { varies_by_language: true, ..choose });
    let robots = answer(200, "en", "robots", CachePolicy::UntilNextChange);
    answers.insert("/robots.txt".into(), Answer { gzip: None, brotli: None, ..robots });
    answers
}

fn errors() -> HashMap<(Language, ErrorKind), Answer> {
    let mut errors = HashMap::new();
    for tag in LANGUAGES {
        for kind in ErrorKind::ALL {
            let cache = match kind {
                ErrorKind::NotFound | ErrorKind::Gone => CachePolicy::Briefly,
                _ => CachePolicy::Never,
            };
            let page = answer(kind.status(), tag, "sorry", cache);
            errors.insert((language(tag), kind), page);
        }
    }
    errors
}

fn assets() -> Assets {
    let asset = |bytes: &'static str, content_type| Asset {
        bytes: Bytes::from_static(bytes.as_bytes()),
        content_type,
        is_cross_origin: false,
    };
    let files = [
        (MAP.into(), asset(MAP_BYTES, "image/svg+xml; charset=utf-8")),
        ("/favicon.ico".into(), asset("icon", "image/x-icon")),
    ];
    let mut assets = Assets::default();
    assets.files = files.into();
    assets
}

pub(crate) fn site() -> Site {
    let moved = [
        ("/international/default.aspx", "/en/"),
        ("/international/contact us", "/en/contact"),
        ("/faq(old)", "/en/"),
        ("/dangling", "/en/nowhere"),
        ("/evil", "//example.org"),
    ];
    Site {
        answers: answers(),
        moved: moved.map(|(from, to)| (from.to_owned(), to.to_owned())).into(),
        retired: vec![("/en/closed".to_owned(), None), ("/international/visa".to_owned(), None)],
        retired_pages: HashMap::new(),
        errors: errors(),
        languages: LANGUAGES.map(language).into(),
        default_language: language("en"),
        pages: PAGES.map(|name| PageName::new(name).unwrap()).into(),
        assets: assets(),
        style_sources: "'sha256-AAAA'".into(),
        https: true,
        next_change: moment(NEXT_CHANGE),
        time_zones: TimeZones::bundled(),
        on_request: OnRequest::default(),
    }
}
