//! A page in two languages, part beside part, for two people who read it together.

use std::iter;

use askama::Template;

use super::block::{BlockView, QuotationView, SectionView, WayView};
use super::context::{LangAttributes, PageContext};
use super::hours::UnusualDays;
use super::layout::{Layout, RenderOptions, dated};
use super::navigation::{LanguageLink, NavLink, Subject, language_pair, path_beside};
use super::pages::actions;
use super::photo::PhotoView;
use super::sources::{SourceLine, SourcesView};
use super::translation::TranslationNotice;
use super::zone::heading_there;
use crate::content::lint::without_breaks;
use crate::content::page::Icon;
use crate::content::{Page, PageName};
use crate::site::address::page_path;
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
    /// Applies `make` to both.
    pub fn map<U>(self, make: impl Fn(T) -> U) -> Both<U> {
        Both { own: make(self.own), other: make(self.other) }
    }
}

/// One row.
#[derive(Debug, Clone)]
pub enum PairedRow {
    /// Two blocks; a cell is empty where a translation has fewer of them than its original.
    Blocks(Both<Option<BlockView>>),
    /// A block that is the same for both readers, in the page's own language.
    Once(BlockView),
    /// A heading below the section's.
    Heading(Both<Markup>),
    /// An unordered list, point beside point.
    List(Vec<Both<Markup>>),
    /// An ordered list, point beside point.
    Steps(Vec<Both<Markup>>),
    /// The stops of a way, stop beside stop: a title and a text each.
    Stops(Vec<Both<(Markup, Markup)>>),
    /// Links to other pages.
    Ways(Vec<Both<WayView>>),
    /// A statement; the original follows where both are translations.
    Quotation(Both<QuotationView>, Option<QuotationView>),
    /// A photograph, once, with what both languages say of it.
    Photo(Both<PhotoView>),
    /// A remark.
    Note(Both<Option<Markup>>),
    /// Where the facts come from: addresses, which no language translates.
    Sources(SourceLine),
}

/// A section in both languages; one side is empty where a translation has no such section.
#[derive(Debug, Clone)]
pub struct PairedSection {
    /// Its identifier.
    pub id: String,
    /// Its heading.
    pub heading: Both<Markup>,
    /// Its rows.
    pub rows: Vec<PairedRow>,
}

/// All sources of a page: their addresses once, and what is said about them in both languages.
#[derive(Debug, Clone)]
pub struct PairedSources {
    /// The identifier of their section.
    pub id: String,
    /// Its heading.
    pub heading: Both<Markup>,
    /// The sources, in the page's own language.
    pub sources: Vec<Markup>,
    /// The remarks on them.
    pub notes: Vec<Both<Option<Markup>>>,
}

impl PairedSources {
    fn new(sources: Both<Option<SourcesView>>) -> Option<Self> {
        let Both { own, other } = sources;
        let (own, other) = (own.or_else(|| other.clone())?, other);
        let (heading, notes) = other.map(|other| (other.heading, other.notes)).unwrap_or_default();
        Some(Self {
            id: own.id,
            heading: Both { own: own.heading, other: heading },
            sources: own.sources,
            notes: longest(own.notes, notes).collect(),
        })
    }
}

/// A page with another language beside it.
#[derive(Template)]
#[template(path = "side-by-side.html")]
pub struct SideBySideView<'a> {
    layout: Layout<'a>,
    heading: Both<Markup>,
    lead: Both<Markup>,
    actions: Both<Vec<NavLink>>,
    choices: Vec<LanguageLink>,
    alone: String,
    sections: Vec<PairedSection>,
    sources: Option<PairedSources>,
    at: Both<LangAttributes<'a>>,
}

impl<'a> SideBySideView<'a> {
    /// `page` in the language of its address, `own`, with `other` beside it.
    pub fn new(
        own: &PageContext<'a>,
        other: &PageContext<'a>,
        page: &'a Page,
        options: RenderOptions<'a>,
    ) -> Self {
        let name = &page.name;
        let theirs = other.page(name).unwrap_or(page);
        let both = Both { own: (own.beside(other), page), other: (other.beside(own), theirs) };
        let both = both.map(|(context, page)| (context.fallback_context(name), page));
        Self {
            layout: layout(own, other, page, options),
            heading: both.map(|(context, page)| {
                let there = heading_there(&context, page).map(|(_, heading)| heading);
                there.unwrap_or_else(|| context.heading(page))
            }),
            lead: both.map(|(context, page)| context.lead(page)),
            actions: both.map(|(context, page)| actions(&context, page)),
            choices: choices(own, other, name),
            alone: page_path(own.tag(), name),
            sections: align(both.map(|(context, page)| written(&context, page))),
            sources: PairedSources::new(both.map(|(context, p)| SourcesView::new(&context, p))),
            at: both.map(|(context, _)| LangAttributes::new(&context, own)),
        }
    }
}

/// The sections of `page` that are in the language of `context`; the original's are beside an empty side.
fn written<'a>(context: &PageContext<'a>, page: &Page) -> Vec<SectionView<'a>> {
    let mut sections = SectionView::list(context, page);
    sections.retain(|section| section.untranslated.is_none());
    sections
}

