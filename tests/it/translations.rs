//! `patient-center translations`: the states of all translations, what has changed in the originals, and
//! how a translation is accepted or reviewed.

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::binary::output;
use crate::support::content::{
    MONDAY, copy_of, documents, edit, everything, fixture, lay_over, project, site_of,
};

/// The languages of [`content`] beside that of the originals.
const LANGUAGES: usize = 2;

fn translations(root: &Path, arguments: &[&str]) -> Output {
    let content = ["--content", root.to_str().unwrap()];
    output(&[&["translations"], arguments, &content[..]].concat())
}

fn said(root: &Path, arguments: &[&str]) -> String {
    let output = translations(root, arguments);
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), &*error), (Some(0), ""), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn table(root: &Path) -> Value {
    serde_json::from_str(&said(root, &["--format", "json"])).unwrap()
}

/// The pages and languages in a state, as `page/language`.
fn in_state(root: &Path, state: &str) -> Vec<String> {
    let table = table(root);
    let pages = table["pages"].as_object().unwrap().iter();
    let found = pages.flat_map(|(page, states)| {
        let states = states.as_object().unwrap().iter();
        let found = states.filter(|(_, found)| *found == state);
        found.map(move |(tag, _)| format!("{page}/{tag}")).collect::<Vec<_>>()
    });
    found.collect()
}

/// The other hospital's content, with the Hebrew translation as one into Yiddish, too.
fn content() -> TempDir {
    let copy = copy_of(&fixture("other-hospital"));
    let root = copy.path();
    lay_over(&root.join("he"), &root.join("yi"));
    let language =
        "\n[[language]]\ntag = \"yi\"\nname = \"ייִדיש\"\ndir = \"rtl\"\nlocale = \"yi_DE\"\n";
    let facts = fs::read_to_string(root.join("site.toml")).unwrap();
    fs::write(root.join("site.toml"), facts + language).unwrap();
    for (tag, name) in [("de", "Jiddisch"), ("he", "יידיש"), ("yi", "יידיש")] {
        let names = format!("\n[languages]\nyi = \"{name}\"\n");
        edit(&root.join(tag).join("ui.toml"), "\n[languages]\n", &names);
    }
    copy
}

/// The same, after one sentence of an original has changed.
fn changed() -> TempDir {
    let copy = content();
    edit(&copy.path().join("de/contact.toml"), "liegt links.\"", "liegt gleich rechts.\"");
    copy
}

#[test]
fn every_translation_of_the_real_content_is_up_to_date() {
    let copy = copy_of(&project().join("content"));
    assert_eq!(in_state(copy.path(), "stale"), [""; 0]);
    let accepted = said(copy.path(), &["accept", "ar", "--all"]);
    assert!(accepted.lines().all(|line| line.ends_with("is up to date, nothing to do")));
    assert_eq!(everything(copy.path()).len(), everything(&project().join("content")).len());
}

#[test]
fn one_sentence_makes_one_page_stale_in_every_language_and_accepting_clears_one() {
    let copy = changed();
    let stale = in_state(copy.path(), "stale");
    assert_eq!(stale.len(), LANGUAGES);
    assert!(stale.iter().all(|found| found.starts_with("contact/")), "{stale:?}");
    let visible = visibly_stale(copy.path());
    assert_eq!(visible.len(), LANGUAGES, "{visible:?}");
    assert!(said(copy.path(), &["accept", "he", "contact"]).starts_with("he/contact.toml: "));
    let still = in_state(copy.path(), "stale");
    assert_eq!(still.len(), LANGUAGES - 1);
    assert!(!still.contains(&"contact/he".to_owned()));
    let visible = visibly_stale(copy.path());
    assert_eq!(visible.len(), LANGUAGES - 1);
    assert!(!visible.contains(&"/he/contact".to_owned()));
}

