//! A text that an author wrote: words, links to pages by name, emphasis, and nothing else.
//!
//! `[words](page)`, `[words](page#section)` and `*words*`; a backslash before `[`, `*` or `\` makes
//! it an ordinary character. There is no HTML: an angle bracket is an angle bracket.

use std::fmt;

use super::name::{PageName, SectionId};

/// A page, or a section of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Target {
    /// The page.
    pub page: PageName,
    /// The section, where one is named.
    pub section: Option<SectionId>,
}

impl Target {
    /// Reads `page` or `page#section`.
    pub fn parse(text: &str) -> Option<Self> {
        let (page, section) = match text.split_once('#') {
            Some((page, section)) => (page, Some(SectionId::new(section)?)),
            None => (text, None),
        };
        Some(Self { page: PageName::new(page)?, section })
    }
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Words as they are.
    Words(String),
    /// Words that carry weight.
    Strong(String),
    /// Words that lead to a page.
    Link(String, Target),
}

/// A text that an author wrote; see the module's documentation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text(pub Vec<Inline>);

impl Text {
    /// Reads `source`; the error says what is wrong with it.
    pub fn parse(source: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut words = String::new();
        let mut rest = source;
        while let Some(character) = rest.chars().next() {
            let after = rest.get(character.len_utf8()..).unwrap_or_default();
            rest = match character {
                '\\' => take_escaped(after, &mut words),
                '[' | '*' => {
                    let (piece, after) =
                        if character == '[' { take_link(after)? } else { take_strong(after)? };
                    flush(&mut words, &mut pieces);
                    pieces.push(piece);
                    after
                }
                _ => {
                    words.push(character);
                    after
                }
            };
        }
        flush(&mut words, &mut pieces);
        Ok(Self(pieces))
    }

    /// Where its links lead.
    pub fn targets(&self) -> impl Iterator<Item = &Target> {
        self.0.iter().filter_map(|piece| match piece {
            Inline::Link(_, target) => Some(target),
            Inline::Words(_) | Inline::Strong(_) => None,
        })
    }

    /// Its words without links and emphasis.
    pub fn plain(&self) -> String {
        let words = self.0.iter().map(|piece| match piece {
            Inline::Words(words) | Inline::Strong(words) | Inline::Link(words, _) => words.as_str(),
        });
        words.collect()
    }
}

/// As an author writes it.
impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|piece| match piece {
            Inline::Words(words) => {
                let escape = |c: char| if matches!(c, '[' | '*' | '\\') { "\\" } else { "" };
                words.chars().try_for_each(|c| write!(f, "{}{c}", escape(c)))
            }
            Inline::Strong(words) => write!(f, "*{words}*"),
            Inline::Link(words, target) => write!(f, "[{words}]({target})"),
        })
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.page.fmt(f)?;
        self.section.iter().try_for_each(|section| write!(f, "#{section}"))
    }
}

fn flush(words: &mut String, pieces: &mut Vec<Inline>) {
    if !words.is_empty() {
        pieces.push(Inline::Words(std::mem::take(words)));
    }
}

/// The character after a backslash, if it is one that means something.
fn take_escaped<'a>(rest: &'a str, words: &mut String) -> &'a str {
    let Some(escaped @ ('[' | '*' | '\\')) = rest.chars().next() else {
        words.push('\\');
        return rest;
    };
    words.push(escaped);
    rest.get(1..).unwrap_or_default()
}

/// What follows `[`: words, `](`, a target, `)`.
fn take_link(rest: &str) -> Result<(Inline, &str), String> {
    let malformed = || "a link is written `[words](page)` or `[words](page#section)`".to_owned();
    let (words, rest) = rest.split_once("](").ok_or_else(malformed)?;
    let (target, rest) = rest.split_once(')').ok_or_else(malformed)?;
    if words.trim().is_empty() || words.contains(['[', ']', '*']) {
        return Err(malformed());
    }
    let target = Target::parse(target)
        .ok_or_else(|| format!("`{target}` is not the name of a page; {}", malformed()))?;
    Ok((Inline::Link(words.to_owned(), target), rest))
}

/// What follows `*`: words, `*`.
fn take_strong(rest: &str) -> Result<(Inline, &str), String> {
    let (words, rest) =
        rest.split_once('*').ok_or("emphasis is written `*words*`; a lone `*` is written `\\*`")?;
    if words.trim().is_empty() || words.contains('[') {
        return Err("emphasis holds words only".to_owned());
    }
    Ok((Inline::Strong(words.to_owned()), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        /// A text that is written again is read as the same text.
        #[test]
        fn writing_is_the_way_back_from_reading(source in "[a \\\\*]{0,9}|[a \\\\\\[]{0,9}(\\[b\\]\\(c#d\\))?|\\PC{0,9}") {
            if let Ok(text) = Text::parse(&source) {
                assert_eq!(Text::parse(&text.to_string()), Ok(text));
            }
        }
    }
}
