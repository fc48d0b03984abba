//! Only the default language's words are required: what another language lacks is shown in the default
//! one, marked as such, and nothing that an editor does in one language waits for the others.

use std::fs;
use std::path::Path;

use patient_center::content::Content;
use patient_center::diagnostics::{Diagnostic, Severity, group};
use patient_center::site::Site;
use scraper::Html;
use tempfile::TempDir;

use crate::support::binary::output;
use crate::support::content::{
    Document, MONDAY, copy_of, document, documents, edit, fixture, pages, project, site_of,
};

/// Every problem of the content under `root`.
fn problems(root: &Path) -> Vec<Diagnostic> {
    let (content, mut problems) = Content::load(root);
    problems.append(Site::check(&content.unwrap(), MONDAY.parse().unwrap()));
    problems.sorted()
}

/// The warnings of `group`, each with its file; there is no error.
pub(crate) fn warned(root: &Path, group: &str) -> Vec<String> {
    let problems = problems(root);
    let error = problems.iter().find(|problem| problem.severity == Severity::Error);
    assert!(error.is_none(), "{}", error.unwrap());
    let own = problems.into_iter().filter(|problem| problem.group == Some(group));
    own.map(|problem| format!("{}: {}", problem.file, problem.message)).collect()
}

fn append(file: &Path, text: &str) {
    let old = fs::read_to_string(file).unwrap();
    fs::write(file, old + text).unwrap();
}

fn page(site: &Site, path: &str) -> Document {
    document(path, &site.answers[path])
}

fn text(site: &Site, path: &str) -> String {
    String::from_utf8(site.answers[path].identity.bytes.to_vec()).unwrap()
}

fn other() -> TempDir {
    copy_of(&fixture("other-hospital"))
}

/// Every text of `html` with the language that it is marked as, and the name of its element.
fn texts(html: &Html) -> Vec<(String, String, String)> {
    let texts = html.tree.nodes().filter_map(|node| {
        let text = node.value().as_text()?.trim().to_owned();
        let elements = || node.ancestors().filter_map(|node| node.value().as_element());
        let language = elements().find_map(|element| element.attr("lang")).unwrap_or_default();
        let parent = elements().next().map(scraper::node::Element::name).unwrap_or_default();
        Some((text, language.to_owned(), parent.to_owned()))
    });
    texts.collect()
}

const STORM: &str = "\n[[hours.exception]]\ndate = 2026-11-23\nopen = []\n";

#[test]
fn a_storm_is_announced_in_every_language_by_one_edit_without_a_reason() {
    let copy = copy_of(&project().join("content"));
    append(&copy.path().join("site.toml"), STORM);
    let site = site_of(copy.path(), MONDAY).unwrap();
    let content = Content::load(copy.path()).0.unwrap();
    for (language, words) in &content.by_language {
        let closed = words.ui.hours.closed_today.to_string();
        let own = documents(&site).into_iter();
        let own: Vec<_> = own.filter(|d| d.path.starts_with(&format!("/{language}/"))).collect();
        assert!(own.len() > 10, "{language}");
        for document in own {
            let status = document.all(".card .screen dd b");
            let status: Vec<_> = status.iter().map(|b| b.text().collect::<String>()).collect();
            assert_eq!(status, [closed.as_str()], "{}", document.path);
        }
        let calendar = text(&site, &format!("/{language}/hours.ics"));
        assert!(calendar.contains("DTSTART;VALUE=DATE:20261123"), "{calendar}");
        let hours = text(&site, &format!("/{language}/hours"));
        assert!(hours.contains("\"validFrom\":\"2026-11-23\""), "{language}");
    }
}

#[test]
fn a_reason_in_one_language_is_shown_in_all_and_marked_in_the_others() {
    let copy = copy_of(&project().join("content"));
    append(
        &copy.path().join("en/ui.toml"),
        "\n[reasons]\nstorm = \"Snowstorm\"\nlater = \"Later\"\n",
    );
    assert_eq!(warned(copy.path(), group::WORDS), [""; 0], "words may be prepared");
    append(&copy.path().join("site.toml"), &format!("{STORM}reason = \"storm\"\n"));
    let lacking = warned(copy.path(), group::WORDS);
    assert_eq!(lacking.len(), 11, "{lacking:?}");
    let site = site_of(copy.path(), MONDAY).unwrap();
    for language in &site.languages {
        let home = page(&site, &format!("/{language}/"));
        let status = home.words(".card .screen dd b");
        assert!(status.contains("Snowstorm"), "{status}");
        let marked = home.all(".card .screen dd b bdi[lang=en][dir=ltr]").len();
        assert_eq!(marked, usize::from(language.as_str() != "en"), "{language}");
        let calendar = text(&site, &format!("/{language}/hours.ics")).replace("\r\n ", "");
        let summaries = calendar.lines().filter(|line| line.starts_with("SUMMARY:"));
        assert_eq!(summaries.filter(|line| line.contains("Snowstorm")).count(), 1, "{language}");
        assert!(page(&site, &format!("/{language}/hours")).text.contains("Snowstorm"));
    }
    assert_eq!(page(&site, "/en/").words(".card .screen dd b"), "Closed today (Snowstorm)");
}

