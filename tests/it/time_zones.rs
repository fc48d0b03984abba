//! The hours in any time zone: `?zone=`.

use crate::support::content::{
    Document, MONDAY, copy_of, document, edit, fixture, other, project, site_of,
};
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
        ("Pacific/Kiritimati", "22:00 bis 1:00 am Folgetag und 2:00 bis 5:30 am Folgetag"),
        ("US/Eastern", "3:00 bis 6:00 und 7:00 bis 10:30"),
        ("Etc/GMT%2B3", "5:00 bis 8:00 und 9:00 bis 12:30"),
        ("Asia/Riyadh&zone=Asia/Tokyo", "11:00 bis 14:00 und 15:00 bis 18:30"),
    ] {
        let document = page(&front, &format!("/de/hours?zone={zone}")).await;
        assert_eq!(document.words("#staedte .mine th + td"), hours, "{zone}");
        assert_eq!(document.all("option[selected]").len(), 1, "{zone}");
        let action = document.one("form", "action");
        let section = action.strip_prefix("/de/hours").expect("the form leads back to its page");
        assert_eq!(document.all(&format!("{section} form")).len(), 1, "{action}");
        assert!(document.all("svg bdi, svg text").is_empty(), "{zone}");
        assert!(document.all("form .notice").is_empty(), "{zone}");
    }
}

#[tokio::test]
async fn the_week_is_that_of_the_readers_clock_and_the_title_names_the_city() {
    let front = Front::of(other().clone());
    // Monday, 14:30 by UTC.
    for (path, city, today, hours) in [
        ("/de/hours?zone=Asia/Riyadh", "Riad", "Montag", "11:00 bis 14:00 und 15:00 bis 18:30"),
        (
            "/de/hours?zone=Pacific/Honolulu",
            "Honolulu",
            "Montag",
            "bis 1:00 und 2:00 bis 5:30 und ab 22:00",
        ),
        (
            "/de/hours?zone=Pacific/Kiritimati",
            "Kiritimati",
            "Dienstag",
            "bis 1:00 und 2:00 bis 5:30 und ab 22:00",
        ),
        ("/de/hours?zone=Europe/Berlin", "Berlin", "Montag", "9:00 bis 12:00 und 13:00 bis 16:30"),
        ("/he/hours?zone=Asia/Riyadh", "ריאד", "יום שני", "11:00 עד 14:00, וגם 15:00 עד 18:30"),
    ] {
        let document = page(&front, path).await;
        assert_eq!(document.words(".week .mine[aria-current=date] th"), today, "{path}");
        assert_eq!(document.words(".week .mine[aria-current=date] td"), hours, "{path}");
        for place in ["title", "h1", ".week caption b"] {
            assert!(document.words(place).contains(city), "{path}: {}", document.words(place));
        }
        let plain = front.get(path.split_once('?').unwrap().0, &[]).await;
        assert!(!read(path, &plain).words("h1").contains(city), "{path}");
    }
    let both = page(&front, "/de/hours?with=he&zone=Asia/Tokyo").await;
    assert!(both.words("h1").contains("Tokio") && both.words("h1").contains("טוקיו"));
    let unknown = page(&front, "/de/hours?zone=Mars/Base").await;
    assert_eq!(unknown.words("h1"), "Öffnungszeiten");
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
            "9:00 nachmittags bis Mitternacht und 1:00 vormittags bis 4:30 vormittags am Folgetag",
        ),
    ] {
        let document = page(&front, &format!("/de/hours?zone={zone}")).await;
        assert_eq!(document.words("#staedte .mine th + td"), hours, "{zone}");
    }
}

#[tokio::test]
async fn each_continent_lists_its_zones_and_together_they_list_all() {
    let front = Front::of(other().clone());
    let mut listed = 0;
    for continent in ["Africa", "Americas", "asia", "EUROPE", "Oceania"] {
        let document = page(&front, &format!("/de/hours?zone={continent}")).await;
        assert!(document.words("form .notice").starts_with("Wählen Sie Ihren Erdteil"));
        let zones = document.all("form option:not([value=''])");
        assert!(zones.len() > 40, "{continent}");
        listed += zones.len();
        for option in zones {
            let name = option.attr("value").unwrap();
            assert!(matches!(ZoneAsked::of(name), ZoneAsked::Zone(_)), "{name}");
        }
        // Back to the continents.
        assert_eq!(document.all("form option[value='']").len(), 1, "{continent}");
    }
    assert!((250..400).contains(&listed), "{listed}");
    let asia = page(&front, "/de/hours?zone=Asia").await;
    assert_eq!(asia.words("form option[value='Asia/Riyadh']"), "Riad (Saudi-Arabien)");
}

