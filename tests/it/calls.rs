//! The numbers to call, each for its own situation, with their hours by two clocks; a paragraph beside a
//! small drawing; the home pages of all languages.

use std::fs;

use tempfile::TempDir;

use crate::support::content::{Document, copy_of, document, edit, fixture, real, site_of};
use patient_center::diagnostics::Diagnostics;
use patient_center::site::Site;

/// Berlin, Istanbul and Jerusalem have their winter time.
const WINTER: &str = "2026-12-07T10:00:00Z";

const GERMAN: &str = r#"title = "Für Praxen"
nav = "Für Praxen"
summary = "Welche Nummer Sie anrufen."
lead = "Wir helfen Ihnen."

[[section]]
id = "nummern"
heading = "Welche Nummer?"

[[section.block]]
calls = [
  { title = "Sie kommen zu uns" },
  { title = "Sie bleiben zu Hause", phone = "nachts", text = "Auch für [Gäste](home)." },
]

[[section.block]]
sign = { icon = "wheelchair", text = "Hier ist *keine* Stufe." }

[[section.block]]
show = "send"
"#;

const HEBREW: &str = r#"title = "למרפאות"
nav = "למרפאות"
summary = "לאיזה מספר להתקשר."
lead = "אנחנו כאן בשבילכם."

[translation]
state = "draft"

[[section]]
id = "nummern"
heading = "איזה מספר?"

[[section.block]]
calls = [
  { title = "אתם באים אלינו" },
  { title = "אתם נשארים בבית", phone = "nachts", text = "גם [לאורחים](home)." },
]

[[section.block]]
sign = { icon = "wheelchair", text = "*אין* כאן מדרגה." }

[[section.block]]
show = "send"
"#;

/// The other hospital's content without a number of its own, and with a number for the night.
fn content() -> TempDir {
    let copy = copy_of(&fixture("other-hospital"));
    let facts = copy.path().join("site.toml");
    edit(&facts, "phone = \"+49 30 23125000\"", "phone = \"\"");
    let own = "number = \"+49 30 23125002\"\ndomestic = \"(030) 23125002\"\n";
    let night = "\n[[phone]]\nid = \"nachts\"\n\
        number = \"+49 30 23125003\"\n[phone.hours]\n\
        monday = [\"22:00-26:00\"]\ntuesday = [\"22:00-26:00\"]\nsaturday = [\"10:00-12:00\"]\n";
    edit(&facts, own, &format!("{own}{night}"));
    for (tag, label, page) in [("de", "Für die Nacht", GERMAN), ("he", "ללילה", HEBREW)] {
        let ui = copy.path().join(tag).join("ui.toml");
        let words = format!("\n[phones.nachts]\nlabel = \"{label}\"\nnote = \"{label}.\"\n");
        fs::write(&ui, fs::read_to_string(&ui).unwrap() + &words).unwrap();
        fs::write(copy.path().join(tag).join("praxen.toml"), page).unwrap();
    }
    copy
}

fn site(content: &TempDir, moment: &str) -> Site {
    site_of(content.path(), moment).map_err(Diagnostics::sorted).unwrap()
}

fn page(site: &Site, path: &str) -> Document {
    document(path, &site.answers[path])
}

/// What stands in the panel `nth`.
fn panel(page: &Document, nth: usize) -> String {
    page.words(&format!(".calls > div:nth-child({nth})"))
}

#[test]
fn each_situation_has_its_number_with_its_hours_by_two_clocks() {
    let content = content();
    let page = page(&site(&content, WINTER), "/de/praxen");
    let numbers: Vec<_> =
        page.all(".calls .call a").iter().map(|a| a.value().attr("href").unwrap()).collect();
    assert_eq!(numbers, ["tel:+493023125002", "tel:+493023125003"]);
    let first = panel(&page, 1);
    for words in ["Sie kommen zu uns", "+49 30 23125002", "Büro", "9:00 bis 12:00"] {
        assert!(first.contains(words), "{words} in {first}");
    }
    assert!(!first.contains("030"), "one way to dial: {first}");
    let second = panel(&page, 2);
    let hours = "Montag bis Dienstag, 22:00 bis 2:00 am Folgetag Uhr, Musterstädter Zeit\
        Samstag, 10:00 bis 12:00 Uhr, Musterstädter Zeit";
    assert!(second.contains(hours), "{second}");
    let there = "Montag bis Dienstag: 0:00 bis 4:00 am Folgetag";
    assert!(second.contains(there) && second.contains("Auch für Gäste."), "{second}");
}