/// The German words of the interface that no other words are part of.
fn german() -> Vec<String> {
    let ui = fs::read_to_string(fixture("other-hospital/de/ui.toml")).unwrap();
    let values = ui.lines().filter_map(|line| line.split_once(" = \"")?.1.strip_suffix('"'));
    let plain = values.filter(|words| words.chars().count() > 8 && !words.contains('{'));
    plain.map(str::to_owned).collect()
}

/// Asserts that every German word of the interface on Hebrew pages is marked, and that there are some.
fn german_is_marked(site: &Site) {
    let german = german();
    let mut count = 0;
    for document in documents(site).into_iter().filter(|d| d.path.starts_with("/he/")) {
        for (text, language, parent) in texts(&document.html) {
            if ["title", "script", "style", "option"].contains(&parent.as_str()) {
                continue;
            }
            if german.contains(&text) {
                count += 1;
                assert_eq!(language, "de", "{}: {text}", document.path);
            }
        }
    }
    assert!(count > 50, "{count}");
}

#[test]
fn an_interface_that_lacks_words_has_those_of_the_default_language_marked() {
    let copy = other();
    let ui = copy.path().join("he/ui.toml");
    // Half of the calendar, an empty value, and little else.
    let half = "[site]\ncenter = \"המשרד לאורחים מחו״ל\"\n[calendar]\nfirst-day = \"sunday\"\n\
                date = \"{weekday}, {day} {month}\"\n[interface]\nskip = \"\"\n\
                contents = \"בדף הזה\"\n[cities]\n\"Asia/Jerusalem\" = \"\"\n";
    fs::write(&ui, half).unwrap();
    let lacking = warned(copy.path(), group::WORDS);
    assert!(lacking.len() > 100 && lacking.iter().all(|line| line.starts_with("he/ui.toml: ")));
    let site = site_of(copy.path(), MONDAY).unwrap();
    german_is_marked(&site);
    let home = page(&site, "/he/");
    assert_eq!(home.words(".skip bdi[lang=de][dir=ltr]"), "Direkt zum Text");
    assert_eq!(home.words(".brand b"), "המשרד לאורחים מחו״ל");
    // A date is never half in one language; the sentence around it is German, too.
    let date = home.words(".card dt time");
    assert!(date.contains("Montag, 23. November"), "{date}");
    // CLDR names the city in Hebrew, and the editors name it in German.
    assert!(home.words(".clocks").contains("ירושלים"), "{}", home.words(".clocks"));
    fs::remove_file(&ui).unwrap();
    let lacking = warned(copy.path(), group::WORDS);
    assert!(lacking.contains(&"he/ui.toml: the file is missing".to_owned()), "{lacking:?}");
    assert!(lacking.len() < 10, "one warning for the file, not one for each word: {lacking:?}");
    german_is_marked(&site_of(copy.path(), MONDAY).unwrap());
}

#[test]
fn what_a_page_lacks_is_shown_in_its_place_in_the_default_language() {
    let copy = other();
    let file = copy.path().join("he/contact.toml");
    let old = fs::read_to_string(&file).unwrap();
    // Without one section, with an empty text in another one, and with one more.
    let section = |id: &str| {
        let parts = old.split("\n[[section]]\n");
        let found = parts.clone().find(|part| part.contains(&format!("id = \"{id}\""))).unwrap();
        format!("\n[[section]]\n{found}")
    };
    let (train, wheelchair) = (section("bahn"), section("rollstuhl"));
    let heading = wheelchair.lines().find(|line| line.starts_with("heading")).unwrap();
    let emptied = wheelchair.replace(heading, "heading = \"\"");
    let extra = "\n[[section]]\nid = \"eigen\"\nheading = \"רק כאן\"\n[[section.block]]\n\
                 text = \"[שעות](hours) ועוד.\"\n";
    let lead = old.lines().find(|line| line.starts_with("lead = ")).unwrap();
    let new = old.replace(&train, "").replace(&wheelchair, &emptied).replace(lead, "lead = \"\"");
    fs::write(&file, new + extra).unwrap();
    assert_eq!(warned(copy.path(), group::STALE).len(), 1);
    let other = warned(copy.path(), group::STRUCTURE).join("\n");
    assert!(other.contains("`bahn`") && other.contains("`eigen`"), "{other}");
    let site = site_of(copy.path(), MONDAY).unwrap();
    let contact = page(&site, "/he/contact");
    let ids: Vec<_> =
        contact.all("main section[id]").iter().map(|s| s.attr("id").unwrap()).collect();
    let expected = ["adresse", "erreichen", "bahn", "rollstuhl", "auto", "zeiten", "eigen"];
    assert_eq!(ids, expected);
    for id in ["bahn", "rollstuhl"] {
        assert_eq!(contact.one(&format!("#{id}"), "lang"), "de");
        assert_eq!(contact.one(&format!("#{id}"), "dir"), "ltr");
        let note = contact.words(&format!("#{id} .notice[lang=he][dir=rtl]"));
        assert_eq!(note, "עדיין לא תורגם: מוצג בגרמנית");
    }
    assert!(contact.words(".lead bdi[lang=de][dir=ltr]").starts_with("Sie finden uns"));
    assert!(contact.words(".state").starts_with("הטקסט הגרמני השתנה"));
    assert_eq!(contact.all("link[hreflang=he]").len(), 1);
    // Beside the original, a section that is not translated is on one side only.
    let query = site.on_request.asked("/he/contact", Some("de"), None).unwrap();
    let both = document("/he/contact?with=de", &site.on_request.page(&query).unwrap());
    let sides = both.all("#bahn .side");
    assert!(sides.iter().all(|side| side.attr("lang") != Some("he") || side.text().count() == 0));
}

