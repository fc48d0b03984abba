//! Every published page in every language: the state of its translation, and what has changed in its
//! original since.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use crate::authoring::change::{Change, changes};
use crate::content::originals::Version;
use crate::content::{Content, Page};
use crate::site::view::PageContext;
use crate::site::view::translation::TranslationState;

/// The states of a translation, from the best to the worst.
pub(super) const STATES: [&str; 4] = ["reviewed", "draft", "stale", "missing"];

/// The number of translations in each of [`STATES`].
pub(super) type Counts = BTreeMap<&'static str, usize>;

/// The changes of an original since some languages translated it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Changed {
    pub(super) page: String,
    pub(super) languages: Vec<String>,
    /// The fingerprint of the words that they translated.
    pub(super) translated_from: String,
    /// The fingerprint of today's words.
    pub(super) now: String,
    /// `None` if no copy of the words that they translated is kept.
    pub(super) changes: Option<Vec<Change>>,
}

/// The whole table.
#[derive(Debug, Serialize)]
pub(super) struct Overview {
    /// The languages in the order of `site.toml`, without the default one.
    pub(super) languages: Vec<String>,
    /// The state by page and language.
    pub(super) pages: BTreeMap<String, BTreeMap<String, &'static str>>,
    /// The counts by language.
    pub(super) counts: BTreeMap<String, Counts>,
    /// The counts of all languages together.
    pub(super) all: Counts,
    /// The changes that the stale translations lack.
    pub(super) changed: Vec<Changed>,
}

impl Overview {
    /// The overview of `content`.
    pub(super) fn of(content: &Content) -> Self {
        let default = &content.facts.default_language;
        let languages = content.facts.languages.iter().filter(|l| l.language != *default);
        let contexts: Vec<PageContext<'_>> =
            languages.filter_map(|l| PageContext::new(content, l, Timestamp::UNIX_EPOCH)).collect();
        let mut overview = Self {
            languages: contexts.iter().map(|context| context.tag().to_string()).collect(),
            pages: BTreeMap::new(),
            counts: BTreeMap::new(),
            all: STATES.map(|state| (state, 0)).into(),
            changed: Vec::new(),
        };
        let originals = content.by_language.get(default).into_iter().flat_map(|w| w.pages.values());
        for original in originals.filter(|page| page.published) {
            overview.add(content, &contexts, original);
        }
        overview
    }

    fn add(&mut self, content: &Content, contexts: &[PageContext<'_>], original: &Page) {
        let mut outdated: BTreeMap<Version, Vec<String>> = BTreeMap::new();
        for context in contexts {
            let (tag, state) = (context.tag().to_string(), TranslationState::of(context, original));
            let none = || STATES.map(|state| (state, 0)).into();
            let counts = self.counts.entry(tag.clone()).or_insert_with(none);
            for counts in [counts, &mut self.all] {
                *counts.entry(name(state)).or_default() += 1;
            }
            let states = self.pages.entry(original.name.to_string()).or_default();
            states.insert(tag.clone(), name(state));
            let translation = context.own(&original.name).and_then(|own| own.translation.as_ref());
            if let (TranslationState::Stale, Some(of)) =
                (state, translation.and_then(|t| t.of.clone()))
            {
                outdated.entry((original.name.clone(), of)).or_default().push(tag);
            }
        }
        let changed = outdated.into_iter().map(|(version, languages)| Changed {
            page: original.name.to_string(),
            languages,
            now: original.fingerprint().to_string(),
            changes: content
                .originals
                .get(&version)
                .map(|words| changes(words, &original.visible_words())),
            translated_from: version.1.to_string(),
        });
        self.changed.extend(changed);
    }
}

fn name(state: TranslationState) -> &'static str {
    match state {
        TranslationState::Original => "original",
        TranslationState::Reviewed => "reviewed",
        TranslationState::Draft => "draft",
        TranslationState::Stale => "stale",
        TranslationState::Missing => "missing",
    }
}
