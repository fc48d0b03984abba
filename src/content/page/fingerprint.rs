//! The visible words of a page, and their fingerprint: what a translation says it was made from.

use super::{Block, Page, Section};
use crate::content::digest::digest;
use crate::content::text::Text;

impl Page {
    /// A fingerprint of every word that a reader of this page sees; ids and links do not count.
    pub fn fingerprint(&self) -> String {
        digest(self.visible_words().join("\n"), 8)
    }

    /// Every word that a reader of this page sees, text by text.
    pub fn visible_words(&self) -> Vec<String> {
        let mut words = vec![
            self.title.clone(),
            self.heading().to_owned(),
            self.nav.clone(),
            self.summary.clone(),
            self.lead.plain(),
        ];
        words.extend(self.actions.iter().map(|action| action.label.clone()));
        words.extend(self.sections.iter().flat_map(Section::words));
        words
    }
}

impl Section {
    /// Every word that a reader of this section sees, text by text.
    pub fn words(&self) -> impl Iterator<Item = String> {
        let blocks = self.blocks.iter().flat_map(block_words);
        let note = self.note.as_ref().map(Text::plain);
        std::iter::once(self.heading.clone()).chain(blocks).chain(note)
    }
}

fn block_words(block: &Block) -> Vec<String> {
    match block {
        Block::Text(text) | Block::Notice(text) => vec![text.plain()],
        Block::Heading(heading) => vec![heading.clone()],
        Block::List(texts) | Block::Steps(texts) => texts.iter().map(Text::plain).collect(),
        Block::Stops(stops) => {
            stops.iter().flat_map(|stop| [stop.title.clone(), stop.text.plain()]).collect()
        }
        Block::Quotation(quotation) => vec![quotation.credit.clone()],
        Block::Ways(ways) => {
            ways.iter().flat_map(|way| [way.label.clone(), way.note.clone()]).collect()
        }
        Block::Sketch(sketch) => {
            std::iter::once(&sketch.title).chain(sketch.labels.values()).cloned().collect()
        }
        // Facts and the words of the interface: no words of this page.
        Block::Phone(_) | Block::Show(_) => Vec::new(),
    }
}
