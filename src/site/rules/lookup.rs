//! Lookups that the rules share.

use crate::content::{Content, Language, Page, PageName};

/// Every page of every language, with its file.
pub(super) fn pages(content: &Content) -> impl Iterator<Item = (&Language, &Page, String)> {
    content.by_language.iter().flat_map(|(language, words)| {
        let file = move |page: &Page| format!("{language}/{}.toml", page.name);
        words.pages.values().map(move |page| (language, page, file(page)))
    })
}

/// Every page of the default language.
pub(super) fn originals(content: &Content) -> impl Iterator<Item = &Page> {
    let default = content.by_language.get(&content.facts.default_language);
    default.into_iter().flat_map(|words| words.pages.values())
}

/// The page `name` in the default language.
pub(super) fn original<'a>(content: &'a Content, name: &PageName) -> Option<&'a Page> {
    content.by_language.get(&content.facts.default_language)?.pages.get(name)
}