/// The pages that tell their readers, in their own language, that the original has changed.
fn visibly_stale(root: &Path) -> Vec<String> {
    let site = site_of(root, MONDAY).unwrap();
    let notice = |tag: &str| {
        let ui = fs::read_to_string(root.join(tag).join("ui.toml")).unwrap();
        let line = ui.lines().find_map(|line| line.strip_prefix("stale = \"")).unwrap().to_owned();
        line.trim_end_matches('"').to_owned()
    };
    let pages = documents(&site).into_iter().filter(|document| {
        // The guide is made of all pages, and is stale if any of them is.
        let Some((tag, page)) = document.path.trim_start_matches('/').split_once('/') else {
            return false;
        };
        let words = document.html.root_element().text().collect::<String>();
        page != "guide" && words.contains(&notice(tag))
    });
    pages.map(|document| document.path).collect()
}

#[test]
fn translations_shows_the_words_that_changed() {
    let copy = changed();
    let shown = said(copy.path(), &[]);
    let line = "Haus Linde liegt [-links-]{+gleich rechts+}.";
    assert_eq!(shown.matches(line).count(), 1, "{shown}");
    assert!(shown.contains("contact, translated into he, yi from "), "{shown}");
    assert!(shown.contains("in all: 2 reviewed, 6 draft, 2 stale, 0 missing"), "{shown}");
    assert!(shown.is_ascii() && !shown.contains('\u{1b}'), "{shown}");
    let changed = &table(copy.path())["changed"][0];
    assert_eq!(changed["page"], "contact");
    assert_eq!(changed["changes"].as_array().unwrap().len(), 1);
    let change = &changed["changes"][0];
    assert_eq!(change["old"], "Haus Linde liegt links.");
    assert_eq!(change["new"], "Haus Linde liegt gleich rechts.");
    assert_eq!(change["parts"][1]["removed"], "links");
}

#[test]
fn an_original_is_kept_while_a_translation_is_made_from_it() {
    let copy = copy_of(&fixture("other-hospital"));
    let originals = || fs::read_dir(copy.path().join("originals")).unwrap().count();
    let before = originals();
    edit(&copy.path().join("de/contact.toml"), "nav = \"Kontakt\"", "nav = \"Kontakte\"");
    said(copy.path(), &["accept", "he", "contact"]);
    assert_eq!(originals(), before);
    let changed = changed();
    let versions = |root: &Path| {
        let names = everything(&root.join("originals")).into_keys();
        names.filter(|path| path.to_string_lossy().contains("contact.")).count()
    };
    // One language is still translated from the former words.
    said(changed.path(), &["accept", "he", "contact"]);
    assert_eq!(versions(changed.path()), 2);
}

#[test]
fn check_warns_of_originals_that_are_missing_or_not_needed() {
    let copy = changed();
    let check = |needle: &str| {
        let assets = project().join("static");
        let arguments =
            ["check", "--verbose", "--content", copy.path().to_str().unwrap(), "--static"];
        let report = output(&[&arguments[..], &[assets.to_str().unwrap()]].concat());
        assert_eq!(report.status.code(), Some(0));
        String::from_utf8(report.stdout).unwrap().matches(needle).count()
    };
    let stale = "the original has changed since (its fingerprint is now `";
    assert_eq!(check(stale), LANGUAGES);
    let mut kept = everything(&copy.path().join("originals")).into_keys();
    let contact = kept.find(|path| path.to_string_lossy().contains("contact.")).unwrap();
    fs::remove_file(contact).unwrap();
    assert_eq!(check("that it was translated from (`"), LANGUAGES);
    assert!(said(copy.path(), &[]).contains("it was translated from are not kept"));
    assert!(table(copy.path())["changed"][0]["changes"].is_null());
    let unneeded = "no translation was made from these words any more";
    assert_eq!(check(unneeded), 0);
    for language in table(copy.path())["languages"].as_array().unwrap() {
        let language = copy.path().join(language.as_str().unwrap());
        fs::remove_file(language.join("privacy.toml")).unwrap();
    }
    assert_eq!(check(unneeded), 1);
    edit(&copy.path().join("he/hours.toml"), "of = \"", "# of = \"");
    assert_eq!(check("nothing says which words this page was translated from"), 1);
}

