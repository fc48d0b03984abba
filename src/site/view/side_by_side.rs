//! A page in two languages, part beside part, for two people who read it together.

use super::block::{BlockView, QuotationView, SectionView, WayView};
use super::layout::{LanguageLink, Layout, Notice, Subject};
use super::{PageContext, Setting};
use crate::content::{Page, PageName};
use crate::site::address::{BaseUrl, Links, page_path, page_path_beside};
use crate::site::asset::Assets;
use crate::site::markup::Markup;

/// The same thing in the page's own language and in the one beside it.
#[derive(Debug, Clone, Copy)]
pub struct Both<T> {
    /// In the page's own language.
    pub own: T,
    /// In the language beside it.
    pub other: T,
}

impl<T> Both<T> {
    /// The same made of each.
    pub fn map<U>(self, make: impl Fn(T) -> U) -> Both<U> {
        Both { own: make(self.own), other: make(self.other) }
    }
}

/// A station of a way: its title and what happens there.
type Stop = (Markup, Markup);

/// What stands in one row.
#[derive(Debug, Clone)]
pub enum Row {
    /// Two blocks; a cell is empty where a translation has fewer of them than its original.
    Blocks(Both<Option<BlockView>>),
    /// What says the same to everybody, in the page's own language.
    Once(BlockView),
    /// A heading below the section's.
    Heading(Both<Markup>),
    /// Points without an order, one beside the other.
    List(Vec<Both<Markup>>),
    /// Points one after the other.
    Steps(Vec<Both<Markup>>),
    /// Stations of a way.
    Stops(Vec<Both<Stop>>),
    /// Pages that lead on.
    Ways(Vec<Both<WayView>>),
    /// A statement; the original follows where neither of the two is it.
    Quotation(Both<QuotationView>, Option<QuotationView>),
    /// A remark or a source.
    Note(Both<Option<Markup>>),
}

/// A section in both languages; one side is empty where a translation has no such section.
#[derive(Debug, Clone)]
pub struct SectionOfBoth {
    /// Its fragment.
    pub id: String,
    /// Its heading.
    pub heading: Both<Option<Markup>>,
    /// What it says.
    pub rows: Vec<Row>,
}

impl<'a> PageContext<'a> {
    /// Whether a reader of this language and one of `other` see two texts on `page`.
    pub fn differs_from(&self, other: &Self, page: &PageName) -> bool {
        self.page(page).is_some()
            && self.fallback_context(page).tag() != other.fallback_context(page).tag()
    }

    /// The same context, whose links keep `other` beside it.
    #[must_use]
    pub fn beside(self, other: &Self) -> Self {
        let (own, other) = (self.tag(), &other.language.language);
        self.with_links(Links::Beside(own, other))
    }

    /// What stands around `page` where `other` stands beside it: not in any index.
    pub fn layout_beside(
        &self,
        other: &Self,
        page: &'a Page,
        base: &BaseUrl,
        assets: &'a Assets,
    ) -> Layout<'a> {
        let plain = self.layout(Subject::Page(page), (&page.title, &page.summary), base, assets);
        let notices = [self, other].map(|context| {
            let notice = context.notice(Subject::Page(page), self)?;
            Some(Notice { beside: None, ..notice })
        });
        Layout {
            title: format!("{} | {}", plain.title, self.pair(other).plain()),
            switch: self.switch_beside(other, &page.name),
            notices: notices.into_iter().flatten().collect(),
            banner: None,
            ..plain.out_of_every_index()
        }
    }

    /// The two languages, named in this one.
    pub fn pair(&self, other: &Self) -> Markup {
        let name = |context: &Self| {
            let tag = context.tag().as_str();
            self.format.set.words(self.ui().languages.get(tag).map_or(tag, String::as_str))
        };
        let names = [("first", name(self)), ("second", name(other))];
        self.format.set.fill(&self.ui().side_by_side.pair, &names)
    }

    /// The language line that keeps `other` beside the page; to choose `other` swaps the two.
    fn switch_beside(&self, other: &Self, page: &PageName) -> Vec<LanguageLink> {
        self.switch_by(|context| {
            let with = if context.tag() == other.tag() { self } else { other };
            context.path_beside(with, page)
        })
    }

    /// The other languages that may stand beside `page` instead of `other`.
    pub fn choices_beside(&self, other: &Self, page: &PageName) -> Vec<LanguageLink> {
        let choices = self.contexts().filter(|context| context.tag() != other.tag());
        let choices = choices.filter(|context| self.differs_from(context, page));
        choices.map(|context| self.switch_to(&context, self.path_beside(&context, page))).collect()
    }

    /// `page` with `with` beside it; alone where that would be the same text twice.
    pub fn path_beside(&self, with: &Self, page: &PageName) -> String {
        let path = if self.differs_from(with, page) {
            page_path_beside(self.tag(), page, with.tag())
        } else {
            page_path(self.tag(), page)
        };
        self.keeping_zone(page, path)
    }

    /// The settings of both columns on a page of this language.
    pub fn settings_beside(&self, other: &Self, page: &PageName) -> Both<Setting<'a>> {
        Both { own: self.fallback_context(page), other: other.fallback_context(page) }
            .map(|fallback_context| fallback_context.setting(self))
    }
}