/// The layout of the page alone, with both names in the title and the notices of both. Its language line keeps
/// `other` beside the page; the link to `other` swaps the two.
fn layout<'a>(
    own: &PageContext<'a>,
    other: &PageContext<'a>,
    page: &'a Page,
    options: RenderOptions<'a>,
) -> Layout<'a> {
    let subject = Subject::Page(page);
    let alone = Layout::new(own, subject, (&page.title, &page.summary), options);
    let notices = [own, other].map(|context| {
        let notice = TranslationNotice::new(context, subject, own)?;
        Some(TranslationNotice { beside: None, ..notice })
    });
    let languages = own.languages().map(|context| {
        let with = if context.tag() == other.tag() { own } else { other };
        LanguageLink::new(&context, own, path_beside(&context, with, &page.name))
    });
    let (urgent, dated) = dated(&[own.beside(other), other.beside(own)], own, subject);
    Layout {
        urgent,
        dated,
        title: without_breaks(&format!("{} | {}", alone.title, language_pair(own, other).plain())),
        languages: languages.collect(),
        notices: notices.into_iter().flatten().collect(),
        banner: None,
        ..alone.not_indexed()
    }
}

/// The other languages that may be shown beside `page` instead of `other`.
fn choices(own: &PageContext<'_>, other: &PageContext<'_>, page: &PageName) -> Vec<LanguageLink> {
    let choices = own.languages().filter(|context| context.tag() != other.tag());
    let choices = choices.filter(|context| own.differs_from(context, page));
    choices
        .map(|context| LanguageLink::new(&context, own, path_beside(own, &context, page)))
        .collect()
}

/// Pairs of sections with the same identifier, in the order of the page's own language; sections that only the
/// other one has come last.
fn align(sections: Both<Vec<SectionView<'_>>>) -> Vec<PairedSection> {
    let Both { own, mut other } = sections;
    let mut pairs = Vec::new();
    for own in own {
        let same = other.iter().position(|section| section.id == own.id);
        let other = same.map(|index| other.remove(index)).unwrap_or_default();
        pairs.push(paired_section(own.id.clone(), Both { own, other }));
    }
    let alone = |other| Both { own: SectionView::default(), other };
    pairs.extend(other.into_iter().map(|other| paired_section(other.id.clone(), alone(other))));
    pairs
}

fn paired_section(id: String, sections: Both<SectionView<'_>>) -> PairedSection {
    let Both { own, other } = sections;
    let blocks = longest(own.blocks, other.blocks).map(paired_row);
    let note = Both { own: own.note, other: other.note };
    let note = (note.own.is_some() || note.other.is_some()).then_some(PairedRow::Note(note));
    let sources = own.sources.or(other.sources).map(PairedRow::Sources);
    let heading = Both { own: own.heading, other: other.heading };
    PairedSection { id, heading, rows: blocks.chain(note).chain(sources).collect() }
}

/// Block beside block; point beside point where both have the same number of points. A kind of block that has
/// no arm is shown in both languages.
fn paired_row(blocks: Both<Option<BlockView>>) -> PairedRow {
    use BlockView::{
        Address, Entrances, Garages, Heading, Interpreters, List, Photo, Quotation, Send,
    };
    use BlockView::{Steps, Stops, Ways, Zone};
    let (own, other) = match (blocks.own, blocks.other) {
        (Some(own), Some(other)) => (own, other),
        (own, other) => return PairedRow::Blocks(Both { own, other }),
    };
    match (own, other) {
        (Heading(own), Heading(other)) => PairedRow::Heading(Both { own, other }),
        (List(own), List(other)) if own.len() == other.len() => PairedRow::List(zip(own, other)),
        (Steps(own), Steps(other)) if own.len() == other.len() => PairedRow::Steps(zip(own, other)),
        (Stops(own), Stops(other)) if own.len() == other.len() => PairedRow::Stops(zip(own, other)),
        (Ways(own), Ways(other)) if own.len() == other.len() => PairedRow::Ways(zip(own, other)),
        (Quotation(own), Quotation(other)) => {
            let translated = own.translation.is_some() && other.translation.is_some();
            let original = translated.then(|| own.clone());
            PairedRow::Quotation(Both { own, other }, original)
        }
        (Photo(own), Photo(other)) if own.src == other.src => {
            PairedRow::Photo(Both { own: *own, other: *other })
        }
        // Names and lines that no language translates, and one form for both.
        (own @ Address(_), Address(_))
        | (own @ Interpreters(_), Interpreters(_))
        | (own @ Entrances(_), Entrances(_))
        | (own @ Send(_), Send(_))
        | (own @ Garages(_), Garages(_))
        | (own @ Zone(_), Zone(_)) => PairedRow::Once(own),
        (own, other) => PairedRow::Blocks(Both { own: Some(own), other: Some(other) }),
    }
}

fn zip<T>(own: Vec<T>, other: Vec<T>) -> Vec<Both<T>> {
    own.into_iter().zip(other).map(|(own, other)| Both { own, other }).collect()
}

/// As many pairs as the longer one has items.
fn longest<T>(own: Vec<T>, other: Vec<T>) -> impl Iterator<Item = Both<Option<T>>> {
    let (mut own, mut other) = (own.into_iter(), other.into_iter());
    let pairs = iter::repeat_with(move || Both { own: own.next(), other: other.next() });
    pairs.take_while(|pair| pair.own.is_some() || pair.other.is_some())
}
