//! The style sheet in the pages: each page has the parts that it needs, and the policy allows exactly these.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use patient_center::site::Assets;

use crate::support::content::{Document, documents, other, project, real};

/// The parts of `style.css`: the texts of the pages that need it, and its rules; the common part has no texts.
fn parts() -> Vec<(Vec<String>, String)> {
    let mut common = String::new();
    let mut parts = Vec::new();
    let style = fs::read_to_string(project().join("static/style.css")).unwrap();
    for piece in style.split("/* part: ") {
        let Some((part, after)) = piece.split_once("/* end */") else {
            common.push_str(piece);
            continue;
        };
        let (texts, part) = part.split_once(" */").unwrap();
        parts.push((texts.split(" | ").map(str::to_owned).collect(), part.to_owned()));
        common.push_str(after);
    }
    parts.push((Vec::new(), common));
    parts
}

/// The classes that the selectors of `css` name.
fn classes(css: &str) -> BTreeSet<&str> {
    let is_name = |c: char| c.is_ascii_lowercase() || c == '-' || c.is_ascii_digit();
    let selectors = css.split('.').skip(1);
    let names = selectors.map(|rest| rest.split(|c| !is_name(c)).next().unwrap_or_default());
    names.filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase())).collect()
}

fn classes_of(document: &Document) -> BTreeSet<String> {
    let elements = document.all("[class]").into_iter();
    elements.flat_map(|one| one.value().classes().map(str::to_owned).collect::<Vec<_>>()).collect()
}

#[test]
fn a_page_without_a_part_of_the_style_sheet_has_no_element_for_it() {
    let parts = parts();
    assert!(parts.len() >= 4, "{} parts", parts.len());
    let (_, common) = parts.last().unwrap();
    let common = classes(common);
    for site in [real(), other()] {
        for document in documents(site) {
            let present = classes_of(&document);
            let mut expected = 1;
            for (texts, css) in parts.iter().filter(|(texts, _)| !texts.is_empty()) {
                if texts.iter().any(|text| document.text.contains(text)) {
                    expected += 1;
                    continue;
                }
                let lost = classes(css).into_iter().filter(|name| !common.contains(name));
                let lost: Vec<_> = lost.filter(|name| present.contains(*name)).collect();
                assert!(lost.is_empty(), "{} has no rules for {lost:?}", document.path);
            }
            assert_eq!(document.all("style").len(), expected, "{}", document.path);
        }
    }
}

#[test]
fn the_policy_allows_every_part_of_the_style_sheet_by_its_hash() {
    use base64::Engine;
    use sha2::{Digest, Sha256};
    for document in documents(real()) {
        for style in document.all("style") {
            let css: String = style.text().collect();
            let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(css));
            assert!(real().style_sources.contains(&hash), "{}", document.path);
        }
    }
}

#[test]
fn a_part_of_the_style_sheet_without_an_end_is_a_mistake() {
    let new = |css: &str| {
        Assets::new(BTreeMap::from([("style.css".to_owned(), css.as_bytes().to_vec())]))
    };
    assert!(new("/* part: class=\"a */ .a { color: red } /* end */ b { color: red }").is_ok());
    let problems = new("/* part: class=\"a */ .a { color: red }").unwrap_err().sorted();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].message, "a part has no end");
}
