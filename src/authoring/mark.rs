//! `[translation]` of a page: what it was made from, and who has reviewed it.

use jiff::civil::Date;
use toml_edit::{Item, TableLike, Value, value};

use super::edit::{Unchangeable, change};
use crate::content::Fingerprint;

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
            set(table, "reviewed-on", Value::from(date(on)));
        }
        set(table, "of", of.as_str().into());
        Ok(())
    })
}

/// Sets `key`, and keeps the comment beside it.
fn set(table: &mut dyn TableLike, key: &str, mut new: Value) {
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

fn date(date: Date) -> toml_edit::Datetime {
    let part = |number: i8| u8::try_from(number).unwrap_or_default();
    toml_edit::Date {
        year: u16::try_from(date.year()).unwrap_or_default(),
        month: part(date.month()),
        day: part(date.day()),
    }
    .into()
}
