//! The hours by the clock of any zone: `?zone=`.

use crate::support::content::{Document, document, project, site_of};
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
    let front = Front::real();
    for (zone, hours) in [
        ("Asia/Riyadh", "4:00 pm to 1:00 am the next day"),
        ("asia/RIYADH", "4:00 pm to 1:00 am the next day"),
        ("Asia%2FKathmandu", "6:45 pm to 3:45 am the next day"),
        ("Asia/Shanghai", "9:00 pm to 6:00 am the next day"),
        ("America/Sao_Paulo", "10:00 am to 7:00 pm"),
        ("Pacific/Honolulu", "3:00 am to 12 noon"),
        ("Pacific/Kiritimati", "3:00 am the next day to 12 noon the next day"),
        ("US/Eastern", "8:00 am to 5:00 pm"),
        ("Etc/GMT%2B3", "10:00 am to 7:00 pm"),
        ("Asia/Riyadh&zone=Asia/Tokyo", "4:00 pm to 1:00 am the next day"),
    ] {
        let document = page(&front, &format!("/en/hours?zone={zone}")).await;
        assert_eq!(document.words(".mine[aria-current=date] td:last-child"), hours, "{zone}");
        assert_eq!(document.words("#cities .mine td"), hours, "{zone}");
        assert_eq!(document.all("option[selected]").len(), 1, "{zone}");
        assert!(document.all("svg bdi").is_empty(), "{zone}");
        assert!(document.all("optgroup, form .notice").is_empty(), "{zone}");
    }
}

#[tokio::test]
async fn a_zone_that_does_not_exist_gets_the_page_with_a_clear_line_and_all_zones() {
    let front = Front::real();
    let long = "x".repeat(10_000);
    for (zone, line) in [
        ("", "These are all time zones"),
        ("+", "These are all time zones"),
        ("Mars/Base", "There is no time zone of that name"),
        ("../../etc/passwd", "There is no time zone of that name"),
        ("Asia", "There is no time zone of that name"),
        ("Etc/Unknown", "There is no time zone of that name"),
        ("EST5EDT%00", "There is no time zone of that name"),
        ("%ff", "There is no time zone of that name"),
        ("%", "There is no time zone of that name"),
        ("<script>", "There is no time zone of that name"),
        ("nowhere&zone=Asia/Riyadh", "There is no time zone of that name"),
        (&long, "There is no time zone of that name"),
    ] {
        let path = format!("/en/hours?zone={}", zone.replace('<', "%3C").replace('>', "%3E"));
        let document = page(&front, &path).await;
        assert!(document.words("form .notice").starts_with(line), "{path}");
        assert!(document.all("optgroup option").len() > 400, "{path}");
        // It is the plain page otherwise.
        assert_eq!(document.words(".mine[aria-current=date] th"), "Monday");
    }
}

#[tokio::test]
async fn a_page_without_hours_ignores_the_zone_and_two_languages_have_one_form() {
    let front = Front::real();
    let plain = front.get("/en/contact", &[]).await;
    assert_eq!(front.get("/en/contact?zone=Asia/Riyadh", &[]).await.body, plain.body);
    let both = page(&front, "/en/hours?with=ar&zone=Asia/Tokyo").await;
    assert_eq!(both.all("form").len(), 1);
    assert_eq!(both.one("form input[type=hidden][name=with]", "value"), "ar");
    assert_eq!(both.all("option[selected][value='Asia/Tokyo']").len(), 1);
}

#[tokio::test]
async fn the_language_line_keeps_the_zone() {
    let front = Front::real();
    for (asked, kept) in [
        ("zone=Asia/Riyadh", "/fr/hours?zone=Asia/Riyadh"),
        ("zone=Etc/GMT%2B3", "/fr/hours?zone=Etc/GMT%2B3"),
        ("with=ar&zone=Asia/Tokyo", "/fr/hours?with=ar&zone=Asia/Tokyo"),
        ("zone=Mars/Base", "/fr/hours"),
    ] {
        let document = page(&front, &format!("/en/hours?{asked}")).await;
        assert_eq!(document.one(".langs a[hreflang=fr]", "href"), kept);
    }
}

#[test]
fn every_zone_of_the_list_exists_and_old_names_lead_to_those_of_today() {
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
fn the_week_begins_on_the_readers_day_and_the_change_of_clocks_names_what_it_moves() {
    let site = site_of(&project().join("content"), "2026-11-25T15:00:00Z").unwrap();
    for (tag, day) in [("en", "Sunday"), ("ar", "السبت"), ("fr", "lundi"), ("ja", "日曜日")]
    {
        let path = format!("/{tag}/hours");
        let document = document(&path, &site.answers[&path]);
        assert_eq!(document.words("#week tbody tr:first-child th"), day);
        assert_eq!(document.all("#clocks tbody tr").len(), 12, "{tag}");
    }
    let page = document("/en/hours", &site.answers["/en/hours"]);
    assert_eq!(
        page.words("#clocks .body > p"),
        "On March 14, 2027, Boston sets its clocks forward."
    );
    let caption = "Our hours from Monday, March 15 to Friday, March 19, by the clock of each city";
    assert_eq!(page.words("#clocks caption"), caption);
    let row = page.words("#clocks tbody tr:nth-child(2) td");
    assert_eq!(row, "5:30 pm to 2:30 am the next day", "Mumbai");
}
