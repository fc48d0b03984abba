//! A fingerprint changes with the words that a reader of the page sees, and with nothing else.

use std::fs;
use std::path::Path;

use bytes::Bytes;
use patient_center::content::{Content, Fingerprint, PageName};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::support::content::{copy_of, edit, fixture, project};

fn fingerprint(root: &Path, page: &str) -> Fingerprint {
    let content = Content::load(root).0.unwrap();
    let words = &content.by_language[&content.facts.default_language];
    words.pages[&PageName::new(page).unwrap()].fingerprint()
}

/// The other hospital's content, with a sketch on the contact page.
fn with_a_sketch() -> TempDir {
    let copy = copy_of(&fixture("other-hospital"));
    let sketch = "\n[[section.block]]\n\
        sketch = { drawing = \"weg\", title = \"Skizze des Wegs\", labels = { nord = \"N\" } }\n";
    let contact = copy.path().join("de/contact.toml");
    fs::write(&contact, fs::read_to_string(&contact).unwrap() + sketch).unwrap();
    copy
}

/// Whether each edit of a file gives `page` another fingerprint.
fn changes(page: &str, edits: &[(&str, &str, &str)]) -> Vec<bool> {
    let original = with_a_sketch();
    let before = fingerprint(original.path(), page);
    let changed = edits.iter().map(|(file, old, new)| {
        let copy = copy_of(original.path());
        edit(&copy.path().join(file), old, new);
        fingerprint(copy.path(), page) != before
    });
    changed.collect()
}

#[test]
fn every_word_of_the_page_changes_its_fingerprint() {
    let contact = "de/contact.toml";
    let edits = [
        (contact, "title = \"Kontakt und Anfahrt\"", "title = \"Kontakt\""),
        (contact, "nav = \"Kontakt\"", "heading = \"Hier\"\nnav = \"Kontakt\""),
        (contact, "nav = \"Kontakt\"", "nav = \"Anfahrt\""),
        (contact, "Rollstuhl, Parkhaus.\"", "Rollstuhl.\""),
        (contact, "lead = \"Sie finden uns", "lead = \"Sie treffen uns"),
        (contact, "heading = \"Mit dem Auto\"", "heading = \"Im Auto\""),
        (contact, "note = \"Haus Linde ist", "note = \"Die Linde ist"),
        (contact, "icon = \"subway\"", "icon = \"subway\"\nsource-note = \"Gelesen 2025.\""),
        (contact, "text = \"[Die Zeiten", "text = \"[Unsere Zeiten"),
        (contact, "  \"Haus Linde liegt links.\",\n", ""),
        (contact, "title = \"Skizze des Wegs\"", "title = \"Eine Skizze\""),
        (contact, "nord = \"N\"", "nord = \"Norden\""),
    ];
    assert_eq!(changes("contact", &edits), edits.map(|_| true));
    let home = [
        ("de/home.toml", "label = \"Anfahrt ansehen\"", "label = \"Den Weg finden\""),
        ("site.toml", "freundlich, gründlich", "freundlich"),
    ];
    assert_eq!(changes("home", &home), home.map(|_| true));
}

#[test]
fn nothing_but_the_words_of_the_page_changes_its_fingerprint() {
    let contact = "de/contact.toml";
    let edits = [
        (contact, "check-by = 2027-05-02", "# a comment\ncheck-by = 2027-04-02"),
        (contact, "nav = \"Kontakt\"", "nav   =   'Kontakt'  # short"),
        (contact, "nav = \"Kontakt\"", "nav = \"Kontakt\"\npublished = false"),
        (contact, "heading = \"Adresse\"", "heading = \"Adresse\"\nsources = [\"leitbild\"]"),
        (contact, "](hours)", "](home)"),
        (contact, "lead = \"Sie finden uns", "lead = \"Sie *finden* uns"),
        (contact, "lead = \"Sie finden uns", "lead = \"Sie  finden uns"),
        (contact, "lead = \"Sie finden uns", "lead = \"Sie fin\\u00ADden uns"),
        (contact, "id = \"bahn\"", "id = \"zug\""),
        (contact, "icon = \"subway\"\n", ""),
        ("de/ui.toml", "menu = \"Hauptmenü\"", "menu = \"Menü\""),
        ("site.toml", "\"Parkhaus Ahorn\"", "\"Parkhaus Eiche\""),
    ];
    assert_eq!(changes("contact", &edits), edits.map(|_| false));
}

#[test]
fn the_boundary_between_two_texts_changes_the_fingerprint() {
    let of = |words: &[&str]| {
        Fingerprint::of(&words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>())
    };
    assert_ne!(of(&["one two", "three"]), of(&["one", "two three"]));
    assert_ne!(of(&["one", "two"]), of(&["one two"]));
    assert_ne!(of(&["one", ""]), of(&["one"]));
    let original = fixture("other-hospital");
    let copy = copy_of(&original);
    let file = copy.path().join("de/contact.toml");
    edit(&file, "*Musterplatz*.\",\n  \"Gehen", "*Musterplatz*. Gehen");
    let one_step = fingerprint(copy.path(), "contact");
    edit(&file, "*Musterplatz*. Gehen", "*Musterplatz*.\\nGehen");
    // A line break within a text is a space to its reader, and not the end of the text.
    assert_eq!(fingerprint(copy.path(), "contact"), one_step);
    assert_ne!(fingerprint(&original, "contact"), one_step);
}

#[test]
fn the_files_of_the_originals_are_named_by_their_digest() {
    for root in [project().join("content"), fixture("other-hospital")] {
        let content = Content::load(&root).0.unwrap();
        assert!(content.originals.len() >= 5, "{}", root.display());
        for entry in fs::read_dir(root.join("originals")).unwrap() {
            let path = entry.unwrap().path();
            let digest = Sha256::digest(fs::read(&path).unwrap());
            let digest = format!("{:x}", Bytes::copy_from_slice(&digest[..8]));
            let name = path.file_name().unwrap().to_str().unwrap();
            assert_eq!(name.split('.').nth(1), Some(&*digest));
        }
    }
}