#[test]
fn accept_changes_nothing_of_a_file_but_the_fingerprint() {
    let copy = copy_of(&fixture("other-hospital"));
    let file = copy.path().join("he/contact.toml");
    let text = fs::read_to_string(&file).unwrap();
    let of = text.lines().find(|line| line.starts_with("of = ")).unwrap();
    let table =
        "state =  'reviewed'  # ours\nreviewed-by = 'R'  # R\n OF # one\nreviewed-on=2026-01-02";
    let ours = text.replace(&format!("state = \"draft\"\n{of}"), table);
    assert_ne!(ours, text);
    for (mark, end) in [("", "\n"), ("\u{feff}", "\n"), ("", "\r\n"), ("\u{feff}", "\r\n")] {
        let written = |of: &str| mark.to_owned() + &ours.replace("OF", of).replace('\n', end);
        fs::write(&file, written("of = \"0000000000000000\"")).unwrap();
        said(copy.path(), &["accept", "he", "contact"]);
        assert_eq!(fs::read_to_string(&file).unwrap(), written(of));
        let before = (everything(copy.path()), file.metadata().unwrap().modified().unwrap());
        assert!(said(copy.path(), &["accept", "he", "contact"]).contains("nothing to do"));
        let after = (everything(copy.path()), file.metadata().unwrap().modified().unwrap());
        assert!(before == after, "an up-to-date file was written");
    }
}

#[test]
fn a_review_says_who_and_on_which_day_of_the_center() {
    let copy = changed();
    let review =
        ["review", "he", "contact", "--by", " Amal Haddad ", "--at", "2026-12-23T23:30:00Z"];
    let reviewed = said(copy.path(), &review);
    assert_eq!(reviewed, "he/contact.toml: reviewed by Amal Haddad on 2026-12-24\n");
    let text = fs::read_to_string(copy.path().join("he/contact.toml")).unwrap();
    for line in
        ["state = \"reviewed\"", "reviewed-by = \"Amal Haddad\"", "reviewed-on = 2026-12-24"]
    {
        assert_eq!(text.lines().filter(|found| *found == line).count(), 1, "{text}");
    }
    assert!(in_state(copy.path(), "reviewed").contains(&"contact/he".to_owned()));
    assert!(!in_state(copy.path(), "reviewed").contains(&"contact/yi".to_owned()));
    assert!(said(copy.path(), &review).contains("nothing to do"));
}

#[test]
fn an_error_is_one_line_and_changes_nothing() {
    let copy = content();
    fs::remove_file(copy.path().join("he/privacy.toml")).unwrap();
    edit(&copy.path().join("he/hours.toml"), "state = \"draft\"", "state = \"darft\"");
    let before = everything(copy.path());
    for (arguments, code, needle) in [
        (&["accept", "hee", "home"][..], 2, "there is no language `hee`; did you mean `he`?"),
        (&["accept", "he", "hom"], 2, "there is no page `hom`; did you mean `home`?"),
        (&["accept", "he", "../de/home"], 2, "there is no page"),
        (&["accept", "de", "home"], 2, "`de` is the language of the originals"),
        (&["accept", "he"], 2, "<PAGE>"),
        (&["accept", "he", "home", "--all"], 2, "--all"),
        (&["accept", "he", "privacy"], 1, "patient-center new page privacy --in he"),
        (&["accept", "he", "home", "hours"], 1, "he/hours.toml:8: an unknown state"),
        (&["review", "he", "home"], 2, "--by"),
        (&["review", "he", "home", "--by", " "], 2, "a name is one line of letters"),
        (&["review", "he", "home", "--by", "a\u{202e}b"], 2, "a name is one line of letters"),
        (&["review", "he", "home", "--by", "a\nb"], 2, "a name is one line of letters"),
        (&["--format", "xml"], 2, "xml"),
    ] {
        let output = translations(copy.path(), arguments);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {error}");
        assert!(error.lines().count() == 1 && error.contains(needle), "{arguments:?}: {error}");
        assert!(output.stdout.is_empty());
    }
    assert!(before == everything(copy.path()));
    let nowhere = translations(&copy.path().join("nowhere"), &[]);
    assert_eq!(nowhere.status.code(), Some(1));
    assert_eq!(String::from_utf8(nowhere.stderr).unwrap().lines().count(), 1);
}
