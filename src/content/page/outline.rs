//! What a page is made of, apart from its words: what a translation shares with its original.

use std::fmt;

use super::{Block, Page, Section};
use crate::content::text::{Target, Text};

impl Page {
    /// Where the head of the page leads.
    pub fn head_targets(&self) -> Vec<&Target> {
        self.lead.targets().chain(self.actions.iter().map(|action| &action.to)).collect()
    }
}

impl Section {
    /// Where the section leads.
    pub fn targets(&self) -> Vec<&Target> {
        let in_blocks = self.blocks.iter().flat_map(|block| {
            let in_texts = block.texts().into_iter().flat_map(Text::targets);
            in_texts.chain(block.ways().iter().map(|way| &way.to))
        });
        in_blocks.chain(self.note.iter().flat_map(Text::targets)).collect()
    }

    /// Whether one of its texts waits for its words, and so for its links.
    pub fn is_unfinished(&self) -> bool {
        let mut texts = self.blocks.iter().flat_map(Block::texts).chain(&self.note);
        texts.any(|text| text.0.is_empty())
    }
}

impl Block {
    /// How many items it has, if it is made of items.
    pub fn items(&self) -> Option<usize> {
        match self {
            Self::List(texts) | Self::Steps(texts) => Some(texts.len()),
            Self::Stops(stops) => Some(stops.len()),
            Self::Ways(ways) => Some(ways.len()),
            _ => None,
        }
    }

    fn texts(&self) -> Vec<&Text> {
        match self {
            Self::Text(text) | Self::Notice(text) => vec![text],
            Self::List(texts) | Self::Steps(texts) => texts.iter().collect(),
            Self::Stops(stops) => stops.iter().map(|stop| &stop.text).collect(),
            _ => Vec::new(),
        }
    }

    fn ways(&self) -> &[super::Way] {
        match self {
            Self::Ways(ways) => ways,
            _ => &[],
        }
    }
}

/// Its kind as an author writes it, with what no translation changes: `list` of 3, `phone = "main"`.
impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self {
            Self::Text(_) => "text",
            Self::Heading(_) => "heading",
            Self::List(_) => "list",
            Self::Steps(_) => "steps",
            Self::Stops(_) => "stops",
            Self::Notice(_) => "notice",
            Self::Ways(_) => "ways",
            Self::Quotation(quotation) => {
                return write!(f, "`quotation` of `{}`", quotation.statement);
            }
            Self::Sketch(sketch) => return write!(f, "`sketch` of `{}`", sketch.drawing),
            Self::Phone(id) => return write!(f, "`phone = \"{id}\"`"),
            Self::Show(show) => return write!(f, "`show = \"{}\"`", show.name()),
        };
        write!(f, "`{kind}`")?;
        self.items().map_or(Ok(()), |items| write!(f, " of {items}"))
    }
}
