//! The languages of the site, each with the state of its translation.

use super::PageContext;
use crate::content::Page;
use crate::site::address::page_path;
use crate::site::markup::Markup;

/// A language with the state of its translation of this page.
#[derive(Debug, Clone)]
pub struct LanguageRow {
    /// Its tag.
    pub tag: String,
    /// Its direction.
    pub dir: &'static str,
    /// Its name in itself.
    pub own_name: String,
    /// Its name in the language of the page.
    pub name: Markup,
    /// This page in it.
    pub href: String,
    /// How far it has come.
    pub state: Markup,
    /// This page with that language beside it, where the two differ.
    pub beside: Option<(String, Markup)>,
}

impl PageContext<'_> {
    /// Every language with the state of `page` in it.
    pub(super) fn languages(&self, page: &Page) -> Vec<LanguageRow> {
        let languages = self.contexts().map(|context| {
            let tag = context.tag().as_str();
            let name = self.ui().languages.get(tag).map_or(tag, String::as_str);
            let differs = self.differs_from(&context, &page.name);
            LanguageRow {
                tag: tag.to_owned(),
                dir: context.language.direction.as_str(),
                own_name: context.language.name.clone(),
                name: self.format.set.words(name),
                href: page_path(context.tag(), &page.name),
                state: self.format.set.label(context.whole_state().label(&self.ui().translation)),
                beside: differs
                    .then(|| (self.path_beside(&context, &page.name), self.pair(&context))),
            }
        });
        languages.collect()
    }
}
