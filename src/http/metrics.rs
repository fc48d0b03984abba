//! What is counted while requests are answered.
//!
//! The labels are bounded by what exists: patterns of addresses, classes of status codes, and the
//! languages that the site has had since the start. A request adds one to a number that it finds
//! through its answer; nothing is looked up and nothing is locked.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::StatusCode;

use super::route::Route;
use crate::content::Language;

/// A number that only grows.
#[derive(Debug, Default)]
pub(super) struct Counter(AtomicU64);

impl Counter {
    /// One more.
    pub(super) fn add(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// How many so far.
    pub(super) fn value(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// The classes of status codes (RFC 9110, section 15) that this site answers with.
pub(super) const CLASSES: [&str; 4] = ["2xx", "3xx", "4xx", "5xx"];

/// How often one language was answered with.
#[derive(Debug, Default)]
pub(super) struct Counts([[Counter; CLASSES.len()]; Route::ALL.len()]);

impl Counts {
    /// Counts an answer with `status` at an address of the pattern `route`.
    pub(super) fn count(&self, route: Route, status: StatusCode) {
        let class = usize::from(status.as_u16() / 100).saturating_sub(2);
        let counter = self.0.get(route as usize).and_then(|classes| classes.get(class));
        counter.into_iter().for_each(Counter::add);
    }

    /// Every pattern and class with its number, zeros aside.
    pub(super) fn numbers(&self) -> impl Iterator<Item = (Route, &'static str, u64)> {
        let routes = Route::ALL.into_iter().zip(&self.0);
        let numbers = routes.flat_map(|(route, classes)| {
            CLASSES.into_iter().zip(classes).map(move |(class, counter)| (route, class, counter))
        });
        numbers.map(|(route, class, counter)| (route, class, counter.value())).filter(|n| n.2 > 0)
    }
}

/// What one server has counted since its start.
#[derive(Debug, Default)]
pub(super) struct Metrics {
    languages: Mutex<BTreeMap<Language, Arc<Counts>>>,
    /// New content that was taken.
    pub(super) reloads: Counter,
    /// New content that was refused.
    pub(super) refusals: Counter,
    /// Answers that could not be made on request, because too many wanted one.
    pub(super) busy: Counter,
    /// Mistakes of ours: a request that ended in a panic.
    pub(super) panics: Counter,
}

impl Metrics {
    /// The numbers of `language`, for as long as the server runs.
    pub(super) fn of(&self, language: &Language) -> Arc<Counts> {
        Arc::clone(self.lock().entry(language.clone()).or_default())
    }

    /// The numbers of all languages.
    pub(super) fn languages(&self) -> BTreeMap<Language, Arc<Counts>> {
        self.lock().clone()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<Language, Arc<Counts>>> {
        self.languages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_belongs_to_a_pattern_a_class_and_a_language() {
        let metrics = Metrics::default();
        let [en, ar] = ["en", "ar"].map(|tag| metrics.of(&Language::new(tag).unwrap()));
        en.count(Route::Home, StatusCode::OK);
        en.count(Route::Home, StatusCode::NO_CONTENT);
        en.count(Route::None, StatusCode::NOT_FOUND);
        ar.count(Route::Page, StatusCode::NOT_MODIFIED);
        let numbers: Vec<_> = en.numbers().collect();
        assert_eq!(numbers, [(Route::Home, "2xx", 2), (Route::None, "4xx", 1)]);
        assert_eq!(ar.numbers().collect::<Vec<_>>(), [(Route::Page, "3xx", 1)]);
    }

    #[test]
    fn every_pattern_has_its_place() {
        let counts = Counts::default();
        for route in Route::ALL {
            counts.count(route, StatusCode::OK);
        }
        assert!(counts.numbers().map(|number| number.0).eq(Route::ALL));
    }
}
