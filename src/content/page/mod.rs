//! A page in one language: `<lang>/<page>.toml`.

mod block;
mod fallback;
pub(super) mod structure;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::digest::Fingerprint;
use super::lint::without_breaks;
use super::name::{PageName, SectionId};
use super::reading::{check_width, is_translated, lacking, place, report};
use super::reference::SourceName;
use super::site::Statement;
use super::text::{Target, Text};
use super::toml::{Document, LocalDate, Mistake, Verbatim, date, optional, span_of};
use crate::diagnostics::Place;
use block::Piece;
pub use block::{Block, Call, Icon, Photo, Quotation, Show, Sign, Sketch, Stop, Way};

/// The section with the sources of a page, which the program makes.
pub const SOURCES: &str = "sources";

/// The state of a translation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "TranslationTable")]
pub struct Translation {
    /// A professional translator has reviewed it: who, and when.
    pub reviewed: Option<(String, Date)>,
    /// The fingerprint of the words that it translates.
    pub of: Option<Fingerprint>,
}

/// A link at the head of a page; the first one is shown as a button.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Action {
    /// Where the link leads: `page` or `page#section`.
    pub to: Target,
    /// The words of the link.
    pub label: String,
}

/// A part of a page with its own heading.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Section {
    /// The end of the section's address, the same in all languages: small letters, digits and hyphens.
    pub id: SectionId,
    /// Its place in the file.
    #[serde(skip)]
    pub place: Place,
    /// Whether it is the original's, in the place of one that a translation lacks.
    #[serde(skip)]
    pub untranslated: bool,
    /// The heading of the section.
    pub heading: String,
    /// A small drawing beside the heading.
    pub icon: Option<Icon>,
    /// A remark in the margin.
    pub note: Option<Text>,
    /// A remark on the sources, beside their addresses at the end of the page.
    #[serde(rename = "source-note")]
    pub source_note: Option<Text>,
    /// Where the facts of the section come from: `id`s of `[[source]]` in `site.toml`.
    pub sources: Vec<SourceName>,
    /// The blocks of the section, in order.
    #[serde(rename = "block")]
    pub blocks: Vec<Block>,
}

/// A value of a page that a translation may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PagePart {
    /// The title.
    Title,
    /// The heading.
    Heading,
    /// The short label.
    Nav,
    /// The description.
    Summary,
    /// The first paragraph.
    Lead,
    /// The links at the head.
    Actions,
}

/// A page in one language.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Page {
    /// Its name in the address, which is that of its file.
    #[serde(skip)]
    pub name: PageName,
    /// The place of its title.
    #[serde(skip)]
    pub place: Place,
    /// The title of the page.
    pub title: String,
    /// The heading of the page, where that is not its title.
    pub heading: Option<String>,
    /// The short name of the page in menus.
    pub nav: String,
    /// The place of that label.
    #[serde(skip)]
    pub nav_place: Place,
    /// What search results and link previews show: one or two sentences.
    pub summary: String,
    /// The first paragraph, under the heading.
    pub lead: Text,
    /// The links at the head of the page; the first one is a button.
    pub actions: Vec<Action>,
    /// Whether visitors may see the page; left out: yes.
    pub published: bool,
    /// When a person at the hospital last checked the page.
    #[serde(deserialize_with = "date")]
    #[schemars(with = "Option<LocalDate>")]
    pub checked: Option<Date>,
    /// When a person at the hospital will check the page next.
    #[serde(deserialize_with = "date")]
    #[schemars(with = "Option<LocalDate>")]
    pub check_by: Option<Date>,
    /// The state of the translation; left out in the default language.
    #[schemars(with = "Option<TranslationTable>")]
    pub translation: Option<Translation>,
    /// The sections of the page, in order.
    #[serde(rename = "section")]
    pub sections: Vec<Section>,
    /// Those of its values that are the original's, because the translation lacks them.
    #[serde(skip)]
    untranslated: Vec<PagePart>,
    /// Whether it is a translation without any words, so that the original is shown instead.
    #[serde(skip)]
    pub is_blank: bool,
    /// Whether it is a translation with another structure than its original's, or lacks some of its words.
    #[serde(skip)]
    pub differs: bool,
    /// The fingerprint of its words, computed once: every translation is compared with its original.
    #[serde(skip)]
    fingerprint: OnceLock<Fingerprint>,
}

