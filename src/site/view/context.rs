//! What every view is built from: the content in one language at one moment.

use jiff::Timestamp;

use crate::content::lint::without_breaks;
use crate::content::message::Message;
use crate::content::page::PagePart;
use crate::content::ui::SiteWords;
use crate::content::{
    Content, Direction, Facts, HOME, Language, LanguageContent, LanguageFacts, Page, PageName, Ui,
};
use crate::schedule::Exception;
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
        let default = &content.facts.default_language;
        let original = content.facts.languages.iter().find(|facts| facts.language == *default);
        let renderer = TextRenderer {
            direction: language.direction,
            names: default,
            names_direction: original.map_or(Direction::Ltr, |original| original.direction),
            links: Links::Pages(&language.language),
        };
        let format = DateTimeFormatter { ui: &written.ui, renderer };
        Some(Self { content, language, written, moment, asked: None, format })
    }

    /// A context for each language that is served, in the order of the language line.
    pub fn all(content: &'a Content, moment: Timestamp) -> impl Iterator<Item = Self> {
        Self::all_written(content, moment).filter(|context| context.language.published)
    }

    /// A context for each language of the site, those that are only worked on too.
    pub fn all_written(content: &'a Content, moment: Timestamp) -> impl Iterator<Item = Self> {
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

    /// The same context with links to pages as `reader` has them.
    #[must_use]
    pub fn with_links_of(self, reader: &Self) -> Self {
        self.with_links(reader.renderer().links)
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
        self.in_default(true)
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

    /// The words that `find` finds in the interface, in this language or else in the default one, and
    /// the context that they are in; an empty text is not found.
    pub fn named(&self, find: impl Fn(&'a Ui) -> Option<&'a String>) -> Option<(&'a str, Self)> {
        let original = || self.original_context().filter(|_| !self.is_original());
        let found = |context: Self| Some((find(context.ui())?.as_str(), context));
        let written = |(words, _): &(&str, Self)| !words.is_empty();
        found(*self).filter(written).or_else(|| found(original()?).filter(written))
    }

    /// The same as markup, marked where it is in the default language.
    pub fn name(&self, find: impl Fn(&'a Ui) -> Option<&'a String>) -> Option<Markup> {
        let (words, context) = self.named(find)?;
        Some(self.among(context.words(words), &context))
    }

    /// `markup`, which is in the language of `context`, among text of this language.
    pub fn among(&self, markup: Markup, context: &Self) -> Markup {
        if context.tag() == self.tag() {
            return markup;
        }
        Markup::in_language(&markup, context.tag(), context.language.direction)
    }

    /// Why a day differs from the week, if it is known.
    pub fn reason(&self, exception: &Exception) -> Option<Markup> {
        exception.reason.as_ref().and_then(|key| self.name(|ui| ui.reasons.get(key)))
    }

    /// `text`, which is about a day that differs from the week, with the reason for it, if there is one.
    pub fn with_reason(&self, text: Markup, exception: &Exception) -> Markup {
        let Some(reason) = self.reason(exception) else { return text };
        self.fill(&self.ui().hours.with_reason, &[("text", text), ("reason", reason)])
    }

    /// The language's tag.
    pub fn tag(&self) -> &'a Language {
        &self.language.language
    }

    /// Whether this is the default language, from which the others are translated.
    pub fn is_original(&self) -> bool {
        *self.tag() == self.facts().default_language
    }

    /// The page as it is written in this language, if it is published, as its original is.
    pub fn own(&self, name: &PageName) -> Option<&'a Page> {
        let own = self.written.pages.get(name).filter(|page| page.published && !page.is_blank)?;
        self.original(name).filter(|original| original.published).map(|_| own)
    }

    /// Whether the original of the page `name` has changed since it was translated.
    pub fn is_outdated(&self, name: &PageName) -> bool {
        let of = self.own(name).and_then(|own| own.translation.as_ref()?.of.as_ref());
        of.is_some_and(|of| self.original(name).is_some_and(|page| page.fingerprint() != *of))
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

    /// What stands in the picture of link previews in this language: the names of the centre and of the hospital, and
    /// the heading of the home page, where that says something else.
    pub fn link_preview_words(&self) -> Vec<String> {
        let (center, hospital) = self.names();
        let heading = self.home().map(|home| without_breaks(home.heading()));
        let heading = heading.filter(|heading| *heading != center && *heading != hospital);
        [center, hospital].into_iter().chain(heading).collect()
    }

    /// The names of the centre and of the hospital in the default language, if this is another one.
    pub fn original_names(&self) -> Option<(String, String)> {
        Some(self.original_context().filter(|_| !self.is_original())?.names())
    }

    /// `words` of `page` among text of this language; `untranslated` says whether it lacks them.
    pub fn text_of(&self, page: &Page, untranslated: bool, words: &str) -> Markup {
        let fallback = self.fallback_context(&page.name);
        let words = fallback.part_of_page(untranslated, |context| context.words(words));
        self.among(words, &fallback)
    }

    /// What `render` makes of a part of a page in this language, or, if it is `untranslated`, in the
    /// default language.
    pub fn part_of_page(&self, untranslated: bool, render: impl Fn(&Self) -> Markup) -> Markup {
        let context = self.in_default(untranslated);
        self.among(render(&context), &context)
    }

    /// The heading of `page`.
    pub fn heading(&self, page: &Page) -> Markup {
        self.part_of_page(page.lacks(PagePart::Heading), |context| context.words(page.heading()))
    }

    /// The first paragraph of `page`.
    pub fn lead(&self, page: &Page) -> Markup {
        self.part_of_page(page.lacks(PagePart::Lead), |context| context.renderer().text(&page.lead))
    }

    /// This context, or that of the default language for what is `untranslated`; links keep pointing to
    /// this language.
    #[must_use]
    pub fn in_default(&self, untranslated: bool) -> Self {
        if !untranslated {
            return *self;
        }
        self.original_context()
            .map_or(*self, |original| original.with_links(self.format.renderer.links))
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
    renderer: TextRenderer<'a>,
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
            renderer: context.renderer(),
        }
    }

    /// A message without placeholders, marked where it is in the default language.
    pub fn label(&self, message: &Message) -> Markup {
        self.renderer.marked(message, Markup::escaped(&message.to_string()))
    }
}
