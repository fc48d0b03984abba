//! Days that differ from the week: on the pages, in the calendar, and in the structured data.

use serde_json::Value;
use tempfile::TempDir;

use crate::support::content::{Document, copy_of, document, edit, fixture, site_of};
use patient_center::content::Content;
use patient_center::site::Site;

const MORNING: &str = "2026-12-21T14:00:00Z";

/// The other hospital's content, with an early closing and a closure, and without a phone number.
fn with_exceptions() -> TempDir {
    let copy = copy_of(&fixture("other-hospital"));
    let exceptions = "open = [\"09:00-12:00\"]\nreason = \"heiligabend\"\n\n\
        [[hours.exception]]\ndate = 2026-12-25\nopen = []\nreason = \"weihnachten\"\n";
    let facts = copy.path().join("site.toml");
    edit(&facts, "open = []\nreason = \"heiligabend\"\n", exceptions);
    edit(&facts, "phone = \"+49 30 23125000\"", "phone = \"\"");
    for (language, word) in [("de", "Weihnachten"), ("he", "חג המולד")] {
        let ui = copy.path().join(language).join("ui.toml");
        edit(&ui, "\n[reasons]\n", &format!("\n[reasons]\nweihnachten = \"{word}\"\n"));
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
fn unusual_days_are_on_the_page_with_their_reasons() {
    let content = with_exceptions();
    let site = site_of(content.path(), MORNING).unwrap();
    let hours = page(&site, "/de/hours");
    let days: Vec<_> =
        hours.all("#staedte li").iter().map(|li| li.text().collect::<String>()).collect();
    let expected = [
        "Donnerstag, 24. Dezember (Heiligabend): 9:00 bis 12:00 Uhr, Musterstädter Zeit (UTC+1)",
        "Freitag, 25. Dezember (Weihnachten): Geschlossen",
    ];
    assert_eq!(days, expected);
    let of_day = |day: usize| hours.words(&format!("#woche tbody tr:nth-child({day}) td"));
    assert_eq!(of_day(3), "11:00 bis 14:00 und 15:00 bis 18:30");
    assert_eq!((&*of_day(4), &*of_day(5)), ("11:00 bis 14:00", "Geschlossen"));
    let lanes = hours.all("#woche tbody .lane").into_iter().map(|lane| lane.children().count());
    assert_eq!(lanes.collect::<Vec<_>>(), [2, 2, 2, 1, 0, 0, 0]);
    // The table of the cities is about one day, and says which.
    let caption = "Unsere Zeiten am Montag, 21. Dezember, nach der Uhr jeder Stadt, und der Unterschied zu \
        Musterstadt";
    assert_eq!(hours.words("#staedte caption"), caption);
    let row = hours.words("#staedte tbody tr:first-child th + td");
    assert_eq!(row, "11:00 bis 14:00 und 15:00 bis 18:30");
    let later = site_of(content.path(), "2027-01-04T14:00:00Z").unwrap();
    let unknown = "Schließtage stehen hier noch nicht.";
    assert!(page(&later, "/de/hours").words("#staedte .body").contains(unknown));
    let earlier = site_of(content.path(), "2026-08-03T14:00:00Z").unwrap();
    let none = "Bis zum 2. Oktober 2026 ist kein Tag anders als sonst.";
    assert!(page(&earlier, "/de/hours").words("#staedte .body").contains(none));
}

#[test]
fn the_card_promises_the_usual_hours_only_until_closing_days_are_known() {
    let content = with_exceptions();
    let card =
        |moment: &str| page(&site_of(content.path(), moment).unwrap(), "/de/").words(".card");
    let (usual, open) = ("Heute wie üblich", "Heute geöffnet");
    let unknown = "Schließtage stehen hier noch nicht.";
    let without = card("2027-01-04T14:00:00Z");
    assert!(without.contains(usual) && without.contains(unknown) && !without.contains(open));
    let with = card("2026-08-03T14:00:00Z");
    assert!(with.contains(open) && !with.contains(unknown) && !with.contains(usual), "{with}");
}

#[test]
fn the_links_of_the_card_lead_to_sections_and_never_to_the_top_of_their_own_page() {
    let site = site_of(&fixture("other-hospital"), MORNING).unwrap();
    let links = |path: &str| {
        let links = page(&site, path);
        let links = links.all(".card a:is([href^=\"/\"], [href^=\"#\"])");
        links.iter().map(|link| link.attr("href").unwrap().to_owned()).collect::<Vec<_>>()
    };
    // This site has no map.
    assert_eq!(links("/de/"), ["/de/hours#tag", "/de/contact#adresse", "/de/card"]);
    assert_eq!(links("/de/contact"), ["/de/hours#tag", "#adresse", "/de/card"]);
    assert_eq!(links("/de/hours"), ["#tag", "/de/contact#adresse", "/de/card"]);
    assert_eq!(links("/de/card"), ["/de/hours#tag", "/de/contact#adresse"]);
    assert_eq!(page(&site, "/de/hours").all("section#tag form").len(), 1);
}

#[test]
fn the_calendar_defines_its_time_zone_in_lines_of_75_octets() {
    let content = with_exceptions();
    let site = site_of(content.path(), MORNING).unwrap();
    for language in &site.languages {
        let text = calendar(&site, language.as_str());
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{language}");
        let whole = text.replace("\r\n ", "");
        for line in [
            "TZID:Europe/Berlin",
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
            "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
            "TZOFFSETTO:+0200",
            "UID:week-1@patients.example",
            "DTSTART;TZID=Europe/Berlin:20260101T090000",
            "DTEND;TZID=Europe/Berlin:20260101T120000",
            "RRULE:FREQ=WEEKLY;WKST=MO;BYDAY=MO,TU,WE,TH",
            "EXDATE;TZID=Europe/Berlin:20261224T090000",
            "EXDATE;TZID=Europe/Berlin:20261224T130000",
            "RRULE:FREQ=WEEKLY;WKST=MO;BYDAY=FR",
            "EXDATE;TZID=Europe/Berlin:20261225T090000",
            "UID:day-2026-12-24-1@patients.example",
            "DTEND;TZID=Europe/Berlin:20261224T120000",
            "DTSTART;VALUE=DATE:20261225",
            "URL:https://patients.example/",
        ] {
            assert!(whole.contains(line), "{language} has no {line}\n{whole}");
        }
    }
    let german = calendar(&site, "de").replace("\r\n ", "");
    let closed = "SUMMARY:Büro für Gäste aus dem Ausland: geschlossen (Weihnachten)\r\n";
    assert!(german.contains(closed), "{german}");
    let address = "LOCATION:Beispielweg 7\\, Haus Linde\\, Zimmer 12\\, 99999 Musterstadt\r\n";
    assert!(german.contains(address), "{german}");
}

#[test]
fn the_calendar_is_the_same_all_year_and_on_every_replica() {
    let content = with_exceptions();
    let at = |moment| calendar(&site_of(content.path(), moment).unwrap(), "he");
    assert_eq!(at(MORNING), at("2026-03-09T03:00:00Z"));
    assert_ne!(at(MORNING), at("2027-01-04T14:00:00Z"));
}

#[test]
fn structured_data_has_the_week_and_the_unusual_days() {
    let content = with_exceptions();
    let site = site_of(content.path(), MORNING).unwrap();
    for path in ["/de/hours", "/he/hours"] {
        let data = data(&page(&site, path));
        assert_eq!((&data["@type"], &data["inLanguage"]), (&"WebPage".into(), &path[1..3].into()));
        let center = &data["about"];
        assert_eq!(center["@type"], "MedicalOrganization");
        let place = &center["location"];
        assert_eq!(place["@type"], "Place");
        let week = &place["openingHoursSpecification"][0];
        assert_eq!(week["dayOfWeek"].as_array().unwrap().len(), 4);
        assert_eq!((&week["opens"], &week["closes"]), (&"09:00".into(), &"12:00".into()));
        let special = place["specialOpeningHoursSpecification"].as_array().unwrap();
        assert_eq!(special.len(), 2);
        assert_eq!(special[0]["closes"], "12:00");
        assert_eq!(
            (&special[1]["opens"], &special[1]["closes"]),
            (&"00:00".into(), &"00:00".into())
        );
        assert_eq!(special[1]["validFrom"], "2026-12-25");
        assert!(center.get("telephone").is_none(), "it is not known");
        assert_eq!(place["address"]["addressCountry"], "DE");
        let spoken = &center["contactPoint"]["availableLanguage"];
        assert_eq!(spoken, &Value::from(vec!["de", "he", "en"]));
    }
    assert!(page(&site, "/de/").all("script").is_empty());
}

#[test]
fn check_warns_of_past_exceptions_and_of_missing_closing_days() {
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
