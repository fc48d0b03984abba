//! The TOML examples of `content/README.md`, which editors copy: each is read without a mistake.
//!
//! An example names pages, drawings and sources that only its own site would have; so it is read, and
//! not checked against the other files.

use std::fs;

use patient_center::content::{Content, Files, files};
use patient_center::diagnostics::Severity;
use toml_edit::{DocumentMut, Item, table, value};

use crate::support::content::{fixture, project};

fn readme() -> String {
    let text = fs::read_to_string(project().join("content/README.md")).unwrap();
    // The reference after it is written by another test.
    text.split("<!-- reference").next().unwrap().to_owned()
}

/// The examples of several lines, in their order.
fn blocks() -> Vec<String> {
    let readme = readme();
    let blocks = readme.split("```toml\n").skip(1);
    blocks.map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

/// What is wrong with `file`, with `text` in its place in the other hospital's content.
fn mistakes(file: &str, text: &str) -> Vec<String> {
    let mut files: Files = files::read(&fixture("other-hospital")).0;
    files.insert(file.to_owned(), text.as_bytes().to_vec());
    let mistakes = Content::from_files(&files).1.sorted().into_iter();
    let own = mistakes.filter(|m| m.file == file && m.severity == Severity::Error);
    own.map(|mistake| mistake.to_string()).collect()
}

fn assert_sound(file: &str, text: &str) {
    assert_eq!(mistakes(file, text), Vec::<String>::new(), "{text}");
}

/// The examples in a line: `key = value`, and after it in the same line other values of the key.
fn in_line(line: &str) -> Vec<(String, String)> {
    let mut last = String::new();
    let codes = line.split('`').skip(1).step_by(2);
    let examples = codes.filter_map(|code| {
        if let Some((key, value)) = code.split_once(" = ") {
            key.clone_into(&mut last);
            return Some((last.clone(), value.to_owned()));
        }
        if code.starts_with('"') && !last.is_empty() {
            return Some((last.clone(), code.to_owned()));
        }
        if !code.starts_with(['"', '[']) {
            code.clone_into(&mut last);
        }
        None
    });
    examples.collect()
}

#[test]
fn the_example_of_a_page_is_read() {
    // The one with every key; the others are steps of recipes, which are followed elsewhere.
    let page = blocks().into_iter().find(|block| block.contains("\n[translation] ")).unwrap();
    assert_sound("de/contact.toml", &page);
    let wrong = page.replace("nav =", "navigation =");
    assert_eq!(mistakes("de/contact.toml", &wrong).len(), 2, "a stale example goes unnoticed");
}

#[test]
fn the_example_of_the_facts_is_read() {
    let facts = blocks().into_iter().find(|block| block.starts_with("default-language")).unwrap();
    // It shows one language of several.
    let english =
        "[[language]]\ntag = \"en\"\nname = \"English\"\ndir = \"ltr\"\nlocale = \"en_US\"\n";
    assert_sound("site.toml", &format!("{facts}\n{english}"));
}

#[test]
fn the_examples_of_blocks_are_read() {
    let readme = readme();
    let rows = readme.lines().filter(|line| line.starts_with("| "));
    let page = "title = \"Titel\"\nnav = \"Titel\"\nsummary = \"Text.\"\nlead = \"Text.\"\n\
                [[section]]\nid = \"a\"\nheading = \"Abschnitt\"\n";
    let mut kinds = 0;
    for (key, value) in rows.flat_map(in_line) {
        if key == "translation" {
            continue; // inside a quotation
        }
        assert_sound("de/contact.toml", &format!("{page}[[section.block]]\n{key} = {value}\n"));
        kinds += 1;
    }
    assert!(kinds >= 20, "{kinds} examples");
}

#[test]
fn the_examples_of_the_interface_are_read() {
    let readme = readme();
    let own = fs::read_to_string(fixture("other-hospital").join("de/ui.toml")).unwrap();
    let lines = readme.lines().filter_map(|line| line.strip_prefix("- `["));
    let mut count = 0;
    for (name, line) in lines.filter_map(|line| line.split_once("]`")) {
        for (key, example) in in_line(line) {
            let mut document: DocumentMut = own.parse().unwrap();
            let example: DocumentMut = format!("example = {example}").parse().unwrap();
            let table = document.entry(name).or_insert_with(table);
            table[key.as_str()] = Item::Value(example["example"].as_value().unwrap().clone());
            assert_sound("de/ui.toml", &document.to_string());
            count += 1;
        }
    }
    assert!(count >= 8, "{count} examples");
    let mut document: DocumentMut = own.parse().unwrap();
    document["clock"]["hours"] = value("1-24");
    assert_eq!(mistakes("de/ui.toml", &document.to_string()).len(), 1);
}
