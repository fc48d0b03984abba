//! Days as each language writes them.

use std::collections::BTreeSet;

use icu_calendar::types::Weekday;
use icu_calendar::week::WeekInformation;
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::{MDE, YMD};
use icu_locale::Locale;
use jiff::Timestamp;
use patient_center::content::Content;
use patient_center::site::view::PageContext;

use crate::support::content::{document, project, real, site_of};

/// What the card says that today is, in every language.
fn today(moment: &str) -> Vec<(String, String)> {
    let site = site_of(&project().join("content"), moment).unwrap();
    let card = |path: String| document(&path, &site.answers[&path]).words("aside.card time");
    let of = |tag: &str| (tag.to_owned(), card(format!("/{tag}/")));
    site.languages.iter().map(|language| of(language.as_str())).collect()
}

fn written(table: &[(&str, &str)]) -> Vec<(String, String)> {
    table.iter().map(|(tag, date)| ((*tag).to_owned(), (*date).to_owned())).collect()
}

#[test]
fn a_day_and_the_first_of_a_month_are_written_as_in_that_language() {
    let ordinary = [
        ("en", "Tuesday, November 24"),
        ("ar", "الثلاثاء 24 نوفمبر"),
        ("zh-Hans", "11月24日（星期二）"),
        ("zh-Hant", "11月24日（星期二）"),
        ("es", "martes 24 de noviembre"),
        ("pt-BR", "terça-feira, 24 de novembro"),
        ("fr", "mardi 24 novembre"),
        ("ru", "вторник, 24 ноября"),
        ("el", "Τρίτη 24 Νοεμβρίου"),
        ("tr", "24 Kasım Salı"),
        ("ja", "11月24日（火曜日）"),
        ("ko", "11월 24일 화요일"),
    ];
    assert_eq!(today("2026-11-24T15:00:00Z"), written(&ordinary));
    let first = today("2026-12-01T15:00:00Z");
    let of = |wanted: &str| first.iter().find(|(tag, _)| tag == wanted).unwrap().1.clone();
    assert_eq!(of("fr"), "mardi 1er décembre");
    assert_eq!(of("pt-BR"), "terça-feira, 1º de dezembro");
    assert_eq!(of("el"), "Τρίτη 1η Δεκεμβρίου");
    assert_eq!(of("es"), "martes 1 de diciembre");
}

/// How one language's dates differ from CLDR's, why, and how the difference is undone.
type Difference = (&'static str, &'static str, fn(&str) -> String);

const DIFFERENCES: [Difference; 10] = [
    ("ar", "no comma after the weekday, for the date stands inside a sentence", comma("،")),
    ("es", "no comma after the weekday, for the date stands inside a sentence", comma(",")),
    ("zh-Hans", "the weekday in parentheses, as public notices write it", without_parentheses),
    ("zh-Hant", "the weekday in parentheses, as public notices write it", without_parentheses),
    ("ja", "the weekday in parentheses, as public notices write it", without_parentheses),
    ("fr", "the first of a month is an ordinal", |ours| ours.replace("1er", "1")),
    ("pt-BR", "the first of a month is an ordinal", |ours| ours.replace("1º", "1")),
    ("el", "the first of a month is an ordinal", |ours| ours.replace("1η", "1")),
    ("fr", "a day stays in the line of its month", |ours| ours.replace('\u{a0}', " ")),
    ("ru", "a day stays in the line of its month", |ours| ours.replace('\u{a0}', " ")),
];

/// A comma after the weekday, where there is one: a date without it begins with its day.
const fn comma(mark: &'static str) -> fn(&str) -> String {
    match mark.as_bytes() {
        b"," => |ours| after_weekday(ours, ","),
        _ => |ours| after_weekday(ours, "،"),
    }
}

fn after_weekday(ours: &str, mark: &str) -> String {
    match ours.split_once(' ') {
        Some((weekday, rest)) if !weekday.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("{weekday}{mark} {rest}")
        }
        _ => ours.to_owned(),
    }
}

fn without_parentheses(ours: &str) -> String {
    ours.replace(['（', '）'], "")
}

#[test]
fn dates_are_those_of_cldr_or_differ_with_a_reason() {
    let (content, _) = Content::load(&project().join("content"));
    let content = content.unwrap();
    let mut needed = BTreeSet::new();
    for facts in &content.facts.languages {
        let tag = facts.language.as_str();
        let page = PageContext::new(&content, facts, Timestamp::UNIX_EPOCH).unwrap();
        // Western digits and the Gregorian calendar, also where the language would have others.
        let locale: Locale = format!("{tag}-u-ca-gregory-nu-latn").parse().unwrap();
        let day = DateTimeFormatter::try_new(locale.clone().into(), MDE::long()).unwrap();
        let full = DateTimeFormatter::try_new(locale.into(), YMD::long()).unwrap();
        for (month, number) in (1..=12_u8).flat_map(|month| [1, 2, 25].map(|n| (month, n))) {
            let date = jiff::civil::date(2026, month.cast_signed(), number);
            let theirs =
                icu_calendar::Date::try_new_iso(2026, month, number.cast_unsigned()).unwrap();
            for (ours, theirs) in [
                (page.format.date(date), day.format(&theirs).to_string()),
                (page.format.full_date(date), full.format(&theirs).to_string()),
            ] {
                let own = DIFFERENCES.iter().filter(|(of, ..)| *of == tag);
                let undone = own.fold(ours, |ours, (of, reason, undo)| {
                    let undone = undo(&ours);
                    if undone != ours {
                        needed.insert((of, reason));
                    }
                    undone
                });
                assert_eq!(undone, theirs.replace(['\u{a0}', '\u{202f}'], " "), "{tag}");
            }
        }
    }
    assert_eq!(needed.len(), DIFFERENCES.len(), "each difference is one: {needed:?}");
}

#[test]
fn a_week_begins_as_cldr_has_it() {
    for language in &real().languages {
        // Our Spanish is that of Latin America.
        let tag = if language.as_str() == "es" { "es-MX" } else { language.as_str() };
        let week = WeekInformation::try_new(tag.parse::<Locale>().unwrap().into()).unwrap();
        let path = format!("/{language}/hours");
        let page = document(&path, &real().answers[&path]);
        let rows = page.all("#week tbody tr").len();
        assert_eq!(rows, 7);
        let monday = page
            .all("#week tbody tr")
            .iter()
            .position(|row| row.value().attr("aria-current").is_some());
        // The site is of a Monday.
        let expected = match week.first_weekday {
            Weekday::Monday => 0,
            Weekday::Sunday => 1,
            Weekday::Saturday => 2,
            other => panic!("{tag}: {other:?}"),
        };
        assert_eq!(monday, Some(expected), "{tag}");
    }
}
