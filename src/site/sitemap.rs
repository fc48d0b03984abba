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
use crate::content::{Content, Language, Page};

/// The most addresses in one map, including those of other languages. The standard allows 50,000 pages and
/// 50 MB.
pub const MOST: usize = 50_000;

/// A map as XML.
#[derive(Debug, Template)]
pub enum Sitemap {
    /// A map of pages.
    #[template(path = "sitemap.xml")]
    Pages {
        /// The pages of one language, or of all.
        entries: Vec<Entry>,
    },
    /// An index of maps.
    #[template(path = "sitemap-index.xml")]
    Index {
        /// The absolute URLs of the maps.
        maps: Vec<String>,
    },
}

/// A page in a map.
#[derive(Debug)]
pub struct Entry {
    /// Its absolute URL.
    pub location: String,
    /// Its other languages, where all pages are in one map.
    pub alternates: Vec<Alternate>,
}

/// The maps of the site by their paths, each with its language and about `most` addresses at most.
pub fn maps<'a>(
    content: &'a Content,
    moment: Timestamp,
    base: &BaseUrl,
    most: usize,
) -> Vec<(String, &'a Language, Sitemap)> {
    // A map may not be empty.
    let has_pages = |context: &PageContext<'_>| own_pages(*context).next().is_some();
    let languages: Vec<_> = PageContext::all(content, moment).filter(has_pages).collect();
    let pages: usize = languages.iter().map(|context| own_pages(*context).count()).sum();
    let default = &content.facts.default_language;
    // For each page: its own address, one in each language, and `x-default`.
    if pages * (content.facts.published_languages().count() + 2) <= most {
        let entries = languages.iter().flat_map(|context| entries(context, base, true)).collect();
        return vec![(SITEMAP.to_owned(), default, Sitemap::Pages { entries })];
    }
    let path = |context: &PageContext<'_>| format!("/sitemap-{}.xml", context.tag());
    let index = languages.iter().map(|context| base.absolute(&path(context))).collect();
    let mut maps = vec![(SITEMAP.to_owned(), default, Sitemap::Index { maps: index })];
    maps.extend(languages.iter().map(|context| {
        let entries = entries(context, base, false);
        (path(context), context.tag(), Sitemap::Pages { entries })
    }));
    maps
}

/// The pages of one language, with or without their other languages.
fn entries(context: &PageContext<'_>, base: &BaseUrl, with_alternates: bool) -> Vec<Entry> {
    let entries = own_pages(*context).map(|page| {
        let alternates = with_alternates.then(|| Alternate::list(context, &page.name, base));
        let location = base.absolute(&page_path(context.tag(), &page.name));
        Entry { location, alternates: alternates.unwrap_or_default() }
    });
    entries.collect()
}

/// The pages that are published in this language itself; an untranslated page is listed in the original's.
fn own_pages(context: PageContext<'_>) -> impl Iterator<Item = &Page> {
    let published = context.published();
    published.filter_map(move |page| context.own(&page.name))
}