/// Sections by their identifiers, in the order of the page's own language; what only the other one
/// has comes last, so that nothing is lost.
pub fn align(sections: Both<Vec<SectionView>>) -> Vec<SectionOfBoth> {
    let Both { own, mut other } = sections;
    let mut take = |id: &str| {
        let index = other.iter().position(|section| section.id == id)?;
        Some(other.remove(index))
    };
    let mut pairs: Vec<_> = own
        .into_iter()
        .map(|own| {
            let other = take(&own.id);
            Both { own: Some(own), other }
        })
        .collect();
    pairs.extend(other.into_iter().map(|other| Both { own: None, other: Some(other) }));
    pairs.into_iter().map(section).collect()
}

fn section(sections: Both<Option<SectionView>>) -> SectionOfBoth {
    let first = sections.own.as_ref().or(sections.other.as_ref());
    let id = first.map(|section| section.id.clone()).unwrap_or_default();
    let heading = Both {
        own: sections.own.as_ref().map(|section| section.heading.clone()),
        other: sections.other.as_ref().map(|section| section.heading.clone()),
    };
    let parts = sections.map(|section| {
        section.map_or_else(Default::default, |section| (section.blocks, section.notes))
    });
    let notes = longest(parts.own.1, parts.other.1).into_iter().map(Row::Note);
    let rows = longest(parts.own.0, parts.other.0).into_iter().map(row).chain(notes).collect();
    SectionOfBoth { id, heading, rows }
}

/// Block beside block; point beside point, where both have as many.
fn row(blocks: Both<Option<BlockView>>) -> Row {
    use BlockView::{Address, Entrances, Garages, Heading, Interpreters, List, Quotation};
    use BlockView::{Steps, Stops, Ways, Zone};
    let (own, other) = match (blocks.own, blocks.other) {
        (Some(own), Some(other)) => (own, other),
        (own, other) => return Row::Blocks(Both { own, other }),
    };
    match (own, other) {
        (Heading(own), Heading(other)) => Row::Heading(Both { own, other }),
        (List(own), List(other)) if own.len() == other.len() => Row::List(zip(own, other)),
        (Steps(own), Steps(other)) if own.len() == other.len() => Row::Steps(zip(own, other)),
        (Stops(own), Stops(other)) if own.len() == other.len() => Row::Stops(zip(own, other)),
        (Ways(own), Ways(other)) if own.len() == other.len() => Row::Ways(zip(own, other)),
        (Quotation(own), Quotation(other)) => quotation(own, other),
        // Names and lines that stand in their own letters in every language, and one choice for both.
        (own @ Address(_), Address(_))
        | (own @ Interpreters(_), Interpreters(_))
        | (own @ Entrances(_), Entrances(_))
        | (own @ Garages(_), Garages(_))
        | (own @ Zone(_), Zone(_)) => Row::Once(own),
        (own, other) => Row::Blocks(Both { own: Some(own), other: Some(other) }),
    }
}

fn quotation(own: QuotationView, other: QuotationView) -> Row {
    let translated = own.translation.is_some() && other.translation.is_some();
    let original = translated.then(|| own.clone());
    Row::Quotation(Both { own, other }, original)
}

fn zip<T>(own: Vec<T>, other: Vec<T>) -> Vec<Both<T>> {
    own.into_iter().zip(other).map(|(own, other)| Both { own, other }).collect()
}

/// Both to their ends.
fn longest<T>(own: Vec<T>, other: Vec<T>) -> Vec<Both<Option<T>>> {
    let (mut own, mut other) = (own.into_iter(), other.into_iter());
    let mut rows = Vec::new();
    loop {
        let row = Both { own: own.next(), other: other.next() };
        if row.own.is_none() && row.other.is_none() {
            return rows;
        }
        rows.push(row);
    }
}
