//! The table of translations as people read it, and as programs do.

use super::overview::{Changed, Counts, Overview};
use crate::authoring::change::{Change, Part};

/// As JSON.
pub(super) fn json(overview: &Overview) -> String {
    serde_json::to_string_pretty(overview).expect("texts and numbers have a form in JSON") + "\n"
}

/// Pages × languages, counts, and what has changed: readable without colour.
pub(super) fn text(overview: &Overview) -> String {
    let rows = rows(overview);
    let widths: Vec<usize> = (0..=overview.languages.len())
        .map(|column| rows.iter().filter_map(|row| row.get(column)).map(String::len).max())
        .map(Option::unwrap_or_default)
        .collect();
    let lines = rows.iter().map(|row| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}  "));
        cells.collect::<String>().trim_end().to_owned() + "\n"
    });
    lines.collect::<String>() + "\n" + &total(overview.all) + &changed(&overview.changed)
}

/// The head, a row for each page, an empty one, a row for each count.
fn rows(overview: &Overview) -> Vec<Vec<String>> {
    let languages = &overview.languages;
    let row = |name: &str, cell: &dyn Fn(&String) -> String| {
        std::iter::once(name.to_owned()).chain(languages.iter().map(cell)).collect()
    };
    let mut rows = vec![row("", &String::clone)];
    rows.extend(overview.pages.iter().map(|(page, states)| {
        row(page, &|tag| states.get(tag).copied().unwrap_or_default().to_owned())
    }));
    rows.push(Vec::new());
    rows.extend(COUNTS.iter().map(|(name, count)| {
        row(name, &|tag| overview.counts.get(tag).map_or(0, count).to_string())
    }));
    rows
}

type Count = fn(&Counts) -> usize;

const COUNTS: [(&str, Count); 4] = [
    ("reviewed", |counts| counts.reviewed),
    ("draft", |counts| counts.draft),
    ("stale", |counts| counts.stale),
    ("missing", |counts| counts.missing),
];

fn total(all: Counts) -> String {
    let counts = COUNTS.iter().map(|(name, count)| format!("{} {name}", count(&all)));
    format!("in all: {}\n", counts.collect::<Vec<_>>().join(", "))
}

fn changed(changed: &[Changed]) -> String {
    if changed.is_empty() {
        return String::new();
    }
    let head =
        "\nwhat has changed in the originals since: [-words that were-] {+words that are+}\n";
    changed.iter().fold(head.to_owned(), |said, changed| said + &original(changed))
}

fn original(changed: &Changed) -> String {
    let Changed { page, languages, translated_from, now, .. } = changed;
    let head = format!(
        "\n{page}, translated into {} from {translated_from}, is now {now}:\n",
        languages.join(", ")
    );
    match &changed.changes {
        Some(texts) => texts.iter().fold(head, |said, text| said + &words(text)),
        None => head + "\n  the words that it was translated from are not kept\n",
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
