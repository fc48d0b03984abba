//! Dates as each language writes them.

use std::collections::BTreeSet;

use icu_calendar::types::Weekday;
use icu_calendar::week::WeekInformation;
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::{MDE, YMD};
use icu_locale::Locale;
use jiff::Timestamp;
use jiff::civil::date;
use patient_center::content::Content;
use patient_center::site::Site;
use patient_center::site::view::PageContext;

use crate::support::content::{MONDAY, document, fixture, project, real, site_of};

/// The date that the card on a page says it is today.
fn today(site: &Site, language: &str) -> String {
    let path = format!("/{language}/");
    document(&path, &site.answers[&path]).words("aside.card time bdi")
}

#[test]
fn the_card_has_the_date_as_its_language_writes_it() {
    let site = site_of(&fixture("other-hospital"), "2026-12-01T15:00:00Z").unwrap();
    assert_eq!(today(&site, "de"), "Dienstag, 1. Dezember");
    assert_eq!(today(&site, "he"), "יום שלישי, 1 בדצמבר");
    // The dates of the real content are compared with CLDR below.
    let content = Content::load(&project().join("content")).0.unwrap();
    let monday: Timestamp = MONDAY.parse().unwrap();
    for facts in &content.facts.languages {
        let format = PageContext::new(&content, facts, monday).unwrap().format;
        let expected = format.date(date(2026, 11, 23)).replace('\u{a0}', " ");
        assert_eq!(today(real(), facts.language.as_str()), expected);
    }
}

/// A language, how and why its dates differ from CLDR's, and how to undo the difference.
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

/// Puts `mark` after the weekday, if the date begins with one and not with the day.
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
fn dates_are_those_of_cldr_but_for_listed_differences() {
    let content = Content::load(&project().join("content")).0.unwrap();
    let mut needed = BTreeSet::new();
    for facts in &content.facts.languages {
        let tag = facts.language.as_str();
        let format = PageContext::new(&content, facts, Timestamp::UNIX_EPOCH).unwrap().format;
        // Western digits and the Gregorian calendar in every language.
        let locale: Locale = format!("{tag}-u-ca-gregory-nu-latn").parse().unwrap();
        let day = DateTimeFormatter::try_new(locale.clone().into(), MDE::long()).unwrap();
        let full = DateTimeFormatter::try_new(locale.into(), YMD::long()).unwrap();
        for (month, number) in (1..=12_u8).flat_map(|month| [1, 2, 25].map(|n| (month, n))) {
            let date = date(2026, month.cast_signed(), number);
            let theirs =
                icu_calendar::Date::try_new_iso(2026, month, number.cast_unsigned()).unwrap();
            for (ours, theirs) in [
                (format.date(date), day.format(&theirs).to_string()),
                (format.full_date(date), full.format(&theirs).to_string()),
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
    assert_eq!(needed.len(), DIFFERENCES.len(), "a difference that is not one: {needed:?}");
}

#[test]
fn an_end_on_another_day_names_its_day_and_midnight_names_two() {
    let content = Content::load(&project().join("content")).0.unwrap();
    let said = |tag: &str, hour| {
        let facts = content.facts.languages.iter().find(|l| l.language.as_str() == tag).unwrap();
        let format = PageContext::new(&content, facts, Timestamp::UNIX_EPOCH).unwrap().format;
        let moment = date(2026, 11, 27).at(hour, 0, 0, 0).in_tz("Africa/Cairo").unwrap();
        let eve = date(2026, 11, 26);
        assert_eq!(format.end_of(eve, &moment), format.day_time(&moment), "{tag}");
        let own = format.end_of(moment.date(), &moment).plain();
        assert_eq!(own, format.time(moment.time()), "{tag}");
        format.end_of(eve, &moment).plain()
    };
    assert_eq!(said("en", 1), "Friday, 1:00 am");
    assert_eq!(said("en", 0), "midnight between Thursday and Friday");
    assert_eq!(said("ar", 0), "منتصف الليل بين الخميس والجمعة");
    assert_eq!(said("ru", 0), "0:00 (ночь: четверг — пятница)");
    assert_eq!(said("ja", 0), "木曜日から金曜日にかけての夜12時");
    // Every other language names both days, too.
    for facts in &content.facts.languages {
        let format = PageContext::new(&content, facts, Timestamp::UNIX_EPOCH).unwrap().format;
        let said = said(facts.language.as_str(), 0);
        let days = [date(2026, 11, 26), date(2026, 11, 27)];
        assert!(days.iter().all(|day| said.contains(format.weekday(day.weekday()))), "{said}");
    }
}

#[test]
fn a_week_begins_as_cldr_has_it() {
    let content = Content::load(&project().join("content")).0.unwrap();
    for language in &real().languages {
        // Our Spanish is that of Latin America.
        let tag = if language.as_str() == "es" { "es-MX" } else { language.as_str() };
        let week = WeekInformation::try_new(tag.parse::<Locale>().unwrap().into()).unwrap();
        let path = format!("/{language}/hours");
        let page = document(&path, &real().answers[&path]);
        assert_eq!(page.all(".week tbody tr").len(), 7);
        let facts = content.facts.languages.iter().find(|l| l.language == *language).unwrap();
        let format = PageContext::new(&content, facts, Timestamp::UNIX_EPOCH).unwrap().format;
        let monday = format.weekday(jiff::civil::Weekday::Monday);
        let days = page.all(".week tbody th");
        let monday = days.iter().position(|day| day.text().collect::<String>() == monday);
        let expected = match week.first_weekday {
            Weekday::Monday => 0,
            Weekday::Sunday => 1,
            Weekday::Saturday => 2,
            other => panic!("{tag}: {other:?}"),
        };
        assert_eq!(monday, Some(expected), "{tag}");
    }
}
