//! How a file is changed, and what keeps it from being changed.

use toml_edit::DocumentMut;

/// What keeps a file from being changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unchangeable {
    /// It is not TOML.
    Malformed,
    /// The table that the change belongs into is not there, or is written in another form.
    Missing(&'static str),
}

/// Changes the TOML of `text` with `change`; every other byte stays as it is.
pub(super) fn change(
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

/// What some editors write before the first character.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// `words` as a TOML comment, one `#` line per line; empty for no words.
pub(super) fn comment(words: &str) -> String {
    words
        .trim()
        .lines()
        .map(|line| format!("# {}", line.trim()).trim_end().to_owned() + "\n")
        .collect()
}
