//! Markup that is safe to print: made only here, from words that were escaped here.
//!
//! SECURITY: this is the one place that turns an author's words into HTML; templates print a
//! [`Markup`] as it is and escape everything else.

use std::fmt::{self, Write};

use askama::filters::{Html, HtmlSafe, escape};
use unicode_bidi::{BidiClass, bidi_class};

use super::address::Links;
use crate::content::drawing::Drawing;
use crate::content::message::{Message, Piece};
use crate::content::{Direction, Inline, Language, Text};

/// HTML that is safe to print.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markup(String);

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Markup {}

impl Markup {
    /// These words, escaped.
    pub fn escaped(words: &str) -> Self {
        let mut html = Self::default();
        html.push(words);
        html
    }

    /// A time as a run of its own, never broken.
    pub fn time(words: &str) -> Self {
        Self(format!("<bdi class=\"time\">{}</bdi>", Self::escaped(words)))
    }

    /// These words as a run of their own in the text around them (UAX #9).
    pub fn isolated(words: &Self) -> Self {
        Self(format!("<bdi>{words}</bdi>"))
    }

    /// These words as a run of another language.
    pub fn in_language(words: &Self, language: &Language, direction: Direction) -> Self {
        Self(format!("<bdi lang=\"{language}\" dir=\"{}\">{words}</bdi>", direction.as_str()))
    }

    /// A style sheet of ours, which was kept from ending its own element when it was read.
    pub fn style_sheet(css: &str) -> Self {
        Self(css.to_owned())
    }

    /// Where something was read: it stays in its own letters, and may be broken after a `/`.
    pub fn source(address: &str, language: &Language) -> Self {
        let address = Self::escaped(address).0.replace('/', "/<wbr>");
        Self(format!("<bdi class=\"source\" dir=\"ltr\" lang=\"{language}\">{address}</bdi>"))
    }

    /// A name that stays in its own letters.
    pub fn name(name: &str, language: &Language) -> Self {
        Self::in_language(&Self::escaped(name), language, Direction::Ltr)
    }

    /// A number to dial: never turned around, broken or translated.
    pub fn number(digits: &str) -> Self {
        Self(format!("<bdi dir=\"ltr\" translate=\"no\">{}</bdi>", Self::escaped(digits)))
    }

    /// Data for machines inside a `script` of a type that no browser runs.
    ///
    /// SECURITY: without `<` it can neither end its element nor begin a comment in it.
    pub fn data(value: &serde_json::Value) -> Self {
        Self(value.to_string().replace('<', "\\u003c"))
    }

    /// A distance in hours as a run of its own: `UTC−5`.
    pub fn left_to_right(text: &str) -> Self {
        Self(format!("<bdi dir=\"ltr\" class=\"time\">{}</bdi>", Self::escaped(text)))
    }

    /// Its words alone, for an attribute; only for markup without characters that need escaping.
    pub fn plain(&self) -> String {
        let mut words = String::with_capacity(self.0.len());
        let mut rest = self.0.as_str();
        while let Some((before, tag)) = rest.split_once('<') {
            words.push_str(before);
            rest = tag.split_once('>').map_or("", |(_, after)| after);
        }
        words + rest
    }

    fn push(&mut self, words: &str) {
        let Ok(escaped) = escape(words, Html);
        // Writing to a String cannot fail.
        let _ = write!(self.0, "{escaped}");
    }
}

/// Sets words of one language as markup.
#[derive(Debug, Clone, Copy)]
pub struct TextRenderer<'a> {
    /// The direction of the language.
    pub direction: Direction,
    /// The language of names that stay as they are (the default language).
    pub names: &'a Language,
    /// How links are written.
    pub links: Links<'a>,
}

