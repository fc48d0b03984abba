//! The hours in any time zone: `?zone=`.

use crate::support::content::{Document, MONDAY, copy_of, document, edit, fixture, other, site_of};
use crate::support::front::{Answered, Front};
use patient_center::site::zone::{Zone, ZoneAsked};
use scraper::Html;

fn read(path: &str, answered: &Answered) -> Document {
    let text = answered.body.clone();
    Document { path: path.to_owned(), html: Html::parse_document(&text), text }
}

async fn page(front: &Front, path: &str) -> Document {
    let answered = front.get(path, &[]).await;
    assert_eq!(answered.status, 200, "{path}");
    assert_eq!(answered.header("cache-control"), "no-store", "{path}");
    let document = read(path, &answered);
    assert_eq!(document.one("meta[name=robots]", "content"), "noindex");
    assert!(document.one("link[rel=canonical]", "href").ends_with("/hours"), "{path}");
    document
}

#[tokio::test]
async fn the_hours_are_shown_by_the_clock_of_any_zone() {
    let front = Front::of(other().clone());
    for (zone, hours) in [
        ("Asia/Riyadh", "11:00 bis 14:00 und 15:00 bis 18:30"),
        ("asia/RIYADH", "11:00 bis 14:00 und 15:00 bis 18:30"),
        ("Asia%2FKathmandu", "13:45 bis 16:45 und 17:45 bis 21:15"),
        ("Asia/Shanghai", "16:00 bis 19:00 und 20:00 bis 23:30"),
        ("America/Sao_Paulo", "5:00 bis 8:00 und 9:00 bis 12:30"),
        ("Pacific/Honolulu", "22:00 am Vortag bis 1:00 und 2:00 bis 5:30"),
        (
            "Pacific/Kiritimati",
            "22:00 bis 1:00 am Folgetag und 2:00 am Folgetag bis 5:30 am Folgetag",
        ),
        ("US/Eastern", "3:00 bis 6:00 und 7:00 bis 10:30"),
        ("Etc/GMT%2B3", "5:00 bis 8:00 und 9:00 bis 12:30"),
        ("Asia/Riyadh&zone=Asia/Tokyo", "11:00 bis 14:00 und 15:00 bis 18:30"),
    ] {
        let document = page(&front, &format!("/de/hours?zone={zone}")).await;
        assert_eq!(document.words(".mine[aria-current=date] td:last-child"), hours, "{zone}");
        let cities = document.words("#staedte table:first-of-type .mine td");
        assert!(cities.starts_with(&format!("Montag bis Donnerstag: {hours}")), "{zone}: {cities}");
        assert_eq!(document.all("option[selected]").len(), 1, "{zone}");
        let action = document.one("form", "action");
        let section = action.strip_prefix("/de/hours").expect("the form leads back to its page");
        assert_eq!(document.all(&format!("{section} form")).len(), 1, "{action}");
        assert!(document.all("svg bdi").is_empty(), "{zone}");
        assert!(document.all("optgroup, form .notice").is_empty(), "{zone}");
    }
}

#[tokio::test]
async fn noon_and_midnight_have_names_on_a_clock_of_twelve_hours() {
    let copy = copy_of(&fixture("other-hospital"));
    edit(&copy.path().join("de/ui.toml"), "hours = \"0-23\"", "hours = \"1-12\"");
    let front = Front::of(site_of(copy.path(), MONDAY).unwrap());
    for (zone, hours) in [
        (
            "Europe/Berlin",
            "9:00 vormittags bis 12 Uhr mittags und 1:00 nachmittags bis 4:30 nachmittags",
        ),
        // Midnight is the end of the day, and not the beginning of the next one.
        (
            "Pacific/Tongatapu",
            "9:00 nachmittags bis Mitternacht und 1:00 vormittags am Folgetag \
             bis 4:30 vormittags am Folgetag",
        ),
    ] {
        let document = page(&front, &format!("/de/hours?zone={zone}")).await;
        assert_eq!(document.words(".mine[aria-current=date] td:last-child"), hours, "{zone}");
    }
}

