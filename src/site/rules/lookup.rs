//! What the rules share: lookups, and an error at its place.

use crate::content::{Content, Language, LanguageContent, Page, PageName};
use crate::diagnostics::{Diagnostic, Place};

/// Every page of every language, with its file.
pub(super) fn pages(content: &Content) -> impl Iterator<Item = (&Language, &Page, String)> {
    content.by_language.iter().flat_map(|(language, words)| {
        let file = move |page: &Page| format!("{language}/{}.toml", page.name);
        words.pages.values().map(move |page| (language, page, file(page)))
    })
}

/// Every page of the languages other than the default one, with its file.
pub(super) fn translated(content: &Content) -> impl Iterator<Item = (&Page, String)> {
    let translated = pages(content).filter(|(tag, ..)| **tag != content.facts.default_language);
    translated.map(|(_, page, file)| (page, file))
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

/// The language in whose directory `file` is, and what is written in it.
pub(super) fn language_of<'a>(
    content: &'a Content,
    file: &str,
) -> Option<(&'a Language, &'a LanguageContent)> {
    let (tag, _) = file.split_once('/')?;
    content.by_language.iter().find(|(language, _)| language.as_str() == tag)
}

/// An error at `place` in `file`, with what to do about it.
pub(super) fn error(
    file: &str,
    place: &Place,
    message: impl Into<String>,
    help: impl Into<String>,
) -> Diagnostic {
    Diagnostic::error(file, message).at(place).help(help)
}
