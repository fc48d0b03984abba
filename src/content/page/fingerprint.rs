//! The visible words of a page, and their fingerprint: what a translation says it was made from.

use std::fmt;

use super::{Block, Page, Section};
use crate::content::digest::digest;
use crate::content::text::Text;

/// The first octets of the digest that a fingerprint has.
const OCTETS: usize = 8;

/// A name for the visible words of a page that no two versions share: the first 16 digits of the
/// SHA-256 of [`written`] words, so that `sha256sum` of such a file begins with it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// `None` unless `text` is 16 hexadecimal digits in lower case.
    pub fn new(text: &str) -> Option<Self> {
        let digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        (text.len() == 2 * OCTETS && text.bytes().all(digit)).then(|| Self(text.to_owned()))
    }

    /// The fingerprint of `words`, each of which is one line.
    pub fn of(words: &[String]) -> Self {
        Self(digest(written(words), OCTETS))
    }

    /// The fingerprint itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The words as a file keeps them: each text is one line, and every line is ended.
pub fn written(words: &[String]) -> String {
    words.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
}

impl Page {
    /// A fingerprint of every word that a reader of this page sees; ids, links, dates, sources and
    /// comments do not count.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint.get_or_init(|| Fingerprint::of(&self.visible_words())).clone()
    }

    /// Every word that a reader of this page sees, text by text, each without a line break.
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
        words.extend(self.quotations().filter_map(|(_, quotation)| quotation.words.clone()));
        words.iter().map(|text| one_line(text)).collect()
    }
}

/// A browser shows a line break as a space, and several spaces as one; so a line ends a text, and
/// nothing else does. A no-break space is a choice of its author, and stays.
fn one_line(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

impl Section {
    /// Every word that a reader of this section sees, text by text, but for official statements.
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
