//! Words of the interface with places for values: `Opens {date} at {time}`.
//!
//! A sentence is always one pattern, never put together from fragments, so that every language can
//! order it as it must.

use std::collections::BTreeSet;
use std::fmt;

/// A piece of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words as they are.
    Text(String),
    /// The place of the value of this name.
    Placeholder(String),
}

/// Words with places for values; see the module's documentation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Message(pub Vec<Piece>);

impl Message {
    /// Reads `source`, in which every one of `slots` must stand as often as it is there, and no
    /// other; the error says all that is wrong with them.
    pub fn parse(source: &str, slots: &[&str]) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut rest = source;
        while let Some((words, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').ok_or("a `{` without its `}`")?;
            if !slots.contains(&name) {
                return Err(format!("nothing is called `{{{name}}}` here"));
            }
            pieces.push(Piece::Text(words.to_owned()));
            pieces.push(Piece::Placeholder(name.to_owned()));
            rest = after;
        }
        pieces.push(Piece::Text(rest.to_owned()));
        pieces.retain(|piece| *piece != Piece::Text(String::new()));
        let pattern = Self(pieces);
        let faults: BTreeSet<String> = slots
            .iter()
            .filter_map(|slot| {
                let wanted = slots.iter().filter(|other| *other == slot).count();
                match pattern.count(slot) {
                    0 => Some(format!("`{{{slot}}}` is missing")),
                    found if found > wanted => {
                        Some(format!("`{{{slot}}}` stands here {found} times"))
                    }
                    _ => None,
                }
            })
            .collect();
        if faults.is_empty() {
            return Ok(pattern);
        }
        Err(faults.into_iter().collect::<Vec<_>>().join(", "))
    }

    /// The pattern as plain text, with `value` giving the text for every name.
    pub fn plain(&self, value: impl Fn(&str) -> String) -> String {
        let pieces = self.0.iter().map(|piece| match piece {
            Piece::Text(words) => words.clone(),
            Piece::Placeholder(name) => value(name),
        });
        pieces.collect()
    }

    fn count(&self, slot: &str) -> usize {
        let is = |piece: &&Piece| matches!(piece, Piece::Placeholder(name) if name == slot);
        self.0.iter().filter(is).count()
    }
}

/// As an author wrote it; for a pattern without places that is the text itself.
impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|piece| match piece {
            Piece::Text(words) => f.write_str(words),
            Piece::Placeholder(name) => write!(f, "{{{name}}}"),
        })
    }
}
