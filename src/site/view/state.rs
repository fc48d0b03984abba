//! How far the translation of a page has come.

use super::Voice;
use crate::content::Page;
use crate::content::pattern::Pattern;
use crate::content::ui::TranslationWords;

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
    pub fn label(self, words: &TranslationWords) -> &Pattern {
        match self {
            Self::Original => &words.state_original,
            Self::Draft => &words.state_draft,
            Self::Stale => &words.state_stale,
            Self::Missing => &words.state_missing,
            Self::Reviewed => &words.state_reviewed,
        }
    }

    /// What the reader of such a page is told, if anything.
    pub fn notice(self, words: &TranslationWords) -> Option<&Pattern> {
        match self {
            Self::Original | Self::Reviewed => None,
            Self::Draft => Some(&words.draft),
            Self::Stale => Some(&words.stale),
            Self::Missing => Some(&words.missing),
        }
    }
}

impl Voice<'_> {
    /// The state of the least finished page of this language.
    pub fn whole_state(&self) -> State {
        let states = self.published().into_iter().map(|page| self.state(page));
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
