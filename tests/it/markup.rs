//! Texts are rendered to HTML: escaped, with their links, and with every run of Latin letters and numbers
//! isolated in right-to-left text. Pages read right without their style sheet, too.

use patient_center::content::{Direction, Language, Text};
use patient_center::site::address::Links;
use patient_center::site::markup::TextRenderer;
use proptest::prelude::*;

use crate::support::content::{documents, other, real};

fn set<'a>(direction: Direction, names: &'a Language, own: &'a Language) -> TextRenderer<'a> {
    TextRenderer { direction, names, names_direction: Direction::Ltr, links: Links::Pages(own) }
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

/// The elements that begin and end a line of their own, or a part of a form or drawing, without a style sheet.
const LINES: &str = "body div p li ul ol dl dt dd h1 h2 h3 section article header footer nav main aside table \
                     thead tbody tr td th caption figure figcaption blockquote form address br select option \
                     optgroup label button svg title text details summary";

/// Neighbouring pieces of text with neither white space nor the end of a line between them. Han, kana and hangul
/// need none, and Arabic prefixes stand before a number without one.
fn glued(html: &str) -> Vec<String> {
    let latin = |c: char| c.is_ascii_alphanumeric() || ('À'..='ɏ').contains(&c);
    let lines: Vec<_> = LINES.split_whitespace().collect();
    let mut glued = Vec::new();
    let mut before = "";
    for (tag, text) in html.split('<').filter_map(|piece| piece.split_once('>')) {
        let name = tag.trim_start_matches('/').split(' ').next().unwrap();
        if lines.contains(&name) {
            before = "";
        }
        if before.ends_with(latin) && text.starts_with(latin) {
            glued.push(format!("{before}|{text}"));
        }
        before = if text.is_empty() { before } else { text };
    }
    glued
}

#[test]
fn no_two_words_run_together_without_the_style_sheet() {
    assert_eq!(glued("<p><a>one</a><span>two</span>"), ["one|two"]);
    assert_eq!(glued("<p><a>one</a> <span>two</span><br>three<p>four"), [""; 0]);
    for site in [real(), other()] {
        for document in documents(site) {
            let (_, body) = document.text.split_once("<body>").unwrap();
            assert_eq!(glued(body), [""; 0], "{}", document.path);
        }
    }
}

/// A reader that knows no rules for end tags, such as w3m, would nest what follows.
#[test]
fn lists_and_paragraphs_of_the_text_end_where_they_end() {
    for document in documents(real()) {
        let (_, main) = document.text.split_once("<div class=\"opening").unwrap_or_default();
        let (opening, rest) = main.split_once("<aside class=\"card").unwrap_or_default();
        let (_, sections) = rest.split_once("</aside>").unwrap_or_default();
        let (sections, _) = sections.split_once("</main>").unwrap_or_default();
        for part in [opening, sections] {
            for name in ["li", "p"] {
                let opened = [format!("<{name}>"), format!("<{name} ")]
                    .map(|tag| part.matches(&tag).count());
                let closed = part.matches(&format!("</{name}>")).count();
                assert_eq!(opened.iter().sum::<usize>(), closed, "{}: {name}", document.path);
            }
        }
    }
}
