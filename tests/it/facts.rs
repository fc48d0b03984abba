//! The real content states every fact of `tests/fixtures/real-content/facts.toml` on its page in every
//! language, and nothing that is not known.

use std::collections::BTreeMap;
use std::fs;

use patient_center::content::{Content, Language};
use toml_edit::DocumentMut;

use crate::support::content::{Document, document, documents, fixture, project, real};

fn facts() -> DocumentMut {
    fs::read_to_string(fixture("real-content/facts.toml")).unwrap().parse().unwrap()
}

/// The texts of an array; none if the key is not there.
fn texts(table: &toml_edit::Table, key: &str) -> Vec<String> {
    let array = table.get(key).map(|item| item.as_array().unwrap());
    array.into_iter().flatten().map(|text| text.as_str().unwrap().to_owned()).collect()
}

/// `text` as a browser shows it: every run of white space is one space.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn page(language: &Language, name: &str) -> Document {
    let path = format!("/{language}/{}", if name == "home" { "" } else { name });
    document(&path, &real().answers[&path])
}

/// A text of the interface, as it stands in the language's `ui.toml`.
fn interface(language: &Language, table: &str, key: &str) -> String {
    let file = project().join("content").join(language.as_str()).join("ui.toml");
    let ui: DocumentMut = fs::read_to_string(file).unwrap().parse().unwrap();
    one_line(ui[table][key].as_str().unwrap())
}

#[test]
fn every_fact_is_on_its_page_in_every_language() {
    let facts = facts();
    let facts: Vec<_> = facts["fact"].as_array_of_tables().unwrap().iter().collect();
    assert!(facts.len() >= 22, "{} facts", facts.len());
    let mut pages = BTreeMap::new();
    let mut lost = Vec::new();
    for fact in facts {
        let [fact_name, name] = ["name", "page"].map(|key| fact[key].as_str().unwrap());
        for language in &real().languages {
            let text = pages.entry((language, name.to_owned())).or_insert_with(|| {
                let page = page(language, name);
                one_line(&page.all("body")[0].text().collect::<String>())
            });
            let tokens = [texts(fact, "all"), texts(fact, language.as_str())].concat();
            let missing = tokens.iter().filter(|token| !text.contains(&one_line(token)));
            lost.extend(missing.map(|token| format!("{fact_name}: {language}/{name}: {token}")));
        }
    }
    assert!(lost.is_empty(), "facts that are on their pages no more:\n{}", lost.join("\n"));
}

#[test]
fn no_page_says_what_is_not_known() {
    let facts = facts();
    let (never, numbers) = (texts(&facts, "never"), texts(&facts, "numbers"));
    assert!(!never.is_empty() && !numbers.is_empty());
    for Document { path, text, .. } in documents(real()) {
        for never in &never {
            assert!(!text.contains(never), "{path} says {never}");
        }
        for (at, _) in text.match_indices("617-").chain(text.match_indices("6177")) {
            let is_known = numbers.iter().any(|number| text[at..].starts_with(number));
            assert!(is_known, "{path} has another number: {:.20}", &text[at..]);
        }
    }
}

#[test]
fn a_page_that_is_a_draft_says_so_in_its_language() {
    let default = &real().default_language;
    let mut drafts = 0;
    for language in real().languages.iter().filter(|language| *language != default) {
        let notice = interface(language, "translation", "draft");
        for name in &real().pages {
            let file = project().join(format!("content/{language}/{name}.toml"));
            let page_file: DocumentMut = fs::read_to_string(file).unwrap().parse().unwrap();
            if page_file["translation"]["state"].as_str() != Some("draft") {
                continue;
            }
            drafts += 1;
            let page = page(language, name.as_str());
            assert!(one_line(&page.words("aside.state")).contains(&notice), "{}", page.path);
            let original = page.one("aside.state a[hreflang]", "href");
            assert!(original.starts_with(&format!("/{default}/")), "{}", page.path);
        }
    }
    // The guide, the card and the page to send are drafts while any page is.
    let made = ["/guide", "/card", "/send"];
    let is_made = |path: &str| made.iter().any(|name| path.ends_with(name));
    let original = format!("/{default}/");
    for page in documents(real()).iter().filter(|page| is_made(&page.path) && drafts > 0) {
        let notices = page.all("aside.state").len();
        assert_eq!(notices, usize::from(!page.path.starts_with(&original)), "{}", page.path);
    }
}

#[test]
fn an_official_statement_stands_beside_its_unofficial_translation() {
    let default = &real().default_language;
    for language in real().languages.iter().filter(|language| *language != default) {
        let unofficial = interface(language, "translation", "unofficial");
        for name in ["home", "mission", "diversity"] {
            let page = page(language, name);
            assert_eq!(page.one(".original", "lang"), default.as_str(), "{}", page.path);
            assert_eq!(page.one(".original", "dir"), "ltr", "{}", page.path);
            assert!(page.words(".pair").contains(&unofficial), "{}", page.path);
        }
    }
}

#[test]
fn unpublished_pages_are_nowhere_public() {
    let site = real();
    let content = Content::load(&project().join("content")).0.unwrap();
    let originals = &content.by_language[&content.facts.default_language].pages;
    let hidden: Vec<_> = originals.values().filter(|page| !page.published).collect();
    let documents = documents(site);
    for name in hidden.iter().map(|page| page.name.as_str()) {
        assert!(!site.answers.contains_key(&format!("/{}/{name}", site.default_language)));
        for document in &documents {
            assert!(!document.text.contains(&format!("/{name}\"")), "{}", document.path);
        }
    }
}
