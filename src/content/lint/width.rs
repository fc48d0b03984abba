//! The narrow places of a page, on a phone 360 pixels wide, and the words that must fit into them.
//!
//! Words are measured in columns, as a terminal does (UAX #11): most letters are one wide, a
//! full-width character is two. At 15 pixels a column is seven and a half (Greek, Han) to eight
//! and a half (Cyrillic); a limit is the width of its place by that measure, and the longest good word
//! of twelve languages stays within it.

use unicode_width::UnicodeWidthStr;

/// A narrow place, and how many columns wide it is.
#[derive(Debug, Clone, Copy)]
pub struct WidthLimit {
    /// As many columns as fit.
    pub columns: usize,
    /// Which place it is, as an author sees it.
    pub place: &'static str,
}

impl WidthLimit {
    /// What is wrong with words that are too long for this place, and what to do about it.
    pub fn fault(self, words: &str) -> Option<(String, String)> {
        let Self { columns, place } = self;
        let long = width(words);
        (long > columns).then(|| {
            let message =
                format!("{long} letters wide, where a phone has room for {columns}: {place}");
            let help = "use shorter words; a character as wide as two letters counts twice";
            (message, help.to_owned())
        })
    }
}

/// How many columns `text` is wide; `{places}` do not count.
pub fn width(text: &str) -> usize {
    let pieces = text.split('{').enumerate().map(|(index, piece)| match piece.split_once('}') {
        Some((_, words)) if index > 0 => words,
        _ => piece,
    });
    pieces.map(UnicodeWidthStr::width).sum()
}
