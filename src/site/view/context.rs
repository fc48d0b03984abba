//! What every view is built from: the content in one language at one moment.

use jiff::Timestamp;

use crate::content::lint::without_breaks;
use crate::content::message::Message;
use crate::content::ui::SiteWords;
use crate::content::{
    Content, Facts, HOME, Language, LanguageContent, LanguageFacts, Page, PageName, Ui,
};
use crate::site::address::{Links, page_path};
use crate::site::date_time::DateTimeFormatter;
use crate::site::markup::{Markup, TextRenderer};
use crate::site::zone::ZoneAsked;

/// Everything needed to render a page in one language at one moment.
#[derive(Debug, Clone, Copy)]
pub struct PageContext<'a> {
    /// Everything that the authors wrote.
    pub content: &'a Content,
    /// What is known about the language.
    pub language: &'a LanguageFacts,
    /// What is written in it.
    pub written: &'a LanguageContent,
    /// The moment that the page shows.
    pub moment: Timestamp,
    /// The time zone in which the reader asked for the hours.
    pub asked: Option<ZoneAsked>,
    /// Formats dates and times, and renders text, in this language.
    pub format: DateTimeFormatter<'a>,
}

impl<'a> PageContext<'a> {
    /// `None` where nothing is written in the language.
    pub fn new(
        content: &'a Content,
        language: &'a LanguageFacts,
        moment: Timestamp,
    ) -> Option<Self> {
        let written = content.by_language.get(&language.language)?;
        let renderer = TextRenderer {
            direction: language.direction,
            names: &content.facts.default_language,
            links: Links::Pages(&language.language),
        };
        let format = DateTimeFormatter { ui: &written.ui, renderer };
        Some(Self { content, language, written, moment, asked: None, format })
    }

    /// A context for each language of the site, in the order of the language line.
    pub fn all(content: &'a Content, moment: Timestamp) -> impl Iterator<Item = Self> {
        let languages = content.facts.languages.iter();
        languages.filter_map(move |language| Self::new(content, language, moment))
    }

    /// The same context for a reader who asked for the hours in another time zone.
    #[must_use]
    pub fn asking(self, asked: Option<ZoneAsked>) -> Self {
        Self { asked, ..self }
    }

    /// The same context with all links inside one document.
    #[must_use]
    pub fn in_one_document(self) -> Self {
        self.with_links(Links::OneDocument(self.tag()))
    }

    /// The same context with links that keep `other` beside it.
    #[must_use]
    pub fn beside(self, other: &Self) -> Self {
        self.with_links(Links::Beside(self.tag(), other.tag()))
    }

    fn with_links(self, links: Links<'a>) -> Self {
        let renderer = TextRenderer { links, ..self.format.renderer };
        Self { format: DateTimeFormatter { renderer, ..self.format }, ..self }
    }

