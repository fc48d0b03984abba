//! The visible words of a page, and their fingerprint: what a translation says it was made from.

use sha2::{Digest, Sha256};

use super::{Block, Page, Section};
use crate::content::text::Text;

impl Page {
    /// A fingerprint of every word that a reader of this page sees; ids and links do not count.
    pub fn fingerprint(&self) -> String {
        let digest = Sha256::digest(self.visible_words().join("\n"));
        digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
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
        words.extend(self.sections.iter().flat_map(section_words));
        words
    }
}

fn section_words(section: &Section) -> Vec<String> {
    let mut words = vec![section.heading.clone()];
    words.extend(section.blocks.iter().flat_map(block_words));
    words.extend(section.note.as_ref().map(Text::plain));
    words
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
