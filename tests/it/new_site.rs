//! `patient-center new site`: a site that starts at once, and a whole site of another country made from it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use patient_center::content::Content;
use patient_center::site::Site;
use tempfile::TempDir;

use crate::support::binary::{Running, command, get, output};
use crate::support::content::{
    MONDAY, OUR_WORDS, edit, everything, fill, fill_with, fixture, project,
};

/// More words of this hospital, beside [`OUR_WORDS`].
const OURS: [&str; 4] = ["+1617", "617-", "bridge", "United States"];

fn new_site(root: &Path, arguments: &[&str]) -> Output {
    output(&[&["new", "site", root.to_str().unwrap()], arguments].concat())
}

/// A site that `new site` has made, and what it said.
fn made(arguments: &[&str]) -> (TempDir, PathBuf, String) {
    let parent = tempfile::tempdir().unwrap();
    let root = parent.path().join("hospital");
    let output = new_site(&root, arguments);
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), &*error), (Some(0), ""), "{arguments:?}");
    (parent, root, String::from_utf8(output.stdout).unwrap())
}

/// The flags that name the directories of the site in `root`.
fn directories(root: &Path) -> [String; 4] {
    let path = |name: &str| root.join(name).to_str().unwrap().to_owned();
    ["--content".to_owned(), path("content"), "--static".to_owned(), path("static")]
}

/// The errors of `check` for the site in `root`.
pub(crate) fn checked(root: &Path) {
    let done = command().arg("check").args(directories(root)).output().unwrap();
    let report = String::from_utf8_lossy(&done.stdout);
    assert_eq!(done.status.code(), Some(0), "{report}{}", String::from_utf8_lossy(&done.stderr));
}

/// The names of this hospital, and of its city, in every language.
fn our_names() -> Vec<String> {
    let content = Content::load(&project().join("content")).0.unwrap();
    let names = content.by_language.values().flat_map(|words| {
        let site = &words.ui.site;
        let place = words.ui.local["place"].clone();
        [site.center.to_string(), site.hospital.to_string(), place]
    });
    names.collect()
}

#[test]
fn a_new_site_starts_in_each_known_language_and_says_nothing_of_this_hospital() {
    let ours = our_names();
    let languages = Content::load(&project().join("content")).0.unwrap().by_language;
    assert_eq!(languages.len(), 12);
    for tag in languages.keys().map(ToString::to_string) {
        let (_parent, root, said) = made(&["--language", &tag]);
        assert_eq!(said.lines().count(), 4, "{said}");
        assert!(!said.contains("note: "), "{said}");
        checked(&root);
        let (content, problems) = Content::load(&root.join("content"));
        assert!(!problems.has_errors(), "{tag}");
        let content = content.unwrap();
        assert_eq!(content.facts.default_language.as_str(), tag);
        let found = Site::check(&content, MONDAY.parse().unwrap());
        assert!(!found.has_errors(), "{tag}");
        for (path, bytes) in everything(&root) {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            for word in OUR_WORDS.into_iter().chain(OURS).chain(ours.iter().map(String::as_str)) {
                assert!(!text.contains(word), "{} says {word}", path.display());
            }
        }
    }
}

#[test]
fn the_words_of_another_language_are_english_or_the_site_begins_in_english() {
    let (_parent, root, said) = made(&["--language", "sw"]);
    assert!(said.contains("note: the words of `sw` are not known"), "{said}");
    checked(&root);
    let home = fs::read_to_string(root.join("content/sw/home.toml")).unwrap();
    assert!(home.contains("\n# The words of this file are English"), "{home}");

    let (_parent, root, said) = made(&["--language", "fa"]);
    assert!(said.contains("`patient-center new language fa` adds `fa`"), "{said}");
    checked(&root);
    assert!(root.join("content/en/home.toml").exists() && !root.join("content/fa").exists());
}

