//! A site of one page, until the real one is built here; goes away with the merge.

use std::collections::HashMap;

use jiff::{Timestamp, ToSpan};

use crate::content::Language;
use crate::problem::{Problem, Problems};
use crate::site::{Answer, Assets, CachePolicy, Representation, Site};

/// `/` and `/en/`, with the base address as their words.
pub(super) fn site(base_url: &str, moment: Timestamp) -> Result<Site, Problems> {
    let Some(english) = Language::new("en") else {
        let mut problems = Problems::default();
        problems.push(Problem::error("site.toml", "`en` is no language"));
        return Err(problems);
    };
    let answer = |cache, varies_by_language| Answer {
        status: 200,
        content_type: "text/html; charset=utf-8",
        language: english.clone(),
        cache,
        varies_by_language,
        identity: Representation::new(format!("<!doctype html><title>{base_url}</title>\n")),
        gzip: None,
        brotli: None,
    };
    Ok(Site {
        answers: HashMap::from([
            ("/".to_owned(), answer(CachePolicy::Never, true)),
            ("/en/".to_owned(), answer(CachePolicy::UntilNextChange, false)),
        ]),
        moved: HashMap::new(),
        errors: HashMap::new(),
        languages: vec![english.clone()],
        default_language: english.clone(),
        pages: Vec::new(),
        assets: Assets::default(),
        style_source: "'none'".to_owned(),
        https: base_url.starts_with("https://"),
        next_change: moment.checked_add(1.hour()).unwrap_or(Timestamp::MAX),
    })
}
