//! What a reader sees of the state of a translation: reviewed, or missing (then the page shows the original
//! in the interface of the reader's language, and says so).

use patient_center::content::{Content, Files, files};
use patient_center::site::address::BaseUrl;
use patient_center::site::{CheckedContent, Site};

use crate::support::content::{
    BASE, Document, MONDAY, assets, document, documents, fixture, other,
};

/// The other hospital's site without one file of its content.
fn without(file: &str) -> Site {
    changed(|files| assert!(files.remove(file).is_some()))
}

/// The other hospital's site with some other content.
fn changed(change: impl FnOnce(&mut Files)) -> Site {
    let (mut files, _) = files::read(&fixture("other-hospital"));
    change(&mut files);
    let (content, mut problems) = Content::from_files(&files);
    let (moment, base) = (MONDAY.parse().unwrap(), BaseUrl::parse(BASE).unwrap());
    let content = CheckedContent::check(content.unwrap(), moment, &mut problems);
    Site::build(&content.expect("no error"), &assets(), &base, moment).unwrap()
}

fn page(site: &Site, path: &str) -> Document {
    document(path, &site.answers[path])
}

#[test]
fn a_missing_translation_shows_the_original_with_its_language_marked() {
    let site = without("he/contact.toml");
    let shown = page(&site, "/he/contact");
    assert_eq!((shown.one("html", "lang"), shown.one("html", "dir")), ("he".into(), "rtl".into()));
    for part in shown.all("main .grid > :is(.opening, section)") {
        assert_eq!((part.attr("lang"), part.attr("dir")), (Some("de"), Some("ltr")));
    }
    let original = page(&site, "/de/contact");
    assert_eq!(shown.words("h1"), original.words("h1"));
    assert_eq!(shown.words("main .opening .lead"), original.words("main .opening .lead"));
}

#[test]
fn a_missing_translation_keeps_the_interface_and_links_of_its_language() {
    let site = without("he/contact.toml");
    let shown = page(&site, "/he/contact");
    let translated = page(other(), "/he/contact");
    assert_eq!(shown.words("aside.card"), translated.words("aside.card"));
    for link in shown.all("main a:not(.state a), footer a, .menu a") {
        let href = link.attr("href").unwrap();
        assert!(!href.starts_with("/de/"), "{href} leads out of the language");
    }
}

#[test]
fn a_missing_translation_has_a_notice_with_a_link_to_the_original() {
    let site = without("he/contact.toml");
    let shown = page(&site, "/he/contact");
    let (content, _) = Content::load(&fixture("other-hospital"));
    let hebrew =
        content.unwrap().by_language.into_iter().find(|(tag, _)| tag.as_str() == "he").unwrap();
    let words = hebrew.1.ui.translation;
    let missing = words.missing.to_string();
    assert!(shown.words("aside.state").contains(&missing));
    assert_eq!(shown.one("aside.state a", "href"), "/de/contact");
    assert!(page(&site, "/he/guide").words("main .grid > .notice").contains(&missing));
}

#[test]
fn a_missing_translation_is_canonical_at_the_original() {
    let site = without("he/contact.toml");
    let shown = page(&site, "/he/contact");
    assert_eq!(shown.one("link[rel=canonical]", "href"), format!("{BASE}/de/contact"));
    assert!(shown.all("link[rel=alternate]").is_empty());
    assert!(shown.all("meta[name=robots]").is_empty(), "its canonical address is enough");
    let german = page(&site, "/de/contact");
    let alternates = german.all("link[rel=alternate]");
    assert!(alternates.iter().all(|link| link.attr("hreflang") != Some("he")));
    let sitemap = String::from_utf8(site.answers["/sitemap.xml"].identity.bytes.to_vec()).unwrap();
    assert!(!sitemap.contains("/he/contact"));
    assert!(sitemap.contains("/he/hours"));
}

#[test]
fn the_untranslated_title_has_its_language_marked_everywhere() {
    let site = without("he/contact.toml");
    for document in documents(&site).iter().filter(|page| page.path.starts_with("/he/")) {
        for link in document.all(".menu a[href=\"/he/contact\"], .pages a[href=\"/he/contact\"]") {
            let name = link.first_child().and_then(|child| child.value().as_element()).unwrap();
            assert_eq!((name.attr("lang"), name.attr("dir")), (Some("de"), Some("ltr")));
        }
    }
}

#[test]
fn a_home_page_may_be_missing_too() {
    let site = without("he/home.toml");
    let shown = page(&site, "/he/");
    assert_eq!(shown.one("link[rel=canonical]", "href"), format!("{BASE}/de/"));
    assert_eq!(shown.words("h1"), page(&site, "/de/").words("h1"));
}

#[test]
fn a_reviewed_page_says_who_reviewed_it_and_when_and_nothing_at_its_head() {
    let site = changed(|files| {
        let page = files.get_mut("he/contact.toml").unwrap();
        let reviewed = "state = \"reviewed\"\nreviewed-by = \"A. Cohen\"\nreviewed-on = 2026-11-20";
        let text = str::from_utf8(page).unwrap();
        *page = text.replace("state = \"draft\"", reviewed).into_bytes();
    });
    let shown = page(&site, "/he/contact");
    assert!(shown.all("aside.state").is_empty());
    let foot = shown.words("footer .end");
    assert!(foot.contains("התרגום נבדק: A. Cohen, 20 בנובמבר 2026."), "{foot}");
    assert!(page(&site, "/he/hours").all("aside.state").len() == 1, "the others are drafts still");
}
