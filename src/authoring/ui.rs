//! A `ui.toml` for a new language: the keys of the original's, and its words above each empty value.

use toml_edit::{Array, DocumentMut, Key, Table, Value};

use super::edit::{Unchangeable, comment};

const HEAD: &str = "\
# Every word of the interface. Above each value stand the words of the original. A place in braces,
# such as {time}, is filled in by the site: keep it, and put it where your language wants it.
";

/// Lays out `ui.toml` after `original`.
pub fn interface(original: &str) -> Result<String, Unchangeable> {
    let document: DocumentMut = original.parse().map_err(|_| Unchangeable::Malformed)?;
    Ok(HEAD.to_owned() + &group(document.as_table(), ""))
}

/// The values of `table`, then the tables in it; `path` is its own name with a dot behind it.
fn group(table: &Table, path: &str) -> String {
    let values = table.iter().filter_map(|(key, item)| Some(entry(key, item.as_value()?)));
    let tables = table.iter().filter_map(|(key, item)| {
        let (name, table) = (format!("{path}{}", Key::new(key).display_repr()), item.as_table()?);
        let inside = group(table, &format!("{name}."));
        let has_values = table.iter().any(|(_, item)| item.is_value());
        Some(if has_values { format!("\n[{name}]\n{inside}") } else { inside })
    });
    values.chain(tables).collect()
}

fn entry(key: &str, value: &Value) -> String {
    let key = Key::new(key).display_repr().into_owned();
    match value {
        Value::String(words) => format!("{}{key} = \"\"\n", comment(words.value())),
        Value::Array(items) => format!("{key} = [\n{}]\n", list(items)),
        other => format!("{key} = {}\n", other.to_string().trim()),
    }
}

fn list(items: &Array) -> String {
    let words = items.iter().map(|item| match item {
        Value::String(words) => format!("  {}  \"\",\n", comment(words.value())),
        other => format!("  {},\n", other.to_string().trim()),
    });
    words.collect()
}