#[test]
fn an_empty_directory_is_filled_and_any_other_is_left_alone() {
    let parent = tempfile::tempdir().unwrap();
    let empty = parent.path().join("empty");
    fs::create_dir(&empty).unwrap();
    assert!(new_site(&empty, &[]).status.success());
    checked(&empty);
    let full = parent.path().join("full");
    fs::create_dir(&full).unwrap();
    fs::write(full.join("notes.txt"), "mine").unwrap();
    fs::write(parent.path().join("file"), "mine").unwrap();
    let before = everything(parent.path());
    for (name, arguments, needle) in [
        ("full", &[][..], "the directory is not empty"),
        ("empty", &[], "the directory is not empty"),
        ("file", &[], "file"),
        ("no/where", &[], "its parent"),
        ("new", &["--language", "PT-br"], "did you mean `pt-BR`?"),
    ] {
        let output = new_site(&parent.path().join(name), arguments);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{name}: {error}");
        assert!(error.lines().count() == 1 && error.contains(needle), "{name}: {error}");
    }
    assert!(everything(parent.path()) == before, "something was left behind");
}

#[test]
fn a_known_language_brings_its_words_along_and_lacks_what_the_site_says_of_itself() {
    let ours = our_names();
    for (default, tag) in [("en", "fr"), ("es", "ru"), ("es", "en")] {
        let (_parent, root, _) = made(&["--language", default]);
        let content = root.join("content");
        let done = output(&["new", "language", tag, "--content", content.to_str().unwrap()]);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let ui = content.join(tag).join("ui.toml");
        let text = fs::read_to_string(&ui).unwrap();
        for word in OUR_WORDS.into_iter().chain(OURS).chain(ours.iter().map(String::as_str)) {
            assert!(!text.contains(word), "{text}");
        }
        // The names, the forms of the place, and what would name another original than there is.
        let lacking = text.lines().filter(|line| line.ends_with(" = \"\"")).count();
        let most = if default == "en" { 8 } else { 20 };
        assert!((4..=most).contains(&lacking), "{lacking} in {text}");
        for file in ["ui", "home", "contact"] {
            let letter = if tag == "ru" { "Я " } else { "" };
            fill_with(&content.join(tag).join(format!("{file}.toml")), letter);
        }
        let facts = content.join("site.toml");
        let name = if tag == "ru" { "Русский" } else { "Name" };
        edit(&facts, "published = false\nname = \"\"", &format!("name = \"{name}\""));
        let own = content.join(default).join("ui.toml");
        edit(&own, "[languages]\n", &format!("[languages]\n{tag} = \"Name\"\n"));
        checked(&root);
    }
}

/// The facts of an invented hospital in Nairobi, written as an editor would write them.
fn write_facts(root: &Path) {
    let facts = root.join("content/site.toml");
    for (old, new) in [
        ("country = \"Your country\"", "country = \"Kenya\""),
        (
            "# lines = [\"1 Example Street, Room 2\", \"Example City\"]",
            "lines = [\"P.O. Box 30197\", \"Nairobi\"]",
        ),
        ("# locality = \"Example City\"", "locality = \"Nairobi\""),
        ("# country-code = \"XX\"", "country-code = \"KE\""),
        ("phone = \"\" ", "phone = \"+254 20 555 0140\" "),
        ("# phone-domestic = \"\"", "phone-domestic = \"020 555 0140\""),
        ("email = \"\"", "email = \"international@hillcrest-children.example\""),
        ("zone = \"Etc/UTC\"", "zone = \"Africa/Nairobi\""),
        ("# emergency = \"112\"", "emergency = \"999\""),
    ] {
        edit(&facts, old, new);
    }
    let text = fs::read_to_string(&facts).unwrap();
    let redirects = "\n[[redirect]]\nfrom = \"/he/about\"\nto = \"home\"\n";
    fs::write(&facts, text + redirects).unwrap();
    let ui = root.join("content/en/ui.toml");
    for (old, new) in [
        ("center = \"Your office\"", "center = \"International Office\""),
        ("hospital = \"Your hospital\"", "hospital = \"Hillcrest Children’s\""),
        ("place = \"your city\"", "place = \"Nairobi\""),
        ("in-country = \"In your country\"", "in-country = \"In Kenya\""),
        ("in-country-short = \"in your country\"", "in-country-short = \"in Kenya\""),
    ] {
        edit(&ui, old, new);
    }
    edit(&root.join("content/en/home.toml"), "title = \"Your office\"", "title = \"Hillcrest\"");
}

