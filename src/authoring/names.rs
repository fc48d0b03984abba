//! A new language in the files that all languages share: `[[language]]` of `site.toml`, and
//! `[languages]` of every `ui.toml`.

use toml_edit::{Array, Item, Table, value};

use super::edit::{Unchangeable, change};
use crate::content::Language;

/// Adds the table of `language` to `site.toml`, after those of the others. Its name and the cities of
/// its readers are left to the editor.
pub fn add_language(text: &str, language: &Language) -> Result<String, Unchangeable> {
    change(text, |document| {
        let tables = document.get_mut("language").and_then(Item::as_array_of_tables_mut);
        let tables = tables.ok_or(Unchangeable::Missing("[[language]]"))?;
        let mut table = Table::new();
        table.insert("tag", value(language.as_str()));
        table.insert("name", value(""));
        table.insert("dir", value(language.direction().as_str()));
        table.insert("locale", value(language.locale()));
        table.insert("cities", value(Array::new()));
        tables.push(table);
        Ok(())
    })
}

/// Adds `language` to `[languages]` of a `ui.toml`, without its name; a name that is there stays.
pub fn name_language(text: &str, language: &Language) -> Result<String, Unchangeable> {
    change(text, |document| {
        let table = document.get_mut("languages").and_then(Item::as_table_like_mut);
        let table = table.ok_or(Unchangeable::Missing("[languages]"))?;
        if !table.contains_key(language.as_str()) {
            table.insert(language.as_str(), value(""));
        }
        Ok(())
    })
}
