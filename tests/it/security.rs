//! `/.well-known/security.txt` (RFC 9116).

use std::fs;

use patient_center::content::Content;
use patient_center::site::Site;

use crate::support::content::{BASE, copy_of, fixture, other, real};
use crate::support::front::Front;

const PATH: &str = "/.well-known/security.txt";

#[tokio::test]
async fn security_txt_has_the_contact_and_its_expiry() {
    let answered = Front::of(other().clone()).get(PATH, &[]).await;
    assert_eq!(answered.status, 200);
    assert_eq!(answered.headers["content-type"], "text/plain; charset=utf-8");
    let expected = format!(
        "Contact: mailto:sicherheit@klinik-musterberg.example\n\
         Expires: 2027-06-30T00:00:00Z\n\
         Preferred-Languages: de\n\
         Canonical: {BASE}{PATH}\n"
    );
    assert_eq!(answered.body, expected);
}

#[tokio::test]
async fn without_a_contact_security_txt_is_404() {
    assert_eq!(Front::of(real().clone()).get(PATH, &[]).await.status, 404);
}

#[test]
fn check_warns_before_security_txt_expires() {
    let (content, _) = Content::load(&fixture("other-hospital"));
    let content = content.unwrap();
    let warnings = |moment: &str| -> Vec<String> {
        let problems = Site::check(&content, moment.parse().unwrap()).sorted().into_iter();
        problems.map(|p| p.message).filter(|m| m.contains("security")).collect()
    };
    let soon = "security.txt expires on 2027-06-30";
    assert_eq!(warnings("2026-06-29T12:00:00Z"), [format!("{soon}, more than a year from now")]);
    assert_eq!(warnings("2026-06-30T12:00:00Z"), Vec::<String>::new());
    assert_eq!(warnings("2027-05-30T12:00:00Z"), Vec::<String>::new());
    assert_eq!(warnings("2027-05-31T12:00:00Z"), [soon]);
    assert_eq!(warnings("2027-06-29T12:00:00Z"), [soon]);
    assert_eq!(warnings("2027-06-30T12:00:00Z"), ["security.txt expired on 2027-06-30"]);
}

#[test]
fn check_warns_of_a_missing_security_contact() {
    let directory = copy_of(&fixture("other-hospital"));
    let facts = directory.path().join("site.toml");
    let text = fs::read_to_string(&facts).unwrap();
    let (before, after) = text.split_once("[security]").unwrap();
    let (_, after) = after.split_once("[[phone]]").unwrap();
    fs::write(&facts, format!("{before}[[phone]]{after}")).unwrap();
    let (content, problems) = Content::load(directory.path());
    assert!(problems.sorted().is_empty());
    let problems = Site::check(&content.unwrap(), "2026-11-23T15:00:00Z".parse().unwrap());
    let owed = "to be supplied by the hospital: a security contact";
    assert!(problems.sorted().iter().any(|problem| problem.message == owed));
}
