//! Links from a page to others: its languages, the menu, the breadcrumbs, the pages at the foot.

use super::context::PageContext;
use super::zone::keep_zone;
use crate::content::page::{PagePart, Show};
use crate::content::{HOME, Page, PageName};
use crate::site::address::{
    BaseUrl, GUIDE, POCKET_CARD, SEND, home_path, page_path, page_path_beside,
};
use crate::site::answer::ErrorKind;
use crate::site::markup::Markup;

/// How many pages the foot lists without a list of them in `site.toml`; in a longer list no reader finds
/// anything.
const FOOT_LIMIT: usize = 40;

/// What a document shows.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'a> {
    /// A page that the authors wrote.
    Page(&'a Page),
    /// A page that is built from the others, by its name in the address.
    BuiltIn(&'a str),
    /// `/`, where a reader chooses a language.
    Root,
    /// An error. A 404 can be read in every language at its own address.
    Error(ErrorKind),
}

impl Subject<'_> {
    /// Its path in the language of `context`; `None` for an error.
    pub fn path(self, context: &PageContext<'_>) -> Option<String> {
        match self {
            Self::Page(page) => Some(page_path(context.tag(), &page.name)),
            Self::BuiltIn(name) => Some(format!("/{}/{name}", context.tag())),
            Self::Root => Some("/".to_owned()),
            Self::Error(_) => None,
        }
    }

    /// Its canonical URL: of a page that is not translated, the original's; empty for an error.
    pub fn canonical(self, context: &PageContext<'_>, base: &BaseUrl) -> String {
        let path = match self {
            Self::Page(page) => self.path(&context.fallback_context(&page.name)),
            _ => self.path(context),
        };
        path.map(|path| base.absolute(&path)).unwrap_or_default()
    }
}

/// A link in a list of links.
#[derive(Debug, Clone)]
pub struct NavLink {
    /// Where it leads.
    pub href: String,
    /// Its text.
    pub label: Markup,
    /// Whether it leads to the page that it is on.
    pub current: bool,
}

impl NavLink {
    /// A link that leads to another page.
    pub fn new(href: String, label: Markup) -> Self {
        Self { href, label, current: false }
    }

    /// A link to `page`.
    pub fn to(context: &PageContext<'_>, page: &Page) -> Self {
        let href = page_path(context.tag(), &page.name);
        Self::new(href, context.text_of(page, page.lacks(PagePart::Nav), &page.nav))
    }

    /// The main navigation on the page at the path `current`; its last item leads to the interpreters.
    pub fn menu(context: &PageContext<'_>, current: Option<&str>) -> Vec<Self> {
        let pages = context.facts().navigation.iter().filter_map(|name| context.page(name));
        let links = pages.map(|page| Self::to(context, page));
        let links = links.map(|link| Self { current: current == Some(&link.href), ..link });
        let label = context.ui().site.interpreter.as_ref().map(|words| context.label(words));
        let interpreters = interpreters_path(context).zip(label);
        let interpreters = interpreters.map(|(path, label)| Self::new(path, label));
        links.chain(interpreters).collect()
    }

    /// The home page, then the page `label` at `path` itself; none without a path.
    pub fn breadcrumbs(context: &PageContext<'_>, label: Markup, path: Option<&str>) -> Vec<Self> {
        let Some(path) = path else { return Vec::new() };
        let home = context.home().map(|home| Self::to(context, home));
        home.into_iter().chain([Self { href: path.to_owned(), label, current: true }]).collect()
    }

    /// Every page in the order of the foot, or of too many the listed ones; then the built-in pages.
    pub fn foot(context: &PageContext<'_>) -> Vec<Self> {
        let mut pages: Vec<_> = context.published().take(FOOT_LIMIT + 1).collect();
        if pages.len() > FOOT_LIMIT {
            pages = context.listed().collect();
        }
        let ui = context.ui();
        let guide = context.facts().guide.then_some(GUIDE);
        let built_in = guide.into_iter().chain([POCKET_CARD]).map(|name| {
            let label = if name == GUIDE { &ui.guide.nav } else { &ui.pocket_card.nav };
            Self::new(format!("/{}/{name}", context.tag()), context.label(label))
        });
        pages.into_iter().map(|page| Self::to(context, page)).chain(built_in).collect()
    }
}

/// The section with the line on interpreters, which everybody reads in their own language.
fn interpreters_path(context: &PageContext<'_>) -> Option<String> {
    context.published().find_map(|page| {
        let section = page.section_with(Show::Interpreters)?;
        Some(format!("{}#{}", page_path(context.tag(), &page.name), section.id))
    })
}