#[test]
fn a_translation_without_any_words_is_a_missing_one() {
    let copy = other();
    let file = copy.path().join("he/privacy.toml");
    fs::remove_file(&file).unwrap();
    let root = copy.path().to_str().unwrap();
    let made = output(&["new", "page", "privacy", "--in", "he", "--content", root]);
    assert!(made.status.success());
    assert_eq!(
        warned(copy.path(), group::MISSING),
        ["he/privacy.toml: this page is not translated yet"]
    );
    let site = site_of(copy.path(), MONDAY).unwrap();
    let privacy = page(&site, "/he/privacy");
    assert!(privacy.one("link[rel=canonical]", "href").ends_with("/de/privacy"));
    assert!(privacy.words(".state").starts_with("הדף הזה עדיין לא תורגם"));
    assert_eq!(page(&site, "/de/privacy").all("link[hreflang=he]").len(), 0);
    assert!(!text(&site, "/sitemap.xml").contains("/he/privacy"));
}

#[test]
fn a_page_without_a_statement_about_its_translation_is_a_draft() {
    let copy = other();
    let file = copy.path().join("he/home.toml");
    let page = fs::read_to_string(&file).unwrap();
    let (before, rest) = page.split_once("[translation]").unwrap();
    let (_, after) = rest.split_once("\n[[").unwrap();
    let translation = page.lines().find(|line| line.contains("translation = \"")).unwrap();
    let quoted = translation.split_once(", translation = ").unwrap().0.to_owned() + " }";
    fs::write(&file, format!("{before}[[{after}").replace(translation, &quoted)).unwrap();
    let drafts = warned(copy.path(), group::DRAFT);
    assert_eq!(drafts.iter().filter(|line| line.starts_with("he/home.toml: ")).count(), 2);
    let lacking = warned(copy.path(), group::WORDS);
    assert_eq!(lacking, ["he/home.toml: the statement `leitbild` has no translation"]);
    let home = document("/he/", &site_of(copy.path(), MONDAY).unwrap().answers["/he/"]);
    assert!(home.words("#leitbild blockquote bdi[lang=de]").starts_with("„Wir behandeln"));
}

#[test]
fn a_language_that_is_not_published_is_read_and_never_served() {
    let copy = other();
    let facts = copy.path().join("site.toml");
    edit(&facts, "tag = \"he\"\nname = \"עברית\"", "tag = \"he\"\npublished = false\nname = \"\"");
    fs::write(copy.path().join("he/contact.toml"), "title = \"\nnav = 7\n").unwrap();
    append(&copy.path().join("he/home.toml"), "\nwrong-key = 1\n");
    let problems = problems(copy.path());
    assert!(problems.iter().any(|p| p.file == "he/contact.toml" && p.group.is_none()));
    assert!(problems.iter().all(|p| p.severity == Severity::Warning));
    let site = site_of(copy.path(), MONDAY).unwrap();
    assert_eq!(site.languages.len(), 1);
    assert!(site.answers.keys().all(|path| !path.starts_with("/he/")));
    for document in pages(&site) {
        assert!(!document.text.contains("/he/"), "{}", document.path);
        assert!(document.all("[hreflang=he], .langs [lang=he]").is_empty(), "{}", document.path);
    }
    assert!(!text(&site, "/sitemap.xml").contains("/he/"));
    let root = copy.path().to_str().unwrap();
    let table = output(&["translations", "--content", root]);
    let table = String::from_utf8(table.stdout).unwrap();
    assert!(table.contains("he*") && table.contains("* not published: he"), "{table}");
    // The default language cannot be left out.
    edit(&facts, "locale = \"de_DE\"\n", "locale = \"de_DE\"\npublished = false\n");
    let refused = site_of(copy.path(), MONDAY).unwrap_err().sorted();
    let refused = refused.iter().find(|problem| problem.severity == Severity::Error).unwrap();
    assert_eq!(refused.message, "the default language is not published");
}
