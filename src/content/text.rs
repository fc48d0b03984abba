//! A text that an author wrote: words, links to pages by name and to other websites, emphasis, and nothing else.
//!
//! `[words](page)`, `[words](page#section)`, `[words](https://…)` and `*words*`; a backslash before `[`, `*` or `\` makes
//! it an ordinary character. There is no HTML: an angle bracket is an angle bracket.

use std::fmt;

use http::Uri;

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

/// The address of a page of another website: `https://`, a host by its name, and perhaps a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalUrl(String);

impl ExternalUrl {
    /// Reads an address; the error says what to write instead.
    ///
    /// SECURITY: no other scheme, so that nothing runs and nothing is sent in the clear; no name or password, which
    /// would be published; no bare IP address and no port, by which a website is hardly meant.
    pub fn parse(text: &str) -> Result<Self, String> {
        let refuse = |reason: &str| Err(format!("`{text}` {reason}"));
        let Some(rest) = text.strip_prefix("https://") else {
            return refuse("does not begin with `https://`, as links to other websites do");
        };
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if authority.contains('@') {
            return refuse("has a name or a password in it; write the address without them");
        }
        if authority.contains(':') {
            return refuse(
                "has a port or an IP address in it; write the name of the website alone",
            );
        }
        if text.contains('(') {
            return refuse("has a bracket in it; write `%28` for `(` and `%29` for `)`");
        }
        let is_label = |label: &str| {
            let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
            !label.is_empty() && label.bytes().all(plain)
        };
        let (_, last) = authority.rsplit_once('.').unwrap_or_default();
        let is_name = authority.split('.').all(is_label) && last.starts_with(char::is_alphabetic);
        let is_plain = |b: u8| b.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&b);
        if !is_name || !text.bytes().all(is_plain) || text.parse::<Uri>().is_err() {
            return refuse("is not an address; copy it from the address line of a browser");
        }
        Ok(Self(text.to_owned()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of the website, without `www.`, as readers know it.
    pub fn host(&self) -> &str {
        let rest = self.0.strip_prefix("https://").unwrap_or_default();
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        host.strip_prefix("www.").unwrap_or(host)
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
    /// Words that lead to another website.
    External(String, ExternalUrl),
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
        let form =
            "a link is written `[words](page)`, `[words](page#section)` or `[words](https://…)`";
        let (words, rest) = rest.split_once("](").ok_or(form)?;
        let (target, rest) = rest.split_once(')').ok_or(form)?;
        if words.trim().is_empty() || words.contains(['[', ']', '*']) {
            return Err(form.to_owned());
        }
        let words = words.to_owned();
        self.0.push(if target.contains(':') || target.starts_with("//") {
            Inline::External(words, ExternalUrl::parse(target)?)
        } else {
            let wrong = || format!("`{target}` is not the name of a page; {form}");
            Inline::Link(words, Target::parse(target).ok_or_else(wrong)?)
        });
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

    /// Where its links to pages lead.
    pub fn targets(&self) -> impl Iterator<Item = &Target> {
        self.0.iter().filter_map(|piece| match piece {
            Inline::Link(_, target) => Some(target),
            Inline::Words(_) | Inline::Strong(_) | Inline::External(..) => None,
        })
    }

    /// How many links to other websites it has.
    pub fn external_links(&self) -> usize {
        self.0.iter().filter(|piece| matches!(piece, Inline::External(..))).count()
    }

    /// Its words without links and emphasis.
    pub fn plain(&self) -> String {
        let words = self.0.iter().map(|piece| match piece {
            Inline::Words(words)
            | Inline::Strong(words)
            | Inline::Link(words, _)
            | Inline::External(words, _) => words.as_str(),
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
            Inline::External(words, url) => write!(f, "[{words}]({})", url.as_str()),
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

    #[test]
    fn a_link_to_another_website_is_https_and_names_it() {
        let url = |text: &str| ExternalUrl::parse(text).map(|url| url.host().to_owned());
        assert_eq!(url("https://www.example.org/a?b=c#d"), Ok("example.org".to_owned()));
        assert_eq!(url("https://xn--bcher-kva.example"), Ok("xn--bcher-kva.example".to_owned()));
        for wrong in [
            "http://example.org",
            "HTTPS://example.org",
            "javascript:alert(1)",
            "data:text/html,a",
            "mailto:a@example.org",
            "//example.org",
            "ftp://example.org",
            "https://a@example.org",
            "https://a:b@example.org/",
            "https://example.org:8443/",
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://2130706433/",
            "https://localhost/",
            "https://",
            "https://.org",
            "https://example..org",
            "https://exa mple.org",
            "https://example.org/\"onclick=",
            "https://example.org/<b>",
            "https://пример.рф/",
            "https://example.org\\@other.org",
            "https://example.org/a_(b",
        ] {
            assert!(ExternalUrl::parse(wrong).is_err(), "{wrong}");
        }
        let text = Text::parse("see [the airport](https://www.example.org/en) first").unwrap();
        assert_eq!((text.external_links(), text.targets().count()), (1, 0));
        assert_eq!(text.plain(), "see the airport first");
    }

    proptest::proptest! {
        /// A text that is written again is read as the same text.
        #[test]
        fn writing_is_the_way_back_from_reading(source in "[a \\\\*]{0,9}|[a \\\\\\[]{0,9}(\\[b\\]\\((c#d|https://e.org/f)\\))?|\\PC{0,9}") {
            if let Ok(text) = Text::parse(&source) {
                assert_eq!(Text::parse(&text.to_string()), Ok(text));
            }
        }
    }
}
