//! A page in two languages, side by side: its contents.

use std::collections::BTreeSet;

use patient_center::content::{Language, PageName};
use patient_center::site::{Answer, PageQuery, Site};

use crate::support::content::{BASE, Document, document, other, real};

/// The most bytes of the larger of the two encoded bodies; the rest of 30 kB is for the headers.
const MOST_BYTES: usize = 30_000 - 1_500;

fn path(language: &str, page: &str) -> String {
    format!("/{language}/{}", if page == "home" { "" } else { page })
}

/// A page in two languages.
struct Beside {
    page: PageName,
    language: Language,
    with: Language,
}

impl Beside {
    fn of(asked: PageQuery) -> Self {
        Self { page: asked.page, language: asked.language, with: asked.with.unwrap() }
    }
}

/// Every page in every pair of languages in which it is shown.
fn all(site: &Site) -> Vec<(Beside, Answer)> {
    let mut all = Vec::new();
    for page in &site.pages {
        for language in &site.languages {
            for with in &site.languages {
                let path = path(language.as_str(), page.as_str());
                if let Some(asked) = site.on_request.asked(&path, Some(with.as_str()), None) {
                    let answer = site.on_request.page(&asked).unwrap();
                    all.push((Beside::of(asked), answer));
                }
            }
        }
    }
    all
}

fn address(beside: &Beside) -> String {
    let page = path(beside.language.as_str(), beside.page.as_str());
    format!("{page}?with={}", beside.with)
}

/// Some pairs of each page; [`all`] of them would take too long to parse.
fn some(site: &Site) -> Vec<(Beside, Document)> {
    let pairs = [
        ("en", "ar"),
        ("ar", "en"),
        ("zh-Hans", "fr"),
        ("ja", "ko"),
        ("ru", "zh-Hant"),
        ("es", "en"),
        ("en", "el"),
        ("tr", "pt-BR"),
        ("de", "he"),
        ("he", "de"),
    ];
    let mut some = Vec::new();
    for (language, with) in pairs {
        for page in &site.pages {
            let path = path(language, page.as_str());
            let Some(asked) = site.on_request.asked(&path, Some(with), None) else { continue };
            let answer = site.on_request.page(&asked).unwrap();
            let beside = Beside::of(asked);
            let document = document(&address(&beside), &answer);
            some.push((beside, document));
        }
    }
    assert!(!some.is_empty());
    some
}

#[test]
fn every_pair_of_languages_is_rendered_within_the_weight_limit() {
    let pages = all(real());
    let languages = real().languages.len();
    assert_eq!(pages.len(), real().pages.len() * languages * (languages - 1));
    for (beside, answer) in pages.iter().chain(&all(other())) {
        let coded = [answer.gzip.as_ref(), answer.brotli.as_ref()];
        let heaviest = coded.into_iter().flatten().map(|coded| coded.bytes.len()).max().unwrap();
        assert!(heaviest <= MOST_BYTES, "{}: {heaviest}", address(beside));
    }
}

#[test]
fn a_pair_has_every_text_of_both_pages() {
    for site in [real(), other()] {
        for (beside, both) in some(site) {
            let said = words_of(&both);
            for language in [&beside.language, &beside.with] {
                let path = path(language.as_str(), beside.page.as_str());
                let plain = document(&path, &site.answers[&path]);
                // Facts that are the same in both languages are shown once, with table headings in the
                // page's own language.
                let once = [
                    "address",
                    ".lines",
                    "table:has([translate=no])",
                    ".go:has([href^=geo])",
                    "figcaption",
                    "form",
                    ".from",
                    ".soft > ul",
                ];
                let mut skipped = BTreeSet::new();
                for part in once {
                    let parts = plain.all(&format!("section {part} *, section {part}"));
                    skipped.extend(parts.into_iter().map(|part| part.id()));
                }
                for element in plain.all(".opening *, section *") {
                    let leaf = !element.children().any(|child| child.value().is_element());
                    let words = text_of(element);
                    if leaf && !skipped.contains(&element.id()) && !words.is_empty() {
                        let in_contents = element.value().name() == "a";
                        assert!(in_contents || said.contains(&words), "{}: {words}", both.path);
                    }
                }
            }
        }
    }
}