impl TextRenderer<'_> {
    /// Plain words. In a language that is written from right to left, every run of Latin letters
    /// and of numbers is isolated, so that the text around it keeps its order.
    pub fn words(&self, words: &str) -> Markup {
        let mut html = Markup::default();
        if self.direction == Direction::Ltr {
            html.push(words);
            return html;
        }
        let mut rest = words;
        while let Some((before, run, after)) = next_run(rest) {
            html.push(before);
            html.0.push_str("<bdi dir=\"ltr\"");
            if run.contains(char::is_alphabetic) {
                let _ = write!(html.0, " lang=\"{}\"", self.names);
            }
            html.0.push('>');
            html.push(run);
            html.0.push_str("</bdi>");
            rest = after;
        }
        html.push(rest);
        html
    }

    /// A text with its links and its emphasis.
    pub fn text(&self, text: &Text) -> Markup {
        let mut html = String::new();
        for piece in &text.0 {
            let _ = match piece {
                Inline::Words(words) => write!(html, "{}", self.words(words)),
                Inline::Strong(words) => write!(html, "<strong>{}</strong>", self.words(words)),
                Inline::Link(words, target) => {
                    // An address is made of page and section names, which need no escaping.
                    let (href, words) = (self.links.href(target), self.words(words));
                    write!(html, "<a href=\"{href}\">{words}</a>")
                }
            };
        }
        Markup(html)
    }

    /// A pattern with `values` in its places.
    pub fn fill(&self, pattern: &Message, values: &[(&str, Markup)]) -> Markup {
        let pieces = pattern.0.iter().map(|piece| match piece {
            Piece::Text(words) => self.words(words).0,
            Piece::Placeholder(name) => {
                let value = values.iter().find(|(slot, _)| slot == name);
                value.map(|(_, value)| value.0.clone()).unwrap_or_default()
            }
        });
        Markup(pieces.collect())
    }

    /// A pattern with `value` in its only place, whose own words are heard and not seen.
    pub fn around(&self, pattern: &Message, value: &Markup) -> Markup {
        let pieces = pattern.0.iter().map(|piece| match piece {
            Piece::Text(words) => format!("<span class=\"unseen\">{}</span>", self.words(words)),
            Piece::Placeholder(_) => value.0.clone(),
        });
        Markup(pieces.collect())
    }

    /// A pattern that has no places.
    pub fn label(&self, pattern: &Message) -> Markup {
        self.fill(pattern, &[])
    }
}

/// The inside of a drawing with its labels; its elements were checked when it was read.
pub fn drawing(drawing: &Drawing, label: impl Fn(&str) -> String) -> Markup {
    let pieces = drawing.inner.0.iter().map(|piece| match piece {
        Piece::Text(words) => words.lines().map(str::trim).collect::<Vec<_>>().join("\n"),
        Piece::Placeholder(name) => Markup::escaped(&label(name)).0,
    });
    Markup(pieces.collect())
}

/// The next run of Latin letters and numbers in a text that is written from right to left, with
/// what stands before and after it. A run begins and ends with a letter or a digit; what stands
/// between them belongs to it unless it is a letter of the text's own direction.
fn next_run(text: &str) -> Option<(&str, &str, &str)> {
    let strong = |c: char| matches!(bidi_class(c), BidiClass::L | BidiClass::EN);
    let foreign = |c: char| matches!(bidi_class(c), BidiClass::R | BidiClass::AL | BidiClass::AN);
    let start = text.find(|c: char| strong(c) || c == '+')?;
    let rest = text.get(start..)?;
    let limit = rest.find(foreign).unwrap_or(rest.len());
    let within = rest.get(..limit)?;
    let end = within.rfind(strong).map_or(1, |last| {
        last + within.get(last..).and_then(|tail| tail.chars().next()).map_or(1, char::len_utf8)
    });
    let end = end + closing_length(within, end);
    Some((text.get(..start)?, rest.get(..end)?, rest.get(end..)?))
}

/// A closing bracket belongs to the run if its opening one does.
fn closing_length(within: &str, end: usize) -> usize {
    let run = within.get(..end).unwrap_or_default();
    let open = run.matches('(').count() > run.matches(')').count();
    usize::from(open && within.get(end..).is_some_and(|tail| tail.starts_with(')')))
}
