//! How far the translation of a page has come.

use super::PageContext;
use super::layout::{Notice, Subject};
use crate::content::Page;
use crate::content::message::Message;
use crate::content::ui::TranslationWords;
use crate::site::address::{GUIDE, page_path};

/// How far the translation of a page has come, from the best to the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It is the original.
    Original,
    /// A professional translator has reviewed it.
    Reviewed,
    /// No professional translator has reviewed it.
    Draft,
    /// The original has changed since.
    Stale,
    /// There is none: the page stands in the original's language.
    Missing,
}

impl State {
    /// What the table of languages says of it.
    pub fn label(self, words: &TranslationWords) -> &Message {
        match self {
            Self::Original => &words.state_original,
            Self::Draft => &words.state_draft,
            Self::Stale => &words.state_stale,
            Self::Missing => &words.state_missing,
            Self::Reviewed => &words.state_reviewed,
        }
    }

    /// What the reader of such a page is told, if anything.
    pub fn notice(self, words: &TranslationWords) -> Option<&Message> {
        match self {
            Self::Original | Self::Reviewed => None,
            Self::Draft => Some(&words.draft),
            Self::Stale => Some(&words.stale),
            Self::Missing => Some(&words.missing),
        }
    }
}

impl<'a> PageContext<'a> {
    /// What the reader of `subject` in this language should know, on a page of `around`.
    pub(super) fn notice(&self, subject: Subject<'_>, around: &Self) -> Option<Notice<'a>> {
        let facts = self.facts();
        let (state, href) = match subject {
            Subject::Page(page) => {
                let original = page_path(&facts.default_language, &page.name);
                (self.state(page), self.keeping_zone(&page.name, original))
            }
            Subject::BuiltIn(name) => {
                (self.state_of(name), format!("/{}/{name}", facts.default_language))
            }
            Subject::Root | Subject::Nothing | Subject::NotFound => return None,
        };
        let text = self.format.set.label(state.notice(&self.ui().translation)?);
        Some(Notice {
            text,
            href,
            tag: facts.default_language.to_string(),
            beside: self.beside_original(subject),
            at: self.setting(around),
        })
    }

    fn beside_original(&self, subject: Subject<'_>) -> Option<String> {
        let Subject::Page(page) = subject else { return None };
        let original = self.of_original()?;
        self.differs_from(&original, &page.name).then(|| self.path_beside(&original, &page.name))
    }

    /// The state of a page that is built in. The card is made of words of the interface, of which it is
    /// only known that they are as new as the pages: no page's change makes them stale.
    fn state_of(&self, name: &str) -> State {
        match self.worst_state() {
            State::Stale if name != GUIDE => State::Draft,
            state => state,
        }
    }

    /// A page built from all others is only as good as the least of them.
    fn worst_state(&self) -> State {
        let pages = self.published();
        // A chapter that is not translated says so itself.
        let states = pages.map(|page| self.state(page)).filter(|state| *state != State::Missing);
        states.max().unwrap_or(State::Original)
    }

    /// The state of the least finished page of this language.
    pub fn whole_state(&self) -> State {
        let states = self.published().map(|page| self.state(page));
        states.max().unwrap_or(State::Original)
    }

    /// The state of `page` (of any language) in this language.
    pub fn state(&self, page: &Page) -> State {
        if self.is_original() {
            return State::Original;
        }
        let Some(own) = self.own(&page.name) else { return State::Missing };
        let Some(translation) = own.translation.as_ref() else { return State::Draft };
        let original = self.original(&page.name).map(Page::fingerprint);
        match &translation.of {
            Some(of) if Some(of) != original.as_ref() => State::Stale,
            _ if translation.reviewed.is_some() => State::Reviewed,
            _ => State::Draft,
        }
    }
}
