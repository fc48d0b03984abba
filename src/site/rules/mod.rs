//! The rules that need the whole content, most of them about several files together. Each function is one rule
//! and adds what it finds to a list; its doc comment is the rule.
//!
//! A new rule is one function, listed in [`check`]; a rule that reports errors also needs a directory of broken
//! content under `tests/fixtures/invalid/`, and one that warns has one under `tests/fixtures/warnings/`.

mod addresses;
mod lookup;
mod names;
mod pages;
mod references;
mod shown;
mod words;
mod work;

pub(super) use addresses::unlisted as unlisted_addresses;
use jiff::Timestamp;

use crate::content::Content;
use crate::diagnostics::Diagnostics;

/// Everything that is wrong with the content or still to be done. Only warnings depend on `moment`.
pub(super) fn check(content: &Content, moment: Timestamp) -> Diagnostics {
    let schedule = content.facts.schedule.as_ref();
    let today = schedule.map(|schedule| schedule.date(moment)).unwrap_or_default();
    let rules = [
        pages::originals,
        pages::home,
        pages::reserved,
        pages::fixed_ids,
        references::exist,
        references::quotation_marks,
        names::cities,
        names::phones,
        names::languages,
        names::reasons,
        names::spoken,
        names::sources,
        pages::short_names,
        addresses::kept,
        addresses::redirects,
        addresses::queries,
        shown::blocks,
        shown::phones,
        words::left_over,
        words::long_sentences,
        pages::labels,
        pages::statements,
        pages::alternatives,
        work::photos_shown,
        work::link_previews,
        work::owed,
        work::country_code,
        work::translations,
        work::versions_kept,
        work::versions_needed,
    ];
    let dated =
        [work::reviews, work::past_exceptions, work::past_notices, work::closures, work::security];
    let mut problems = Diagnostics::default();
    for rule in rules {
        rule(content, &mut problems);
    }
    for rule in dated {
        rule(content, today, &mut problems);
    }
    problems.softened(|file| content.is_unpublished(file))
}
