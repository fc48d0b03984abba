//! The notices of `site.toml` on a page.

use super::context::{LangAttributes, PageContext};
use crate::content::PageName;
use crate::site::markup::Markup;

/// A notice in one language.
#[derive(Debug, Clone)]
pub struct NoticeView<'a> {
    /// Its words.
    pub text: Markup,
    /// Whether it comes right after the first sentence of a page.
    pub is_urgent: bool,
    /// Their language: that of the page, or the default one.
    pub at: LangAttributes<'a>,
}

impl<'a> NoticeView<'a> {
    /// What `site.toml` has to say on the day of these `contexts`, each in the languages of them, on a page of
    /// `around`. `is_meant` says whether a notice for a page, or for all pages, belongs there.
    pub fn list(
        contexts: &[PageContext<'a>],
        around: &PageContext<'a>,
        is_meant: impl Fn(Option<&PageName>) -> bool,
    ) -> Vec<Self> {
        let facts = around.facts();
        let Some(schedule) = &facts.schedule else { return Vec::new() };
        let today = schedule.date(around.moment);
        let shown = facts.notices.iter();
        let shown = shown.filter(|one| one.is_shown(today) && is_meant(one.page.as_ref()));
        let mut views: Vec<Self> = Vec::new();
        for notice in shown {
            let first = views.len();
            for reader in contexts {
                let original = || Some(reader.original_context()?.with_links_of(reader));
                let own = notice.words.contains_key(reader.tag()).then_some(*reader);
                let Some(context) = own.or_else(original) else { continue };
                let Some(words) = notice.words.get(context.tag()) else { continue };
                let at = LangAttributes::new(&context, around);
                // Two languages without words of their own have the same ones.
                if views.iter().skip(first).all(|other| other.at.tag != at.tag) {
                    let text = context.renderer().text(words);
                    views.push(Self { text, is_urgent: notice.urgent, at });
                }
            }
        }
        views
    }
}
