//! Where facts come from, said in the margin.

use super::PageContext;
use crate::content::site::{SourceOfFact, Years};
use crate::site::markup::Markup;

impl PageContext<'_> {
    /// Where the facts of a section come from, and how old those pages are.
    pub fn sources(&self, ids: &[String]) -> Option<Markup> {
        let words = &self.ui().interface;
        let set = self.format.set;
        let sources = ids.iter().filter_map(|id| self.facts().sources.get(id));
        let all = sources.map(|source| self.source(source)).reduce(|first, second| {
            set.fill(&words.source_and, &[("first", first), ("second", second)])
        })?;
        let pattern = if ids.len() == 1 { &words.source } else { &words.sources };
        Some(set.fill(pattern, &[("source", all)]))
    }

    fn source(&self, source: &SourceOfFact) -> Markup {
        let words = &self.ui().interface;
        let address = Markup::source(&source.address, &self.facts().default_language);
        let year = |year: i16| Markup::isolated(&Markup::escaped(&year.to_string()));
        let set = self.format.set;
        match source.years {
            None => address,
            Some(Years::Between(from, to)) => set.fill(
                &words.years_between,
                &[("source", address), ("from", year(from)), ("to", year(to))],
            ),
            Some(Years::Before(before)) => {
                set.fill(&words.years_before, &[("source", address), ("year", year(before))])
            }
            Some(Years::Decade(decade)) => {
                set.fill(&words.years_decade, &[("source", address), ("year", year(decade))])
            }
        }
    }
}
