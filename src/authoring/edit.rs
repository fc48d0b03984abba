//! Edits of files that there are: `[translation]` of a page, and a new language in the files that all
//! languages share.

use jiff::civil::Date;
use toml_edit::{Array, Datetime, DocumentMut, Item, Table, TableLike, Value, value};

use crate::content::{Fingerprint, Language};

/// The character with which some editors begin a file.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What keeps a file from being changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unchangeable {
    /// It is not TOML.
    Malformed,
    /// The table that the change belongs into is not there, or is written in another form.
    Missing(&'static str),
}

/// Changes the TOML of `text` with `change`; every other byte stays as it is.
fn change(
    text: &str,
    change: impl FnOnce(&mut DocumentMut) -> Result<(), Unchangeable>,
) -> Result<String, Unchangeable> {
    let mut document: DocumentMut = text.parse().map_err(|_| Unchangeable::Malformed)?;
    let before = document.to_string();
    change(&mut document)?;
    let after = document.to_string();
    if before == after {
        return Ok(text.to_owned());
    }
    let mark = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK } else { "" };
    let after = after.trim_start_matches(BYTE_ORDER_MARK).replace("\r\n", "\n");
    let after = if text.contains("\r\n") { after.replace('\n', "\r\n") } else { after };
    Ok(mark.to_owned() + &after)
}

/// Records in the page `text` that it translates the words `of`; and, where `reviewed` is given, who
/// has reviewed it and when. What already says so is left alone to the byte.
pub fn mark(
    text: &str,
    of: &Fingerprint,
    reviewed: Option<(&str, Date)>,
) -> Result<String, Unchangeable> {
    change(text, |document| {
        let table = document.get_mut("translation").and_then(Item::as_table_like_mut);
        let table = table.ok_or(Unchangeable::Missing("[translation]"))?;
        if let Some((by, on)) = reviewed {
            set(table, "state", "reviewed".into());
            set(table, "reviewed-by", by.into());
            let on: Datetime = on.to_string().parse().expect("TOML writes a date as jiff does");
            set(table, "reviewed-on", on.into());
        }
        set(table, "of", of.as_str().into());
        Ok(())
    })
}

/// Sets `key`, and keeps the comment beside it.
pub(super) fn set(table: &mut dyn TableLike, key: &str, mut new: Value) {
    let Some(old) = table.get_mut(key).and_then(Item::as_value_mut) else {
        table.insert(key, value(new));
        return;
    };
    let same = match (&*old, &new) {
        (Value::String(old), Value::String(new)) => old.value() == new.value(),
        (Value::Datetime(old), Value::Datetime(new)) => old.value() == new.value(),
        _ => false,
    };
    if !same {
        *new.decor_mut() = old.decor().clone();
        *old = new;
    }
}

/// Adds the table of `language` to `site.toml`, after those of the others, not yet published. Its name and
/// the cities of its readers are left to the editor.
pub fn add_language(text: &str, language: &Language) -> Result<String, Unchangeable> {
    change(text, |document| {
        let tables = document.get_mut("language").and_then(Item::as_array_of_tables_mut);
        let tables = tables.ok_or(Unchangeable::Missing("[[language]]"))?;
        let mut table = Table::new();
        table.insert("tag", value(language.as_str()));
        table.insert("published", value(false));
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
