//! Notices with a first and a last day, and pages that were to be checked by now.

use std::fs;
use std::path::Path;

use patient_center::content::Content;
use patient_center::site::Site;
use tempfile::TempDir;

use crate::support::content::{copy_of, document, edit, fixture, site_of};

/// The last second of a day at the other hospital, and the first one of the next.
const BEFORE_FIRST: &str = "2026-11-30T22:59:59Z";
const FIRST: &str = "2026-11-30T23:00:00Z";
const LAST: &str = "2026-12-03T22:59:59Z";
const AFTER_LAST: &str = "2026-12-03T23:00:00Z";

/// The other hospital's content with `notice`.
fn content(notice: &str) -> TempDir {
    let copy = copy_of(&fixture("other-hospital"));
    let file = copy.path().join("site.toml");
    let facts = fs::read_to_string(&file).unwrap();
    fs::write(file, format!("{facts}\n[[notice]]\n{notice}")).unwrap();
    copy
}

fn html(site: &Site, path: &str) -> String {
    String::from_utf8(site.answers[path].identity.bytes.to_vec()).unwrap()
}

const STORM: &str = "from = 2026-12-01\nuntil = 2026-12-03\n\
                     words = { de = \"Sturm: [so kommen Sie her](contact).\", he = \"סופה.\" }\n";

#[test]
fn a_notice_appears_on_its_first_day_and_disappears_after_its_last() {
    let content = content(STORM);
    let at = |moment| site_of(content.path(), moment).unwrap();
    for (moment, is_shown) in
        [(BEFORE_FIRST, false), (FIRST, true), (LAST, true), (AFTER_LAST, false)]
    {
        let site = at(moment);
        for (path, words) in
            [("/de/", "Sturm: "), ("/de/contact", "Sturm: "), ("/he/hours", "סופה.")]
        {
            assert_eq!(html(&site, path).contains(words), is_shown, "{path} at {moment}");
        }
    }
    // The site is built again in time, by itself.
    assert!(at(BEFORE_FIRST).next_change <= FIRST.parse().unwrap());
    assert!(at(LAST).next_change <= AFTER_LAST.parse().unwrap());
}

#[test]
fn a_notice_stands_below_the_lead_and_an_urgent_one_in_the_opening() {
    let site = site_of(content(STORM).path(), FIRST).unwrap();
    let page = document("/de/contact", &site.answers["/de/contact"]);
    assert_eq!(page.all(".under > .notice a[href='/de/contact']").len(), 1);
    let urgent = content(&format!("urgent = true\n{STORM}"));
    let site = site_of(urgent.path(), FIRST).unwrap();
    let page = document("/de/contact", &site.answers["/de/contact"]);
    assert_eq!(page.all(".opening > .lead + .notice.urgent").len(), 1);
}

#[test]
fn a_notice_is_on_its_own_page_alone_or_on_all() {
    let site = site_of(content(&format!("page = \"hours\"\n{STORM}")).path(), FIRST).unwrap();
    assert!(html(&site, "/de/hours").contains("Sturm: "));
    for path in ["/de/", "/de/contact", "/de/card"] {
        assert!(!html(&site, path).contains("Sturm: "), "{path}");
    }
    let guide = document("/de/guide", &site.answers["/de/guide"]);
    assert_eq!(guide.all("#hours > .notice").len(), 1);
    let site = site_of(content(STORM).path(), FIRST).unwrap();
    for path in ["/de/guide", "/de/card"] {
        assert_eq!(html(&site, path).matches("Sturm: ").count(), 1, "{path}");
    }
    assert!(!html(&site, "/").contains("Sturm: "), "there is nothing to read yet");
}

#[test]
fn a_language_without_words_shows_those_of_the_default_language_and_says_so() {
    let notice = "until = 2026-12-03\nwords = { de = \"Sturm: [so kommen Sie her](contact).\" }\n";
    let site = site_of(content(notice).path(), FIRST).unwrap();
    let page = document("/he/hours", &site.answers["/he/hours"]);
    assert_eq!(page.all(".notice[lang='de'][dir='ltr'] a[href='/he/contact']").len(), 1);
    let asked = site.on_request.asked("/de/hours", Some("he"), None).unwrap();
    let both = document("/de/hours?with=he", &site.on_request.page(&asked).unwrap());
    assert_eq!(both.all(".together > .notice").len(), 1, "the same words once");
    let site = site_of(content(STORM).path(), FIRST).unwrap();
    let both = document("/de/hours?with=he", &site.on_request.page(&asked).unwrap());
    assert_eq!(both.all(".together > .notice").len(), 2);
    assert_eq!(both.all(".together > .notice[lang='he'][dir='rtl']").len(), 1);
}

fn warnings(root: &Path, moment: &str) -> String {
    let (content, _) = Content::load(root);
    let problems = Site::check(&content.unwrap(), moment.parse().unwrap());
    assert!(!problems.has_errors());
    problems.sorted().iter().map(ToString::to_string).collect()
}

#[test]
fn a_notice_whose_last_day_is_past_is_a_warning() {
    let content = content(STORM);
    assert!(!warnings(content.path(), LAST).contains("the last day of this notice is past"));
    assert!(warnings(content.path(), AFTER_LAST).contains("the last day of this notice is past"));
}

#[test]
fn a_page_that_was_to_be_checked_by_now_says_so() {
    let copy = copy_of(&fixture("other-hospital"));
    let page = copy.path().join("de/privacy.toml");
    edit(&page, "\nlead = ", "\nchecked = 2026-06-01\ncheck-by = 2026-12-03\nlead = ");
    let at = |moment| site_of(copy.path(), moment).unwrap();
    let (due, overdue) = (at(LAST), at(AFTER_LAST));
    assert!(html(&due, "/de/privacy").contains("Nächste Prüfung bis"));
    assert!(!html(&due, "/de/privacy").contains("das steht noch aus"));
    assert!(!html(&overdue, "/de/privacy").contains("Nächste Prüfung bis"));
    assert!(html(&overdue, "/de/privacy").contains("das steht noch aus"));
    assert!(html(&overdue, "/de/privacy").contains("Zuletzt von der Klinik geprüft"));
    assert!(due.next_change <= AFTER_LAST.parse().unwrap());
    // Whoever gave no date promised nothing.
    assert!(!html(&overdue, "/de/hours").contains("das steht noch aus"));
}
