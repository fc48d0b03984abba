//! Every published page in every language: how far its translation has come, and what has changed in
//! its original since.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use crate::authoring::change::{Change, changes};
use crate::content::originals::Version;
use crate::content::{Content, Page};
use crate::site::view::PageContext;
use crate::site::view::state::State;

/// How many translations have come how far.
#[derive(Debug, Default, Clone, Copy, Serialize)]
pub(super) struct Counts {
    pub(super) reviewed: usize,
    pub(super) draft: usize,
    pub(super) stale: usize,
    pub(super) missing: usize,
}

/// What has changed in an original since some languages translated it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Changed {
    pub(super) page: String,
    pub(super) languages: Vec<String>,
    /// The fingerprint of the words that they translated.
    pub(super) translated_from: String,
    /// The fingerprint of today's words.
    pub(super) now: String,
    /// `None` where the words that they translated are not kept.
    pub(super) changes: Option<Vec<Change>>,
}

/// The whole table.
#[derive(Debug, Serialize)]
pub(super) struct Overview {
    /// The languages in the order of `site.toml`, but for the default one.
    pub(super) languages: Vec<String>,
    /// By page and language.
    pub(super) pages: BTreeMap<String, BTreeMap<String, &'static str>>,
    /// By language.
    pub(super) counts: BTreeMap<String, Counts>,
    /// Of all languages.
    pub(super) all: Counts,
    /// What the stale translations do not say yet.
    pub(super) changed: Vec<Changed>,
}

impl Overview {
    pub(super) fn of(content: &Content) -> Self {
        let default = &content.facts.default_language;
        let languages = content.facts.languages.iter().filter(|l| l.language != *default);
        let contexts: Vec<PageContext<'_>> =
            languages.filter_map(|l| PageContext::new(content, l, Timestamp::UNIX_EPOCH)).collect();
        let mut overview = Self {
            languages: contexts.iter().map(|context| context.tag().to_string()).collect(),
            pages: BTreeMap::new(),
            counts: BTreeMap::new(),
            all: Counts::default(),
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
            let (tag, state) = (context.tag().to_string(), context.state(original));
            self.all.add(state);
            self.counts.entry(tag.clone()).or_default().add(state);
            let states = self.pages.entry(original.name.to_string()).or_default();
            states.insert(tag.clone(), name(state));
            let translation = context.own(&original.name).and_then(|own| own.translation.as_ref());
            if let (State::Stale, Some(of)) = (state, translation.and_then(|t| t.of.clone())) {
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

impl Counts {
    fn add(&mut self, state: State) {
        match state {
            State::Original => {}
            State::Reviewed => self.reviewed += 1,
            State::Draft => self.draft += 1,
            State::Stale => self.stale += 1,
            State::Missing => self.missing += 1,
        }
    }
}

fn name(state: State) -> &'static str {
    match state {
        State::Original => "original",
        State::Reviewed => "reviewed",
        State::Draft => "draft",
        State::Stale => "stale",
        State::Missing => "missing",
    }
}
