//! Where a word may be broken is for lines of text alone: nothing else has it, and nobody counts it.

use std::fs;

use patient_center::content::lint::{BREAKS, faults, too_wide, width, without_breaks};

use crate::support::binary::output;
use crate::support::content::{
    MONDAY, copy_of, document, documents, edit, fixture, other, real, site_of,
};

/// What a page says outside its lines: the title, the descriptions, the data for machines, identifiers.
const OUTSIDE: [(&str, Option<&str>); 5] = [
    ("title", None),
    ("meta[content]", Some("content")),
    ("script", None),
    ("[id]", Some("id")),
    ("a[href]", Some("href")),
];

#[test]
fn nothing_but_lines_of_text_has_a_place_to_break_a_word() {
    let mut broken = 0;
    for site in [real(), other()] {
        for page in documents(site) {
            broken += page.text.matches(BREAKS).count();
            for (selector, attribute) in OUTSIDE {
                for element in page.all(selector) {
                    let text = match attribute {
                        Some(name) => element.value().attr(name).unwrap().to_owned(),
                        None => element.text().collect(),
                    };
                    assert!(!text.contains(BREAKS), "{}: {selector} {text}", page.path);
                }
            }
        }
        let others = site.answers.iter().filter(|(path, _)| path.contains('.'));
        for (path, answer) in others {
            let text = String::from_utf8_lossy(&answer.identity.bytes);
            assert!(!text.contains(BREAKS), "{path}");
        }
    }
    assert!(broken > 100, "{broken} places in the real content");
}

#[test]
fn neither_a_title_nor_an_address_book_nor_a_calendar_has_one_of_the_names() {
    let copy = copy_of(&fixture("other-hospital"));
    let ui = copy.path().join("de/ui.toml");
    let text = fs::read_to_string(&ui).unwrap();
    let center = text.lines().find(|line| line.starts_with("center = ")).unwrap();
    edit(&ui, center, &center.replacen("ü", "ü\\u00AD", 1));
    let site = site_of(copy.path(), MONDAY).unwrap();
    let page = document("/de/contact", &site.answers["/de/contact"]);
    assert!(page.words(".brand b").contains('\u{ad}'), "the name is set in lines, too");
    assert!(!page.words("title").contains('\u{ad}'));
    assert!(!page.one("meta[property=\"og:site_name\"]", "content").contains('\u{ad}'));
    assert!(!page.words("script").contains('\u{ad}'));
    for file in ["/de/contact.vcf", "/de/hours.ics"] {
        let text = String::from_utf8_lossy(&site.answers[file].identity.bytes);
        assert!(!text.contains('\u{ad}'), "{file}");
    }
}

#[test]
fn it_changes_no_fingerprint_and_so_makes_no_translation_stale() {
    let copy = copy_of(&fixture("other-hospital"));
    let table = || {
        let content = ["--content", copy.path().to_str().unwrap()];
        String::from_utf8(output(&[&["translations"], &content[..]].concat()).stdout).unwrap()
    };
    let before = table();
    edit(
        &copy.path().join("de/privacy.toml"),
        "title = \"Datenschutz",
        "title = \"Daten\\u00ADschutz",
    );
    edit(&copy.path().join("de/privacy.toml"), "nav = \"Datenschutz", "nav = \"Daten\\u200Bschutz");
    assert_eq!(table(), before);
}

#[test]
fn it_has_no_width_and_hides_no_fault() {
    assert_eq!(width("Daten\u{ad}schutz\u{200b}seite"), width("Datenschutzseite"));
    assert!(too_wide("Daten\u{ad}schutz", 11, "a button").is_none());
    assert_eq!(without_breaks("Daten\u{ad}schutz\u{200b}"), "Datenschutz");
    let mixed = "Конфиден\u{ad}циальнocть";
    assert_eq!(faults(mixed).count(), 1, "Latin letters in a Russian word that may be broken");
    assert_eq!(faults("Daten\u{ad}schutz\u{200b}").count(), 0);
}
