//! Where a fact comes from, and how old the words are that it was read in.

use super::super::reader::{Located, Reader};

/// The years of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Years {
    /// From one to another: `2019-2023`.
    Between(i16, i16),
    /// Before one: `before 2007`.
    Before(i16),
    /// In a decade: `2020s`.
    Decade(i16),
}

/// A page that a fact was read in.
#[derive(Debug, Clone)]
pub struct SourceOfFact {
    /// Its address, without its scheme; shown as words, for many of these pages are gone.
    pub address: String,
    /// Its years, where it has any.
    pub years: Option<Years>,
}

/// Reads `[[source]]`.
pub(super) fn read(table: &Reader<'_>) -> SourceOfFact {
    let address = table.text("address").value;
    let years = table.optional_text("years").and_then(|years| read_years(&years));
    SourceOfFact { address, years }
}

fn read_years(text: &Located<'_, String>) -> Option<Years> {
    let years = parse(&text.value);
    if years.is_none() {
        text.report("not the years of a page", "write `2019-2023`, `before 2007` or `2020s`");
    }
    years
}

fn parse(text: &str) -> Option<Years> {
    if let Some(year) = text.strip_prefix("before ") {
        return Some(Years::Before(year.parse().ok()?));
    }
    if let Some(year) = text.strip_suffix('s') {
        return Some(Years::Decade(year.parse().ok()?));
    }
    let (from, to) = text.split_once('-')?;
    let (from, to) = (from.parse().ok()?, to.parse().ok()?);
    (from < to).then_some(Years::Between(from, to))
}
