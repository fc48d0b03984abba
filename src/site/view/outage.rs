//! The page that a proxy sends when no server answers: in every language at once, because a proxy chooses none.

use askama::Template;

use super::card::{ContactDetails, Phone};
use super::context::PageContext;
use crate::content::Language;
use crate::site::markup::Markup;

/// The page; it refers to no other file.
#[derive(Template)]
#[template(path = "outage.html")]
pub struct OutageView<'a> {
    language: &'a Language,
    dir: &'static str,
    center: String,
    hospital: String,
    words: Vec<OutageWords<'a>>,
}

/// What happened, and whom to call, in one language.
struct OutageWords<'a> {
    language: &'a Language,
    dir: &'static str,
    title: Markup,
    text: Markup,
    phones: Vec<Phone>,
    emergency: Option<Markup>,
}

impl<'a> OutageView<'a> {
    /// In the languages of `context`, which is that of the default language.
    pub fn new(context: &PageContext<'a>) -> Self {
        let (center, hospital) = context.names();
        Self {
            language: context.tag(),
            dir: context.language.direction.as_str(),
            center,
            hospital,
            words: context.languages().map(|own| OutageWords::new(&own)).collect(),
        }
    }
}

impl<'a> OutageWords<'a> {
    fn new(context: &PageContext<'a>) -> Self {
        let ui = context.ui();
        // A fax number helps nobody now.
        let phones = ContactDetails::new(context).phones.into_iter().take(1);
        let emergency = Some(&ui.card.emergency_short).filter(|words| words.is_complete());
        Self {
            language: context.tag(),
            dir: context.language.direction.as_str(),
            title: context.label(&ui.errors.internal_title),
            text: context.label(&ui.errors.internal),
            phones: phones.collect(),
            emergency: emergency.map(|words| context.label(words)),
        }
    }
}
