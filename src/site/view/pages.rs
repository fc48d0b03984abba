//! The pages: a view struct and its builder for each template that is a whole document.

use askama::Template;

use super::block::{BlockView, SectionView, envelope};
use super::context::{LangAttributes, PageContext};
use super::hours::UnusualDays;
use super::layout::{Layout, RenderOptions};
use super::navigation::{LanguageLink, NavLink, Subject};
use super::sources::SourcesView;
use crate::content::page::Icon;
use crate::content::ui::ErrorWords;
use crate::content::{Page, PageName};
use crate::site::address::{GUIDE, POCKET_CARD, home_path};
use crate::site::answer::ErrorKind;
use crate::site::markup::Markup;

/// How many sections a page has before it gets a table of contents.
const LONG: usize = 6;

/// A page that the authors wrote.
#[derive(Template)]
#[template(path = "page.html")]
pub struct PageView<'a> {
    layout: Layout<'a>,
    lead: Markup,
    actions: Vec<NavLink>,
    contents: Vec<NavLink>,
    sections: Vec<SectionView>,
    sources: Option<SourcesView>,
    beside: usize,
    at: LangAttributes<'a>,
}

impl<'a> PageView<'a> {
    /// `page` in the language of `context`, or in the original where it is not translated.
    pub fn new(context: &PageContext<'a>, page: &'a Page, options: RenderOptions<'a>) -> Self {
        let fallback = context.fallback_context(&page.name);
        let sections = SectionView::list(&fallback, page);
        let contents =
            sections.iter().map(|s| NavLink::new(format!("#{}", s.id), s.heading.clone()));
        let long = sections.len() >= LONG && !page.name.is_home();
        let title = (page.title.as_str(), page.summary.as_str());
        let layout = Layout::new(context, Subject::Page(page), title, options);
        Self {
            layout: if context.asked.is_some() { layout.not_indexed() } else { layout },
            lead: fallback.renderer().text(&page.lead),
            actions: actions(&fallback, page),
            contents: contents.filter(|_| long).collect(),
            beside: sections.iter().filter(|section| section.beside).count().max(1),
            sections,
            sources: SourcesView::new(&fallback, page),
            at: LangAttributes::new(&fallback, context),
        }
    }
}

/// The buttons under the lead.
pub fn actions(context: &PageContext<'_>, page: &Page) -> Vec<NavLink> {
    let links = context.renderer().links;
    let actions = page.actions.iter();
    actions.map(|a| NavLink::new(links.href(&a.to), context.words(&a.label))).collect()
}

/// Every page of a language in one document.
#[derive(Template)]
#[template(path = "guide.html")]
pub struct GuideView<'a> {
    layout: Layout<'a>,
    chapters: Vec<Chapter<'a>>,
}

/// A page within the guide.
struct Chapter<'a> {
    id: String,
    label: Markup,
    heading: Markup,
    lead: Markup,
    sections: Vec<SectionView>,
    sources: Option<SourcesView>,
    at: LangAttributes<'a>,
}

impl<'a> GuideView<'a> {
    /// In the language of `context`.
    pub fn new(context: &PageContext<'a>, options: RenderOptions<'a>) -> Self {
        let words = &context.ui().guide;
        let (title, summary) = (words.title.to_string(), words.summary.to_string());
        let document = context.in_one_document();
        let chapters = context.published().map(|page| {
            let fallback = document.fallback_context(&page.name);
            Chapter {
                id: page.name.to_string(),
                label: context.text_of(&page.name, page.heading()),
                heading: fallback.words(page.heading()),
                lead: fallback.renderer().text(&page.lead),
                sections: SectionView::list(&fallback, page),
                sources: SourcesView::new(&fallback, page),
                at: LangAttributes::new(&fallback, context),
            }
        });
        let layout = Layout::new(context, Subject::BuiltIn(GUIDE), (&title, &summary), options);
        Self { layout, chapters: chapters.collect() }
    }
}

/// The card to show to a driver.
#[derive(Template)]
#[template(path = "pocket-card.html")]
pub struct PocketCardView<'a> {
    layout: Layout<'a>,
    address: Vec<String>,
    /// Which line of it has the street; past the last where none has.
    street: usize,
    original: Sentences,
    own: Option<Sentences>,
}

