//! Sitemaps for search engines (sitemaps.org): one, or one for each language and an index of them.
//!
//! The one map of a small site names the other languages of each page, as the page itself does. On a large
//! site that would be too much (40 MB for a thousand pages in twenty languages), and search engines need it
//! in one place only: its maps leave it to the pages. A map for each language is never too large, because
//! the content has no more files than a map may have addresses; and its address stays the same when pages
//! are added.

use askama::Template;
use jiff::Timestamp;

use super::address::{BaseUrl, SITEMAP, page_path};
use super::view::PageContext;
use super::view::navigation::Alternate;
use crate::content::{Content, Page};

/// The most addresses in one map, including those of other languages. The standard allows 50,000 pages and
/// 50 MB.
pub const MOST: usize = 50_000;

/// What a map contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Map {
    /// Every page in every language.
    Whole,
    /// The other maps.
    Index,
    /// Every page in one language.
    OneLanguage,
}

#[derive(Template)]
#[template(path = "sitemap.xml")]
struct SitemapTemplate {
    entries: Vec<Entry>,
}

#[derive(Template)]
#[template(path = "sitemap-index.xml")]
struct IndexTemplate {
    maps: Vec<String>,
}

/// A page in a map.
struct Entry {
    location: String,
    alternates: Vec<Alternate>,
}

impl Entry {
    fn new(context: &PageContext<'_>, page: &Page, base: &BaseUrl) -> Self {
        let location = base.absolute(&page_path(context.tag(), &page.name));
        Self { location, alternates: Vec::new() }
    }
}

/// The maps of the site by their paths, each with the context of its language and about `most` addresses at
/// most.
pub fn maps(
    content: &Content,
    moment: Timestamp,
    most: usize,
) -> Vec<(String, PageContext<'_>, Map)> {
    let languages: Vec<_> = written(content, moment).collect();
    let pages: usize = languages.iter().map(|context| own_pages(*context).count()).sum();
    // For each page: its own address, one in each language, and `x-default`.
    let whole = pages * (content.facts.languages.len() + 2) <= most;
    let map = if whole { Map::Whole } else { Map::Index };
    let first = languages.iter().filter(|context| context.is_original());
    let first = first.map(|context| (SITEMAP.to_owned(), *context, map));
    let others = languages.iter().filter(|_| !whole);
    first.chain(others.map(|context| (path(context), *context, Map::OneLanguage))).collect()
}

impl Map {
    /// The map as XML; `context` is the one that [`maps`] returned with it.
    pub fn render(self, context: &PageContext<'_>, base: &BaseUrl) -> askama::Result<String> {
        let languages = || written(context.content, context.moment);
        match self {
            Self::Whole => {
                let pages = languages().flat_map(|context| {
                    own_pages(context).map(move |page| Entry {
                        alternates: Alternate::list(&context, &page.name, base),
                        ..Entry::new(&context, page, base)
                    })
                });
                SitemapTemplate { entries: pages.collect() }.render()
            }
            Self::OneLanguage => {
                let entries = own_pages(*context).map(|page| Entry::new(context, page, base));
                SitemapTemplate { entries: entries.collect() }.render()
            }
            Self::Index => {
                let maps = languages().map(|context| base.absolute(&path(&context))).collect();
                IndexTemplate { maps }.render()
            }
        }
    }
}

/// The languages with at least one page of their own: a map may not be empty.
fn written(content: &Content, moment: Timestamp) -> impl Iterator<Item = PageContext<'_>> {
    PageContext::all(content, moment).filter(|context| own_pages(*context).next().is_some())
}

fn path(context: &PageContext<'_>) -> String {
    format!("/sitemap-{}.xml", context.tag())
}

/// The pages that are published in this language itself; an untranslated page is listed in the original's.
fn own_pages(context: PageContext<'_>) -> impl Iterator<Item = &Page> {
    let published = context.published();
    published.filter_map(move |page| context.own(&page.name))
}
