//! A fingerprint changes with the words that a reader of the page sees, and with nothing else.

use std::fs;
use std::path::Path;

use patient_center::content::{Content, Fingerprint, PageName};

use crate::support::content::{copy_of, edit, fixture, project};

fn fingerprint(root: &Path, page: &str) -> Fingerprint {
    let content = Content::load(root).0.unwrap();
    let words = &content.by_language[&content.facts.default_language];
    words.pages[&PageName::new(page).unwrap()].fingerprint()
}

/// Whether each edit of a file gives `page` another fingerprint.
fn changes(page: &str, edits: &[(&str, &str, &str)]) -> Vec<bool> {
    let before = fingerprint(&project().join("content"), page);
    let changed = edits.iter().map(|(file, old, new)| {
        let copy = copy_of(&project().join("content"));
        edit(&copy.path().join(file), old, new);
        fingerprint(copy.path(), page) != before
    });
    changed.collect()
}

#[test]
fn every_word_of_the_page_counts() {
    let contact = "en/contact.toml";
    let edits = [
        (contact, "title = \"Contact and directions\"", "title = \"Contact\""),
        (contact, "nav = \"Contact\"", "heading = \"Here\"\nnav = \"Contact\""),
        (contact, "nav = \"Contact\"", "nav = \"Write\""),
        (contact, "parking, wheelchairs, telephone.\"", "parking, telephone.\""),
        (contact, "lead = \"You find us", "lead = \"You will find us"),
        (contact, "heading = \"By car\"", "heading = \"In a car\""),
        (contact, "note = \"Elevators", "note = \"The elevators"),
        (contact, "text = \"[More about", "text = \"[Read about"),
        (contact, "  \"Turn left into North Grove Street.\",\n", ""),
        (contact, "title = \"Sketch map", "title = \"A map"),
        (contact, "north = \"N\"", "north = \"North\""),
    ];
    assert_eq!(changes("contact", &edits), edits.map(|_| true));
    let home = [
        ("en/home.toml", "label = \"Get directions\"", "label = \"Find the way\""),
        ("site.toml", "aims to deliver", "wants to deliver"),
    ];
    assert_eq!(changes("home", &home), home.map(|_| true));
}

#[test]
fn what_is_no_word_of_the_page_does_not_count() {
    let contact = "en/contact.toml";
    let edits = [
        (contact, "title = \"Contact", "# a comment\nchecked = 2026-11-02\ntitle = \"Contact"),
        (contact, "nav = \"Contact\"", "nav   =   'Contact'  # short"),
        (contact, "nav = \"Contact\"", "nav = \"Contact\"\npublished = false"),
        (contact, "sources = [\"position\"]", "sources = [\"center\"]"),
        (contact, "(physicians#second-opinion)", "(physicians)"),
        (contact, "lead = \"You find us", "lead = \"You *find* us"),
        (contact, "lead = \"You find us", "lead = \"You  find us"),
        (contact, "id = \"walk\"", "id = \"way\""),
        (contact, "icon = \"subway\"\n", ""),
        ("en/ui.toml", "menu = \"Main menu\"", "menu = \"Menu\""),
        ("site.toml", "\"Fruit Street\", \"Parkman", "\"Fruit St\", \"Parkman"),
    ];
    assert_eq!(changes("contact", &edits), edits.map(|_| false));
}

#[test]
fn where_one_text_ends_and_another_begins_counts() {
    let of = |words: &[&str]| {
        Fingerprint::of(&words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>())
    };
    assert_ne!(of(&["one two", "three"]), of(&["one", "two three"]));
    assert_ne!(of(&["one", "two"]), of(&["one two"]));
    assert_ne!(of(&["one", ""]), of(&["one"]));
    let edits = [("en/contact.toml", "one block.\",\n  \"Turn", "one block.\nTurn")];
    let copy = copy_of(&project().join("content"));
    let file = copy.path().join("en/contact.toml");
    edit(&file, edits[0].1, "one block. Turn");
    let one_step = fingerprint(copy.path(), "contact");
    let text = fs::read_to_string(&file).unwrap();
    let broken = text.replace("one block. Turn", "one block.\\nTurn");
    fs::write(&file, broken).unwrap();
    // A line break within a text is a space to its reader, and not the end of the text.
    assert_eq!(fingerprint(copy.path(), "contact"), one_step);
    assert_ne!(fingerprint(&project().join("content"), "contact"), one_step);
}

#[test]
fn the_files_of_the_originals_are_named_by_their_digest() {
    for root in [project().join("content"), fixture("other-hospital")] {
        let content = Content::load(&root).0.unwrap();
        assert!(content.originals.len() >= 5, "{}", root.display());
        for entry in fs::read_dir(root.join("originals")).unwrap() {
            let path = entry.unwrap().path();
            let digest = patient_center::content::digest::digest(fs::read(&path).unwrap(), 8);
            let name = path.file_name().unwrap().to_str().unwrap();
            assert_eq!(name.split('.').nth(1), Some(&*digest));
        }
    }
}