impl Page {
    /// Reads the page `name`, which may quote `statements`.
    pub(super) fn read(
        name: PageName,
        statements: &BTreeMap<String, Statement>,
        document: &Document<'_>,
    ) -> Self {
        let mut page = Self { name, ..document.read() };
        page.place = place(&document.span_of("title"));
        page.nav_place = place(&document.span_of("nav"));
        let foot = "the list of pages at the foot, in two lines";
        check_width(&page.nav, document.span_of("nav"), 38, foot);
        for (action, table) in page.actions.iter().zip(document.tables("actions")) {
            // The first of them is a button.
            check_width(&action.label, span_of(table, "label"), 31, "a button");
        }
        let mut ids = BTreeSet::new();
        for (section, table) in page.sections.iter_mut().zip(document.tables("section")) {
            section.place = place(&span_of(table, "id"));
            if section.blocks.is_empty() {
                let help = "add a table `[[section.block]]`";
                let message = "a section without a block";
                if is_translated() {
                    lacking(table.span(), message, help);
                } else {
                    report(table.span(), message, help);
                }
            }
            if section.id.as_str() == SOURCES {
                let message = "every page that names a source makes a section of this name itself";
                report(span_of(table, "id"), message, "give the section another `id`");
            }
            if section.id != SectionId::default() && !ids.insert(section.id.clone()) {
                let message = format!("`{}` appears twice", section.id);
                report(span_of(table, "id"), message, "give one of them another `id`");
            }
            for block in &mut section.blocks {
                match block {
                    Block::Ways(ways) => ways.retain(|way| way.to != Target::default()),
                    Block::Quotation(quotation) => {
                        let statement = statements.get(&quotation.statement.0);
                        quotation.words = statement.map(|statement| statement.text.clone());
                    }
                    _ => {}
                }
            }
        }
        page.sections.retain(|section| section.id != SectionId::default());
        page.actions.retain(|action| action.to != Target::default());
        page
    }

    /// Whether `part` is the original's, because the translation lacks it.
    pub fn lacks(&self, part: PagePart) -> bool {
        self.untranslated.contains(&part)
    }

    /// Its drawings with their labels, and the section of each.
    pub fn sketches(&self) -> impl Iterator<Item = (&Section, &Sketch)> {
        self.blocks().filter_map(|(section, block)| match block {
            Block::Sketch(sketch) => Some((section, sketch)),
            _ => None,
        })
    }

    /// Its photographs, and the section of each.
    pub fn photos(&self) -> impl Iterator<Item = (&Section, &Photo)> {
        self.blocks().filter_map(|(section, block)| match block {
            Block::Photo(photo) => Some((section, photo)),
            _ => None,
        })
    }

    /// Its official statements, and the section of each.
    pub fn quotations(&self) -> impl Iterator<Item = (&Section, &Quotation)> {
        self.blocks().filter_map(|(section, block)| match block {
            Block::Quotation(quotation) => Some((section, quotation)),
            _ => None,
        })
    }

    /// Whether one of its blocks shows `wanted`.
    pub fn shows(&self, wanted: Show) -> bool {
        self.section_with(wanted).is_some()
    }

    /// The first section with a block that shows `wanted`.
    pub fn section_with(&self, wanted: Show) -> Option<&Section> {
        let shows = |block: &Block| matches!(block, Block::Show(show) if *show == wanted);
        self.blocks().find(|(_, block)| shows(block)).map(|(section, _)| section)
    }

    fn blocks(&self) -> impl Iterator<Item = (&Section, &Block)> {
        self.sections
            .iter()
            .flat_map(|section| section.blocks.iter().map(move |block| (section, block)))
    }

    /// Where the head of the page leads.
    pub fn head_targets(&self) -> Vec<&Target> {
        self.lead.targets().chain(self.actions.iter().map(|action| &action.to)).collect()
    }

