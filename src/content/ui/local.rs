//! Local facts in the words of the interface. `{place}` in a message stands for the value of that name in
//! `[local]` of the same file, `{center}` and `{hospital}` for the names in `[site]`, and `{emergency}` for the
//! number in `site.toml`. So a fact stands once, and a language may have it in each form that it needs.
//!
//! The facts are filled in before the words are read: what checks and shows them sees whole sentences.

use std::collections::BTreeMap;

use super::check::own_placeholders;
use crate::content::message::{Message, Piece};
use crate::content::site::Facts;
use crate::content::toml::Document;

/// The tables whose values are facts, marks or names, and not sentences.
const NOT_SENTENCES: [&str; 6] = ["site", "local", "quotes", "cities", "languages", "spoken"];

/// Fills the local facts into every sentence of `document`.
pub(super) fn fill(document: &mut Document<'_>, facts: &Facts) {
    let known = known(document, facts);
    document.each_text_mut(&mut |path, text| {
        let table = path.split_once('.').map_or(path, |(table, _)| table);
        if NOT_SENTENCES.contains(&table) || !text.contains('{') {
            return;
        }
        let Ok(message) = Message::parse(text) else { return };
        let own = own_placeholders(path);
        let pieces = message.pieces.into_iter().map(|piece| match piece {
            Piece::Placeholder(name) if !own.contains(&name.as_str()) => {
                known.get(&name).map_or(Piece::Placeholder(name), |fact| Piece::Text(fact.clone()))
            }
            piece => piece,
        });
        *text = Message { pieces: pieces.collect(), untranslated: false }.to_string();
    });
}

/// The facts by their names.
fn known(document: &Document<'_>, facts: &Facts) -> BTreeMap<String, String> {
    let city = facts.address.locality.clone().map(|city| ("place".to_owned(), city));
    let number = facts.emergency.clone().map(|number| ("emergency".to_owned(), number.to_string()));
    let mut known: BTreeMap<_, _> = city.into_iter().chain(number).collect();
    for (table, only) in [("site", Some(["center", "hospital"])), ("local", None)] {
        let table = document.get(table).and_then(|table| table.get_ref().as_table());
        for (key, value) in table.into_iter().flatten() {
            let name: &str = key.get_ref();
            let Some(text) = value.get_ref().as_str().map(str::trim) else { continue };
            if only.is_none_or(|only| only.contains(&name)) {
                // A fact that is empty is reported where it stands, and not in every sentence.
                let text = if text.is_empty() { "…" } else { text };
                known.insert(name.to_owned(), text.to_owned());
            }
        }
    }
    known
}
