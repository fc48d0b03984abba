//! What the templates print: words chosen, dates said, links resolved. Templates do not compute.

pub mod bar;
pub mod block;
pub mod card;
pub mod closures;
pub mod hours;
pub mod languages;
pub mod layout;
pub mod navigation;
pub mod side_by_side;
pub mod source;
pub mod state;
pub mod zone;

use jiff::Timestamp;

use super::address::{Links, page_path};
use super::date_time::DateTimeFormatter;
use super::markup::{Markup, TextRenderer};
use super::zone::ZoneAsked;
use crate::content::{
    Content, Facts, Language, LanguageContent, LanguageFacts, Page, PageName, Ui,
};

/// The language that a part of a page is written in.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// Its tag.
    pub tag: &'a str,
    /// Its direction.
    pub dir: &'static str,
    /// Its words of the interface.
    pub ui: &'a Ui,
    /// The language of names that stay as they are.
    pub names_tag: &'a str,
    /// Whether it is another one than that of the page around it.
    pub foreign: bool,
}

/// One language speaking about the facts at one moment.
#[derive(Debug, Clone, Copy)]
pub struct PageContext<'a> {
    /// Everything that the authors wrote.
    pub content: &'a Content,
    /// What is known about the language.
    pub language: &'a LanguageFacts,
    /// What is written in it.
    pub words: &'a LanguageContent,
    /// When it is.
    pub moment: Timestamp,
    /// By which other clock the reader asked for the hours.
    pub asked: Option<ZoneAsked>,
    /// How its days and times are said and its words are set.
    pub format: DateTimeFormatter<'a>,
}

impl<'a> PageContext<'a> {
    /// `None` where nothing is written in the language.
    pub fn new(
        content: &'a Content,
        language: &'a LanguageFacts,
        moment: Timestamp,
    ) -> Option<Self> {
        let words = content.by_language.get(&language.language)?;
        let set = TextRenderer {
            direction: language.direction,
            names: &content.facts.default_language,
            links: Links::Pages(&language.language),
        };
        let format = DateTimeFormatter { ui: &words.ui, set };
        Some(Self { content, language, words, moment, asked: None, format })
    }

    /// The same context to a reader who asked for the hours by another clock.
    #[must_use]
    pub fn asking(self, asked: Option<ZoneAsked>) -> Self {
        Self { asked, ..self }
    }

    /// The same context, all of whose links stay in one document.
    #[must_use]
    pub fn in_one_document(self) -> Self {
        let language = self.tag();
        self.with_links(Links::OneDocument(language))
    }

    fn with_links(self, links: Links<'a>) -> Self {
        let set = TextRenderer { links, ..self.format.set };
        Self { format: DateTimeFormatter { set, ..self.format }, ..self }
    }

    /// Every language of the site, at this moment.
    pub(super) fn contexts(&self) -> impl Iterator<Item = Self> {
        let (content, moment, asked) = (self.content, self.moment, self.asked);
        let languages = content.facts.languages.iter();
        languages.filter_map(move |l| Some(Self::new(content, l, moment)?.asking(asked)))
    }

    /// The facts that no language changes.
    pub fn facts(&self) -> &'a Facts {
        &self.content.facts
    }

    /// The words of the interface.
    pub fn ui(&self) -> &'a Ui {
        &self.words.ui
    }

    /// The language's tag.
    pub fn tag(&self) -> &'a Language {
        &self.language.language
    }

    /// Whether this is the language that the others are translated from.
    pub fn is_original(&self) -> bool {
        *self.tag() == self.facts().default_language
    }

    /// The page as it is written in this language, if visitors may see it.
    pub fn own(&self, name: &PageName) -> Option<&'a Page> {
        self.words.pages.get(name).filter(|page| page.published)
    }

    /// The page as a visitor of this language may see it: where it is not translated, the original.
    pub fn page(&self, name: &PageName) -> Option<&'a Page> {
        self.own(name).or_else(|| self.original(name).filter(|page| page.published))
    }

    /// The context that tells the page `name` to a reader of this language: where it is not
    /// translated, the original's, whose links stay in this language.
    #[must_use]
    pub fn fallback_context(&self, name: &PageName) -> Self {
        let original = self.of_original().filter(|_| self.own(name).is_none());
        original.map_or(*self, |original| original.with_links(self.format.set.links))
    }

    /// The context of the language that the others are translated from.
    pub fn of_original(&self) -> Option<Self> {
        let facts = self.facts();
        let default = facts.languages.iter().find(|l| l.language == facts.default_language)?;
        Some(Self::new(self.content, default, self.moment)?.asking(self.asked))
    }

    /// What a part of a page needs that this context tells on a page of `around`.
    pub fn setting(&self, around: &Self) -> Setting<'a> {
        Setting {
            tag: self.tag().as_str(),
            dir: self.language.direction.as_str(),
            ui: self.ui(),
            names_tag: self.facts().default_language.as_str(),
            foreign: self.tag() != around.tag(),
        }
    }

    /// Words of the page `name` among words of this language.
    pub fn text_of(&self, name: &PageName, words: &str) -> Markup {
        let fallback_context = self.fallback_context(name);
        let words = fallback_context.format.set.words(words);
        if fallback_context.tag() == self.tag() {
            return words;
        }
        Markup::in_language(&words, fallback_context.tag(), fallback_context.language.direction)
    }

    /// The path of the page `name`, if a visitor of this language may see it.
    pub fn path_to(&self, name: &str) -> Option<String> {
        let page = self.page(&PageName::new(name)?)?;
        Some(page_path(self.tag(), &page.name))
    }

    /// The page that this one is translated from.
    pub fn original(&self, name: &PageName) -> Option<&'a Page> {
        self.content.by_language.get(&self.facts().default_language)?.pages.get(name)
    }
}
