//! Dates as each language writes them.

use std::collections::BTreeSet;

use icu_calendar::types::Weekday;
use icu_calendar::week::WeekInformation;
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::{MDE, YMD};
use icu_locale::Locale;
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use patient_center::content::Content;
use patient_center::schedule::Opening;
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

/// The hours of an opening from `from` to `until`, in minutes after the midnight that begins `on`, as seen from a day.
fn said(content: &Content, tag: &str, hours: (Date, i64, i64), seen: Date) -> String {
    let (on, from, until) = hours;
    let facts = content.facts.languages.iter().find(|l| l.language.as_str() == tag).unwrap();
    let format = PageContext::new(content, facts, Timestamp::UNIX_EPOCH).unwrap().format;
    let start = on.in_tz("Africa/Cairo").unwrap();
    let [from, until] = [from, until].map(|minutes| start.checked_add(minutes.minutes()).unwrap());
    format.range(seen, &Opening { from, until }).plain()
}

#[test]
fn midnight_is_the_end_of_a_day_or_the_beginning_of_the_next() {
    let content = Content::load(&project().join("content")).0.unwrap();
    let day = date(2026, 11, 26);
    let ends = |tag| said(&content, tag, (day, 15 * 60, 24 * 60), day);
    assert_eq!(ends("en"), "3:00 pm to midnight");
    assert_eq!(ends("fr"), "de 15\u{a0}h à minuit");
    assert_eq!(ends("ru"), "15:00–24:00");
    assert_eq!(ends("ja"), "15時～24時");
    let begins = |tag| said(&content, tag, (day, 0, 6 * 60), day);
    assert_eq!(begins("en"), "midnight to 6:00 am");
    assert_eq!(begins("fr"), "de 0\u{a0}h à 6\u{a0}h");
    // Neither has words about another day in any language.
    for language in &real().languages {
        for hours in [(day, 15 * 60, 24 * 60), (day, 0, 6 * 60)] {
            let own = said(&content, language.as_str(), hours, day);
            let beside = said(&content, language.as_str(), hours, day.tomorrow().unwrap());
            assert!(beside.len() > own.len(), "{language}: {own}");
        }
    }
}

#[test]
fn an_opening_on_another_day_says_so_once() {
    let content = Content::load(&project().join("content")).0.unwrap();
    let said = |tag, hours, seen| said(&content, tag, hours, seen);
    let day = date(2026, 11, 26);
    let (eve, next) = (day.yesterday().unwrap(), day.tomorrow().unwrap());
    assert_eq!(said("en", (day, 120, 660), eve), "the next day, 2:00 am to 11:00 am");
    assert_eq!(said("fr", (day, 120, 660), eve), "le lendemain, de 2\u{a0}h à 11\u{a0}h");
    assert_eq!(said("en", (day, 1320, 1560), day), "10:00 pm to 2:00 am the next day");
    assert_eq!(said("en", (day, 1320, 1560), next), "10:00 pm the day before to 2:00 am");
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
