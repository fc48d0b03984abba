//! `patient-center new`: files that are complete but for their words.

use std::fs;
use std::path::Path;
use std::process::Output;

use patient_center::content::{Content, Direction};
use patient_center::diagnostics::{Severity, group};
use patient_center::site::Site;
use tempfile::TempDir;

use crate::support::binary::output;
use crate::support::content::{
    MONDAY, copy_of, edit, everything, fill, fill_with, fixture, project, site_of,
};

fn new(root: &Path, arguments: &[&str]) -> Output {
    output(&[&["new"], arguments, &["--content", root.to_str().unwrap()]].concat())
}

fn made(root: &Path, arguments: &[&str]) -> String {
    let output = new(root, arguments);
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), &*error), (Some(0), ""), "{arguments:?}");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("next: ") && said.contains("`patient-center check`"), "{said}");
    said
}

fn real() -> TempDir {
    copy_of(&project().join("content"))
}

/// The files of the values that translations lack.
fn untranslated(root: &Path) -> Vec<String> {
    let problems = Content::load(root).1.sorted().into_iter();
    let own = problems.filter(|problem| problem.group == Some(group::WORDS));
    own.map(|problem| problem.file).collect()
}

/// The errors of the content, each with its file; none of them is anything but an empty value.
fn empty_values(root: &Path) -> Vec<String> {
    let (content, mut problems) = Content::load(root);
    problems.append(Site::check(&content.unwrap(), MONDAY.parse().unwrap()));
    let errors = problems.sorted().into_iter().filter(|p| p.severity == Severity::Error);
    // Words of the original stand in for a translation, in whatever script.
    let errors = errors.filter(|error| !error.message.contains("the script of"));
    let files = errors.map(|error| {
        assert!(error.message.ends_with(" is empty") && error.place.is_some(), "{error}");
        error.file
    });
    files.collect()
}

#[test]
fn a_new_page_lacks_its_words_and_nothing_else() {
    let copy = real();
    let said = made(copy.path(), &["page", "visa"]);
    assert!(said.starts_with("made en/visa.toml\n"), "{said}");
    // Nobody sees it yet, so it keeps nothing from being served.
    assert_eq!(empty_values(copy.path()), [""; 0]);
    assert!(!site_of(copy.path(), MONDAY).unwrap().answers.contains_key("/en/visa"));
    let warned = Content::load(copy.path()).1.sorted().into_iter();
    let warned = warned.filter(|problem| problem.message.ends_with(" is empty"));
    assert_eq!(warned.map(|problem| problem.file).collect::<Vec<_>>(), ["en/visa.toml"; 6]);
    let page = copy.path().join("en/visa.toml");
    fill(&page);
    edit(&page, "published = false\n", "");
    let site = site_of(copy.path(), MONDAY).unwrap();
    assert!(site.answers.contains_key("/en/visa") && site.answers.contains_key("/ar/visa"));
}

#[test]
fn a_new_translation_has_the_structure_of_its_original() {
    let copy = copy_of(&fixture("other-hospital"));
    let mut laid_out = Vec::new();
    for page in ["home", "contact", "hours", "languages", "privacy"] {
        let file = copy.path().join("he").join(format!("{page}.toml"));
        fs::remove_file(&file).unwrap();
        let said = made(copy.path(), &["page", page, "--in", "he"]);
        assert!(said.starts_with(&format!("made he/{page}.toml\nnext: ")), "{said}");
        assert_eq!(empty_values(copy.path()), [""; 0]);
        let lacking = untranslated(copy.path());
        assert!(lacking.len() > 5, "{lacking:?}");
        assert!(lacking.iter().all(|file| *file == format!("he/{page}.toml")), "{lacking:?}");
        laid_out.push((file.clone(), fs::read_to_string(&file).unwrap()));
        fill(&file);
    }
    let (content, problems) = Content::load(copy.path());
    let content = content.unwrap();
    // German words are no Hebrew ones; nothing else is wrong with them.
    for problem in problems.sorted() {
        assert!(problem.message.ends_with("is Hebrew, the script of `he`"), "{problem}");
    }
    for problem in Site::check(&content, MONDAY.parse().unwrap()).sorted() {
        assert!(problem.severity == Severity::Warning, "{problem}");
    }
    let [german, hebrew] = ["de", "he"].map(|tag| {
        let mut words = content.by_language.iter().filter(|(language, _)| language.as_str() == tag);
        &words.next().unwrap().1.pages
    });
    for (name, page) in hebrew {
        let original = &german[name];
        let translation = page.translation.as_ref().unwrap();
        assert_eq!(translation.of, Some(original.fingerprint()));
        assert!(translation.reviewed.is_none());
        // Filled with the words of the original, it is the original.
        assert_eq!(page.fingerprint(), original.fingerprint(), "{name}");
        assert_eq!(page.lead, original.lead);
        for (section, original) in page.sections.iter().zip(&original.sections) {
            assert_eq!(
                (&section.id, section.icon, &section.sources, section.blocks.len()),
                (&original.id, original.icon, &original.sources, original.blocks.len())
            );
        }
    }
    // With a letter of its own script in every value, the site is whole.
    for (file, empty) in laid_out {
        fs::write(&file, empty).unwrap();
        fill_with(&file, "א ");
    }
    assert!(site_of(copy.path(), MONDAY).unwrap().answers.contains_key("/he/privacy"));
}

