//! Invariants of both sites: every link has a target, and every page is linked to.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::support::binary::output;
use crate::support::content::{
    BASE, Document, copy_of, documents, edit, other, pages, project, real,
};
use patient_center::site::Site;

fn both() -> [&'static Site; 2] {
    [real(), other()]
}

#[test]
fn every_page_names_its_language_and_direction() {
    for site in both() {
        for document in documents(site) {
            let tag = document.one("html", "lang");
            let direction = document.one("html", "dir");
            assert!(site.languages.iter().any(|language| language.as_str() == tag));
            let expected = if ["ar", "he"].contains(&tag.as_str()) { "rtl" } else { "ltr" };
            assert_eq!(direction, expected, "{}", document.path);
            assert!(document.path == "/" || document.path.starts_with(&format!("/{tag}/")));
        }
    }
}

#[test]
fn every_page_has_one_heading_and_one_card() {
    for site in both() {
        for document in documents(site) {
            assert!(!document.words("h1").is_empty(), "{}", document.path);
            // Where readers act, right after the opening; else after the sections. In the guide, before them.
            let card = "main .grid > aside.card";
            let places = [".opening + aside.card", "aside.card:last-child", ".under + aside.card"];
            assert_eq!(document.all(card).len(), 1, "{}", document.path);
            assert!(
                places.iter().any(|place| !document.all(place).is_empty()),
                "{}",
                document.path
            );
        }
    }
}

#[test]
fn every_page_has_a_title_and_a_description_of_its_own() {
    for site in both() {
        let mut seen = BTreeMap::new();
        for document in pages(site).iter().filter(|document| document.path != "/") {
            let title = document.words("head > title");
            let description = document.one("meta[name=description]", "content");
            for words in [title, description] {
                assert!(words.chars().count() >= 10, "{}: {words}", document.path);
                let twin = seen.insert(words, document.path.clone());
                assert_eq!(twin, None, "{} repeats another page", document.path);
            }
        }
    }
}

#[test]
fn every_page_is_canonical_at_its_own_address() {
    for site in both() {
        for document in pages(site) {
            let canonical = document.one("link[rel=canonical]", "href");
            assert_eq!(canonical, format!("{BASE}{}", document.path));
            assert_eq!(document.one("meta[property=\"og:url\"]", "content"), canonical);
        }
    }
}

fn alternates(document: &Document) -> BTreeSet<(String, String)> {
    let links = document.all("link[rel=alternate]");
    let attribute = |link: &scraper::ElementRef<'_>, name| {
        link.value().attr(name).unwrap_or_default().to_owned()
    };
    links.iter().map(|link| (attribute(link, "hreflang"), attribute(link, "href"))).collect()
}

#[test]
fn alternates_are_reciprocal_and_name_the_page_itself_and_a_default() {
    for site in both() {
        let pages = pages(site);
        let by_address: BTreeMap<_, _> =
            pages.iter().map(|page| (format!("{BASE}{}", page.path), alternates(page))).collect();
        for (address, own) in &by_address {
            assert!(own.iter().any(|(_, href)| href == address), "{address} omits itself");
            assert_eq!(own.iter().filter(|(tag, _)| tag == "x-default").count(), 1, "{address}");
            for (_, href) in own {
                assert_eq!(by_address.get(href), Some(own), "{address} and {href} differ");
            }
        }
    }
}

#[test]
fn the_site_map_has_every_page_and_the_alternates_of_the_pages() {
    for site in both() {
        let map = String::from_utf8(site.answers["/sitemap.xml"].identity.bytes.to_vec()).unwrap();
        let pages = pages(site);
        let listed: BTreeSet<_> =
            map.split("<loc>").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
        let expected: BTreeSet<String> = pages
            .iter()
            .filter(|page| page.path != "/")
            .map(|page| format!("{BASE}{}", page.path))
            .collect();
        assert_eq!(listed, expected.iter().map(String::as_str).collect());
        for page in pages.iter().filter(|page| page.path != "/") {
            let entry = map.split("<url>").find(|e| e.contains(&format!("{BASE}{}<", page.path)));
            let links = entry.unwrap().matches("<xhtml:link").count();
            assert_eq!(links, alternates(page).len(), "{}", page.path);
            for (tag, href) in alternates(page) {
                let link = format!("hreflang=\"{tag}\" href=\"{href}\"");
                assert!(entry.unwrap().contains(&link), "{}: {link}", page.path);
            }
        }
    }
}

#[test]
fn every_link_and_fragment_leads_somewhere() {
    for site in both() {
        let documents = documents(site);
        let ids: BTreeMap<&str, BTreeSet<&str>> = documents
            .iter()
            .map(|document| {
                let elements = document.all("[id]").into_iter();
                (document.path.as_str(), elements.map(|e| e.value().attr("id").unwrap()).collect())
            })
            .collect();
        for document in &documents {
            for element in document.all("[href]") {
                let href = element.value().attr("href").unwrap();
                let (path, fragment) = href.split_once('#').unwrap_or((href, ""));
                if ["tel:", "geo:", "mailto:", "webcal:", "https:"]
                    .iter()
                    .any(|s| path.starts_with(s))
                {
                    continue;
                }
                let (path, query) = path.split_once('?').unwrap_or((path, ""));
                assert!(
                    query.is_empty() || is_known(site, path, query),
                    "{}: {href}",
                    document.path
                );
                let path = if path.is_empty() { document.path.as_str() } else { path };
                let there = site.answers.contains_key(path)
                    || site.assets.files.contains_key(path)
                    || path == document.path;
                assert!(there, "{} links to {href}", document.path);
                let known =
                    fragment.is_empty() || ids.get(path).is_some_and(|ids| ids.contains(fragment));
                assert!(known, "{} links to {href}", document.path);
            }
        }
    }
}

