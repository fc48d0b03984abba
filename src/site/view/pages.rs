//! The pages: a view struct and its builder for each template that is a whole document.

use askama::Template;
use jiff::tz::TimeZone;

use super::block::{BlockView, SectionView, envelope};
use super::context::{LangAttributes, PageContext};
use super::hours::UnusualDays;
use super::layout::{Layout, RenderOptions};
use super::navigation::{LanguageLink, NavLink, Subject};
use super::notice::NoticeView;
use super::sources::SourcesView;
use crate::content::message::Message;
use crate::content::page::{Icon, PagePart};
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
    sections: Vec<SectionView<'a>>,
    sources: Option<SourcesView>,
    beside: usize,
    at: LangAttributes<'a>,
}

impl<'a> PageView<'a> {
    /// `page` in the language of `context`, or in the original where it is not translated.
    pub fn new(context: &PageContext<'a>, page: &'a Page, options: RenderOptions<'a>) -> Self {
        let fallback = context.fallback_context(&page.name);
        let sections = SectionView::list(&fallback, page, options.base);
        let contents =
            sections.iter().map(|s| NavLink::new(format!("#{}", s.id), s.label(&fallback)));
        let long = sections.len() >= LONG && !page.name.is_home();
        let title = (page.title.as_str(), page.summary.as_str());
        let layout = Layout::new(context, Subject::Page(page), title, options);
        Self {
            layout: if context.asked.is_some() { layout.not_indexed() } else { layout },
            lead: fallback.lead(page),
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
    let label = |words: &str| {
        context.part_of_page(page.lacks(PagePart::Actions), |context| context.words(words))
    };
    page.actions.iter().map(|a| NavLink::new(links.href(&a.to), label(&a.label))).collect()
}

/// Every page of a language in one document.
#[derive(Template)]
#[template(path = "guide.html")]
pub struct GuideView<'a> {
    layout: Layout<'a>,
    edition: Markup,
    chapters: Vec<Chapter<'a>>,
}

/// A page within the guide.
struct Chapter<'a> {
    id: String,
    label: Markup,
    heading: Markup,
    lead: Markup,
    dated: Vec<NoticeView<'a>>,
    sections: Vec<SectionView<'a>>,
    sources: Option<SourcesView>,
    at: LangAttributes<'a>,
}

impl<'a> GuideView<'a> {
    /// In the language of `context`.
    pub fn new(context: &PageContext<'a>, options: RenderOptions<'a>) -> Self {
        let words = &context.ui().guide;
        let document = context.in_one_document();
        let chapters = context.published().map(|page| {
            let fallback = document.fallback_context(&page.name);
            Chapter {
                id: page.name.to_string(),
                label: context.text_of(page, page.lacks(PagePart::Heading), page.heading()),
                heading: fallback.heading(page),
                lead: fallback.lead(page),
                dated: NoticeView::list(&[document], &fallback, |on| on == Some(&page.name)),
                sections: SectionView::list(&fallback, page, options.base),
                sources: SourcesView::new(&fallback, page),
                at: LangAttributes::new(&fallback, context),
            }
        });
        let (subject, words) = (Subject::BuiltIn(GUIDE), (&words.title, &words.summary));
        let layout = Layout::of_interface(context, subject, words, options);
        Self { layout, edition: edition(context), chapters: chapters.collect() }
    }
}

/// Of which day the guide is, and of which version of the content: on paper, it may be old.
fn edition(context: &PageContext<'_>) -> Markup {
    let schedule = context.facts().schedule.as_ref();
    let zone = schedule.map_or(TimeZone::UTC, |schedule| schedule.zone.clone());
    let date = context.moment.to_zoned(zone).date();
    let values = [
        ("date", context.format.full_date_markup(date)),
        ("version", Markup::left_to_right(&context.content.version)),
    ];
    context.fill(&context.ui().guide.edition, &values)
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
        let words = (&words.title, &words.summary);
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
            layout: Layout::of_interface(context, subject, words, options),
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
        let language = context.name(|ui| ui.spoken_name(reader.tag().as_str()));
        let itself = || context.among(reader.words(&reader.language.name), reader);
        let language = language.unwrap_or_else(itself);
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
    suggestion: Option<(&'a Message, NavLink)>,
}

impl<'a> ErrorView<'a> {
    /// An explanation of `kind`, with a link to `suggestion`: the page that was probably meant, or that took the place
    /// of a retired one.
    pub fn new(
        context: &PageContext<'a>,
        kind: ErrorKind,
        suggestion: Option<&PageName>,
        options: RenderOptions<'a>,
    ) -> Self {
        let errors = &context.ui().errors;
        let words = explanation(errors, kind);
        let suggestion = suggestion.and_then(|name| context.page(name));
        let label = if kind == ErrorKind::Gone { &errors.instead } else { &errors.near };
        Self {
            layout: Layout::of_interface(context, Subject::Error(kind), words, options),
            suggestion: suggestion.map(|page| (label, NavLink::to(context, page))),
        }
    }
}

fn explanation(words: &ErrorWords, kind: ErrorKind) -> (&Message, &Message) {
    match kind {
        ErrorKind::BadRequest => (&words.bad_request_title, &words.bad_request),
        ErrorKind::NotFound => (&words.not_found_title, &words.not_found),
        ErrorKind::Gone => (&words.gone_title, &words.gone),
        ErrorKind::MethodNotAllowed => (&words.method_title, &words.method),
        ErrorKind::BodyNotAllowed => (&words.body_title, &words.body),
        ErrorKind::Internal => (&words.internal_title, &words.internal),
        ErrorKind::Busy => (&words.busy_title, &words.busy),
    }
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
