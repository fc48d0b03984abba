//! A page in one language: `<lang>/<page>.toml`.

mod block;
mod fingerprint;
mod outline;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use jiff::civil::Date;

use super::lint::width::WidthLimit;
use super::name::{PageName, SectionId};
use super::reader::{Located, Reader};
use super::reference::{ReferenceKind, References};
use super::text::{Target, Text};
use crate::diagnostics::Place;
pub use block::{Block, Quotation, Show, Sketch, Stop, Way};
pub use fingerprint::{Fingerprint, written};

/// Every page stands at the foot.
const FOOT: WidthLimit =
    WidthLimit { columns: 38, place: "the list of pages at the foot, in two lines" };
/// Of the actions the first is a button.
const BUTTON: WidthLimit = WidthLimit { columns: 31, place: "a button" };

/// A small drawing beside a heading, where it is faster than a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// A train.
    Subway,
    /// A wheelchair.
    Wheelchair,
    /// Two people talking.
    Interpreter,
}

/// How far a translation has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Translation {
    /// A professional translator has reviewed it: who, and when.
    pub reviewed: Option<(String, Date)>,
    /// The fingerprint of the words that it translates.
    pub of: Option<Fingerprint>,
}

/// A link that leads on from the head of a page.
#[derive(Debug, Clone)]
pub struct Action {
    /// Where it leads.
    pub to: Target,
    /// Its words.
    pub label: String,
}

/// A part of a page with its own heading.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its fragment.
    pub id: SectionId,
    /// Where that stands.
    pub place: Place,
    /// Its heading.
    pub heading: String,
    /// A small drawing beside the heading.
    pub icon: Option<Icon>,
    /// A remark in the margin.
    pub note: Option<Text>,
    /// Where its facts come from.
    pub sources: Vec<String>,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A page in one language.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its name in the address.
    pub name: PageName,
    /// Where its title stands.
    pub place: Place,
    /// Its title.
    pub title: String,
    /// Its heading, where that is not its title.
    pub heading: Option<String>,
    /// Its short label in a navigation.
    pub nav: String,
    /// Where that stands.
    pub nav_place: Place,
    /// Its description and link preview.
    pub summary: String,
    /// What it says first.
    pub lead: Text,
    /// Where it leads on from its head.
    pub actions: Vec<Action>,
    /// Whether visitors may see it.
    pub published: bool,
    /// When a person at the hospital last checked it.
    pub checked: Option<Date>,
    /// When a person at the hospital will check it next.
    pub check_by: Option<Date>,
    /// How far it has come; `None` in the default language.
    pub translation: Option<Translation>,
    /// Its parts.
    pub sections: Vec<Section>,
    /// The fingerprint of its words, once somebody has asked: every translation asks its original.
    fingerprint: OnceLock<Fingerprint>,
}

impl Page {
    /// Reads the page `name`.
    pub fn read(name: PageName, reader: &Reader<'_>, references: &mut References) -> Self {
        let (title, nav) = (reader.words("title"), reader.words("nav"));
        FOOT.check(&nav);
        Self {
            name,
            place: title.place(),
            title: title.value,
            heading: reader.optional_words("heading").map(|heading| heading.value),
            nav_place: nav.place(),
            nav: nav.value,
            summary: reader.words("summary").value,
            lead: references.text(&reader.words("lead")),
            actions: actions(reader, references),
            published: reader.flag("published", true),
            checked: reader.optional_date("checked"),
            check_by: reader.optional_date("check-by"),
            translation: reader.optional_table("translation", translation).flatten(),
            sections: sections(reader, references),
            fingerprint: OnceLock::new(),
        }
    }

