//! HTML that is safe to print: it is made only here, and all text in it was escaped here.
//!
//! SECURITY: this is the only place that turns an author's text into HTML. Templates print a [`Markup`] as
//! it is, and escape everything else.

use std::fmt::{self, Write};

use askama::filters::{Html, HtmlSafe, escape};
use unicode_bidi::{BidiClass, bidi_class};

use super::address::Links;
use crate::content::drawing::Drawing;
use crate::content::message::{Message, Piece};
use crate::content::{Direction, ExternalUrl, Inline, Language, Text};

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
    /// Escaped text.
    pub fn escaped(words: &str) -> Self {
        let mut html = Self::default();
        html.push(words);
        html
    }

    /// A time, isolated from the text around it and without line breaks.
    pub fn time(words: &str) -> Self {
        Self(format!("<bdi class=\"time\">{}</bdi>", Self::escaped(words)))
    }

    /// Text that is isolated from the text around it (UAX #9).
    pub fn isolated(words: &str) -> Self {
        Self(format!("<bdi>{}</bdi>", Self::escaped(words)))
    }

    /// Text in another language than the text around it.
    pub fn in_language(words: &Self, language: &Language, direction: Direction) -> Self {
        Self(format!("<bdi lang=\"{language}\" dir=\"{}\">{words}</bdi>", direction.as_str()))
    }

    /// The address of a source: it is not translated, and may be broken after a `/`.
    pub fn source(address: &str, language: &Language) -> Self {
        let address = Self::escaped(address).0.replace('/', "/<wbr>");
        Self(format!("<bdi dir=\"ltr\" lang=\"{language}\">{address}</bdi>"))
    }

    /// A name that is not translated.
    pub fn name(name: &str, language: &Language) -> Self {
        Self::in_language(&Self::escaped(name), language, Direction::Ltr)
    }

    /// A number to dial: never reordered or translated.
    pub fn number(digits: &str) -> Self {
        Self(format!("<bdi dir=\"ltr\" translate=\"no\">{}</bdi>", Self::escaped(digits)))
    }

    /// An e-mail address: never reordered or translated, and broken before an `@`, a dot or a hyphen only where it
    /// does not fit into a line.
    pub fn email(address: &str) -> Self {
        let breaks = |html: String, mark: &str| html.replace(mark, &format!("<wbr>{mark}"));
        let address = ["@", ".", "-"].into_iter().fold(Self::escaped(address).0, breaks);
        Self(format!("<bdi dir=\"ltr\" translate=\"no\">{address}</bdi>"))
    }

    /// The address of a page: never reordered, and broken behind a slash or before a dot only where it does not fit
    /// into a line.
    pub fn web_address(address: &str) -> Self {
        let address = Self::escaped(address).0.replace('.', "<wbr>.").replace('/', "/<wbr>");
        Self(format!("<bdi dir=\"ltr\">{}</bdi>", address.replace("/<wbr>/<wbr>", "//")))
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

    /// The text without tags, for an attribute; only for markup without characters that need escaping.
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

/// Renders text of one language as markup.
#[derive(Debug, Clone, Copy)]
pub struct TextRenderer<'a> {
    /// The direction of the language.
    pub direction: Direction,
    /// The language of names and words that are not translated: the default language.
    pub names: &'a Language,
    /// The direction of that language.
    pub names_direction: Direction,
    /// How links are written.
    pub links: Links<'a>,
}

impl TextRenderer<'_> {
    /// Plain text. In a right-to-left language, every run of Latin letters and of numbers is isolated, so
    /// that the text around it keeps its order.
    pub fn words(&self, words: &str) -> Markup {
        if self.direction == Direction::Ltr {
            return Markup::escaped(words);
        }
        let mut html = Markup::default();
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
                Inline::External(words, url) => {
                    let (words, url) = (self.words(words), self.away(url));
                    write!(html, "<a {}>{words} {}</a>", url.0, url.1)
                }
            };
        }
        Markup(html)
    }

    /// The attributes of a link to another website; and the name of that website, which every reader sees, hears and
    /// prints, so that nobody leaves without knowing.
    fn away(&self, url: &ExternalUrl) -> (Markup, Markup) {
        let href = Markup::escaped(url.as_str());
        let host = Markup::escaped(url.host());
        (
            Markup(format!("href=\"{href}\" rel=\"external noopener noreferrer\"")),
            Markup(format!("<bdi dir=\"ltr\" lang=\"{}\">({host})</bdi>", self.names)),
        )
    }

    /// A message with `values` in its placeholders.
    pub fn fill(&self, message: &Message, values: &[(&str, Markup)]) -> Markup {
        let of = self.of(message);
        let pieces = message.pieces.iter().map(|piece| match piece {
            Piece::Text(words) => of.words(words).0,
            Piece::Placeholder(name) => {
                let value = values.iter().find(|(placeholder, _)| placeholder == name);
                value.map(|(_, value)| self.within(message, value).0).unwrap_or_default()
            }
        });
        self.marked(message, Markup(pieces.collect()))
    }

    /// The renderer for the words of `message`.
    fn of(self, message: &Message) -> Self {
        let direction = if message.untranslated { self.names_direction } else { self.direction };
        Self { direction, ..self }
    }

    /// A value in this language within `message`.
    fn within(self, message: &Message, value: &Markup) -> Markup {
        if !message.untranslated {
            return value.clone();
        }
        Markup::in_language(value, self.links.language(), self.direction)
    }

    /// `message`, which is `markup`, with its language where that is not this one.
    pub fn marked(self, message: &Message, markup: Markup) -> Markup {
        if !message.untranslated {
            return markup;
        }
        Markup::in_language(&markup, self.names, self.names_direction)
    }

    /// A message with `value` in its only placeholder; the message's own words are for screen readers only.
    pub fn around(&self, message: &Message, value: &Markup) -> Markup {
        let of = self.of(message);
        let pieces = message.pieces.iter().map(|piece| match piece {
            Piece::Text(words) => format!("<span class=\"unseen\">{}</span>", of.words(words)),
            Piece::Placeholder(_) => self.within(message, value).0,
        });
        self.marked(message, Markup(pieces.collect()))
    }

    /// A message without placeholders.
    pub fn label(&self, message: &Message) -> Markup {
        self.fill(message, &[])
    }
}

/// The content of a drawing with its labels; its elements were checked when the file was read.
pub fn drawing(drawing: &Drawing, label: impl Fn(&str) -> String) -> Markup {
    let pieces = drawing.inner.pieces.iter().map(|piece| match piece {
        Piece::Text(words) => words.lines().map(str::trim).collect::<Vec<_>>().join("\n"),
        Piece::Placeholder(name) => Markup::escaped(&label(name)).0,
    });
    Markup(pieces.collect())
}

/// The next run of Latin letters and numbers in a right-to-left text, with the text before and after it. A
/// run begins and ends with a letter or a digit; everything between them belongs to it except letters of
/// the text's own direction.
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
