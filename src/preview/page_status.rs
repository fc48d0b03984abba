//! What an editor has to know of a page in a language.

use crate::content::{Content, Language, Page, PageName};
use crate::site::view::PageContext;
use crate::site::view::translation::TranslationState;

/// A page in a language, as the content has it.
pub(super) struct PageStatus<'a> {
    /// The language of its address.
    pub(super) language: &'a Language,
    /// Its name.
    pub(super) name: &'a PageName,
    /// The page as it is written in this language, or in the default language where it is not.
    pub(super) page: &'a Page,
    /// The language that it is written in.
    written_in: &'a Language,
    /// How far its translation has come.
    pub(super) state: TranslationState,
    /// Whether visitors see it.
    pub(super) is_published: bool,
}

impl<'a> PageStatus<'a> {
    /// Of the page `name` for readers of `own`, which is made from the content as editors see it; `content` is
    /// the content as it is. `None` where there is no such page.
    pub(super) fn new(own: &PageContext<'a>, content: &Content, name: &PageName) -> Option<Self> {
        let page = own.page(name)?;
        let written_in = own.fallback_context(name).tag();
        let mut served = content.facts.published_languages();
        let is_served = served.any(|served| served.language == *own.tag());
        let as_it_is = content.by_language.get(written_in).and_then(|words| words.pages.get(name));
        Some(Self {
            language: own.tag(),
            name: &page.name,
            state: TranslationState::of(own, page),
            is_published: is_served && as_it_is.is_some_and(|page| page.published),
            page,
            written_in,
        })
    }

    /// Its file, or that of the original where it is not translated, relative to the content's directory.
    pub(super) fn file(&self) -> String {
        format!("{}/{}.toml", self.written_in, self.name)
    }

    /// The file of its translation, which need not exist.
    pub(super) fn own_file(&self) -> String {
        format!("{}/{}.toml", self.language, self.name)
    }

    /// Whether visitors see the original, so that a translation is wanted.
    pub(super) fn is_wanted(&self, content: &Content) -> bool {
        let original = content.by_language.get(&content.facts.default_language);
        original.and_then(|own| own.pages.get(self.name)).is_some_and(|page| page.published)
    }

    /// Its state in a word.
    pub(super) fn state_word(&self) -> &'static str {
        match self.state {
            TranslationState::Original => "original",
            TranslationState::Reviewed => "reviewed",
            TranslationState::Draft => "draft",
            TranslationState::Stale => "stale",
            TranslationState::Missing => "missing",
        }
    }
}
