//! Messages of the interface, with placeholders for values: `Opens {date} at {time}`.
//!
//! A sentence is always one message, never put together from fragments, so that every language can
//! order it as it must.

use std::fmt;

/// A piece of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words as they are.
    Text(String),
    /// The value of this name.
    Placeholder(String),
}

/// Words with placeholders; see the module's documentation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Message {
    /// Its pieces, in its order.
    pub pieces: Vec<Piece>,
    /// Whether it is in the default language, because that of its file lacks it.
    pub untranslated: bool,
}

impl Message {
    /// Reads `source`.
    pub fn parse(source: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut rest = source;
        while let Some((words, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').ok_or("a `{` without its `}`")?;
            pieces.push(Piece::Text(words.to_owned()));
            pieces.push(Piece::Placeholder(name.to_owned()));
            rest = after;
        }
        pieces.push(Piece::Text(rest.to_owned()));
        pieces.retain(|piece| *piece != Piece::Text(String::new()));
        Ok(Self { pieces, untranslated: false })
    }

    /// Its placeholders, in its order.
    pub fn placeholders(&self) -> impl Iterator<Item = &str> + Clone {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Placeholder(name) => Some(name.as_str()),
            Piece::Text(_) => None,
        })
    }

    /// Whether nothing has to be filled in.
    pub fn is_complete(&self) -> bool {
        self.placeholders().next().is_none()
    }

    /// What is wrong with its placeholders, where each of `wanted` must appear once, and no other.
    pub fn fault(&self, wanted: &[&str]) -> Option<String> {
        if let Some(name) = self.placeholders().find(|name| !wanted.contains(name)) {
            return Some(format!("there is no placeholder `{{{name}}}` here"));
        }
        let mut wanted = wanted.to_vec();
        wanted.sort_unstable();
        let faults = wanted.into_iter().filter_map(|name| {
            match self.placeholders().filter(|found| *found == name).count() {
                0 => Some(format!("`{{{name}}}` is missing")),
                1 => None,
                found => Some(format!("`{{{name}}}` appears {found} times")),
            }
        });
        Some(faults.collect::<Vec<_>>().join(", ")).filter(|faults| !faults.is_empty())
    }

    /// The message as plain text, with `value` giving the text for every name.
    pub fn plain(&self, value: impl Fn(&str) -> String) -> String {
        let pieces = self.pieces.iter().map(|piece| match piece {
            Piece::Text(words) => words.clone(),
            Piece::Placeholder(name) => value(name),
        });
        pieces.collect()
    }
}

/// As an author wrote it; for a message without placeholders that is the text itself.
impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pieces.iter().try_for_each(|piece| match piece {
            Piece::Text(words) => f.write_str(words),
            Piece::Placeholder(name) => write!(f, "{{{name}}}"),
        })
    }
}
