//! Pages as text: a view for every template, and the template's name.

use askama::Template;

use super::ErrorKind;
use super::address::{BaseUrl, GUIDE, POCKET_CARD, home_path, page_path};
use super::asset::Assets;
use super::markup::Markup;
use super::view::block::{BlockView, SectionView};
use super::view::closures::UnusualDays;
use super::view::layout::{Item, LanguageLink, Layout, Subject};
use super::view::side_by_side::{Both, Row, SectionOfBoth, align};
use super::view::{PageContext, Setting};
use crate::content::page::Icon;
use crate::content::ui::ErrorWords;
use crate::content::{Content, Page, Target};

/// How many sections a page has before it gets a table of contents.
const LONG: usize = 5;

/// What all pages are rendered from.
#[derive(Debug, Clone, Copy)]
pub struct Renderer<'a> {
    /// Everything that the authors wrote.
    pub content: &'a Content,
    /// The public origin.
    pub base: &'a BaseUrl,
    /// What the pages refer to.
    pub assets: &'a Assets,
}

/// Rendering writes into a string and cannot fail; the type is askama's.
pub type Rendered = Result<String, askama::Error>;

#[derive(Template)]
#[template(path = "page.html")]
struct PageTemplate<'a> {
    layout: Layout<'a>,
    lead: Markup,
    actions: Vec<Item>,
    contents: Vec<Item>,
    sections: Vec<SectionView>,
    beside: usize,
    at: Setting<'a>,
}

#[derive(Template)]
#[template(path = "side-by-side.html")]
struct SideBySideTemplate<'a> {
    layout: Layout<'a>,
    heading: Both<Markup>,
    lead: Both<Markup>,
    actions: Both<Vec<Item>>,
    choices: Vec<LanguageLink>,
    alone: String,
    sections: Vec<SectionOfBoth>,
    at: Both<Setting<'a>>,
}

#[derive(Template)]
#[template(path = "guide.html")]
struct GuideTemplate<'a> {
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
    at: Setting<'a>,
}

#[derive(Template)]
#[template(path = "pocket-card.html")]
struct PocketCardTemplate<'a> {
    layout: Layout<'a>,
    address: Vec<String>,
    original: Sentences,
    own: Option<Sentences>,
    gap: bool,
}

/// What is said to a driver and at a reception desk, in one language.
struct Sentences {
    take_me: Markup,
    interpreter: Markup,
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorTemplate<'a> {
    layout: Layout<'a>,
    near: Option<Item>,
}

#[derive(Template)]
#[template(path = "choose.html")]
struct ChooseTemplate<'a> {
    layout: Layout<'a>,
    choices: Vec<Choice>,
}

/// A language that a reader may choose.
struct Choice {
    tag: String,
    dir: &'static str,
    href: String,
    name: String,
    invitation: Markup,
}

impl<'a> Renderer<'a> {
    /// A page that the authors wrote.
    pub fn page(&self, context: &PageContext<'a>, page: &'a Page) -> Rendered {
        let fallback_context = context.fallback_context(&page.name);
        let sections = fallback_context.sections(page);
        let set = fallback_context.format.set;
        let contents = sections.iter().map(|section| Item {
            href: format!("#{}", section.id),
            label: section.heading.clone(),
            current: false,
        });
        let long = sections.len() >= LONG && !page.name.is_home();
        let layout = self.layout(context, Subject::Page(page), &page.title, &page.summary);
        let template = PageTemplate {
            layout: if context.asked.is_some() { layout.out_of_every_index() } else { layout },
            lead: set.text(&page.lead),
            actions: actions(&fallback_context, page),
            contents: contents.filter(|_| long).collect(),
            beside: sections.iter().filter(|section| section.beside).count().max(1),
            sections,
            at: fallback_context.setting(context),
        };
        template.render()
    }

    /// A page with `other` beside the language of its address.
    pub fn side_by_side(
        &self,
        own: &PageContext<'a>,
        other: &PageContext<'a>,
        page: &'a Page,
    ) -> Rendered {
        let theirs = other.page(&page.name).unwrap_or(page);
        let layout = own.layout_beside(other, page, self.base, self.assets);
        let tellers = Both { own: own.beside(other), other: other.beside(own) };
        let tellers = tellers.map(|context| context.fallback_context(&page.name));
        let both = Both { own: (tellers.own, page), other: (tellers.other, theirs) };
        let set = |context: &PageContext<'a>| context.format.set;
        let template = SideBySideTemplate {
            layout,
            heading: both.map(|(context, page)| set(&context).words(page.heading())),
            lead: both.map(|(context, page)| set(&context).text(&page.lead)),
            actions: both.map(|(context, page)| actions(&context, page)),
            choices: own.choices_beside(other, &page.name),
            alone: page_path(own.tag(), &page.name),
            sections: align(both.map(|(context, page)| context.sections(page))),
            at: own.settings_beside(other, &page.name),
        };
        template.render()
    }