#[test]
fn a_new_language_lacks_its_words_and_nothing_else() {
    let copy = real();
    let said = made(copy.path(), &["language", "it"]);
    assert!(said.contains("made it/ui.toml\n") && said.contains("changed site.toml\n"), "{said}");
    assert_eq!(empty_values(copy.path()), [""; 0]);
    let empty = untranslated(copy.path());
    assert!(empty.len() > 300, "{}", empty.len());
    assert_eq!(empty.iter().filter(|file| **file == "site.toml").count(), 1);
    assert!(empty.iter().all(|file| file.starts_with("it/") || file == "site.toml"));
    assert!(!site_of(copy.path(), MONDAY).unwrap().answers.contains_key("/it/"));
    let facts = fs::read_to_string(copy.path().join("site.toml")).unwrap();
    let was = fs::read_to_string(project().join("content/site.toml")).unwrap();
    let table = "tag = \"it\"\npublished = false\nname = \"\"\ndir = \"ltr\"\nlocale = \"it_IT\"\ncities = []\n";
    assert_eq!(facts.replace(&format!("\n[[language]]\n{table}"), ""), was);
    for file in
        everything(copy.path()).keys().filter(|file| file.extension().is_some_and(|e| e == "toml"))
    {
        // What the hospital owes stays empty.
        if !file.ends_with("site.toml") {
            fill(file);
        }
    }
    let facts = copy.path().join("site.toml");
    edit(&facts, "published = false\nname = \"\"", "name = \"Italiano\"");
    let site = site_of(copy.path(), MONDAY).unwrap();
    let pages = |tag: &str| site.answers.keys().filter(|path| path.starts_with(tag)).count();
    assert_eq!(pages("/it/"), pages("/en/"));
}

#[test]
fn a_language_brings_its_direction_and_its_region() {
    let copy = copy_of(&fixture("other-hospital"));
    // One after the other, although the first ones still lack all their words.
    for tag in ["fa", "zh-Hant", "pt-BR", "ks"] {
        made(copy.path(), &["language", tag]);
    }
    let content = Content::load(copy.path()).0.unwrap();
    let facts = |tag: &str| {
        let mut languages = content.facts.languages.iter();
        let found = languages.find(|facts| facts.language.as_str() == tag).unwrap();
        (found.direction, found.locale.clone(), found.cities.len())
    };
    assert_eq!(facts("fa"), (Direction::Rtl, "fa_IR".to_owned(), 0));
    assert_eq!(facts("zh-Hant"), (Direction::Ltr, "zh_TW".to_owned(), 0));
    assert_eq!(facts("pt-BR"), (Direction::Ltr, "pt_BR".to_owned(), 0));
    assert_eq!(facts("ks"), (Direction::Rtl, "ks_IN".to_owned(), 0));
}

#[test]
fn what_cannot_be_laid_out_is_one_line_and_leaves_nothing_behind() {
    let copy = real();
    fs::write(copy.path().join("it"), "a file where a directory must be").unwrap();
    let before = everything(copy.path());
    for (arguments, code, needle) in [
        (&["page", "home"][..], 1, "en/home.toml is already there"),
        (&["page", "home", "--in", "ar"], 1, "ar/home.toml is already there"),
        (&["page", "Visa"], 2, "small letters, digits and hyphens"),
        (&["page", "../x"], 2, "small letters, digits and hyphens"),
        (&["page", "guide"], 2, "this name is reserved: the site uses it itself"),
        (&["page", "ui"], 2, "this name is reserved: the site uses it itself"),
        (&["page", "hom", "--in", "ar"], 2, "did you mean `home`?"),
        (&["page", "plan", "--in", "arr"], 2, "did you mean `ar`?"),
        (&["page", "plan", "--in", "en"], 2, "leave out `--in`"),
        (&["language", "ar"], 1, "`ar` is a language of this site already"),
        (&["language", "PT-br"], 2, "did you mean `pt-BR`?"),
        (&["language", "Italiano"], 2, "such as `en`"),
        (&["language", "../it"], 2, "such as `en`"),
        (&["language", "it"], 2, "it"),
        (&[], 2, "new"),
    ] {
        let output = new(copy.path(), arguments);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {error}");
        assert!(error.lines().count() == 1 && error.contains(needle), "{arguments:?}: {error}");
        assert!(output.stdout.is_empty());
        assert!(before == everything(copy.path()), "{arguments:?} left something behind");
    }
}
