//! Words are judged as their language writes them: script, letters, marks, width, and what their
//! original says.

use std::fs;

use patient_center::content::Language;
use patient_center::content::lint::{ScriptCheck, faults, width};
use proptest::prelude::*;

use crate::support::binary::output;
use crate::support::content::{copy_of, edit, fixture, real};

fn writing(tag: &str) -> ScriptCheck {
    ScriptCheck::of(&Language::new(tag).unwrap())
}

/// What the scanners say of a text, all of them.
fn scan(text: &str) -> usize {
    let scripts =
        ["ar", "zh-Hans", "zh-Hant", "ja", "ko", "ru", "el", "fr", "he", "sr-Latn", "tlh"];
    let foreign = scripts.iter().filter(|tag| writing(tag).script(text).is_some()).count();
    faults(text).count() + foreign + width(text)
}

#[test]
fn every_character_is_scanned() {
    for character in '\0'..=char::MAX {
        // Alone, before a letter of another script, and as an accent that is put on one.
        let texts =
            [format!("{character}"), format!("{character}Ж"), format!("e{character}[b]({{")];
        for text in &texts {
            let found: Vec<_> = faults(text).collect();
            assert!(found.iter().all(|fault| text.contains(fault.fragment)), "{text:?}");
            let _ = width(text);
        }
    }
}

proptest! {
    #[test]
    fn no_text_makes_a_scanner_panic(text in "\\PC{0,20}|[\u{2066}-\u{2069}\u{301}aЖγ{}()\\[\\] ]{0,20}") {
        scan(&text);
    }
}

#[test]
fn a_script_is_that_of_the_language_and_names_may_stay_latin() {
    let right = [
        ("ar", "رأي ثانٍ من Mass General Brigham"),
        ("zh-Hans", "乘 MBTA 红线"),
        ("ja", "ボストン"),
        ("ja", "受付時間"),
        ("ko", "병원 MGH"),
        ("ru", "Charles/MGH: станция"),
        ("el", "{time} π.μ."),
        ("tr", "Çarşamba"),
        ("fr", "{from} – {until}"),
        ("he", "{hour}:{minute}"),
        ("ru", "MBTA"),
        ("sr-Latn", "Bolnica"),
        ("sr", "Болница"),
    ];
    for (tag, text) in right {
        assert_eq!(writing(tag).script(text), None, "{tag}: {text}");
    }
    let wrong = [
        ("ar", "Opening hours"),
        ("ar", "{time} am"),
        ("ru", "[Hours](hours)"),
        ("ko", "開放時間"),
        ("fr", "[الوقت](hours)"),
        ("fr", "{time} ص"),
        ("sr", "Bolnica"),
        ("el", "Email"),
    ];
    for (tag, text) in wrong {
        assert!(writing(tag).script(text).is_some(), "{tag}: {text}");
    }
}

#[test]
fn letters_are_those_they_look_like() {
    for right in
        ["Москва", "Boston", "乘MBTA红线", "MGH에서", "α-блокатор", "1º, 5 µm", "e-mail", "ΜΜΜ"]
    {
        assert_eq!(faults(right).next(), None, "{right}");
    }
    for (wrong, intruder) in [("Моcква", "Latin letter, `c`"), ("Βoston", "Greek letter, `Β`")]
    {
        let fault = faults(wrong).next().unwrap();
        assert!(fault.fragment == wrong && fault.message.contains(intruder), "{}", fault.message);
    }
    let fault = faults("Le cafe\u{301} est là").next().unwrap();
    assert_eq!(fault.fragment, "cafe\u{301}");
    assert!(fault.help.contains("`café`"), "{}", fault.help);
    assert!(faults("\u{2068}a\u{2069}\u{200e}\u{200f}\u{61c}ا").next().is_none());
    assert!(faults("\u{2068}a\u{2068}b\u{2069}ا").next().is_some());
}

#[test]
fn what_the_original_has_since_gained_is_a_warning() {
    let copy = copy_of(&fixture("other-hospital"));
    let page = copy.path().join("de/privacy.toml");
    let check = || {
        let root = copy.path().to_str().unwrap();
        let output = output(&["check", "--content", root, "--format", "json"]);
        assert_eq!(output.status.code(), Some(0));
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap().to_string()
    };
    let more = "[[section]]\nid = \"neu\"\nheading = \"Neu\"\n[[section.block]]\ntext = \"Neu.\"\n";
    let old = fs::read_to_string(&page).unwrap();
    fs::write(&page, format!("{old}\n{more}")).unwrap();
    let missing = "the section `neu` of the original is missing";
    assert!(check().contains(missing));
    // The translation says that it was made from these very words, and is not.
    let (content, _) = patient_center::content::Content::load(copy.path());
    let content = content.unwrap();
    let german = content.by_language.values().next().unwrap();
    let now = german.pages.values().find(|page| page.name.as_str() == "privacy").unwrap();
    edit(&copy.path().join("he/privacy.toml"), "c8f53c8ffea2a9d5", now.fingerprint().as_str());
    assert!(check().contains(missing));
}

#[test]
fn french_marks_keep_to_their_words() {
    let body = &real().answers["/fr/mission"].identity.bytes;
    let text = std::str::from_utf8(body).unwrap();
    assert!(text.contains("«\u{a0}") && text.contains("\u{a0}»"));
}
