//! The desk: what remains to be done, the most urgent first, and every page in every language with its state.

use askama::Template;

use super::annotate::beside;
use super::day::DayView;
use super::diagnostic_view::{DiagnosticView, Report};
use super::page_status::PageStatus;
use super::state::{Preview, Shown, View};
use crate::content::{LanguageFacts, PageName};
use crate::diagnostics::{Diagnostic, group};
use crate::site::address::{built_in, page_path};
use crate::site::view::PageContext;
use crate::site::view::translation::TranslationState;

/// The address of the desk.
const DESK: &str = "/";

/// The desk.
#[derive(Template)]
#[template(path = "preview/desk.html")]
pub(super) struct Desk {
    /// Whether there is a good site to show.
    has_site: bool,
    revision: String,
    report: Option<Report>,
    /// Kinds of work, the most urgent first.
    groups: Vec<Group>,
    rows: Vec<Row>,
    /// An address that does not exist.
    missing: String,
    day: DayView,
}

/// One kind of work.
struct Group {
    heading: &'static str,
    /// What to do about all of it.
    advice: &'static str,
    /// How many things there are to do.
    count: usize,
    parts: Vec<Part>,
}

/// The part of a group that is about one language, or about none.
struct Part {
    language: Option<LanguageName>,
    items: Vec<DiagnosticView>,
}

#[derive(Clone)]
struct LanguageName {
    tag: String,
    dir: &'static str,
    name: String,
}

/// A page in the table.
struct Row {
    name: String,
    cells: Vec<Cell>,
}

/// A page in a language.
struct Cell {
    /// The tag of the language.
    tag: String,
    href: String,
    beside: String,
    state: &'static str,
    is_unpublished: bool,
}

/// The groups of warnings before and after the translations, each with its heading and what to do about it.
const BEFORE: [(&str, &str, &str); 3] = [
    (group::CLOSURES, "Closing days of the coming year", ""),
    (group::OWED, "Facts that the hospital has yet to supply", "The pages leave them out."),
    (group::REVIEW, "Reviews that are overdue", ""),
];
const AFTER: [(&str, &str, &str); 1] = [(group::SECURITY, "security.txt", "")];
/// The states of translations that ask for work.
const TRANSLATIONS: [(TranslationState, &str, &str); 3] = [
    (
        TranslationState::Stale,
        "Translations whose originals have changed",
        "`patient-center translations` shows what has changed.",
    ),
    (
        TranslationState::Missing,
        "Pages that are not translated",
        "Readers get them in the original language.",
    ),
    (
        TranslationState::Draft,
        "Translations that no professional translator has reviewed",
        "`patient-center translations review` records a review.",
    ),
];

impl Desk {
    /// The desk of what is `shown`.
    pub(super) fn new(preview: &Preview, shown: &Shown) -> Self {
        let view = shown.view.as_deref();
        let contexts = view.map(contexts).unwrap_or_default();
        let original = contexts.iter().find(|context| context.is_original());
        let missing = original.map(|own| format!("/{}/no-such-page", own.tag()));
        Self {
            has_site: view.is_some(),
            revision: shown.revision(),
            report: Report::over(shown),
            groups: view.map(|view| groups(preview, view)).unwrap_or_default(),
            rows: view.map(rows).unwrap_or_default(),
            missing: missing.unwrap_or_default(),
            day: DayView::new(shown, view, DESK),
        }
    }
}

impl LanguageName {
    fn new(facts: &LanguageFacts) -> Self {
        let (tag, dir) = (facts.language.to_string(), facts.direction.as_str());
        Self { tag, dir, name: facts.name.clone() }
    }
}

fn contexts(view: &View) -> Vec<PageContext<'_>> {
    PageContext::all(view.for_editors.content(), view.moment).collect()
}

/// The names of all pages, in the order of the foot.
fn names<'a>(contexts: &[PageContext<'a>]) -> Vec<&'a PageName> {
    let original = contexts.iter().find(|context| context.is_original());
    original.into_iter().flat_map(PageContext::published).map(|page| &page.name).collect()
}

