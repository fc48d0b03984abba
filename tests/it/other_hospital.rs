//! Nothing of this hospital is in the code: the site of another hospital's content has no word of it.

use crate::support::content::{BASE, OUR_WORDS, documents, errors, fixture, other, real, site_of};
use std::collections::BTreeSet;

/// More words of this hospital, beside [`OUR_WORDS`].
const OURS: [&str; 10] = [
    "617",
    "International Patient Center",
    "Charles",
    "Cambridge Street",
    "911",
    "U.S. News",
    "massgeneral",
    "بوسطن",
    "English",
    "العربية",
];

#[test]
fn the_other_hospitals_site_has_no_word_of_this_one() {
    let site = other();
    let pages = site.answers.iter().map(|(path, answer)| (path.clone(), answer.clone()));
    let errors = errors(site).map(|((_, kind), answer)| (format!("{kind:?}"), answer));
    for (path, answer) in pages.chain(errors) {
        let text = String::from_utf8_lossy(&answer.identity.bytes);
        for word in OUR_WORDS.into_iter().chain(OURS) {
            assert!(!text.contains(word), "{path} says {word}");
        }
    }
}

/// Words of three letters and more, without the names that HTML and CSS share.
fn words(site: &patient_center::site::Site, tag: &str) -> BTreeSet<String> {
    let pages = documents(site).into_iter().filter(|d| d.path.starts_with(&format!("/{tag}/")));
    let texts = pages.flat_map(|page| {
        // The address of the site itself, at the foot, is the same for both.
        let address = page.all(".foot .paper");
        let address: String = address.iter().flat_map(scraper::ElementRef::text).collect();
        let body = page.all("body").into_iter().next().unwrap();
        let texts = body.text().filter(|text| !address.contains(text.trim()));
        texts.map(str::to_owned).collect::<Vec<_>>()
    });
    texts
        .flat_map(|text| {
            text.split(|c: char| !c.is_alphabetic()).map(str::to_owned).collect::<Vec<_>>()
        })
        // Pages that give their own address have the host of both sites.
        .filter(|word| word.chars().count() > 3 && !BASE.contains(word.as_str()))
        .collect()
}

#[test]
fn a_right_to_left_page_of_another_hospital_shares_no_word_with_ours() {
    let ours: BTreeSet<String> = words(real(), "ar").union(&words(real(), "en")).cloned().collect();
    let shared: Vec<_> = words(other(), "he").intersection(&ours).cloned().collect();
    assert_eq!(shared, Vec::<String>::new());
}

#[test]
fn contact_details_that_are_known_are_shown() {
    let site = other();
    let contact = String::from_utf8(site.answers["/de/contact"].identity.bytes.to_vec()).unwrap();
    for shown in [
        "tel:+493023125000",
        "tel:+493023125001",
        "mailto:gaeste@klinik-musterberg.example",
        "https://klinik-musterberg.example/termin",
    ] {
        assert!(contact.contains(shown), "{shown}");
    }
    let card = String::from_utf8(site.answers["/de/contact.vcf"].identity.bytes.to_vec()).unwrap();
    assert!(card.contains("TEL;TYPE=WORK,VOICE:+493023125000\r\n"));
    assert!(card.contains("EMAIL;TYPE=INTERNET:gaeste@klinik-musterberg.example\r\n"));
}

#[test]
fn an_unpublished_page_is_nowhere_public() {
    let site = other();
    assert!(!site.answers.contains_key("/de/plan"));
    for answer in site.answers.values().cloned().chain(errors(site).map(|(_, answer)| answer)) {
        let text = String::from_utf8_lossy(&answer.identity.bytes).into_owned();
        assert!(!text.contains("GEHEIMWORT") && !text.contains("/plan"));
    }
}

#[test]
fn a_closed_day_says_when_it_opens_next() {
    let closed = site_of(&fixture("other-hospital"), "2026-12-24T10:00:00Z").unwrap();
    let home = String::from_utf8(closed.answers["/de/"].identity.bytes.to_vec()).unwrap();
    let open = String::from_utf8(other().answers["/de/"].identity.bytes.to_vec()).unwrap();
    assert_ne!(home, open);
    assert!(home.contains("datetime=\"2026-12-24\""));
}