    /// Every page of a language in one.
    pub fn guide(&self, context: &PageContext<'a>) -> Rendered {
        let words = &context.ui().guide;
        let (title, summary) = (words.title.to_string(), words.summary.to_string());
        let within = context.in_one_document();
        let chapters = context.published().map(|page| {
            let fallback_context = within.fallback_context(&page.name);
            Chapter {
                id: page.name.to_string(),
                label: context.text_of(&page.name, page.heading()),
                heading: fallback_context.format.set.words(page.heading()),
                lead: fallback_context.format.set.text(&page.lead),
                sections: fallback_context.sections(page),
                at: fallback_context.setting(context),
            }
        });
        let layout = self.layout(context, Subject::BuiltIn(GUIDE), &title, &summary);
        GuideTemplate { layout, chapters: chapters.collect() }.render()
    }

    /// The card to show to a driver.
    pub fn pocket_card(&self, context: &PageContext<'a>) -> Rendered {
        let words = &context.ui().pocket_card;
        let (title, summary) = (words.title.to_string(), words.summary.to_string());
        let original = context.of_original().unwrap_or(*context);
        let template = PocketCardTemplate {
            layout: self.layout(context, Subject::BuiltIn(POCKET_CARD), &title, &summary),
            address: context.envelope(),
            original: sentences(&original, context),
            own: (!context.is_original()).then(|| sentences(context, context)),
            gap: context.is_original(),
        };
        template.render()
    }

    /// What went wrong, with the page that was probably meant.
    pub fn error(
        &self,
        context: &PageContext<'a>,
        kind: ErrorKind,
        near: Option<&Page>,
    ) -> Rendered {
        let words = &context.ui().errors;
        let (title, text) = explanation(words, kind);
        let near = near.map(|page| context.item(page, None));
        let subject = match kind {
            ErrorKind::NotFound => Subject::NotFound,
            _ => Subject::Nothing,
        };
        ErrorTemplate { layout: self.layout(context, subject, &title, &text), near }.render()
    }

    /// Every language in itself, for a reader whose languages we do not have.
    pub fn choose(&self, context: &PageContext<'a>) -> Rendered {
        let choices = self.content.facts.languages.iter().filter_map(|facts| {
            let own = PageContext::new(self.content, facts, context.moment)?;
            Some(Choice {
                tag: facts.language.to_string(),
                dir: facts.direction.as_str(),
                href: home_path(&facts.language),
                name: facts.name.clone(),
                invitation: own.format.set.label(&own.ui().interface.choose),
            })
        });
        let (title, summary) = (context.ui().interface.choose.to_string(), context.home_summary());
        let layout = self.layout(context, Subject::Root, &title, &summary);
        ChooseTemplate { layout, choices: choices.collect() }.render()
    }

    fn layout(
        &self,
        context: &PageContext<'a>,
        subject: Subject<'a>,
        title: &str,
        summary: &str,
    ) -> Layout<'a> {
        context.layout(subject, (title, summary), self.base, self.assets)
    }
}

/// The buttons under the lead.
fn actions(context: &PageContext<'_>, page: &Page) -> Vec<Item> {
    let set = context.format.set;
    let link = |label: &str, target: &Target| Item {
        href: set.links.href(target),
        label: set.words(label),
        current: false,
    };
    page.actions.iter().map(|action| link(&action.label, &action.to)).collect()
}

/// The sentences in `context`'s language, for a reader of `reader`'s.
fn sentences(context: &PageContext<'_>, reader: &PageContext<'_>) -> Sentences {
    let words = &context.ui().pocket_card;
    let set = context.format.set;
    let language = context.ui().spoken_name(reader.tag().as_str());
    Sentences {
        take_me: set.label(&words.take_me),
        interpreter: if reader.is_original() {
            set.label(&words.interpreter_gap)
        } else {
            set.fill(&words.interpreter, &[("language", set.words(language))])
        },
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