/// Whether the query is one that pages link to: `with`, a second language; or `in`, the language of a 404.
fn is_known(site: &Site, path: &str, query: &str) -> bool {
    let is_ours = |tag: &str| site.languages.iter().any(|language| language.as_str() == tag);
    match query.split_once('=') {
        Some(("with", with)) => site.on_request.asked(path, Some(with), None).is_some(),
        Some(("in", tag)) => path.is_empty() && is_ours(tag),
        _ => false,
    }
}

#[test]
fn every_id_is_unique_in_its_page() {
    for site in both() {
        for document in documents(site) {
            let ids: Vec<_> =
                document.all("[id]").iter().map(|e| e.value().attr("id").unwrap()).collect();
            let unique: BTreeSet<_> = ids.iter().collect();
            assert_eq!(ids.len(), unique.len(), "{}: {ids:?}", document.path);
        }
    }
}

#[test]
fn every_page_can_be_reached_from_the_home_page() {
    for site in both() {
        let documents = documents(site);
        let mut reached = BTreeSet::from(["/".to_owned()]);
        let mut waiting = vec!["/".to_owned()];
        while let Some(path) = waiting.pop() {
            let Some(document) = documents.iter().find(|d| d.path == path) else { continue };
            for element in document.all("a[href]") {
                let href = element.value().attr("href").unwrap();
                let path = href.split(['#', '?']).next().unwrap().to_owned();
                if site.answers.contains_key(&path) && reached.insert(path.clone()) {
                    waiting.push(path);
                }
            }
        }
        let machines = ["/sitemap.xml", "/robots.txt", "/.well-known/security.txt"];
        for path in site.answers.keys().filter(|path| !machines.contains(&path.as_str())) {
            assert!(reached.contains(path), "nothing leads to {path}");
        }
    }
}

#[test]
fn old_addresses_lead_to_pages() {
    for site in both() {
        assert!(!site.moved.is_empty());
        for (from, to) in &site.moved {
            assert!(site.answers.contains_key(to), "{from} leads to {to}");
            assert!(!site.answers.contains_key(from), "{from} is an address of its own");
        }
    }
}

#[test]
fn every_asset_is_used_by_a_page_or_is_a_root_file() {
    let site = real();
    let documents = documents(site);
    for path in site.assets.files.keys().filter(|path| path.starts_with("/static/")) {
        assert!(documents.iter().any(|d| d.text.contains(path)), "nothing uses {path}");
    }
}

#[test]
fn no_page_has_a_script_a_style_attribute_or_another_origin() {
    for site in both() {
        for document in documents(site) {
            assert!(document.all("[style], iframe, object, embed, base").is_empty());
            // Structured data, which browsers do not run.
            let data = "script[type='application/ld+json']:not([src])";
            assert_eq!(document.all("script").len(), document.all(data).len());
            assert!(document.all("img, link[rel=stylesheet]").is_empty());
            let handlers = document.all("*").into_iter().flat_map(|e| e.value().attrs());
            let handler = handlers.map(|(name, _)| name).find(|name| name.starts_with("on"));
            assert_eq!(handler, None, "{}", document.path);
        }
    }
}

#[test]
fn every_page_links_to_itself_in_every_language() {
    for site in both() {
        for document in pages(site).iter().filter(|document| document.path != "/") {
            let (_, rest) = document.path.trim_start_matches('/').split_once('/').unwrap();
            for language in &site.languages {
                let selector = format!(".langs li a[lang=\"{language}\"]");
                assert_eq!(document.one(&selector, "href"), format!("/{language}/{rest}"));
                assert_eq!(document.one(&selector, "lang"), language.as_str());
            }
        }
    }
}

#[test]
fn a_release_lists_every_published_address_and_none_of_an_unpublished_language() {
    let copy = copy_of(&project().join("content"));
    let list = copy.path().join("addresses.txt");
    let listed = fs::read_to_string(&list).unwrap();
    let content = copy.path().to_str().unwrap();
    let missing = || {
        let done = output(&["addresses", "--content", content]);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let printed = String::from_utf8(done.stdout).unwrap();
        printed.lines().map(str::to_owned).collect::<BTreeSet<_>>()
    };
    fs::write(&list, "").unwrap();
    let all = missing();
    for document in pages(real()).iter().filter(|document| document.path != "/") {
        assert!(all.contains(&document.path), "{}", document.path);
    }
    // What a release appends is all that is missing.
    let rest = missing().into_iter().filter(|line| !listed.lines().any(|known| known == line));
    fs::write(&list, listed.clone() + &rest.map(|line| line + "\n").collect::<String>()).unwrap();
    assert!(missing().is_empty());
    fs::write(&list, "").unwrap();
    let tag = "tag = \"ko\"\nname = \"한국어\"";
    edit(&copy.path().join("site.toml"), tag, &format!("published = false\n{tag}"));
    let of_others: BTreeSet<_> =
        all.into_iter().filter(|address| !address.starts_with("/ko/")).collect();
    assert_eq!(missing(), of_others);
}
