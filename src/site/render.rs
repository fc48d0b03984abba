//! Pages as text: a view for every template, and the template's name.

use askama::Template;

use super::ErrorKind;
use super::address::{BaseUrl, GUIDE, POCKET_CARD, home_path, page_path};
use super::asset::Assets;
use super::markup::Markup;
use super::view::block::{BlockView, SectionView};
use super::view::changes::UnusualDays;
use super::view::shell::{Item, Shell, Subject, Switch};
use super::view::side_by_side::{Both, Row, SectionOfBoth, align};
use super::view::{Setting, Voice};
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
    shell: Shell<'a>,
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
    shell: Shell<'a>,
    heading: Both<Markup>,
    lead: Both<Markup>,
    actions: Both<Vec<Item>>,
    choices: Vec<Switch>,
    alone: String,
    sections: Vec<SectionOfBoth>,
    at: Both<Setting<'a>>,
}

#[derive(Template)]
#[template(path = "guide.html")]
struct GuideTemplate<'a> {
    shell: Shell<'a>,
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
    shell: Shell<'a>,
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
    shell: Shell<'a>,
    near: Option<Item>,
}

#[derive(Template)]
#[template(path = "choose.html")]
struct ChooseTemplate<'a> {
    shell: Shell<'a>,
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
    pub fn page(&self, voice: &Voice<'a>, page: &'a Page) -> Rendered {
        let teller = voice.teller(&page.name);
        let sections = teller.sections(page);
        let set = teller.speech.set;
        let contents = sections.iter().map(|section| Item {
            href: format!("#{}", section.id),
            label: section.heading.clone(),
            current: false,
        });
        let long = sections.len() >= LONG && !page.name.is_home();
        let shell = self.shell(voice, Subject::Page(page), &page.title, &page.summary);
        let template = PageTemplate {
            shell: if voice.asked.is_some() { shell.out_of_every_index() } else { shell },
            lead: set.text(&page.lead),
            actions: actions(&teller, page),
            contents: contents.filter(|_| long).collect(),
            beside: sections.iter().filter(|section| section.beside).count().max(1),
            sections,
            at: teller.setting(voice),
        };
        template.render()
    }

    /// A page with `other` beside the language of its address.
    pub fn side_by_side(&self, own: &Voice<'a>, other: &Voice<'a>, page: &'a Page) -> Rendered {
        let theirs = other.page(&page.name).unwrap_or(page);
        let shell = own.shell_beside(other, page, self.base, self.assets);
        let tellers = Both { own: own.beside(other), other: other.beside(own) };
        let tellers = tellers.map(|voice| voice.teller(&page.name));
        let both = Both { own: (tellers.own, page), other: (tellers.other, theirs) };
        let set = |voice: &Voice<'a>| voice.speech.set;
        let template = SideBySideTemplate {
            shell,
            heading: both.map(|(voice, page)| set(&voice).words(page.heading())),
            lead: both.map(|(voice, page)| set(&voice).text(&page.lead)),
            actions: both.map(|(voice, page)| actions(&voice, page)),
            choices: own.choices_beside(other, &page.name),
            alone: page_path(own.tag(), &page.name),
            sections: align(both.map(|(voice, page)| voice.sections(page))),
            at: own.settings_beside(other, &page.name),
        };
        template.render()
    }

    /// Every page of a language in one.
    pub fn guide(&self, voice: &Voice<'a>) -> Rendered {
        let words = &voice.ui().guide;
        let (title, summary) = (words.title.to_string(), words.summary.to_string());
        let within = voice.in_one_document();
        let chapters = voice.published().map(|page| {
            let teller = within.teller(&page.name);
            Chapter {
                id: page.name.to_string(),
                label: voice.words_of(&page.name, page.heading()),
                heading: teller.speech.set.words(page.heading()),
                lead: teller.speech.set.text(&page.lead),
                sections: teller.sections(page),
                at: teller.setting(voice),
            }
        });
        let shell = self.shell(voice, Subject::BuiltIn(GUIDE), &title, &summary);
        GuideTemplate { shell, chapters: chapters.collect() }.render()
    }

    /// The card to show to a driver.
    pub fn pocket_card(&self, voice: &Voice<'a>) -> Rendered {
        let words = &voice.ui().pocket_card;
        let (title, summary) = (words.title.to_string(), words.summary.to_string());
        let original = voice.of_original().unwrap_or(*voice);
        let template = PocketCardTemplate {
            shell: self.shell(voice, Subject::BuiltIn(POCKET_CARD), &title, &summary),
            address: voice.envelope(),
            original: sentences(&original, voice),
            own: (!voice.is_original()).then(|| sentences(voice, voice)),
            gap: voice.is_original(),
        };
        template.render()
    }

    /// What went wrong, with the page that was probably meant.
    pub fn error(&self, voice: &Voice<'a>, kind: ErrorKind, near: Option<&Page>) -> Rendered {
        let words = &voice.ui().errors;
        let (title, text) = explanation(words, kind);
        let near = near.map(|page| voice.item(page, None));
        let subject = match kind {
            ErrorKind::NotFound => Subject::NotFound,
            _ => Subject::Nothing,
        };
        ErrorTemplate { shell: self.shell(voice, subject, &title, &text), near }.render()
    }

    /// Every language in itself, for a reader whose languages we do not have.
    pub fn choose(&self, voice: &Voice<'a>) -> Rendered {
        let choices = self.content.facts.languages.iter().filter_map(|facts| {
            let own = Voice::new(self.content, facts, voice.moment)?;
            Some(Choice {
                tag: facts.language.to_string(),
                dir: facts.direction.as_str(),
                href: home_path(&facts.language),
                name: facts.name.clone(),
                invitation: own.speech.set.label(&own.ui().interface.choose),
            })
        });
        let (title, summary) = (voice.ui().interface.choose.to_string(), voice.home_summary());
        let shell = self.shell(voice, Subject::Root, &title, &summary);
        ChooseTemplate { shell, choices: choices.collect() }.render()
    }

    fn shell(
        &self,
        voice: &Voice<'a>,
        subject: Subject<'a>,
        title: &str,
        summary: &str,
    ) -> Shell<'a> {
        voice.shell(subject, (title, summary), self.base, self.assets)
    }
}

/// The buttons under the lead.
fn actions(voice: &Voice<'_>, page: &Page) -> Vec<Item> {
    let set = voice.speech.set;
    let link = |label: &str, target: &Target| Item {
        href: set.links.href(target),
        label: set.words(label),
        current: false,
    };
    page.actions.iter().map(|action| link(&action.label, &action.to)).collect()
}

/// The sentences in `voice`'s language, for a reader of `reader`'s.
fn sentences(voice: &Voice<'_>, reader: &Voice<'_>) -> Sentences {
    let words = &voice.ui().pocket_card;
    let set = voice.speech.set;
    let language = voice.ui().spoken_name(reader.tag().as_str());
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