    /// The contexts of all languages for the same reader at the same moment.
    pub fn languages(&self) -> impl Iterator<Item = Self> + use<'a> {
        let asked = self.asked;
        Self::all(self.content, self.moment).map(move |context| context.asking(asked))
    }

    /// The context of the default language, from which the others are translated.
    pub fn original_context(&self) -> Option<Self> {
        self.languages().find(Self::is_original)
    }

    /// The context to render the page `name` with: this language's, or the default language's where it is
    /// not translated; links keep pointing to this language.
    #[must_use]
    pub fn fallback_context(&self, name: &PageName) -> Self {
        if self.own(name).is_some() {
            return *self;
        }
        let links = self.format.renderer.links;
        self.original_context().map_or(*self, |original| original.with_links(links))
    }

    /// Renders text in this language.
    pub fn renderer(&self) -> TextRenderer<'a> {
        self.format.renderer
    }

    /// Plain text of this language.
    pub fn words(&self, words: &str) -> Markup {
        self.format.renderer.words(words)
    }

    /// A message with `values` in its placeholders.
    pub fn fill(&self, message: &Message, values: &[(&str, Markup)]) -> Markup {
        self.format.renderer.fill(message, values)
    }

    /// A message without placeholders.
    pub fn label(&self, message: &Message) -> Markup {
        self.format.renderer.label(message)
    }

    /// The facts that no language changes.
    pub fn facts(&self) -> &'a Facts {
        &self.content.facts
    }

    /// The words of the interface.
    pub fn ui(&self) -> &'a Ui {
        &self.written.ui
    }

    /// The language's tag.
    pub fn tag(&self) -> &'a Language {
        &self.language.language
    }

    /// Whether this is the default language, from which the others are translated.
    pub fn is_original(&self) -> bool {
        *self.tag() == self.facts().default_language
    }

    /// The page as it is written in this language, if it is published.
    pub fn own(&self, name: &PageName) -> Option<&'a Page> {
        self.written.pages.get(name).filter(|page| page.published)
    }

    /// The page that this language's is translated from, published or not.
    pub fn original(&self, name: &PageName) -> Option<&'a Page> {
        self.content.by_language.get(&self.facts().default_language)?.pages.get(name)
    }

    /// The page as a visitor sees it in this language: the original where it is not translated.
    pub fn page(&self, name: &PageName) -> Option<&'a Page> {
        self.own(name).or_else(|| self.original(name).filter(|page| page.published))
    }

    /// The home page.
    pub fn home(&self) -> Option<&'a Page> {
        self.page(&PageName::new(HOME)?)
    }

    /// Every page that visitors may see: those of `pages` in `site.toml` first, then the others.
    pub fn published(&self) -> impl Iterator<Item = &'a Page> + use<'a> {
        let (context, listed) = (*self, &self.facts().pages);
        let originals = self.content.by_language.get(&self.facts().default_language).into_iter();
        let names = originals.flat_map(|words| words.pages.keys());
        let others = names.filter(|name| !listed.contains(name));
        self.listed().chain(others.filter_map(move |name| context.page(name)))
    }

    /// The pages that `pages` in `site.toml` lists.
    pub fn listed(&self) -> impl Iterator<Item = &'a Page> + use<'a> {
        let context = *self;
        self.facts().pages.iter().filter_map(move |name| context.page(name))
    }

    /// Whether readers of this language and of `other` see two texts on `page`.
    pub fn differs_from(&self, other: &Self, page: &PageName) -> bool {
        self.page(page).is_some()
            && self.fallback_context(page).tag() != other.fallback_context(page).tag()
    }

    /// The path of the page `name`, if it is published.
    pub fn path_to(&self, name: &str) -> Option<String> {
        let page = self.page(&PageName::new(name)?)?;
        Some(page_path(self.tag(), &page.name))
    }

    /// The names of the centre and of the hospital in this language, without places to break a word.
    pub fn names(&self) -> (String, String) {
        let SiteWords { center, hospital, .. } = &self.ui().site;
        (without_breaks(&center.to_string()), without_breaks(&hospital.to_string()))
    }

    /// The names of the centre and of the hospital in the default language, if this is another one.
    pub fn original_names(&self) -> Option<(String, String)> {
        Some(self.original_context().filter(|_| !self.is_original())?.names())
    }

    /// A text of the page `name` among text of this language.
    pub fn text_of(&self, name: &PageName, words: &str) -> Markup {
        let fallback = self.fallback_context(name);
        let words = fallback.words(words);
        if fallback.tag() == self.tag() {
            return words;
        }
        Markup::in_language(&words, fallback.tag(), fallback.language.direction)
    }
}

/// The language of a part of a page: its attributes, and the words of its interface.
#[derive(Debug, Clone, Copy)]
pub struct LangAttributes<'a> {
    /// The value of `lang`.
    pub tag: &'a str,
    /// The value of `dir`.
    pub dir: &'static str,
    /// The words of the interface in it.
    pub ui: &'a Ui,
    /// The language of names that are not translated.
    pub names_tag: &'a str,
    /// Whether it is another language than that of the page around the part.
    pub foreign: bool,
}

impl<'a> LangAttributes<'a> {
    /// Of a part that is rendered with `context` on a page of `around`.
    pub fn new(context: &PageContext<'a>, around: &PageContext<'a>) -> Self {
        Self {
            tag: context.tag().as_str(),
            dir: context.language.direction.as_str(),
            ui: context.ui(),
            names_tag: context.facts().default_language.as_str(),
            foreign: context.tag() != around.tag(),
        }
    }
}
