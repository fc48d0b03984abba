//! What the preview adds to a page of the site: a bar above it, a mark below the heading of each section, the
//! style, the script, and the dialog for reports.

use askama::Template;
use form_urlencoded::byte_serialize;

use super::day::DayView;
use super::diagnostic_view::{DiagnosticView, Report};
use super::page_status::PageStatus;
use super::state::{Preview, Shown, View};
use crate::content::page::{Block, Section, Show};
use crate::content::site::Contact;
use crate::content::{HOME, PageName};
use crate::site::address::page_path_beside;
use crate::site::view::PageContext;
use crate::site::view::translation::TranslationState;

/// The link past the navigation, which stays the first stop of the keyboard; the bar follows it.
const SKIP_LINK: &str = "<a class=\"skip\"";
const LINK_END: &str = "</a>";
/// Where the text of a section begins, below its heading.
const SECTION_BODY: &str = "<div class=\"body\">";

/// What follows the link past the navigation.
#[derive(Template)]
#[template(path = "preview/bar.html")]
struct Bar {
    /// What is unusual about the page, in a word or two each.
    flags: Vec<&'static str>,
    /// `None` where the page is none that the authors wrote.
    page: Option<PageFacts>,
    notes: Vec<DiagnosticView>,
    day: DayView,
    /// Where the page is shown in two widths.
    beside: String,
    report: Option<Report>,
    version: String,
}

/// A page that the authors wrote.
struct PageFacts {
    /// Its file, as editors find it.
    file: String,
    /// What is known about it, by names.
    facts: Vec<(&'static str, String)>,
    /// Where a translation is shown with its original beside it.
    with_original: Option<String>,
}

/// What follows the heading of a section.
#[derive(Template)]
#[template(path = "preview/mark.html")]
struct Mark {
    location: String,
    sources: String,
    owed: Vec<&'static str>,
}

/// `html`, the page at `address` (a path with its query), with everything that the preview adds. A page that
/// cannot be annotated is returned as it is.
pub(super) fn annotated(
    html: &str,
    address: &str,
    preview: &Preview,
    shown: &Shown,
    view: &View,
) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let editors = view.for_editors.content();
    let page = context_and_name(path, PageContext::all(editors, view.moment));
    let status = page.as_ref().and_then(|(own, name)| PageStatus::new(own, view.content(), name));
    let bar = Bar {
        flags: status.as_ref().map(flags).unwrap_or_default(),
        notes: status.as_ref().map(|page| notes(page, preview, view)).unwrap_or_default(),
        page: status.as_ref().map(|status| PageFacts {
            file: format!("{}/{}", preview.directory, status.file()),
            facts: facts(status, view),
            with_original: with_original(status, view),
        }),
        day: DayView::new(shown, Some(view), address),
        beside: beside(address),
        report: Report::over(shown),
        version: view.version.clone(),
    };
    let after_skip_link = end_of(html, SKIP_LINK, LINK_END);
    let Some(html) = after_skip_link.and_then(|at| with(html, at, &bar)) else {
        return html.to_owned();
    };
    match status {
        // Side by side, the sections of two languages are in pairs.
        Some(status) if query.is_empty() => marked(html, &status, preview, view),
        _ => html,
    }
}

/// The address of the page at `address` in two widths.
pub(super) fn beside(address: &str) -> String {
    let encoded: String = byte_serialize(address.as_bytes()).collect();
    format!("/_preview/beside?path={encoded}")
}

/// The language and the name in `path`.
fn context_and_name<'a>(
    path: &str,
    mut languages: impl Iterator<Item = PageContext<'a>>,
) -> Option<(PageContext<'a>, PageName)> {
    let (tag, name) = path.strip_prefix('/')?.split_once('/')?;
    let name = PageName::new(if name.is_empty() { HOME } else { name })?;
    Some((languages.find(|own| own.tag().as_str() == tag)?, name))
}

fn flags(status: &PageStatus<'_>) -> Vec<&'static str> {
    let state = match status.state {
        TranslationState::Original | TranslationState::Reviewed => None,
        TranslationState::Draft => Some("draft"),
        TranslationState::Stale => Some("stale"),
        TranslationState::Missing => Some("not translated"),
    };
    let unpublished = (!status.is_published).then_some("unpublished");
    unpublished.into_iter().chain(state).collect()
}

fn facts(status: &PageStatus<'_>, view: &View) -> Vec<(&'static str, String)> {
    let page = status.page;
    let mut facts = vec![
        (
            "Published",
            if status.is_published { "yes" } else { "no: only editors see it" }.to_owned(),
        ),
        ("Translation", status.state_word().to_owned()),
    ];
    if let Some((by, on)) = page.translation.as_ref().and_then(|own| own.reviewed.as_ref()) {
        facts.push(("Reviewed", format!("{on}, by {by}")));
    }
    let checked =
        page.checked.map_or("never, as far as its file says".to_owned(), |on| on.to_string());
    facts.push(("Checked", checked));
    if let Some(due) = page.check_by {
        let overdue = if due < view.date() { " (overdue)" } else { "" };
        facts.push(("To be checked by", format!("{due}{overdue}")));
    }
    facts
}

fn with_original(status: &PageStatus<'_>, view: &View) -> Option<String> {
    let is_translation =
        !matches!(status.state, TranslationState::Original | TranslationState::Missing);
    let default = &view.content().facts.default_language;
    is_translation.then(|| page_path_beside(status.language, status.name, default))
}

/// What remains to be done in the file of the page, and what the page owes.
fn notes(status: &PageStatus<'_>, preview: &Preview, view: &View) -> Vec<DiagnosticView> {
    let file = |name: &str| format!("{}/{name}", preview.directory);
    let files = [file(&status.file()), file(&status.own_file())];
    let own = view.warnings.iter().filter(|warning| files.contains(&warning.file));
    own.map(|warning| DiagnosticView::new(warning, None)).collect()
}

/// `html` with a mark below the heading of every section of the page.
fn marked(html: String, status: &PageStatus<'_>, preview: &Preview, view: &View) -> String {
    status.page.sections.iter().fold(html, |html, section| {
        let mark = Mark {
            location: format!("{}/{}:{}", preview.directory, status.file(), section.place.line),
            sources: names_of_sources(section),
            owed: owed(section, view),
        };
        let start = format!("<section id=\"{}\"", section.id);
        let at = end_of(&html, &start, SECTION_BODY);
        at.and_then(|at| with(&html, at, &mark)).unwrap_or(html)
    })
}

/// Where the first `end` after `start` in `html` ends.
fn end_of(html: &str, start: &str, end: &str) -> Option<usize> {
    let from = html.find(start)?;
    Some(from + html.get(from..)?.find(end)? + end.len())
}

/// `html` with `part` at the index `at`.
fn with(html: &str, at: usize, part: &impl Template) -> Option<String> {
    let (before, after) = html.split_at_checked(at)?;
    Some([before, &part.render().ok()?, after].concat())
}

fn names_of_sources(section: &Section) -> String {
    section.sources.iter().map(|source| source.0.as_str()).collect::<Vec<_>>().join(", ")
}

/// What the hospital has yet to supply, in the section that would show it.
fn owed(section: &Section, view: &View) -> Vec<&'static str> {
    let shows = |block: &Block| matches!(block, Block::Show(Show::Reach));
    let is_shown = section.blocks.iter().any(shows);
    let contact = Some(&view.content().facts.contact).filter(|_| is_shown);
    contact.into_iter().flat_map(Contact::missing).map(|(_, what)| what).collect()
}
