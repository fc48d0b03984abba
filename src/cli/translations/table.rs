//! The table of translations: for people, and for programs.

use super::overview::{Changed, Overview, STATES};
use crate::authoring::change::{Change, Part};

/// As JSON.
pub(super) fn json(overview: &Overview) -> String {
    serde_json::to_string_pretty(overview).expect("texts and numbers have a form in JSON") + "\n"
}

/// Pages × languages, counts, and what has changed; without colours.
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
    let total = STATES.map(|state| format!("{} {state}", overview.all.get(state).unwrap_or(&0)));
    let total = format!("\nin all: {}\n", total.join(", "));
    lines.collect::<String>() + &total + &changed(&overview.changed)
}

/// The header, a row for each page, an empty row, a row for each state.
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
    rows.extend(STATES.iter().map(|state| {
        row(state, &|tag| {
            let count = overview.counts.get(tag).and_then(|counts| counts.get(state));
            count.unwrap_or(&0).to_string()
        })
    }));
    rows
}

fn changed(changed: &[Changed]) -> String {
    if changed.is_empty() {
        return String::new();
    }
    let head =
        "\nwhat has changed in the originals since: [-words that were-] {+words that are+}\n";
    changed.iter().fold(head.to_owned(), |text, changed| text + &original(changed))
}

fn original(changed: &Changed) -> String {
    let Changed { page, languages, translated_from, now, .. } = changed;
    let head = format!(
        "\n{page}, translated into {} from {translated_from}, is now {now}:\n",
        languages.join(", ")
    );
    match &changed.changes {
        Some(texts) => texts.iter().fold(head, |text, change| text + &words(change)),
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