    /// Its drawings with their labels, and the section of each.
    pub fn sketches(&self) -> impl Iterator<Item = (&Section, &Sketch)> {
        self.blocks().filter_map(|(section, block)| match block {
            Block::Sketch(sketch) => Some((section, sketch)),
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

    /// Takes the words of its official statements from the facts.
    pub(super) fn quote(&mut self, statements: &BTreeMap<String, String>) {
        let blocks = self.sections.iter_mut().flat_map(|section| &mut section.blocks);
        for block in blocks {
            if let Block::Quotation(quotation) = block {
                quotation.words = statements.get(&quotation.statement).cloned();
            }
        }
    }

    /// Whether one of its blocks shows `wanted`.
    pub fn shows(&self, wanted: Show) -> bool {
        self.blocks().any(|(_, block)| matches!(block, Block::Show(show) if *show == wanted))
    }

    fn blocks(&self) -> impl Iterator<Item = (&Section, &Block)> {
        self.sections
            .iter()
            .flat_map(|section| section.blocks.iter().map(move |block| (section, block)))
    }

    /// What stands above the page.
    pub fn heading(&self) -> &str {
        self.heading.as_deref().unwrap_or(&self.title)
    }
}

fn actions(reader: &Reader<'_>, references: &mut References) -> Vec<Action> {
    let actions = reader.tables("actions").into_iter().filter_map(|table| {
        table.consume(|table| {
            let label = table.words("label");
            BUTTON.check(&label);
            Some(Action { to: references.target(&table.text("to"))?, label: label.value })
        })
    });
    actions.collect()
}

fn translation(table: &Reader<'_>) -> Option<Translation> {
    let state = table.text("state");
    let of = table.optional_text("of").and_then(|of| fingerprint(&of));
    let by = table.optional_text("reviewed-by");
    let on = table.optional_date("reviewed-on");
    match (state.value.as_str(), by, on) {
        ("draft", None, None) => Some(Translation { reviewed: None, of }),
        ("reviewed", Some(by), Some(on)) => {
            Some(Translation { reviewed: Some((by.value, on)), of })
        }
        ("reviewed", ..) => {
            state.report("nobody is named", "add `reviewed-by = \"…\"` and `reviewed-on = …`");
            None
        }
        ("draft", ..) => {
            state.report("a draft that somebody reviewed", "write `state = \"reviewed\"`");
            None
        }
        ("", ..) => None,
        _ => {
            state.report("an unknown state", "write `draft` or `reviewed`");
            None
        }
    }
}

fn fingerprint(text: &Located<'_, String>) -> Option<Fingerprint> {
    let fingerprint = Fingerprint::new(&text.value);
    if fingerprint.is_none() && !text.value.is_empty() {
        let help = "`patient-center translations accept <language> <page>` writes it";
        text.report("not the fingerprint of an original", help);
    }
    fingerprint
}

fn sections(reader: &Reader<'_>, references: &mut References) -> Vec<Section> {
    let mut ids = BTreeSet::new();
    let tables = reader.tables("section").into_iter();
    let sections = tables.filter_map(|table| {
        table.consume(|table| {
            let id = table.text("id");
            let section = section(table, &id, references)?;
            if !ids.insert(section.id.clone()) {
                id.report(format!("`{}` stands here twice", id.value), "give one another `id`");
            }
            Some(section)
        })
    });
    sections.collect()
}

fn section(
    table: &Reader<'_>,
    id: &Located<'_, String>,
    references: &mut References,
) -> Option<Section> {
    let sources = table.texts("sources").into_iter().map(|source| {
        references.add(&source, ReferenceKind::Source(source.value.clone()));
        source.value
    });
    let section = Section {
        place: id.place(),
        heading: table.words("heading").value,
        icon: table.optional_text("icon").and_then(|icon| read_icon(&icon)),
        sources: sources.collect(),
        note: table.optional_words("note").map(|note| references.text(&note)),
        blocks: block::read(table, references),
        id: match SectionId::new(&id.value) {
            Some(id) => id,
            None if id.value.is_empty() => return None,
            None => {
                id.report("not an identifier", "write small letters, digits and hyphens");
                return None;
            }
        },
    };
    if section.blocks.is_empty() {
        table.report("a section without a block", "add a table `[[section.block]]`");
    }
    Some(section)
}

impl Icon {
    const ALL: [(&str, Self); 3] = [
        ("subway", Self::Subway),
        ("wheelchair", Self::Wheelchair),
        ("interpreter", Self::Interpreter),
    ];

    /// How an author names it.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, icon)| *icon == self).map_or("", |(name, _)| name)
    }
}

fn read_icon(text: &Located<'_, String>) -> Option<Icon> {
    let found = Icon::ALL.iter().find(|(name, _)| *name == text.value).map(|(_, icon)| *icon);
    if found.is_none() && !text.value.is_empty() {
        text.report("an unknown icon", "write `subway`, `wheelchair` or `interpreter`");
    }
    found
}
