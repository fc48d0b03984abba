//! The state of a translation: for the reader of a page, and in the table of languages.

use super::context::{LangAttributes, PageContext};
use super::navigation::{LanguageLink, Subject, language_name, language_pair, path_beside};
use super::zone::keep_zone;
use crate::content::Page;
use crate::content::message::Message;
use crate::content::ui::TranslationWords;
use crate::site::address::{GUIDE, page_path};
use crate::site::markup::Markup;

/// The state of a translation, from the best to the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TranslationState {
    /// It is the original.
    Original,
    /// A professional translator has reviewed it.
    Reviewed,
    /// No professional translator has reviewed it.
    Draft,
    /// The original has changed since, or has another structure.
    Stale,
    /// There is none: the page is shown in the original's language.
    Missing,
}

impl TranslationState {
    /// Of `page` (in any language) in the language of `context`.
    pub fn of(context: &PageContext<'_>, page: &Page) -> Self {
        if context.is_original() {
            return Self::Original;
        }
        let Some(own) = context.own(&page.name) else { return Self::Missing };
        if own.differs || context.is_outdated(&page.name) {
            return Self::Stale;
        }
        match &own.translation {
            Some(translation) if translation.reviewed.is_some() => Self::Reviewed,
            _ => Self::Draft,
        }
    }

    fn of_all(context: &PageContext<'_>) -> impl Iterator<Item = Self> {
        context.published().map(|page| Self::of(context, page))
    }

    /// Of the built-in page `name`: that of the worst page. A page of the guide that is missing says so
    /// itself. The card is made of the interface's words, of which it is only known that they are as new as
    /// the pages: no page's change makes them stale.
    fn of_built_in(context: &PageContext<'_>, name: &str) -> Self {
        let states = Self::of_all(context).filter(|state| *state != Self::Missing);
        match states.max().unwrap_or(Self::Original) {
            Self::Stale if name != GUIDE => Self::Draft,
            state => state,
        }
    }

    /// Its name in the table of languages, and the notice on a page in this state, if it needs one.
    fn messages(self, words: &TranslationWords) -> (&Message, Option<&Message>) {
        match self {
            Self::Original => (&words.state_original, None),
            Self::Reviewed => (&words.state_reviewed, None),
            Self::Draft => (&words.state_draft, Some(&words.draft)),
            Self::Stale => (&words.state_stale, Some(&words.stale)),
            Self::Missing => (&words.state_missing, Some(&words.missing)),
        }
    }
}

/// The notice that a page is not a reviewed translation.
#[derive(Debug, Clone)]
pub struct TranslationNotice<'a> {
    /// Its text.
    pub text: Markup,
    /// The same page in the original.
    pub href: String,
    /// The tag of the original.
    pub tag: String,
    /// The page with the original beside it, where there is one.
    pub beside: Option<String>,
    /// The language of the notice.
    pub at: LangAttributes<'a>,
}

impl<'a> TranslationNotice<'a> {
    /// About `subject` in the language of `context`, on a page of `around`; `None` where there is nothing
    /// to say.
    pub fn new(
        context: &PageContext<'a>,
        subject: Subject<'_>,
        around: &PageContext<'a>,
    ) -> Option<Self> {
        let default = &context.facts().default_language;
        let (state, href, beside) = match subject {
            Subject::Page(page) => {
                let name = &page.name;
                let original =
                    context.original_context().filter(|other| context.differs_from(other, name));
                let beside = original.map(|original| path_beside(context, &original, name));
                let href = keep_zone(context, name, page_path(default, name));
                (TranslationState::of(context, page), href, beside)
            }
            Subject::BuiltIn(name) => {
                let state = TranslationState::of_built_in(context, name);
                (state, format!("/{default}/{name}"), None)
            }
            Subject::Root | Subject::Error(_) => return None,
        };
        let (_, notice) = state.messages(&context.ui().translation);
        let text = context.label(notice?);
        let at = LangAttributes::new(context, around);
        Some(Self { text, href, tag: default.to_string(), beside, at })
    }
}

/// The languages of the site with the states of their translations.
#[derive(Debug, Clone)]
pub struct LanguageTable {
    /// That all translations are drafts, where they are.
    pub all_drafts: Option<Markup>,
    /// The languages.
    pub rows: Vec<LanguageRow>,
}

/// A language in that table.
#[derive(Debug, Clone)]
pub struct LanguageRow {
    /// This page in it.
    pub link: LanguageLink,
    /// Its name in the language of the page, where that is another one.
    pub name: Option<Markup>,
    /// The state of its worst page; absent where one sentence says it of all.
    pub state: Option<Markup>,
    /// This page with that language beside it, where the two differ, and the names of both.
    pub beside: Option<(String, String)>,
}

impl LanguageTable {
    /// Every language, on the page `page`.
    pub fn new(context: &PageContext<'_>, page: &Page) -> Self {
        let words = &context.ui().translation;
        let worst = |other: &PageContext<'_>| {
            TranslationState::of_all(other).max().unwrap_or(TranslationState::Original)
        };
        let mut translations = context.languages().filter(|other| !other.is_original());
        let all_drafts = context.languages().nth(1).is_some()
            && translations.all(|other| worst(&other) == TranslationState::Draft);
        let rows = context.languages().map(|other| {
            let (label, _) = worst(&other).messages(words);
            let differs = context.differs_from(&other, &page.name);
            let beside = || {
                let pair = language_pair(context, &other).plain();
                (path_beside(context, &other, &page.name), pair)
            };
            let is_own = other.tag() == context.tag();
            LanguageRow {
                link: LanguageLink::new(&other, context, page_path(other.tag(), &page.name)),
                name: (!is_own).then(|| language_name(context, &other)),
                state: (!all_drafts).then(|| context.label(label)),
                beside: differs.then(beside),
            }
        });
        let rows = rows.collect();
        Self { all_drafts: all_drafts.then(|| context.label(&words.all_drafts)), rows }
    }
}