#[tokio::test]
async fn an_unknown_zone_gets_the_page_with_a_notice_and_the_continents() {
    let front = Front::of(other().clone());
    let long = "x".repeat(10_000);
    for (zone, line) in [
        ("", "Wählen Sie Ihren Erdteil"),
        ("+", "Wählen Sie Ihren Erdteil"),
        ("Mars/Base", "Eine Zeitzone dieses Namens gibt es nicht"),
        ("../../etc/passwd", "Eine Zeitzone dieses Namens gibt es nicht"),
        ("Middle-earth", "Eine Zeitzone dieses Namens gibt es nicht"),
        ("Etc/Unknown", "Eine Zeitzone dieses Namens gibt es nicht"),
        ("%ff", "Eine Zeitzone dieses Namens gibt es nicht"),
        ("%", "Eine Zeitzone dieses Namens gibt es nicht"),
        ("<script>", "Eine Zeitzone dieses Namens gibt es nicht"),
        ("nowhere&zone=Asia/Riyadh", "Eine Zeitzone dieses Namens gibt es nicht"),
        (&long, "Eine Zeitzone dieses Namens gibt es nicht"),
    ] {
        let path = format!("/de/hours?zone={}", zone.replace('<', "%3C").replace('>', "%3E"));
        let document = page(&front, &path).await;
        assert!(document.words("form .notice").starts_with(line), "{path}");
        assert_eq!(document.all("form option").len(), 5, "{path}");
        assert_eq!(document.words("form option[value=Asia]"), "Asien", "{path}");
        // Sent again, it leads to the form with the message.
        let action = document.one("form", "action");
        let section = action.strip_prefix("/de/hours").expect("the form leads back to its page");
        assert_eq!(document.all(&format!("{section} form .notice")).len(), 1, "{action}");
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
        assert_eq!(document.one(".langs a[lang=he]", "href"), kept);
    }
}

#[test]
fn old_names_of_zones_resolve_to_current_ones() {
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
    }
    let page = document("/de/hours", &site.answers["/de/hours"]);
    let later: Vec<_> = page
        .all("#staedte tbody tr")
        .iter()
        .map(|row| {
            let cells: Vec<_> =
                row.child_elements().map(|cell| cell.text().collect::<String>()).collect();
            (cells[0].clone(), cells[2].clone())
        })
        .collect();
    // Only in Istanbul is the difference another one then.
    let changed = "Ab 28. März 2027 10:00 bis 13:00 und 14:00 bis 17:30";
    assert_eq!(later[0], ("Istanbul +2\u{a0}Std.".to_owned(), changed.to_owned()));
    assert!(later[1..].iter().all(|(_, later)| later.is_empty()), "{later:?}");
    assert_eq!(page.words("#staedte thead th:last-child"), "Ab 28. März 2027");
}

#[test]
fn a_city_that_soon_changes_its_own_clocks_has_its_hours_up_to_that_day() {
    let site = site_of(&project().join("content"), "2026-12-01T15:00:00Z").unwrap();
    let page = document("/en/hours", &site.answers["/en/hours"]);
    let rows = page.all("#cities tbody tr");
    let rows: Vec<String> = rows.iter().map(|row| row.text().collect()).collect();
    for (city, later) in [
        ("London", "12 noon to 9:00 pm, through March 27, 2027"),
        ("Cairo", "2:00 pm to 11:00 pm, through April 29, 2027"),
        ("Istanbul", "3:00 pm to midnight"),
    ] {
        let row = rows.iter().find(|row| row.contains(city)).unwrap();
        assert!(row.trim_end().ends_with(later), "{row}");
    }
}
