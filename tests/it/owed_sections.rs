//! The sections of the contact page that wait for the hospital: that it confirms this website, and where to report a
//! mistake on it.

use std::path::Path;

use patient_center::content::Content;
use patient_center::diagnostics::Severity;

use crate::support::content::{copy_of, document, edit, project, real, site_of};

const MOMENT: &str = "2026-11-23T14:00:00Z";
const SECTIONS: [&str; 2] = ["#real", "#mistake"];

fn supply(root: &Path, confirmation: &str, reports: &str) {
    let facts = root.join("site.toml");
    edit(&facts, "confirmation = \"\"", &format!("confirmation = \"{confirmation}\""));
    edit(&facts, "report-mistakes = \"\"", &format!("report-mistakes = \"{reports}\""));
}

#[test]
fn a_section_whose_facts_are_not_known_is_not_there() {
    for language in &real().languages {
        for path in [format!("/{language}/contact"), format!("/{language}/guide")] {
            let page = document(&path, &real().answers[&path]);
            for id in SECTIONS.map(|id| id.trim_start_matches('#')) {
                assert!(page.all(&format!("[id$={id}]")).is_empty(), "{path}: {id}");
            }
        }
    }
}

#[test]
fn both_sections_are_shown_in_every_language_once_they_are_supplied() {
    let copy = copy_of(&project().join("content"));
    supply(copy.path(), "https://www.hospital.example/patients/", "mailto:site@hospital.example");
    let site = site_of(copy.path(), MOMENT).unwrap();
    for language in &site.languages {
        let path = format!("/{language}/contact");
        let page = document(&path, &site.answers[&path]);
        for id in SECTIONS {
            assert!(!page.words(&format!("{id} h2")).is_empty(), "{path}");
        }
        // That the hospital says so, and what the site never asks for.
        assert_eq!(page.all("#real p").len(), 2, "{path}");
        let confirmation = page.all("#real a[rel~=external]");
        assert_eq!(confirmation.len(), 1, "{path}");
        assert_eq!(
            confirmation[0].value().attr("href"),
            Some("https://www.hospital.example/patients/")
        );
        assert_eq!(page.words("#real a"), "www.hospital.example/patients");
        assert_eq!(page.words("#mistake a"), "site@hospital.example");
        let link = page.all("#mistake a")[0].value().attr("href");
        assert_eq!(link, Some("mailto:site@hospital.example"));
    }
}

#[test]
fn mistakes_may_be_reported_on_another_website() {
    let copy = copy_of(&project().join("content"));
    supply(copy.path(), "", "https://hospital.example/feedback");
    let site = site_of(copy.path(), MOMENT).unwrap();
    let page = document("/ar/contact", &site.answers["/ar/contact"]);
    assert!(page.all("#real").is_empty());
    assert_eq!(page.words("#mistake a[rel~=external]"), "hospital.example/feedback");
}

#[test]
fn an_address_that_is_none_is_a_mistake() {
    for (confirmation, reports) in [
        ("http://hospital.example/", ""),
        ("hospital", ""),
        ("https://1.2.3.4/", ""),
        ("", "site@hospital.example"),
        ("", "mailto:hospital"),
        ("", "https://hospital.example:8443/"),
    ] {
        let copy = copy_of(&project().join("content"));
        supply(copy.path(), confirmation, reports);
        let mistakes = Content::load(copy.path()).1.sorted().into_iter();
        let errors: Vec<_> = mistakes.filter(|it| it.severity == Severity::Error).collect();
        assert_eq!(errors.len(), 1, "{confirmation}{reports}: {errors:?}");
    }
}
