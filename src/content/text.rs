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

/// The characters that mean something; a backslash before one of them makes it an ordinary character.
const MARKS: [char; 3] = ['[', '*', '\\'];

impl Text {
    /// Reads `source`; the error says what is wrong with it.
    pub fn parse(source: &str) -> Result<Self, String> {
        let mut text = Self::default();
        let mut rest = source;
        while let Some(at) = rest.find(MARKS) {
            let (before, marked) = rest.split_at(at);
            let (mark, after) = marked.split_at(1);
            text.push_words(before);
            rest = match mark {
                "[" => text.push_link(after)?,
                "*" => text.push_strong(after)?,
                _ => text.push_escaped(after),
            };
        }
        text.push_words(rest);
        Ok(text)
    }

    fn push_words(&mut self, words: &str) {
        match self.0.last_mut() {
            Some(Inline::Words(last)) => last.push_str(words),
            _ if words.is_empty() => {}
            _ => self.0.push(Inline::Words(words.to_owned())),
        }
    }

    /// Reads what follows a backslash: a mark, or something that the backslash does not change.
    fn push_escaped<'a>(&mut self, rest: &'a str) -> &'a str {
        let mark = rest.get(..1).filter(|next| next.starts_with(MARKS));
        self.push_words(mark.unwrap_or("\\"));
        rest.get(mark.map_or(0, str::len)..).unwrap_or_default()
    }

    /// Reads what follows `[`: words, `](`, a target, `)`.
    fn push_link<'a>(&mut self, rest: &'a str) -> Result<&'a str, String> {
        let form = "a link is written `[words](page)` or `[words](page#section)`";
        let (words, rest) = rest.split_once("](").ok_or(form)?;
        let (target, rest) = rest.split_once(')').ok_or(form)?;
        if words.trim().is_empty() || words.contains(['[', ']', '*']) {
            return Err(form.to_owned());
        }
        let target = Target::parse(target)
            .ok_or_else(|| format!("`{target}` is not the name of a page; {form}"))?;
        self.0.push(Inline::Link(words.to_owned(), target));
        Ok(rest)
    }

    /// Reads what follows `*`: words, `*`.
    fn push_strong<'a>(&mut self, rest: &'a str) -> Result<&'a str, String> {
        let lone =
            "emphasis is written `*words*`; a lone `*` is written `\\\\*`, with two backslashes";
        let (words, rest) = rest.split_once('*').ok_or(lone)?;
        if words.trim().is_empty() || words.contains('[') {
            return Err("emphasis holds words only".to_owned());
        }
        self.0.push(Inline::Strong(words.to_owned()));
        Ok(rest)
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
                let escape = |c| if MARKS.contains(&c) { "\\" } else { "" };
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
