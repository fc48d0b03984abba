//! Days that differ from the week: on the pages, in the calendar, and for machines.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::content::{Document, copy_of, document, edit, project, site_of};
use patient_center::content::Content;
use patient_center::site::Site;

const MORNING: &str = "2026-12-21T14:00:00Z";

/// This hospital's content, with a closure and an early closing that nobody has announced.
fn with_exceptions() -> TempDir {
    let copy = copy_of(&project().join("content"));
    let exceptions = "\n[[hours.exception]]\ndate = 2026-12-24\nopen = [\"08:00-12:00\"]\n\
        reason = \"eve\"\n\n[[hours.exception]]\ndate = 2026-12-25\nopen = []\nreason = \"day\"\n\n\
        [[language]]\ntag = \"en\"";
    edit(&copy.path().join("site.toml"), "\n[[language]]\ntag = \"en\"", exceptions);
    for entry in fs::read_dir(copy.path()).unwrap() {
        let words = entry.unwrap().path().join("ui.toml");
        if words.exists() {
            let text = fs::read_to_string(&words).unwrap();
            // The word of the language itself, so that it is in its script.
            let closed = text.lines().find_map(|line| line.strip_prefix("closed = ")).unwrap();
            let reasons = format!("{text}\n[reasons]\neve = {closed}\nday = {closed}\n");
            fs::write(&words, reasons).unwrap();
        }
    }
    copy
}

fn page(site: &Site, path: &str) -> Document {
    document(path, &site.answers[path])
}

fn calendar(site: &Site, language: &str) -> String {
    let answer = &site.answers[&format!("/{language}/hours.ics")];
    String::from_utf8(answer.identity.bytes.to_vec()).unwrap()
}

fn data(page: &Document) -> Value {
    let scripts = page.all("script[type='application/ld+json']");
    assert_eq!(scripts.len(), 1, "{}", page.path);
    serde_json::from_str(&scripts[0].text().collect::<String>()).unwrap()
}

#[test]
fn days_that_differ_stand_on_the_page_with_their_reasons() {
    let content = with_exceptions();
    let site = site_of(content.path(), MORNING).unwrap();
    let hours = page(&site, "/en/hours");
    let days: Vec<_> =
        hours.all("#closed li").iter().map(|li| li.text().collect::<String>()).collect();
    let expected = [
        "Thursday, December 24: 8:00 am to 12 noon, Boston time (UTC\u{2212}5) (Closed)",
        "Friday, December 25: Closed (Closed)",
    ];
    assert_eq!(days, expected);
    assert_eq!(hours.words("#week tbody tr:nth-child(5) td:nth-child(2)"), "8:00 am to 12 noon");
    // The days of the week are no longer alike.
    let rows = hours.words("#cities tbody tr:first-child td");
    assert_eq!(
        rows,
        "Monday to Wednesday: 1:00 pm to 10:00 pm Thursday: 1:00 pm to 5:00 pm"
            .replace(" Thursday", "Thursday")
    );
    let later = site_of(content.path(), "2027-01-04T14:00:00Z").unwrap();
    let unknown = "Closing days, such as public holidays, are not listed here yet.";
    assert_eq!(page(&later, "/en/hours").words("#closed .body"), unknown);
    let earlier = site_of(content.path(), "2026-08-03T14:00:00Z").unwrap();
    let none = "Until October 2, 2026, no day differs from the usual week.";
    assert_eq!(page(&earlier, "/en/hours").words("#closed .body"), none);
}

#[test]
fn the_calendar_is_lines_of_75_octets_that_define_their_own_zone() {
    let content = with_exceptions();
    let site = site_of(content.path(), MORNING).unwrap();
    for language in &site.languages {
        let text = calendar(&site, language.as_str());
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{language}");
        let whole = text.replace("\r\n ", "");
        for line in [
            "TZID:America/New_York",
            "DTSTART:20250309T020000",
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
            "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
            "TZOFFSETTO:-0400",
            "UID:week-1@patients.example",
            "DTSTART;TZID=America/New_York:20260101T080000",
            "DTEND;TZID=America/New_York:20260101T170000",
            "RRULE:FREQ=WEEKLY;WKST=MO;BYDAY=MO,TU,WE,TH,FR",
            "EXDATE;TZID=America/New_York:20261224T080000",
            "EXDATE;TZID=America/New_York:20261225T080000",
            "UID:day-2026-12-24-1@patients.example",
            "DTEND;TZID=America/New_York:20261224T120000",
            "DTSTART;VALUE=DATE:20261225",
            "URL:https://patients.example/",
        ] {
            assert!(whole.contains(line), "{language} has no {line}\n{whole}");
        }
    }
    let english = calendar(&site, "en").replace("\r\n ", "");
    assert!(english.contains("SUMMARY:International Patient Center: closed (Closed)\r\n"));
    assert!(english.contains("LOCATION:55 Fruit Street\\, Blake 180\\, Boston\\, MA 02114\r\n"));
}

#[test]
fn the_calendar_is_the_same_all_year_and_on_every_replica() {
    let content = with_exceptions();
    let at = |moment| calendar(&site_of(content.path(), moment).unwrap(), "ar");
    assert_eq!(at(MORNING), at("2026-03-09T03:00:00Z"));
    assert_ne!(at(MORNING), at("2027-01-04T14:00:00Z"));
}

#[test]
fn machines_are_told_the_week_and_the_days_that_differ() {
    let content = with_exceptions();
    let site = site_of(content.path(), MORNING).unwrap();
    for path in ["/en/contact", "/ar/contact", "/fr/hours"] {
        let center = data(&page(&site, path));
        assert_eq!(center["@type"], "MedicalOrganization");
        let place = &center["location"];
        assert_eq!(place["@type"], "Place");
        let week = &place["openingHoursSpecification"][0];
        assert_eq!(week["dayOfWeek"].as_array().unwrap().len(), 5);
        assert_eq!((&week["opens"], &week["closes"]), (&"08:00".into(), &"17:00".into()));
        let special = place["specialOpeningHoursSpecification"].as_array().unwrap();
        assert_eq!(special.len(), 2);
        assert_eq!(special[0]["closes"], "12:00");
        assert_eq!(
            (&special[1]["opens"], &special[1]["closes"]),
            (&"00:00".into(), &"00:00".into())
        );
        assert_eq!(special[1]["validFrom"], "2026-12-25");
        assert!(center.get("telephone").is_none(), "it is not known");
    }
    assert!(page(&site, "/en/").all("script").is_empty());
}

#[test]
fn what_is_long_past_and_what_is_not_known_is_said_to_the_editor() {
    let content = with_exceptions();
    let warnings = |moment: &str| -> Vec<String> {
        let (content, _) = Content::load(content.path());
        let problems = Site::check(&content.unwrap(), moment.parse().unwrap()).sorted();
        let of_hours = problems.into_iter().filter(|p| p.file == "site.toml");
        of_hours.map(|p| p.message).filter(|m| m.contains("days")).collect()
    };
    let owed = "to be supplied by the hospital: closing days in the coming 12 months";
    assert_eq!(warnings("2026-12-25T17:00:00Z"), Vec::<String>::new());
    assert_eq!(warnings("2026-12-26T17:00:00Z"), [owed]);
    assert_eq!(warnings("2027-01-23T17:00:00Z"), [owed]);
    assert_eq!(warnings("2027-01-24T17:00:00Z").len(), 2);
    assert_eq!(warnings("2027-01-25T17:00:00Z").len(), 3);
}