/// Adds the language `tag`, whose pages are filled with the original's words, each after `letter`.
fn add_language(root: &Path, tag: &str, name: &str, letter: &str) {
    let content = root.join("content");
    let done = output(&["new", "language", tag, "--content", content.to_str().unwrap()]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    for page in ["home", "contact"] {
        fill_with(&content.join(tag).join(format!("{page}.toml")), letter);
    }
    let facts = content.join("site.toml");
    edit(&facts, "published = false\nname = \"\"", &format!("name = \"{name}\""));
}

/// The interface in Hebrew: that of the other fixture, with the names of this one.
fn hebrew(root: &Path) {
    let ui = fs::read_to_string(fixture("other-hospital").join("he/ui.toml")).unwrap();
    let (words, _) = ui.split_once("[phones.").unwrap();
    let (_, words) = words.split_once("[quotes]").unwrap();
    let names = "[site]\ncenter = \"המשרד\"\nhospital = \"בית החולים\"\n\n[local]\n\
                 place = \"ניירובי\"\nin-country = \"בקניה\"\ninside-country = \"בתוך קניה\"\n\n[quotes]";
    let languages = "[languages]\nen = \"אנגלית\"\nsw = \"סווהילית\"\nhe = \"עברית\"\n";
    fs::write(root.join("content/he/ui.toml"), format!("{names}{words}{languages}")).unwrap();
}

/// An invented hospital's site in three languages.
pub(crate) fn nairobi() -> (TempDir, PathBuf) {
    let (parent, root, _) = made(&[]);
    write_facts(&root);
    add_language(&root, "sw", "Kiswahili", "");
    add_language(&root, "he", "עברית", "א ");
    hebrew(&root);
    // English words stand in for Swahili ones, which are in the same script.
    fill(&root.join("content/sw/ui.toml"));
    let ui = root.join("content/en/ui.toml");
    edit(&ui, "[languages]\n", "[languages]\nsw = \"Swahili\"\nhe = \"Hebrew\"\n");
    (parent, root)
}

#[test]
fn a_hospital_in_nairobi_has_a_site_with_nothing_of_this_one() {
    let (parent, root) = nairobi();
    checked(&root);
    let arguments = directories(&root);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let server = Running::start(&arguments);
    let at = |path: &str| get(&server.public, path);
    for tag in ["en", "sw", "he"] {
        for page in ["", "contact"] {
            let answer = at(&format!("/{tag}/{page}"));
            assert!(answer.starts_with("HTTP/1.1 200 "), "/{tag}/{page}: {answer:.200}");
        }
        let calendar = at(&format!("/{tag}/hours.ics"));
        assert!(calendar.contains("TZID:Africa/Nairobi\r\n"), "{calendar}");
        assert!(calendar.contains("TZOFFSETTO:+0300\r\n"), "{calendar}");
        assert_eq!(calendar.matches("TZOFFSETTO").count(), 1, "{calendar}");
        assert!(calendar.contains("LOCATION:P.O. Box 30197\\, Nairobi\r\n"), "{calendar}");
    }
    let contact = at("/en/contact");
    for shown in ["020 555 0140", "+254 20 555 0140", "tel:+254205550140", "In Kenya: ", "999"] {
        assert!(contact.contains(shown), "{shown}");
    }
    assert!(!contact.contains("geo:"), "no position is known");
    assert!(contact.contains("\"addressCountry\":\"KE\""));
    let vcard = at("/en/contact.vcf");
    assert!(vcard.contains("ADR;TYPE=WORK:;;;Nairobi;;;Kenya\r\n"), "{vcard}");
    assert!(!vcard.contains("GEO:"));
    let moved = at("/he/about");
    assert!(moved.starts_with("HTTP/1.1 301 ") && moved.contains("location: /he/\r\n"), "{moved}");

    let out = parent.path().join("exported");
    let done = command()
        .args(["export", "--base-url", "https://hillcrest-children.example", "--at", MONDAY])
        .args(["--out", out.to_str().unwrap()])
        .args(&arguments)
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let mut texts = 0;
    let ours = our_names();
    for (path, bytes) in everything(&out) {
        // What is compressed says the same as the file beside it.
        let Ok(text) = String::from_utf8(bytes) else { continue };
        texts += 1;
        for word in OUR_WORDS.into_iter().chain(OURS).chain(ours.iter().map(String::as_str)) {
            assert!(!text.contains(word), "{} says {word}", path.display());
        }
    }
    assert!(texts > 20, "{texts} texts");
}
