//! The languages of the site, each with the state of its translation.

use super::Voice;
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
}

impl Voice<'_> {
    /// Every language with the state of `page` in it.
    pub(super) fn languages(&self, page: &Page) -> Vec<LanguageRow> {
        let languages = self.facts().languages.iter().filter_map(|language| {
            let voice = Self::new(self.content, language, self.moment)?;
            let tag = language.language.as_str();
            let name = self.ui().languages.get(tag).map_or(tag, String::as_str);
            Some(LanguageRow {
                tag: tag.to_owned(),
                dir: language.direction.as_str(),
                own_name: language.name.clone(),
                name: self.speech.set.words(name),
                href: page_path(&language.language, &page.name),
                state: self.speech.set.label(voice.whole_state().label(&self.ui().translation)),
            })
        });
        languages.collect()
    }
}
