//! How far a translation has come, as its reader sees it: reviewed, or missing (then the page has the
//! original's words in the reader's surroundings, and says so).

use std::sync::Arc;

use patient_center::content::{Content, Files, files};
use patient_center::site::Site;
use patient_center::site::address::BaseUrl;

use crate::support::content::{BASE, Document, MONDAY, assets, document, documents, project};

/// This hospital's site without one file of its content.
fn without(file: &str) -> Site {
    changed(|files| assert!(files.remove(file).is_some()))
}

/// This hospital's site with some other content.
fn changed(change: impl FnOnce(&mut Files)) -> Site {
    let (mut files, _) = files::read(&project().join("content"));
    change(&mut files);
    let (content, problems) = Content::from_files(&files);
    let content = content.unwrap();
    assert!(!problems.has_errors(), "{problems:?}");
    let base = BaseUrl::parse(BASE).unwrap();
    Site::build(&Arc::new(content), &assets(), &base, MONDAY.parse().unwrap()).unwrap()
}

fn page(site: &Site, path: &str) -> Document {
    document(path, &site.answers[path])
}

#[test]
fn it_answers_with_the_original_marked_as_what_it_is() {
    let site = without("ar/contact.toml");
    let shown = page(&site, "/ar/contact");
    assert_eq!((shown.one("html", "lang"), shown.one("html", "dir")), ("ar".into(), "rtl".into()));
    for part in shown.all("main .grid > :is(.opening, section)") {
        assert_eq!((part.attr("lang"), part.attr("dir")), (Some("en"), Some("ltr")));
    }
    let original = page(&site, "/en/contact");
    assert_eq!(shown.words("h1"), original.words("h1"));
    assert_eq!(shown.words("main .opening .lead"), original.words("main .opening .lead"));
}

#[test]
fn it_keeps_the_readers_interface_and_language_in_every_link() {
    let site = without("ar/contact.toml");
    let shown = page(&site, "/ar/contact");
    let home = page(&site, "/ar/");
    assert_eq!(shown.words("aside.card"), home.words("aside.card"));
    for link in shown.all("main a, footer a, .menu a") {
        let href = link.attr("href").unwrap();
        assert!(!href.starts_with("/en/"), "{href} leads out of the language");
    }
}

#[test]
fn it_says_so_and_leads_to_the_original() {
    let site = without("ar/contact.toml");
    let shown = page(&site, "/ar/contact");
    let (content, _) = Content::load(&project().join("content"));
    let arabic =
        content.unwrap().by_language.into_iter().find(|(tag, _)| tag.as_str() == "ar").unwrap();
    let words = arabic.1.ui.translation;
    let missing = words.missing.to_string();
    assert!(shown.words("aside.state").contains(&missing));
    assert_eq!(shown.one("aside.state a", "href"), "/en/contact");
    assert!(page(&site, "/ar/guide").words("main .grid > .notice").contains(&missing));
}

#[test]
fn machines_are_sent_to_the_original_and_nowhere_else() {
    let site = without("ar/contact.toml");
    let shown = page(&site, "/ar/contact");
    assert_eq!(shown.one("link[rel=canonical]", "href"), format!("{BASE}/en/contact"));
    assert!(shown.all("link[rel=alternate]").is_empty());
    assert!(shown.all("meta[name=robots]").is_empty(), "its canonical address is enough");
    let english = page(&site, "/en/contact");
    let alternates = english.all("link[rel=alternate]");
    assert!(alternates.iter().all(|link| link.attr("hreflang") != Some("ar")));
    let sitemap = String::from_utf8(site.answers["/sitemap.xml"].identity.bytes.to_vec()).unwrap();
    assert!(!sitemap.contains("/ar/contact"));
    assert!(sitemap.contains("/fr/contact"));
}

#[test]
fn its_name_is_marked_wherever_it_stands_among_words_of_the_language() {
    let site = without("ar/contact.toml");
    for document in documents(&site).iter().filter(|page| page.path.starts_with("/ar/")) {
        for link in document.all(".menu a[href=\"/ar/contact\"], .pages a[href=\"/ar/contact\"]") {
            let name = link.first_child().and_then(|child| child.value().as_element()).unwrap();
            assert_eq!((name.attr("lang"), name.attr("dir")), (Some("en"), Some("ltr")));
        }
    }
}

#[test]
fn a_home_page_may_be_missing_too() {
    let site = without("ko/home.toml");
    let shown = page(&site, "/ko/");
    assert_eq!(shown.one("link[rel=canonical]", "href"), format!("{BASE}/en/"));
    assert_eq!(shown.words("h1"), page(&site, "/en/").words("h1"));
}

#[test]
fn a_reviewed_page_says_who_reviewed_it_and_when_and_nothing_at_its_head() {
    let site = changed(|files| {
        let page = files.get_mut("fr/mission.toml").unwrap();
        let reviewed =
            "state = \"reviewed\"\nreviewed-by = \"A. Dupont\"\nreviewed-on = 2026-11-20";
        let text = str::from_utf8(page).unwrap();
        *page = text.replace("state = \"draft\"", reviewed).into_bytes();
    });
    let shown = page(&site, "/fr/mission");
    assert!(shown.all("aside.state").is_empty());
    let foot = shown.words("footer .end");
    assert!(foot.contains("Traduction relue par A. Dupont le 20 novembre 2026."), "{foot}");
    assert!(page(&site, "/fr/about").all("aside.state").len() == 1, "the others are drafts still");
}
