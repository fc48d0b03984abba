//! What to write instead of a value that is wrong, or where one is missing.

use std::ops::Range;

use toml::de::DeValue;

use super::forms;
use super::wanted::{Wanted, as_text};
use crate::content::reading::{header, place};

/// The help for a text that is none.
pub(super) const QUOTES: &str = "write the words between double quotes";
/// The longest value that is repeated, in characters.
pub(super) const LONGEST: usize = 50;
/// The most keys of a table that are named.
const MOST_FIELDS: usize = 4;

/// What to write instead of `value`.
pub(super) fn corrected(
    key: &str,
    span: &Range<usize>,
    value: &DeValue<'_>,
    wanted: Wanted,
) -> String {
    let line = place(span).text;
    let header = line.trim().trim_matches(['[', ']']);
    let text = value.as_str();
    match (wanted, text) {
        (Wanted::Date, Some(text)) => match forms::date(text) {
            Some(date) => format!("write `{key} = {date}`, without quotes"),
            None => Wanted::Date.example(key),
        },
        (Wanted::Switch, Some(text)) => match forms::switch(text) {
            Some(switch) => format!("write `{key} = {switch}`, without quotes"),
            None => Wanted::Switch.example(key),
        },
        (Wanted::Number, Some(text)) => match text.trim().replace(',', ".").parse::<f64>() {
            Ok(number) => format!("write `{key} = {number}`, without quotes"),
            Err(_) => Wanted::Number.example(key),
        },
        (Wanted::List, Some(text)) if text.trim().is_empty() => format!("write `{key} = []`"),
        (Wanted::List, Some(text)) if text.chars().count() <= LONGEST => {
            let text = forms::time_span(text).unwrap_or_else(|| text.to_owned());
            format!("put brackets around it: `{key} = [\"{text}\"]`")
        }
        (Wanted::List, None) if line.starts_with('[') && !line.starts_with("[[") => {
            format!("write `[[{header}]]`, with two brackets")
        }
        (Wanted::Table(_), None) if line.starts_with("[[") => {
            format!("write `[{header}]`, with one bracket")
        }
        (Wanted::Table(fields), _) => format!("write {}", table(key, span, true, fields)),
        (Wanted::Text, None) => match as_text(value) {
            Some(text) => format!("put straight quotes \" around it: `{key} = \"{text}\"`"),
            None => QUOTES.to_owned(),
        },
        (wanted, _) => wanted.example(key),
    }
}

/// What to add where nothing is written.
pub(super) fn addition(key: &str, span: &Range<usize>, wanted: Wanted) -> String {
    match wanted {
        Wanted::Table(fields) => format!("add {}", table(key, span, false, fields)),
        // Below the first table, a key would be one of that table.
        _ if *span == (0..0) => {
            format!("add `{}` above the first `[`", wanted.form(key))
        }
        _ => format!("add `{}`", wanted.form(key)),
    }
}

/// How this is written as a table with these `fields`: `[phones.mobile]`, and below it `label = …`.
fn table(key: &str, span: &Range<usize>, is_written: bool, fields: &[&str]) -> String {
    let some: Vec<_> = fields.iter().take(MOST_FIELDS).map(|key| format!("`{key} = …`")).collect();
    let more = if fields.len() > MOST_FIELDS { " and the other keys" } else { "" };
    let below = if some.is_empty() {
        String::new()
    } else {
        format!(", and below it {}{more}", some.join(", "))
    };
    let line = place(span).text;
    // Inside an inline table there is no header.
    let is_own_line = if is_written {
        line.trim_start().trim_start_matches('"').starts_with(key)
    } else {
        *span == (0..0) || line.trim_start().starts_with('[')
    };
    let header = if *span == (0..0) { None } else { header(span) };
    let path = header.map_or_else(String::new, |header| header + ".") + key;
    let path = is_own_line.then_some(path);
    match path {
        Some(path) => format!("a table `[{path}]`{below}"),
        None => format!("`{key} = {{ … }}`"),
    }
}