fn groups(preview: &Preview, view: &View) -> Vec<Group> {
    let of = |(name, heading, advice): (&str, _, _)| {
        let own = view.warnings.iter().filter(|warning| warning.group == Some(name));
        warnings(heading, advice, own, preview, view)
    };
    let translations = TRANSLATIONS.map(|(state, heading, advice)| {
        let own = contexts(view).into_iter().map(|own| part(&own, state, preview, view));
        let parts: Vec<_> = own.filter(|part| !part.items.is_empty()).collect();
        Group { heading, advice, count: parts.iter().map(|part| part.items.len()).sum(), parts }
    });
    let known = BEFORE.iter().chain(&AFTER).map(|(name, ..)| *name);
    let known: Vec<_> = known.chain([group::STALE, group::MISSING, group::DRAFT]).collect();
    let is_other = |warning: &&Diagnostic| !warning.group.is_some_and(|own| known.contains(&own));
    let others = view.warnings.iter().filter(is_other);
    let others = warnings("Other warnings", "", others, preview, view);
    let groups = BEFORE.into_iter().map(of).chain(translations).chain(AFTER.into_iter().map(of));
    groups.chain([others]).filter(|group| group.count > 0).collect()
}

fn warnings<'a>(
    heading: &'static str,
    advice: &'static str,
    warnings: impl Iterator<Item = &'a Diagnostic>,
    preview: &Preview,
    view: &View,
) -> Group {
    // The line itself says no more than the message.
    let items = warnings.map(|warning| DiagnosticView {
        line: None,
        ..DiagnosticView::new(warning, page_of(&warning.file, preview, view))
    });
    let items: Vec<_> = items.collect();
    Group { heading, advice, count: items.len(), parts: vec![Part { language: None, items }] }
}

/// The pages in the language of `context` whose translations are in `state`.
fn part(
    context: &PageContext<'_>,
    state: TranslationState,
    preview: &Preview,
    view: &View,
) -> Part {
    let names = names(&contexts(view));
    let all = names.into_iter().filter_map(|name| PageStatus::new(context, view.content(), name));
    // What visitors do not see need not be translated yet.
    let is_wanted = |page: &PageStatus<'_>| page.state == state && page.is_wanted(view.content());
    let items = all.filter(is_wanted).map(|page| DiagnosticView {
        location: location(&page, preview),
        message: page.page.title.clone(),
        help: String::new(),
        line: None,
        href: Some(page_path(page.language, page.name)),
    });
    Part { language: Some(LanguageName::new(context.language)), items: items.collect() }
}

/// The file of a translation with the line of its title; a missing one has no line.
fn location(page: &PageStatus<'_>, preview: &Preview) -> String {
    let file = format!("{}/{}", preview.directory, page.own_file());
    match page.state {
        TranslationState::Missing => file,
        _ => format!("{file}:{}", page.page.place.line),
    }
}

/// The page in the preview whose file `file` is.
fn page_of(file: &str, preview: &Preview, view: &View) -> Option<String> {
    let inside = file.strip_prefix(&preview.directory)?.strip_prefix('/')?;
    let (tag, name) = inside.strip_suffix(".toml")?.split_once('/')?;
    let name = PageName::new(name)?;
    let own = contexts(view).into_iter().find(|own| own.tag().as_str() == tag)?;
    own.page(&name).map(|page| page_path(own.tag(), &page.name))
}

fn rows(view: &View) -> Vec<Row> {
    let contexts = contexts(view);
    let pages = names(&contexts).into_iter().map(|name| {
        let own = |context| PageStatus::new(context, view.content(), name);
        let cells = contexts.iter().filter_map(own).map(|page| {
            let href = page_path(page.language, name);
            Cell {
                tag: page.language.to_string(),
                beside: beside(&href),
                href,
                state: page.state_word(),
                is_unpublished: !page.is_published,
            }
        });
        Row { name: name.to_string(), cells: cells.collect() }
    });
    let built_in = built_in(view.content()).map(|name| {
        let cells = contexts.iter().map(|own| {
            let href = format!("/{}/{name}", own.tag());
            let (tag, beside) = (own.tag().to_string(), beside(&href));
            Cell { tag, beside, href, state: "built in", is_unpublished: false }
        });
        Row { name: name.to_owned(), cells: cells.collect() }
    });
    pages.chain(built_in).collect()
}

/// What every page answers as long as there is no good site: the report alone.
#[derive(Template)]
#[template(path = "preview/broken.html")]
pub(super) struct Broken {
    revision: String,
    report: Report,
}

impl Broken {
    /// What is wrong with the content.
    pub(super) fn new(shown: &Shown) -> Self {
        Self { revision: shown.revision(), report: Report::new(&shown.errors) }
    }
}

/// A page in two widths, beside each other.
#[derive(Template)]
#[template(path = "preview/beside.html")]
pub(super) struct Beside {
    pub(super) revision: String,
    pub(super) report: Option<Report>,
    pub(super) path: String,
    pub(super) day: DayView,
}