fn text_of(element: scraper::ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn words_of(document: &Document) -> String {
    text_of(document.all("main")[0])
}

#[test]
fn each_side_of_a_pair_has_its_language_and_direction() {
    for site in [real(), other()] {
        for (beside, document) in some(site) {
            for language in [&beside.language, &beside.with] {
                let rtl = ["ar", "he"].contains(&language.as_str());
                let direction = if rtl { "rtl" } else { "ltr" };
                let sides = document.all(&format!(".side[lang={language}][dir={direction}]"));
                assert_eq!(sides.len() * 2, document.all(".side").len(), "{}", document.path);
            }
            assert_eq!(document.all("h1").len(), 1);
            assert!(document.all(".side .side").is_empty());
        }
    }
}

#[test]
fn a_pair_is_canonical_at_the_page_and_kept_out_of_every_index() {
    for site in [real(), other()] {
        for (beside, document) in some(site) {
            let plain = path(beside.language.as_str(), beside.page.as_str());
            assert_eq!(document.one("link[rel=canonical]", "href"), format!("{BASE}{plain}"));
            assert_eq!(document.one("meta[name=robots]", "content"), "noindex");
            assert!(document.all("link[rel=alternate]").is_empty());
            assert_eq!(document.one("html", "lang"), beside.language.as_str());
        }
    }
}

#[test]
fn the_language_links_of_a_pair_keep_the_view() {
    for (beside, document) in some(real()) {
        for language in &real().languages {
            let href = document.one(&format!(".langs li a[lang=\"{language}\"]"), "href");
            let with = if *language == beside.with { &beside.language } else { &beside.with };
            let page = path(language.as_str(), beside.page.as_str());
            assert_eq!(href, format!("{page}?with={with}"), "{}", document.path);
        }
    }
}

#[test]
fn every_link_of_a_pair_has_a_target_and_every_id_is_unique() {
    for site in [real(), other()] {
        for (_, document) in some(site) {
            let ids: Vec<_> =
                document.all("[id]").iter().map(|e| e.value().attr("id").unwrap()).collect();
            assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{}", document.path);
            for link in document.all("a[href]") {
                let href = link.value().attr("href").unwrap();
                assert!(leads_somewhere(site, &ids, href), "{} links to {href}", document.path);
            }
        }
    }
}

fn leads_somewhere(site: &Site, ids: &[&str], href: &str) -> bool {
    if ["tel:", "geo:", "mailto:", "webcal:", "https:"]
        .iter()
        .any(|scheme| href.starts_with(scheme))
    {
        return true;
    }
    let (address, fragment) = href.split_once('#').unwrap_or((href, ""));
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let with = query.strip_prefix("with=");
    (path.is_empty() && ids.contains(&fragment))
        || site.answers.contains_key(path)
            && with.is_none_or(|with| site.on_request.asked(path, Some(with), None).is_some())
}

#[test]
fn a_draft_links_to_itself_beside_the_original() {
    for site in [real(), other()] {
        let default = site.default_language.as_str();
        for language in site.languages.iter().filter(|l| l.as_str() != default) {
            for page in &site.pages {
                let path = path(language.as_str(), page.as_str());
                let document = document(&path, &site.answers[&path]);
                let beside = site.on_request.asked(&path, Some(default), None).is_some();
                let notices = document.all(".state").len();
                let links = document.all(&format!(".state a[href=\"{path}?with={default}\"]"));
                assert_eq!(links.len(), usize::from(beside && notices > 0), "{path}");
            }
        }
    }
}

#[test]
fn the_languages_page_links_to_itself_beside_each_language() {
    let site = real();
    let page = document("/en/languages", &site.answers["/en/languages"]);
    for language in site.languages.iter().filter(|language| language.as_str() != "en") {
        let href = format!("/en/languages?with={language}");
        assert_eq!(page.all(&format!("td a[href=\"{href}\"]")).len(), 1, "{href}");
    }
}