#[tokio::test]
async fn an_unknown_zone_gets_the_page_with_a_notice_and_all_zones() {
    let front = Front::of(other().clone());
    let long = "x".repeat(10_000);
    for (zone, line) in [
        ("", "Das sind alle Zeitzonen"),
        ("+", "Das sind alle Zeitzonen"),
        ("Mars/Base", "Eine Zeitzone dieses Namens gibt es nicht"),
        ("../../etc/passwd", "Eine Zeitzone dieses Namens gibt es nicht"),
        ("Asia", "Eine Zeitzone dieses Namens gibt es nicht"),
        ("Etc/Unknown", "Eine Zeitzone dieses Namens gibt es nicht"),
        ("EST5EDT%00", "Eine Zeitzone dieses Namens gibt es nicht"),
        ("%ff", "Eine Zeitzone dieses Namens gibt es nicht"),
        ("%", "Eine Zeitzone dieses Namens gibt es nicht"),
        ("<script>", "Eine Zeitzone dieses Namens gibt es nicht"),
        ("nowhere&zone=Asia/Riyadh", "Eine Zeitzone dieses Namens gibt es nicht"),
        (&long, "Eine Zeitzone dieses Namens gibt es nicht"),
    ] {
        let path = format!("/de/hours?zone={}", zone.replace('<', "%3C").replace('>', "%3E"));
        let document = page(&front, &path).await;
        assert!(document.words("form .notice").starts_with(line), "{path}");
        assert!(document.all("optgroup option").len() > 400, "{path}");
        // Otherwise it is the plain page.
        assert_eq!(document.words(".mine[aria-current=date] th"), "Montag");
    }
}

#[tokio::test]
async fn a_page_without_hours_ignores_the_zone_and_two_languages_have_one_form() {
    let front = Front::of(other().clone());
    let plain = front.get("/de/contact", &[]).await;
    assert_eq!(front.get("/de/contact?zone=Asia/Riyadh", &[]).await.body, plain.body);
    let both = page(&front, "/de/hours?with=he&zone=Asia/Tokyo").await;
    assert_eq!(both.all("form").len(), 1);
    assert_eq!(both.one("form input[type=hidden][name=with]", "value"), "he");
    assert_eq!(both.all("option[selected][value='Asia/Tokyo']").len(), 1);
}

#[tokio::test]
async fn the_language_links_keep_the_zone() {
    let front = Front::of(other().clone());
    for (asked, kept) in [
        ("zone=Asia/Riyadh", "/he/hours?zone=Asia/Riyadh"),
        ("zone=Etc/GMT%2B3", "/he/hours?zone=Etc/GMT%2B3"),
        ("with=he&zone=Asia/Tokyo", "/he/hours?with=de&zone=Asia/Tokyo"),
        ("zone=Mars/Base", "/he/hours"),
    ] {
        let document = page(&front, &format!("/de/hours?{asked}")).await;
        assert_eq!(document.one(".langs a[hreflang=he]", "href"), kept);
    }
}

#[test]
fn every_listed_zone_exists_and_old_names_resolve_to_current_ones() {
    let zones = Zone::all();
    assert!(zones.len() > 400);
    for zone in zones {
        assert!(zone.rules().is_some(), "{}", zone.name());
        assert_eq!(Zone::parse(&zone.name().to_ascii_lowercase()), Some(zone));
    }
    let name = |text| Zone::parse(text).map(Zone::name);
    assert_eq!(name("Asia/Calcutta"), Some("Asia/Kolkata"));
    assert_eq!(name("Europe/Kiev"), Some("Europe/Kyiv"));
    assert_eq!(ZoneAsked::of(" "), ZoneAsked::List);
    assert_eq!(ZoneAsked::of("Asia/Calcutta").zone(), Zone::parse("Asia/Kolkata"));
}

#[test]
fn the_week_begins_on_the_day_of_the_language_and_clock_changes_are_announced() {
    let site = site_of(&fixture("other-hospital"), "2026-11-25T15:00:00Z").unwrap();
    for (tag, day) in [("de", "Montag"), ("he", "יום ראשון")] {
        let path = format!("/{tag}/hours");
        let document = document(&path, &site.answers[&path]);
        assert_eq!(document.words("#woche tbody tr:first-child th"), day);
        // Only in Istanbul is the difference another one then.
        assert_eq!(document.all("#staedte table:last-of-type tbody tr").len(), 1, "{tag}");
    }
    let page = document("/de/hours", &site.answers["/de/hours"]);
    let change = "Am 28. März 2027 stellt Musterstadt die Uhren vor.";
    assert!(page.words("#staedte .body").contains(change));
    let caption =
        "Unsere Zeiten vom Montag, 29. März bis Freitag, 2. April, nach der Uhr jeder Stadt";
    assert_eq!(page.words("#staedte table:last-of-type caption"), caption);
    let row = page.words("#staedte table:last-of-type tbody tr td");
    let hours = "Montag bis Donnerstag: 10:00 bis 13:00 und 14:00 bis 17:30\
        Freitag: 10:00 bis 14:00";
    assert_eq!(row, hours, "Istanbul");
}
