//! Texts are rendered to HTML: escaped, with their links, and with every run of Latin letters and numbers
//! isolated in right-to-left text.

use patient_center::content::{Direction, Language, Text};
use patient_center::site::address::Links;
use patient_center::site::markup::TextRenderer;
use proptest::prelude::*;

fn set<'a>(direction: Direction, names: &'a Language, own: &'a Language) -> TextRenderer<'a> {
    TextRenderer { direction, names, links: Links::Pages(own) }
}

fn english() -> Language {
    Language::new("en").unwrap()
}

fn arabic() -> Language {
    Language::new("ar").unwrap()
}

#[test]
fn html_in_a_text_is_escaped() {
    let (en, text) = (english(), Text::parse("a <b> & \"c\" 'd'").unwrap());
    let html = set(Direction::Ltr, &en, &en).text(&text).to_string();
    assert!(!html.contains('<') && !html.contains('"'), "{html}");
}

#[test]
fn a_link_leads_to_a_page_of_the_readers_language() {
    let (en, ar) = (english(), arabic());
    let text = Text::parse("[اتصلوا](contact#walk) و*مهم*").unwrap();
    let html = set(Direction::Rtl, &en, &ar).text(&text).to_string();
    assert_eq!(html, "<a href=\"/ar/contact#walk\">اتصلوا</a> و<strong>مهم</strong>");
}

#[test]
fn runs_of_latin_letters_and_numbers_are_isolated_in_arabic() {
    let (en, ar) = (english(), arabic());
    let table = [
        ("من 24 إلى 48", "من <bdi dir=\"ltr\">24</bdi> إلى <bdi dir=\"ltr\">48</bdi>"),
        ("في (Mass General) هنا", "في (<bdi dir=\"ltr\" lang=\"en\">Mass General</bdi>) هنا"),
        ("محطة Charles/MGH.", "محطة <bdi dir=\"ltr\" lang=\"en\">Charles/MGH</bdi>."),
        ("رقم +1 617-726-2000،", "رقم <bdi dir=\"ltr\">+1 617-726-2000</bdi>،"),
        ("Blake هو", "<bdi dir=\"ltr\" lang=\"en\">Blake</bdi> هو"),
        ("الفقرة A (b) ثم", "الفقرة <bdi dir=\"ltr\" lang=\"en\">A (b)</bdi> ثم"),
        ("بلا لاتينية", "بلا لاتينية"),
        ("+", "<bdi dir=\"ltr\">+</bdi>"),
    ];
    for (words, expected) in table {
        assert_eq!(set(Direction::Rtl, &en, &ar).words(words).to_string(), expected);
    }
}

#[test]
fn nothing_is_isolated_in_left_to_right_text() {
    let en = english();
    assert_eq!(
        set(Direction::Ltr, &en, &en).words("8:00 am, العربية").to_string(),
        "8:00 am, العربية"
    );
}

fn visible(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for character in html.chars() {
        match character {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => text.push(character),
            _ => {}
        }
    }
    text.replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#38;", "&")
}

proptest! {
    #[test]
    fn no_word_is_lost_or_added(words in "[ a-zA-Z0-9+()<>&\"'.,؛ءآأبتثج-]{0,60}") {
        let (en, ar) = (english(), arabic());
        for direction in [Direction::Ltr, Direction::Rtl] {
            let html = set(direction, &en, &ar).words(&words).to_string();
            prop_assert_eq!(visible(&html), words.clone());
            prop_assert_eq!(html.matches("<bdi").count(), html.matches("</bdi>").count());
        }
    }

    #[test]
    fn any_text_is_read_or_refused_but_never_markup(source in "\\PC{0,80}") {
        let (en, ar) = (english(), arabic());
        if let Ok(text) = Text::parse(&source) {
            let html = set(Direction::Rtl, &en, &ar).text(&text).to_string();
            for tag in html.split('<').skip(1) {
                let known = ["a href=\"/ar/", "/a>", "strong>", "/strong>", "bdi dir=\"ltr\"", "/bdi>"];
                prop_assert!(known.iter().any(|known| tag.starts_with(known)), "{}", html);
            }
        }
    }
}