/// A language in the language line.
#[derive(Debug, Clone)]
pub struct LanguageLink {
    /// Its tag.
    pub tag: String,
    /// Its direction.
    pub dir: &'static str,
    /// Its name in itself.
    pub name: String,
    /// "Read this page in …": the name is visible, the rest is for screen readers.
    pub invitation: Markup,
    /// The same page in it.
    pub href: String,
    /// Whether this is the language of the page.
    pub current: bool,
}

impl LanguageLink {
    /// A link from a page in the language of `current` to `href` in that of `context`.
    pub fn new(context: &PageContext<'_>, current: &PageContext<'_>, href: String) -> Self {
        let name = &context.language.name;
        let words = &context.ui().interface.read_this_page;
        Self {
            tag: context.tag().to_string(),
            dir: context.language.direction.as_str(),
            name: name.clone(),
            invitation: context.renderer().around(words, &Markup::escaped(name)),
            href,
            current: context.tag() == current.tag(),
        }
    }

    /// The language line of `subject`.
    pub fn list(current: &PageContext<'_>, subject: Subject<'_>) -> Vec<Self> {
        let href = |context: &PageContext<'_>| match subject {
            Subject::Page(page) => {
                keep_zone(current, &page.name, page_path(context.tag(), &page.name))
            }
            Subject::BuiltIn(name) => format!("/{}/{name}", context.tag()),
            Subject::Error(ErrorKind::NotFound) => format!("?in={}", context.tag()),
            Subject::Root | Subject::Error(_) => home_path(context.tag()),
        };
        current.languages().map(|context| Self::new(&context, current, href(&context))).collect()
    }
}

/// The same page in another language, for search engines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternate {
    /// Its tag, or `x-default`.
    pub tag: String,
    /// Its absolute URL.
    pub href: String,
}

impl Alternate {
    /// The languages of `subject`; none where it is not translated itself, or is built in, or an error.
    pub fn of(context: &PageContext<'_>, subject: Subject<'_>, base: &BaseUrl) -> Vec<Self> {
        let page = match subject {
            Subject::Page(page) => context.own(&page.name).map(|page| page.name.clone()),
            Subject::Root => PageName::new(HOME),
            Subject::BuiltIn(_) | Subject::Error(_) => None,
        };
        page.map(|page| Self::list(context, &page, base)).unwrap_or_default()
    }

    /// Every language in which `page` is published, then the default: `/` for the home page, the default
    /// language for every other.
    pub fn list(context: &PageContext<'_>, page: &PageName, base: &BaseUrl) -> Vec<Self> {
        let new = |tag: &str, path: &str| Self { tag: tag.to_owned(), href: base.absolute(path) };
        let published = context.languages().filter(|other| other.own(page).is_some());
        let default = match &context.facts().default_language {
            _ if page.is_home() => "/".to_owned(),
            language => page_path(language, page),
        };
        published
            .map(|other| new(other.tag().as_str(), &page_path(other.tag(), page)))
            .chain([new("x-default", &default)])
            .collect()
    }
}

/// The path of `page` with the language of `with` beside it; alone where that would be the same text twice.
pub fn path_beside(context: &PageContext<'_>, with: &PageContext<'_>, page: &PageName) -> String {
    let path = if context.differs_from(with, page) {
        page_path_beside(context.tag(), page, with.tag())
    } else {
        page_path(context.tag(), page)
    };
    keep_zone(context, page, path)
}

/// `/ar/send`, or `/ar/send?with=el` for a reader who knows neither the language of `patient` nor the default one.
pub fn path_to_send(patient: &PageContext<'_>, reader: &PageContext<'_>) -> String {
    let path = format!("/{}/{SEND}", patient.tag());
    if reader.is_original() || reader.tag() == patient.tag() {
        return path;
    }
    format!("{path}?with={}", reader.tag())
}

/// The name of the language of `other` in that of `context`.
pub fn language_name(context: &PageContext<'_>, other: &PageContext<'_>) -> Markup {
    let named = context.name(|ui| ui.languages.get(other.tag().as_str()));
    named.unwrap_or_else(|| context.among(other.words(&other.language.name), other))
}

/// The names of both languages in that of `context`: "English and Arabic".
pub fn language_pair(context: &PageContext<'_>, other: &PageContext<'_>) -> Markup {
    let (first, second) = (language_name(context, context), language_name(context, other));
    let names = [("first", first), ("second", second)];
    context.fill(&context.ui().side_by_side.pair, &names)
}
