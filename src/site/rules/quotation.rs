//! The rule about quotation marks.

use crate::content::lint::QUOTATION_MARKS;
use crate::content::{Content, Reference, ReferenceKind, Ui};
use crate::diagnostics::Diagnostic;

/// Quotation marks are those of the text's language, as `[quotes]` of its `ui.toml` has them; where those
/// have a no-break space inside, so has every quotation.
pub(super) fn marks(content: &Content) -> Vec<Diagnostic> {
    let faults = content.references.iter().filter_map(|reference| {
        let ReferenceKind::QuotationMarks(words) = &reference.kind else { return None };
        let tag = reference.file.split_once('/').map_or("", |(tag, _)| tag);
        let (_, own) = content.by_language.iter().find(|(language, _)| language.as_str() == tag)?;
        foreign_mark(reference, tag, &own.ui, words)
            .or_else(|| missing_space(reference, &own.ui, words))
    });
    faults.collect()
}

fn foreign_mark(reference: &Reference, tag: &str, ui: &Ui, words: &str) -> Option<Diagnostic> {
    let (open, close) = &ui.quotes;
    if open.is_empty() || close.is_empty() {
        return None;
    }
    let marks = [open, close, &ui.inner_quotes.0, &ui.inner_quotes.1];
    let own = |mark: char| marks.iter().any(|known| known.contains(mark));
    let foreign = words.chars().find(|c| QUOTATION_MARKS.contains(c) && !own(*c))?;
    // In the file, a straight mark is written with a backslash.
    let written = if foreign == '"' { "\\\"".to_owned() } else { foreign.to_string() };
    let place = reference.place.clone().narrowed(&written);
    let message = format!("`{foreign}` is not a quotation mark of `{tag}`");
    let inner = match &ui.inner_quotes {
        (open, close) if open.is_empty() || close.is_empty() => String::new(),
        (open, close) => format!(", inside another quotation {open}…{close}"),
    };
    let help = format!("write {open}…{close}{inner}, as `[quotes]` in `{tag}/ui.toml` says");
    Some(Diagnostic::error(&reference.file, message).at(&place).help(help))
}

fn missing_space(reference: &Reference, ui: &Ui, words: &str) -> Option<Diagnostic> {
    let (open, close) = &ui.quotes;
    let (opening, closing) = (open.trim_end(), close.trim_start());
    let spaced = |c: Option<char>| matches!(c, Some('\u{a0}' | '\u{202f}'));
    let after = |(at, mark): (usize, &str)| words.get(at + mark.len()..)?.chars().next();
    let before = |(at, _): (usize, &str)| words.get(..at)?.chars().next_back();
    let opens = || words.match_indices(opening).find(|found| !spaced(after(*found)));
    let closes = || words.match_indices(closing).find(|found| !spaced(before(*found)));
    let found = (opening != open).then(opens).flatten();
    let (_, mark) = found.or_else(|| (closing != close).then(closes).flatten())?;
    let place = reference.place.clone().narrowed(mark);
    let message = format!("`{mark}` has no no-break space inside");
    let help = format!("write {open}…{close} with U+00A0, which keeps the mark at its word");
    Some(Diagnostic::error(&reference.file, message).at(&place).help(help))
}