    /// How many links to other websites its head has.
    pub fn external_links(&self) -> usize {
        self.lead.external_links()
    }

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

    /// The heading of the page.
    pub fn heading(&self) -> &str {
        self.heading.as_deref().unwrap_or(&self.title)
    }
}

/// `[translation]`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct TranslationTable {
    /// How far the translation has come.
    #[schemars(with = "String", extend("enum" = ["draft", "reviewed"]))]
    state: Spanned<Verbatim>,
    /// The fingerprint of the words that are translated; `patient-center translations accept` writes it.
    #[serde(deserialize_with = "fingerprint")]
    #[schemars(with = "Option<String>", regex(pattern = "^[0-9a-f]{16}$"))]
    of: Option<Fingerprint>,
    /// The professional translator who has reviewed the translation.
    reviewed_by: Option<Verbatim>,
    /// The day of the review.
    #[serde(deserialize_with = "date")]
    #[schemars(with = "Option<LocalDate>")]
    reviewed_on: Option<Date>,
}

impl From<TranslationTable> for Translation {
    fn from(TranslationTable { state, of, reviewed_by, reviewed_on }: TranslationTable) -> Self {
        let (message, help) = match (state.get_ref().0.as_str(), reviewed_by, reviewed_on) {
            ("draft", None, None) | ("", ..) => return Self { reviewed: None, of },
            ("reviewed", Some(by), Some(on)) => return Self { reviewed: Some((by.0, on)), of },
            ("reviewed", ..) => {
                ("nobody is named", "add `reviewed-by = \"…\"` and `reviewed-on = …`")
            }
            ("draft", ..) => ("a draft that somebody reviewed", "write `state = \"reviewed\"`"),
            _ => ("an unknown state", "write `draft` or `reviewed`"),
        };
        report(state.span(), message, help);
        Self { reviewed: None, of }
    }
}

fn fingerprint<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Fingerprint>, D::Error> {
    optional(input, |text| {
        let help = "`patient-center translations accept <language> <page>` writes it";
        let wrong = || Mistake::new("not the fingerprint of an original", help);
        Fingerprint::new(text).ok_or_else(wrong)
    })
}

/// A browser shows a line break as a space, and several spaces as one; so a line
/// break separates texts, and nothing else does. A no-break space was chosen by the author, and is kept;
/// where a word may be broken, nothing is seen, and nothing is kept.
fn one_line(text: &str) -> String {
    without_breaks(text).split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

impl Section {
    /// Its pieces in the order of reading; official statements are not among them.
    fn pieces(&self) -> impl Iterator<Item = Piece<'_>> {
        let blocks = self.blocks.iter().flat_map(Block::pieces);
        let notes = self.note.iter().chain(&self.source_note).map(Piece::Text);
        std::iter::once(Piece::Words(&self.heading)).chain(blocks).chain(notes)
    }

    /// Where the section leads.
    pub fn targets(&self) -> Vec<&Target> {
        let targets = self.pieces().flat_map(|piece| match piece {
            Piece::Words(_) => Vec::new(),
            Piece::Text(text) => text.targets().collect(),
            Piece::Target(target) => vec![target],
        });
        targets.collect()
    }

    /// How many links to other websites the section has.
    pub fn external_links(&self) -> usize {
        let count = |piece| if let Piece::Text(text) = piece { text.external_links() } else { 0 };
        self.pieces().map(count).sum()
    }

    /// Whether one of its texts is empty, or it has none.
    fn lacks_words(&self) -> bool {
        self.blocks.is_empty()
            || self.pieces().any(|piece| match piece {
                Piece::Text(text) => text.0.is_empty(),
                Piece::Words(words) => words.is_empty(),
                Piece::Target(_) => false,
            })
    }

    /// Every word that a reader of this section sees, text by text, but for official statements.
    pub fn words(&self) -> impl Iterator<Item = String> {
        self.pieces().filter_map(|piece| match piece {
            Piece::Words(words) => Some(words.to_owned()),
            Piece::Text(text) => Some(text.plain()),
            Piece::Target(_) => None,
        })
    }
}
