//! Every published page in every language: the state of its translation, and what has changed in its
//! original since; as a table for people, and for programs.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use crate::authoring::change::{Change, Part, changes};
use crate::content::originals::Version;
use crate::content::{Content, Page};
use crate::site::view::PageContext;
use crate::site::view::translation::TranslationState;

/// The states of a translation, from the best to the worst.
const STATES: [&str; 4] = ["reviewed", "draft", "stale", "missing"];

/// The number of translations in each of [`STATES`].
type Counts = BTreeMap<&'static str, usize>;

/// The changes of an original since some languages translated it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Changed {
    page: String,
    languages: Vec<String>,
    /// The fingerprint of the words that they translated.
    translated_from: String,
    /// The fingerprint of today's words.
    now: String,
    /// `None` if no copy of the words that they translated is kept.
    changes: Option<Vec<Change>>,
}

/// The whole table.
#[derive(Debug, Serialize)]
pub(super) struct Overview {
    /// The languages in the order of `site.toml`, without the default one.
    languages: Vec<String>,
    /// Those of them that are not served yet.
    unpublished: Vec<String>,
    /// The state by page and language.
    pages: BTreeMap<String, BTreeMap<String, &'static str>>,
    /// The counts by language.
    counts: BTreeMap<String, Counts>,
    /// The counts of all languages together.
    all: Counts,
    /// The changes that the stale translations lack.
    changed: Vec<Changed>,
}

impl Overview {
    /// The overview of `content`.
    pub(super) fn of(content: &Content) -> Self {
        let default = &content.facts.default_language;
        let languages = content.facts.languages.iter().filter(|l| l.language != *default);
        let contexts: Vec<PageContext<'_>> =
            languages.filter_map(|l| PageContext::new(content, l, Timestamp::UNIX_EPOCH)).collect();
        let unpublished = contexts.iter().filter(|context| !context.language.published);
        let unpublished = unpublished.map(|context| context.tag().to_string()).collect();
        let originals = content.by_language.get(default).into_iter().flat_map(|w| w.pages.values());
        let originals: Vec<_> = originals.filter(|page| page.published).collect();
        let languages: Vec<_> = contexts.iter().map(|context| context.tag().to_string()).collect();
        let states = |page: &Page| -> BTreeMap<_, _> {
            let states = contexts.iter().map(|context| name(TranslationState::of(context, page)));
            languages.iter().cloned().zip(states).collect()
        };
        let pages: BTreeMap<_, _> =
            originals.iter().map(|page| (page.name.to_string(), states(page))).collect();
        let in_language = |tag: &String| count(pages.values().filter_map(|page| page.get(tag)));
        Self {
            counts: languages.iter().map(|tag| (tag.clone(), in_language(tag))).collect(),
            all: count(pages.values().flat_map(BTreeMap::values)),
            changed: originals.iter().flat_map(|page| changed(content, &contexts, page)).collect(),
            languages,
            unpublished,
            pages,
        }
    }

    /// Pages × languages, counts, and what has changed; without colours.
    pub(super) fn text(&self) -> String {
        let rows = self.rows();
        let widths: Vec<usize> = (0..=self.languages.len())
            .map(|column| rows.iter().filter_map(|row| row.get(column)).map(String::len).max())
            .map(Option::unwrap_or_default)
            .collect();
        let lines = rows.iter().map(|row| {
            let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}  "));
            cells.collect::<String>().trim_end().to_owned() + "\n"
        });
        let total = STATES.map(|state| format!("{} {state}", self.all.get(state).unwrap_or(&0)));
        let mut text = lines.collect::<String>() + &format!("\nin all: {}\n", total.join(", "));
        if !self.unpublished.is_empty() {
            text = text + "* not published: " + &self.unpublished.join(", ") + "\n";
        }
        if !self.changed.is_empty() {
            text += "\nwhat has changed in the originals since: [-words that were-] {+words that are+}\n";
        }
        text + &self.changed.iter().map(Changed::text).collect::<String>()
    }

    /// The header, a row for each page, an empty row, a row for each state.
    fn rows(&self) -> Vec<Vec<String>> {
        let row = |name: &str, cell: &dyn Fn(&String) -> String| {
            std::iter::once(name.to_owned()).chain(self.languages.iter().map(cell)).collect()
        };
        let mut rows = vec![row("", &|tag| {
            let mark = if self.unpublished.contains(tag) { "*" } else { "" };
            format!("{tag}{mark}")
        })];
        rows.extend(self.pages.iter().map(|(page, states)| {
            row(page, &|tag| states.get(tag).copied().unwrap_or_default().to_owned())
        }));
        rows.push(Vec::new());
        rows.extend(STATES.iter().map(|state| {
            row(state, &|tag| {
                let count = self.counts.get(tag).and_then(|counts| counts.get(state));
                count.unwrap_or(&0).to_string()
            })
        }));
        rows
    }
}

fn count<'a>(states: impl Iterator<Item = &'a &'static str>) -> Counts {
    let mut counts = Counts::from(STATES.map(|state| (state, 0)));
    for state in states {
        *counts.entry(state).or_default() += 1;
    }
    counts
}

/// The changes of `original` since each version that a stale translation was made from.
fn changed(content: &Content, contexts: &[PageContext<'_>], original: &Page) -> Vec<Changed> {
    let mut outdated: BTreeMap<Version, Vec<String>> = BTreeMap::new();
    let is_stale = |context: &&PageContext<'_>| context.is_outdated(&original.name);
    for context in contexts.iter().filter(is_stale) {
        let translation = context.own(&original.name).and_then(|own| own.translation.as_ref());
        if let Some(of) = translation.and_then(|translation| translation.of.clone()) {
            let languages = outdated.entry((original.name.clone(), of)).or_default();
            languages.push(context.tag().to_string());
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
    changed.collect()
}

impl Changed {
    fn text(&self) -> String {
        let Self { page, languages, translated_from, now, .. } = self;
        let head = format!(
            "\n{page}, translated into {} from {translated_from}, is now {now}:\n",
            languages.join(", ")
        );
        match &self.changes {
            Some(texts) => texts.iter().fold(head, |text, change| text + &words(change)),
            None => head + "\n  the words that it was translated from are not kept\n",
        }
    }
}

fn words(change: &Change) -> String {
    let parts = change.parts.iter().map(|part| match part {
        Part::Kept(words) => words.clone(),
        Part::Removed(words) => format!("[-{words}-]"),
        Part::Added(words) => format!("{{+{words}+}}"),
    });
    format!("\n  {}\n", parts.collect::<String>())
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