impl<'a> PocketCardView<'a> {
    /// In the default language and in that of `context`.
    pub fn new(context: &PageContext<'a>, options: RenderOptions<'a>) -> Self {
        let words = &context.ui().pocket_card;
        let (title, summary) = (words.title.to_string(), words.summary.to_string());
        let original = context.original_context().unwrap_or(*context);
        let subject = Subject::BuiltIn(POCKET_CARD);
        let (address, facts) = (envelope(context), &context.facts().address);
        // No line ends within the name of the room.
        let unbroken = |line: String| match &facts.room {
            Some(room) => line.replace(room, &room.replace(' ', "\u{a0}")),
            None => line,
        };
        let has_street = |line: &String| facts.street.as_ref().is_some_and(|s| line.contains(s));
        Self {
            layout: Layout::new(context, subject, (&title, &summary), options),
            street: address.iter().position(has_street).unwrap_or(address.len()),
            address: address.into_iter().map(unbroken).collect(),
            original: Sentences::new(&original, context),
            own: (!context.is_original()).then(|| Sentences::new(context, context)),
        }
    }
}

/// What a patient says to a driver and at a reception desk, in one language.
struct Sentences {
    take_me: Markup,
    interpreter: Markup,
}

impl Sentences {
    /// In the language of `context`, for a patient who speaks that of `reader`.
    fn new(context: &PageContext<'_>, reader: &PageContext<'_>) -> Self {
        let words = &context.ui().pocket_card;
        let language = context.words(context.ui().spoken_name(reader.tag().as_str()));
        Self {
            take_me: context.label(&words.take_me),
            interpreter: if reader.is_original() {
                context.label(&words.interpreter_gap)
            } else {
                context.fill(&words.interpreter, &[("language", language)])
            },
        }
    }
}

/// What went wrong, with all pages as a way on.
#[derive(Template)]
#[template(path = "error.html")]
pub struct ErrorView<'a> {
    layout: Layout<'a>,
    suggestion: Option<NavLink>,
}

impl<'a> ErrorView<'a> {
    /// An explanation of `kind`, with a link to `suggestion`, the page that was probably meant.
    pub fn new(
        context: &PageContext<'a>,
        kind: ErrorKind,
        suggestion: Option<&PageName>,
        options: RenderOptions<'a>,
    ) -> Self {
        let (title, text) = explanation(&context.ui().errors, kind);
        let suggestion = suggestion.and_then(|name| context.page(name));
        Self {
            layout: Layout::new(context, Subject::Error(kind), (&title, &text), options),
            suggestion: suggestion.map(|page| NavLink::to(context, page)),
        }
    }
}

fn explanation(words: &ErrorWords, kind: ErrorKind) -> (String, String) {
    let (title, text) = match kind {
        ErrorKind::BadRequest => (&words.bad_request_title, &words.bad_request),
        ErrorKind::NotFound => (&words.not_found_title, &words.not_found),
        ErrorKind::MethodNotAllowed => (&words.method_title, &words.method),
        ErrorKind::BodyNotAllowed => (&words.body_title, &words.body),
        ErrorKind::Internal => (&words.internal_title, &words.internal),
        ErrorKind::Busy => (&words.busy_title, &words.busy),
    };
    (title.to_string(), text.to_string())
}

/// Every language in itself, for a reader whose languages the site does not have.
#[derive(Template)]
#[template(path = "choose.html")]
pub struct ChooseView<'a> {
    layout: Layout<'a>,
    choices: Vec<LanguageLink>,
}

impl<'a> ChooseView<'a> {
    /// With a layout in the language of `context`.
    pub fn new(context: &PageContext<'a>, options: RenderOptions<'a>) -> Self {
        let choices = context.languages().map(|own| LanguageLink {
            invitation: own.label(&own.ui().interface.choose),
            ..LanguageLink::new(&own, context, home_path(own.tag()))
        });
        let title = context.ui().interface.choose.to_string();
        let summary = context.home().map(|home| home.summary.as_str()).unwrap_or_default();
        let layout = Layout::new(context, Subject::Root, (&title, summary), options);
        Self { layout, choices: choices.collect() }
    }
}