#[test]
fn the_hours_of_a_number_follow_the_clocks_of_both_places() {
    let content = content();
    // Istanbul keeps its time all year; Berlin is one hour nearer in summer.
    for (moment, there) in [
        (WINTER, "Samstag: 12:00 bis 14:00"),
        ("2026-07-06T10:00:00Z", "Samstag: 11:00 bis 13:00"),
        // On the last Sunday of March and of October, the clocks of Berlin change.
        ("2027-03-27T10:00:00Z", "Samstag: 12:00 bis 14:00"),
        ("2027-03-29T10:00:00Z", "Samstag: 11:00 bis 13:00"),
        ("2026-10-24T10:00:00Z", "Samstag: 11:00 bis 13:00"),
        ("2026-10-26T10:00:00Z", "Samstag: 12:00 bis 14:00"),
    ] {
        let page = page(&site(&content, moment), "/de/praxen");
        let second = panel(&page, 2);
        assert!(second.contains(there), "{moment}: {there} in {second}");
        assert!(second.contains("Samstag, 10:00 bis 12:00"), "{moment}: {second}");
    }
}

#[test]
fn a_right_to_left_page_keeps_numbers_and_names_in_order() {
    let content = content();
    let page = page(&site(&content, WINTER), "/he/praxen");
    let numbers = page.all(".calls .call bdi[dir=ltr][translate=no]");
    assert_eq!(numbers.len(), 2);
    let name = page.all(".calls .say bdi[lang=de][dir=ltr]");
    assert_eq!(name.len(), 1, "the name that the switchboard knows");
    assert!(panel(&page, 2).contains("22:00"));
    assert_eq!(
        page.all(".calls .time[dir], .calls bdi.time").len(),
        page.all(".calls .time").len()
    );
}

#[test]
fn a_missing_translation_shows_the_original_with_its_language() {
    let content = content();
    fs::remove_file(content.path().join("he/praxen.toml")).unwrap();
    let page = page(&site(&content, WINTER), "/he/praxen");
    assert_eq!(page.one("section#nummern", "lang"), "de");
    assert!(panel(&page, 1).contains("Sie kommen zu uns"));
}

#[test]
fn the_guide_and_two_languages_have_the_same_blocks() {
    let content = content();
    let site = site(&content, WINTER);
    let guide = page(&site, "/de/guide");
    assert_eq!(guide.all("#praxen .calls > div").len(), 2);
    assert_eq!(guide.all("#praxen .sign svg").len(), 1);
    let asked = site.on_request.asked("/de/praxen", Some("he"), None).unwrap();
    let both = document("/de/praxen?with=he", &site.on_request.page(&asked).unwrap());
    assert_eq!(both.all("[lang=de] .calls > div, [lang=he] .calls > div").len(), 4);
    assert_eq!(both.all("main .flow").len(), 1, "the links are the same for both readers");
}

#[test]
fn the_pages_to_send_to_patients_are_named_by_their_languages() {
    let content = content();
    let page = page(&site(&content, WINTER), "/de/praxen");
    let links = page.all("main .flow a").into_iter().map(|link| {
        let attribute = |name| link.value().attr(name).unwrap_or_default().to_owned();
        (attribute("href"), attribute("lang"), link.text().collect::<String>())
    });
    let expected = [("/de/send", "de", "Deutsch"), ("/he/send", "he", "עברית")];
    let expected: Vec<_> =
        expected.iter().map(|(a, b, c)| ((*a).into(), (*b).into(), (*c).into())).collect();
    assert_eq!(links.collect::<Vec<_>>(), expected);
}

#[test]
fn a_physician_finds_both_numbers_of_this_hospital() {
    let page = page(real(), "/en/physicians");
    let second = panel(&page, 2);
    let hours = "Monday to Friday, 8:30 am to 5:00 pm, Boston time\
        London Monday to Friday: 1:30 pm to 10:00 pm";
    assert!(second.contains(hours), "{second}");
    assert!(panel(&page, 1).contains("Say: International Patient Center"));
    assert_eq!(page.all("main .flow a[lang]").len(), 12);
}
