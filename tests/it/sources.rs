//! Where the facts come from: in short beside the text, and in full once, at the end of the page.

use std::collections::BTreeSet;

use patient_center::diagnostics::group;
use scraper::ElementRef;

use crate::one_language::warned;
use crate::support::content::{
    Document, MONDAY, copy_of, document, documents, edit, fixture, other, project, real, site_of,
};

fn text(element: &ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The addresses in full, in the section `id`.
fn addresses(page: &Document, id: &str) -> Vec<String> {
    page.all(&format!("#{id} .soft > ul > li > bdi[lang]")).iter().map(text).collect()
}

#[test]
fn every_source_line_leads_to_a_section_that_has_its_website_once() {
    let mut lines = 0;
    for site in [real(), other()] {
        for page in documents(site) {
            for line in page.all(".from a") {
                lines += 1;
                let id = line.value().attr("href").unwrap().strip_prefix('#').unwrap();
                let all = addresses(&page, id);
                let heading = page.all(&format!("#{id} :is(h2, h3)"));
                assert_eq!(heading.len(), 1, "{}", page.path);
                let different: BTreeSet<_> = all.iter().collect();
                assert_eq!(different.len(), all.len(), "{} {all:?}", page.path);
                for website in line.select(&scraper::Selector::parse("bdi[lang]").unwrap()) {
                    let website = text(&website);
                    let found = all.iter().any(|address| address.starts_with(&website));
                    assert!(found && !website.contains('/'), "{}: {website}", page.path);
                }
            }
        }
    }
    assert!(lines > 300, "{lines} lines");
}

#[test]
fn sources_are_the_last_section_of_the_pages_that_have_some() {
    for page in documents(real()) {
        let sections = page.all("main .grid > section");
        let sources = page.all("main .grid > section#sources");
        assert_eq!(sources.is_empty(), page.all(".from").is_empty() || is_guide(&page));
        if let Some(sources) = sources.first() {
            assert_eq!(sections.last().unwrap().id(), sources.id(), "{}", page.path);
        }
    }
}

fn is_guide(page: &Document) -> bool {
    page.path.ends_with("/guide")
}

#[test]
fn a_source_says_its_years_and_several_of_one_website_are_one_line() {
    let page = document("/en/languages", &real().answers["/en/languages"]);
    let lines: Vec<_> = page.all("#interpreter .from").iter().map(text).collect();
    assert_eq!(lines, ["Source: massgeneral.org, 2019–2023"]);
    let all: Vec<_> = page.all("#sources li").iter().map(text).collect();
    let full = [
        "massgeneral.org/interpreters/request-an-interpreter/patients-rights, 2019–2023",
        "massgeneral.org/interpreters/request-an-interpreter, 2020–2023",
        "Massachusetts General Hospital, staff guidance, 2020s",
    ];
    assert_eq!(all, full);
    let page = document("/en/contact", &real().answers["/en/contact"]);
    let lines: Vec<_> = page.all("#wheelchair .from").iter().map(text).collect();
    assert_eq!(lines, ["Sources: en.wikipedia.org; massgeneral.org"]);
    assert!(page.words("#sources").contains("directions_subway-mbta.htm, before 2007"));
}

#[test]
fn a_source_that_is_no_website_has_a_name_in_each_language() {
    let english = "staff guidance";
    for language in &real().languages {
        let path = format!("/{language}/languages");
        let sources = document(&path, &real().answers[&path]).words("#sources ul");
        assert_eq!(sources.contains(english), language.as_str() == "en", "{path}: {sources}");
    }
    // Without one, the address is shown, and `check` says so.
    let copy = copy_of(&project().join("content"));
    edit(&copy.path().join("fr/ui.toml"), "[sources]\ninterpreter-family", "[sources]\ncenter");
    let site = site_of(copy.path(), MONDAY).unwrap();
    let page = document("/fr/languages", &site.answers["/fr/languages"]);
    assert!(page.words("#sources ul").contains(english));
    let warned = warned(copy.path(), group::WORDS);
    assert!(warned.iter().any(|it| it.contains("`[sources]` has no words for")), "{warned:?}");
}

#[test]
fn the_guide_has_the_sources_of_each_chapter_in_it() {
    for language in &real().languages {
        let path = format!("/{language}/guide");
        let guide = document(&path, &real().answers[&path]);
        assert_eq!(guide.all("section#contact-sources").len(), 1, "{path}");
        assert_eq!(guide.all("#contact .from a[href=\"#contact-sources\"]").len(), 4, "{path}");
        assert_eq!(addresses(&guide, "contact-sources").len(), 6, "{path}");
        assert!(guide.all("#privacy-sources, #sources").is_empty(), "{path}");
    }
}

#[test]
fn side_by_side_an_address_is_there_once_and_what_is_said_of_it_in_both_languages() {
    let site = real();
    let asked = site.on_request.asked("/en/contact", Some("ar"), None).unwrap();
    let page = document("/en/contact?with=ar", &site.on_request.page(&asked).unwrap());
    assert_eq!(addresses(&page, "sources").len(), 6);
    assert_eq!(page.all("#wheelchair .from").len(), 1);
    for language in ["en", "ar"] {
        assert_eq!(page.all(&format!("#sources h2 [lang={language}]")).len(), 1);
        assert_eq!(page.all(&format!("#sources .margin > [lang={language}] > p")).len(), 3);
    }
}

#[test]
fn a_page_that_is_not_translated_has_its_sources_in_the_original_language() {
    let copy = copy_of(&project().join("content"));
    std::fs::remove_file(copy.path().join("ar/mission.toml")).unwrap();
    let site = site_of(copy.path(), MONDAY).unwrap();
    let page = document("/ar/mission", &site.answers["/ar/mission"]);
    assert_eq!(page.one("section#sources", "lang"), "en");
    assert_eq!(page.words("#sources h2"), "Sources");
    assert_eq!(page.words("#statement .from"), "Source: massgeneral.org, 2016–2019");
}

#[test]
fn a_remark_on_the_sources_stands_beside_them_alone() {
    let copy = copy_of(&fixture("other-hospital"));
    for (file, words) in [("de/contact.toml", "Gezählt 2025."), ("he/contact.toml", "נספר ב-2025.")]
    {
        let file = copy.path().join(file);
        let text = std::fs::read_to_string(&file).unwrap();
        let at = text.find("\nnote = ").unwrap();
        let (before, after) = text.split_at(at + 1);
        std::fs::write(&file, format!("{before}source-note = \"{words}\"\n{after}")).unwrap();
    }
    let site = site_of(copy.path(), MONDAY).unwrap();
    let page = document("/de/contact", &site.answers["/de/contact"]);
    assert_eq!(page.words("#sources p"), "Gezählt 2025.");
    assert!(page.all("#sources ul").is_empty(), "no list without a source");
    assert_eq!(page.text.matches("Gezählt 2025.").count(), 1);
    edit(&copy.path().join("he/contact.toml"), "source-note = \"נספר ב-2025.\"\n", "");
    let (_, problems) = patient_center::content::Content::load(copy.path());
    let missing = problems.sorted().into_iter().any(|p| p.message.contains("the `source-note` of"));
    assert!(missing, "a translation without the remark is told so");
}
