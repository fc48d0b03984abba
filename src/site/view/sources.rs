//! Where the facts of a page come from: a short line beside each section, and one section at the end of the
//! page with every address in full.

use super::context::PageContext;
use crate::content::Page;
use crate::content::page::{SOURCES, Section};
use crate::content::reference::SourceName;
use crate::content::site::{SourceOfFact, Years};
use crate::site::address::{Links, anchor};
use crate::site::markup::Markup;

/// The sources of one section in a few words, which lead to all of the page.
#[derive(Debug, Clone)]
pub struct SourceLine {
    /// The section with all sources.
    pub href: String,
    /// Their websites, with the years.
    pub label: Markup,
}

/// All sources of a page.
#[derive(Debug, Clone)]
pub struct SourcesView {
    /// The identifier of their section.
    pub id: String,
    /// Its heading.
    pub heading: Markup,
    /// Each source once, in the order of the page.
    pub sources: Vec<Markup>,
    /// What the sections say about their sources.
    pub notes: Vec<Markup>,
}

impl SourceLine {
    /// `None` where `section` of `page` names no source.
    pub(super) fn new(context: &PageContext<'_>, page: &Page, section: &Section) -> Option<Self> {
        let mut sites: Vec<(&str, Option<Years>)> = Vec::new();
        let mut others = Vec::new();
        for (name, source) in known(context, &section.sources) {
            if !source.is_website() {
                others.push((name_of(context, name, source), source.years));
                continue;
            }
            let site = source.address.split('/').next().unwrap_or_default();
            match sites.iter_mut().find(|(known, _)| *known == site) {
                Some((_, years)) => *years = years.zip(source.years).and_then(merged),
                None => sites.push((site, source.years)),
            }
        }
        let words = &context.ui().interface;
        let language = &context.facts().default_language;
        let sites = sites.into_iter().map(|(site, years)| (Markup::name(site, language), years));
        let sites: Vec<_> = sites.collect();
        // Beside a website, a source that is none would make the line too long.
        let sources = if sites.is_empty() { others } else { sites };
        let is_one = sources.len() == 1;
        let message = if is_one { &words.source } else { &words.sources };
        // Of several sources, one line has room for the names alone.
        let sources = sources.into_iter();
        let sources =
            sources.map(|(name, years)| with_years(context, name, years.filter(|_| is_one)));
        let all = sources.reduce(|first, second| {
            context.fill(&words.source_and, &[("first", first), ("second", second)])
        })?;
        let label = context.renderer().around(message, &all);
        Some(Self { href: format!("#{}", id(context, page)), label })
    }
}

impl SourcesView {
    /// `None` where no section of `page` has a source or a remark on its sources.
    pub fn new(context: &PageContext<'_>, page: &Page) -> Option<Self> {
        let mut names: Vec<&SourceName> = Vec::new();
        for name in page.sections.iter().flat_map(|section| &section.sources) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let sources = known(context, names).map(|(name, source)| {
            with_years(context, name_of(context, name, source), source.years)
        });
        let notes = page.sections.iter().filter_map(|section| {
            let note = section.source_note.as_ref()?;
            let text = |context: &PageContext<'_>| context.renderer().text(note);
            Some(context.part_of_page(section.untranslated, text))
        });
        let sources = Self {
            id: id(context, page),
            heading: context.label(&context.ui().interface.sources_heading),
            sources: sources.collect(),
            notes: notes.collect(),
        };
        (!sources.sources.is_empty() || !sources.notes.is_empty()).then_some(sources)
    }
}

fn known<'a>(
    context: &PageContext<'a>,
    names: impl IntoIterator<Item = &'a SourceName>,
) -> impl Iterator<Item = (&'a SourceName, &'a SourceOfFact)> {
    let sources = &context.facts().sources;
    names.into_iter().filter_map(|name| Some((name, sources.get(&name.0)?)))
}

/// The address of a source; the words of this language for it, where it is no website and has some.
fn name_of(context: &PageContext<'_>, name: &SourceName, source: &SourceOfFact) -> Markup {
    let words = || context.name(|ui| ui.sources.get(&name.0));
    let words = (!source.is_website()).then(words).flatten();
    words.unwrap_or_else(|| Markup::source(&source.address, &context.facts().default_language))
}

/// The years of two sources of one website; `None` where they are not one range.
fn merged(years: (Years, Years)) -> Option<Years> {
    match years {
        (Years::Between(from, to), Years::Between(other_from, other_to)) => {
            Some(Years::Between(from.min(other_from), to.max(other_to)))
        }
        (years, other) => (years == other).then_some(years),
    }
}

fn id(context: &PageContext<'_>, page: &Page) -> String {
    match context.renderer().links {
        Links::Pages(_) | Links::Beside(..) => SOURCES.to_owned(),
        Links::OneDocument(_) => anchor(&page.name, SOURCES),
    }
}

fn with_years(context: &PageContext<'_>, source: Markup, years: Option<Years>) -> Markup {
    let words = &context.ui().interface;
    let Some(years) = years else { return source };
    let source = ("source", source);
    let year = |name, year: i16| (name, context.words(&year.to_string()));
    match years {
        Years::Between(from, to) => {
            context.fill(&words.years_between, &[source, year("from", from), year("to", to)])
        }
        Years::Before(before) => context.fill(&words.years_before, &[source, year("year", before)]),
        Years::Decade(decade) => context.fill(&words.years_decade, &[source, year("year", decade)]),
    }
}
