//! A site of many pages, made by the benchmark's generator: valid, served, and with pages whose size does
//! not grow with the number of pages.

#[path = "../../bench/large_site/site.rs"]
mod generator;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use askama::Template;
use generator::Extent;
use patient_center::content::Content;
use patient_center::diagnostics::Severity;
use patient_center::site::address::BaseUrl;
use patient_center::site::sitemap::{MOST, Sitemap, maps};
use patient_center::site::{ErrorKind, Site};
use tempfile::TempDir;

use crate::support::content::{
    BASE, Document, MONDAY, documents, everything, fixture, pages, project, real, site_of,
};
use crate::support::front::Front;

const EXTENT: Extent = Extent { pages: 64, languages: 4, bytes: 1000 };

fn laid_out(extent: Extent) -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    generator::write(&project().join("content"), directory.path(), extent).unwrap();
    directory
}

/// The large site, built once.
fn large() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| site_of(laid_out(EXTENT).path(), MONDAY).unwrap())
}

fn at<'a>(documents: &'a [Document], path: &str) -> &'a Document {
    documents.iter().find(|document| document.path == path).unwrap()
}

#[test]
fn the_generator_lays_out_the_same_site_each_time_without_a_mistake() {
    let (one, other) = (laid_out(EXTENT), laid_out(EXTENT));
    let files = |directory: &TempDir| -> Vec<_> {
        let files = everything(directory.path()).into_iter();
        files
            .map(|(path, bytes)| (path.strip_prefix(directory.path()).unwrap().to_owned(), bytes))
            .collect()
    };
    assert_eq!(files(&one), files(&other));
    for extent in [EXTENT, Extent { pages: 12, languages: 24, bytes: 100 }] {
        let (content, mut problems) = Content::load(laid_out(extent).path());
        problems.append(Site::check(&content.unwrap(), MONDAY.parse().unwrap()));
        let errors = problems.sorted().into_iter().filter(|p| p.severity == Severity::Error);
        assert_eq!(errors.map(|problem| problem.to_string()).collect::<Vec<_>>(), [""; 0]);
    }
}

#[test]
fn every_page_of_a_large_site_is_reached_and_names_its_other_languages() {
    let site = large();
    let pages = pages(site);
    assert_eq!(pages.len(), 1 + EXTENT.pages * EXTENT.languages);
    let targets = |document: &Document| -> BTreeSet<String> {
        let links = document.all("main a[href], .menu a[href], .foot a[href]");
        links.iter().map(|link| link.value().attr("href").unwrap().to_owned()).collect()
    };
    let linked: BTreeSet<String> = pages.iter().flat_map(targets).collect();
    for page in pages.iter().filter(|page| page.path != "/") {
        assert!(linked.contains(&page.path), "nothing leads to {}", page.path);
        assert_eq!(page.all("link[rel=alternate]").len(), EXTENT.languages + 1, "{}", page.path);
    }
}

#[test]
fn the_foot_of_a_large_site_has_only_the_pages_that_are_listed_for_it() {
    let site = large();
    let documents = documents(site);
    let foot = at(&documents, "/en/topic-0030").all(".foot .pages a").len();
    // The real pages, the first of the topics, and the card.
    assert_eq!(foot, 11 + 1 + 1);
}

#[tokio::test]
async fn a_large_site_is_served() {
    let front = Front::of(large().clone());
    for path in ["/en/", "/ar/topic-0001", "/zh-Hans/topic-0039", "/zh-Hant/card"] {
        let answer = front.ask("HEAD", path, &[("accept-encoding", "br")]).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("content-encoding")),
            (200, "br"),
            "{path}"
        );
    }
    let answer = front.get("/ar/topic-00040", &[]).await;
    assert_eq!(answer.status.as_u16(), 404);
    assert!(answer.body.contains("href=\"/ar/topic-0004\""), "{}", answer.body);
}

#[tokio::test]
async fn the_cache_of_suggestions_is_bounded() {
    // A site of its own, whose cache no other test has filled.
    let site = site_of(laid_out(EXTENT).path(), MONDAY).unwrap();
    // The first of the topics is linked at the foot of every page.
    let is_topic = |path: &&String| path.contains("/topic-") && !path.ends_with("/topic-0001");
    let pages: Vec<String> = site.answers.keys().filter(is_topic).cloned().collect();
    let front = Front::of(site);
    let mut offered = Vec::new();
    for path in pages {
        let answer = front.get(&format!("{path}x"), &[]).await;
        assert_eq!(answer.status.as_u16(), 404);
        if answer.body.contains(&format!("href=\"{path}\"")) {
            offered.push(path);
        }
    }
    assert_eq!(offered.len(), 200);
    // A cached suggestion is offered again.
    let again = front.get(&format!("{}x", offered[0]), &[]).await;
    assert!(again.body.contains(&format!("href=\"{}\"", offered[0])), "{}", again.body);
}

#[test]
fn a_site_without_a_guide_does_not_link_to_it() {
    let site = large();
    for path in ["/en/guide", "/ar/guide"] {
        assert!(!site.answers.contains_key(path));
    }
    let not_found = &site.errors[&(site.default_language.clone(), ErrorKind::NotFound)];
    let bodies = site.answers.values().chain([not_found]);
    for body in bodies.map(|answer| String::from_utf8_lossy(&answer.identity.bytes)) {
        assert!(!body.contains("/guide"), "{body}");
    }
    assert!(real().answers.contains_key("/en/guide"));
}

#[test]
fn a_site_map_with_too_many_addresses_becomes_an_index_of_one_for_each_language() {
    let (content, _) = Content::load(&fixture("other-hospital"));
    let content = content.unwrap();
    let base = BaseUrl::parse(BASE).unwrap();
    let rendered = |most| -> Vec<(String, String)> {
        let maps = maps(&content, MONDAY.parse().unwrap(), &base, most).into_iter();
        maps.map(|(path, _, map)| (path, map.render().unwrap())).collect()
    };
    let one = rendered(usize::MAX);
    assert_eq!(one.len(), 1);
    let addresses = one[0].1.matches(BASE).count();
    assert_eq!(rendered(addresses), one, "at the limit");

    let many = rendered(addresses - 1);
    let paths: Vec<_> = many.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["/sitemap.xml", "/sitemap-de.xml", "/sitemap-he.xml"]);
    let listed = |text: &str| -> Vec<String> {
        text.split("<loc>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
    };
    let index: Vec<_> = paths[1..].iter().map(|path| format!("{BASE}{path}")).collect();
    assert_eq!(listed(&many[0].1), index);
    assert!(many[0].1.contains("<sitemapindex "));
    let pages: Vec<_> = many[1..].iter().flat_map(|(_, map)| listed(map)).collect();
    assert_eq!(pages, listed(&one[0].1), "the same pages");
    assert!(many[1..].iter().all(|(_, map)| !map.contains("xhtml:link")));
}

#[test]
fn robots_txt_names_the_site_map_and_a_small_site_has_only_one() {
    for site in [real(), large()] {
        let robots = String::from_utf8_lossy(&site.answers["/robots.txt"].identity.bytes);
        assert!(robots.contains(&format!("Sitemap: {BASE}/sitemap.xml")), "{robots}");
        assert!(!site.answers.contains_key("/sitemap-en.xml"));
    }
    let (content, _) = Content::load(&project().join("content"));
    let content = content.unwrap();
    let base = BaseUrl::parse(BASE).unwrap();
    let whole = maps(&content, MONDAY.parse().unwrap(), &base, MOST);
    assert!(matches!(whole.as_slice(), [(_, _, Sitemap::Pages { .. })]));
}
