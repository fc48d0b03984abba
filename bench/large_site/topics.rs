//! The pages that a large site has beyond those of the real one, written in its sentences.

use patient_center::content::lint::without_breaks;
use patient_center::content::page::Block;
use patient_center::content::{Fingerprint, Inline, LanguageContent, Page, Text};
use toml_edit::Value;

/// How many pages hang below each.
const BRANCHES: usize = 10;
/// How many paragraphs stand in a section.
const PARAGRAPHS: usize = 5;

/// The pages that the real site does not have.
pub(super) struct Topics {
    /// How many.
    pub(super) count: usize,
    /// About how many bytes each has in the language of the originals.
    pub(super) bytes: usize,
}

/// What a language has to say.
pub(super) struct Sentences {
    titles: Vec<String>,
    headings: Vec<String>,
    texts: Vec<String>,
}

impl Topics {
    /// The page `nth`, which says what the `original` says there, in its own words.
    pub(super) fn page(
        &self,
        nth: usize,
        own: &Sentences,
        original: &Sentences,
        of: Option<&Fingerprint>,
    ) -> String {
        let head = format!(
            "title = {}\nnav = {}\nsummary = {}\nlead = {}\n",
            quoted(&format!("{} {nth}", pick(&own.headings, nth))),
            quoted(&own.title(nth)),
            quoted(pick(&own.texts, nth)),
            quoted(pick(&own.texts, nth * 3)),
        );
        let translation =
            of.map(|of| format!("\n[translation]\nstate = \"draft\"\nof = \"{of}\"\n"));
        let sections = (1..=self.sections(nth, original)).map(|section| {
            let heading = quoted(pick(&own.headings, nth * 5 + section));
            let paragraphs = own.section(nth, section).map(quoted);
            let paragraphs = paragraphs.map(|text| format!("\n[[section.block]]\ntext = {text}\n"));
            let paragraphs: String = paragraphs.collect();
            format!("\n[[section]]\nid = \"part-{section}\"\nheading = {heading}\n{paragraphs}")
        });
        [head, translation.unwrap_or_default(), sections.collect(), self.ways(nth, own)].concat()
    }

    /// How many sections the page `nth` has: in the original's words it is as long as wanted.
    fn sections(&self, nth: usize, original: &Sentences) -> usize {
        let length = |text: &str| text.len() + "<p></p>\n".len();
        let lengths =
            (1..).map(|section| original.section(nth, section).map(length).sum::<usize>());
        let so_far =
            lengths.scan(0, |so_far, length| Some(std::mem::replace(so_far, *so_far + length)));
        so_far.take_while(|so_far| *so_far < self.bytes).count()
    }

    /// The pages that hang below the page `nth`.
    fn ways(&self, nth: usize, own: &Sentences) -> String {
        let first = (nth - 1) * BRANCHES + 2;
        let below = (first..first + BRANCHES).filter(|below| *below <= self.count).map(|below| {
            let (label, note) = (quoted(&own.title(below)), quoted(pick(&own.texts, below)));
            format!("  {{ to = \"{}\", label = {label}, note = {note} }},\n", name(below))
        });
        let below: String = below.collect();
        if below.is_empty() {
            return below;
        }
        let heading = quoted(pick(&own.headings, nth));
        format!(
            "\n[[section]]\nid = \"next\"\nheading = {heading}\n\n[[section.block]]\nways = [\n{below}]\n"
        )
    }
}

impl Sentences {
    /// The titles, the headings and the texts without links of real pages.
    pub(super) fn of(words: &LanguageContent) -> Self {
        let pages = || words.pages.values().filter(|page| page.published);
        let sections = || pages().flat_map(|page: &Page| &page.sections);
        let plain = |text: &Text| matches!(text.0.as_slice(), [Inline::Words(_)]);
        let texts =
            sections().flat_map(|section| &section.blocks).filter_map(|block| match block {
                Block::Text(text) if plain(text) => Some(text.plain()),
                _ => None,
            });
        Self {
            titles: pages().map(|page| page.nav.clone()).collect(),
            headings: sections().map(|section| section.heading.clone()).collect(),
            texts: texts.filter(|text| !text.contains(['[', '*', '\\'])).collect(),
        }
    }

    /// The paragraphs of a section of the page `nth`.
    fn section(&self, nth: usize, section: usize) -> impl Iterator<Item = &str> {
        let first = nth * 7 + section * PARAGRAPHS;
        (first..first + PARAGRAPHS).map(|choice| pick(&self.texts, choice))
    }

    fn title(&self, nth: usize) -> String {
        format!("{} {nth}", pick(&self.titles, nth))
    }
}

fn pick(words: &[String], nth: usize) -> &str {
    words.get(nth % words.len().max(1)).map_or("", String::as_str)
}

/// The name of the page `nth`.
pub(super) fn name(nth: usize) -> String {
    format!("topic-{nth:04}")
}

fn quoted(words: &str) -> String {
    // Read from content, a place to break a word is no escape any more.
    Value::from(without_breaks(words)).to_string()
}
