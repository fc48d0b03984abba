//! Where one can go from a page: its other languages, the menu, the breadcrumbs, all pages.

use super::PageContext;
use super::layout::{Alternate, Item, LanguageLink, Subject};
use crate::content::page::{Block, Show};
use crate::content::{HOME, Language, Page, PageName};
use crate::site::address::{BaseUrl, GUIDE, built_in, home_path, page_path};
use crate::site::markup::Markup;

/// The most pages at the foot that nobody has listed: of more, a reader finds none.
const MOST_AT_THE_FOOT: usize = 40;

impl<'a> PageContext<'a> {
    pub(super) fn path_of(&self, subject: Subject<'_>) -> Option<String> {
        match subject {
            Subject::Page(page) => Some(page_path(self.tag(), &page.name)),
            Subject::BuiltIn(name) => Some(format!("/{}/{name}", self.tag())),
            Subject::Root => Some("/".to_owned()),
            Subject::Nothing | Subject::NotFound => None,
        }
    }

    /// The one address of `subject` for machines: of a page that is not translated, its original's.
    pub(super) fn canonical(&self, subject: Subject<'_>, base: &BaseUrl) -> String {
        let path = match subject {
            Subject::Page(page) => {
                Some(page_path(self.fallback_context(&page.name).tag(), &page.name))
            }
            _ => self.path_of(subject),
        };
        path.map(|path| base.absolute(&path)).unwrap_or_default()
    }

    pub(super) fn alternates_of(&self, subject: Subject<'_>, base: &BaseUrl) -> Vec<Alternate> {
        let page = match subject {
            Subject::Page(page) => self.own(&page.name).map(|page| page.name.clone()),
            Subject::Root => PageName::new(HOME),
            Subject::BuiltIn(_) | Subject::Nothing | Subject::NotFound => None,
        };
        page.map(|page| self.alternates(&page, base)).unwrap_or_default()
    }

    /// Where everybody finds the line on interpreters in their language.
    pub(super) fn interpreters(&self) -> Option<String> {
        self.published().find_map(|page| {
            let shows = |block: &Block| matches!(block, Block::Show(Show::Interpreters));
            let section = page.sections.iter().find(|section| section.blocks.iter().any(shows))?;
            Some(format!("{}#{}", page_path(self.tag(), &page.name), section.id))
        })
    }

    /// Every language in which `page` may be seen, then the default: itself for every page, `/` for
    /// the home pages.
    pub fn alternates(&self, page: &PageName, base: &BaseUrl) -> Vec<Alternate> {
        let facts = self.facts();
        let languages = facts.languages.iter().map(|facts| &facts.language);
        let published = languages.filter(|language| self.is_published(language, page));
        let alternate =
            |tag: &str, path: &str| Alternate { tag: tag.to_owned(), href: base.absolute(path) };
        let default = match &facts.default_language {
            _ if page.is_home() => "/".to_owned(),
            language => page_path(language, page),
        };
        published
            .map(|language| alternate(language.as_str(), &page_path(language, page)))
            .chain([alternate("x-default", &default)])
            .collect()
    }

    pub(super) fn switch(&self, subject: Subject<'_>) -> Vec<LanguageLink> {
        self.switch_by(|context| match subject {
            Subject::Page(page) => {
                self.keeping_zone(&page.name, page_path(context.tag(), &page.name))
            }
            Subject::BuiltIn(name) => format!("/{}/{name}", context.tag()),
            // Whatever the address is at which there is nothing, its 404 stays there.
            Subject::NotFound => format!("?in={}", context.tag()),
            Subject::Root | Subject::Nothing => home_path(context.tag()),
        })
    }

    pub(super) fn switch_by(&self, href: impl Fn(&Self) -> String) -> Vec<LanguageLink> {
        self.contexts().map(|context| self.switch_to(&context, href(&context))).collect()
    }

    pub(super) fn switch_to(&self, context: &Self, href: String) -> LanguageLink {
        let name = Markup::escaped(&context.language.name);
        let words = &context.ui().interface.read_this_page;
        LanguageLink {
            tag: context.tag().to_string(),
            dir: context.language.direction.as_str(),
            name: context.language.name.clone(),
            invitation: context.format.set.around(words, &name),
            href,
            current: context.tag() == self.tag(),
        }
    }

    fn is_published(&self, language: &Language, page: &PageName) -> bool {
        let own = self.content.by_language.get(language).and_then(|words| words.pages.get(page));
        own.is_some_and(|page| page.published)
    }

    /// A link to `page`; `current` is the path of the page on which it stands.
    pub fn item(&self, page: &Page, current: Option<&str>) -> Item {
        let href = page_path(self.tag(), &page.name);
        let current = current == Some(&href);
        Item { href, label: self.text_of(&page.name, &page.nav), current }
    }

    pub(super) fn navigation(&self, current: Option<&str>) -> Vec<Item> {
        let pages = self.facts().navigation.iter().filter_map(|name| self.page(name));
        pages.map(|page| self.item(page, current)).collect()
    }

    pub(super) fn breadcrumbs(&self, label: Markup, path: String) -> Vec<Item> {
        let home = PageName::new(HOME).and_then(|name| self.page(&name));
        let own = Item { href: path, label, current: true };
        home.map(|page| self.item(page, None)).into_iter().chain([own]).collect()
    }

    /// Every page, in the order of the foot, or of too many those that are listed for it; then what is
    /// built from them.
    pub fn all_pages(&self) -> Vec<Item> {
        let ui = self.ui();
        let built_in = built_in(self.facts()).map(|name| Item {
            href: format!("/{}/{name}", self.tag()),
            label: self.format.set.label(match name {
                GUIDE => &ui.guide.nav,
                _ => &ui.pocket_card.nav,
            }),
            current: false,
        });
        let mut pages: Vec<_> = self.published().take(MOST_AT_THE_FOOT + 1).collect();
        if pages.len() > MOST_AT_THE_FOOT {
            pages = self.listed().collect();
        }
        pages.into_iter().map(|page| self.item(page, None)).chain(built_in).collect()
    }

    /// Every page that visitors may see: those of `pages` in `site.toml` first, then the others.
    pub fn published(&self) -> impl Iterator<Item = &'a Page> + use<'a> {
        let context = *self;
        let listed = &self.facts().pages;
        let originals = self.content.by_language.get(&self.facts().default_language).into_iter();
        let names = originals.flat_map(|words| words.pages.keys());
        let others =
            names.filter(|name| !listed.contains(name)).filter_map(move |name| context.page(name));
        self.listed().chain(others)
    }

    fn listed(&self) -> impl Iterator<Item = &'a Page> + use<'a> {
        let context = *self;
        self.facts().pages.iter().filter_map(move |name| context.page(name))
    }
}
