//! Counters of the public site.
//!
//! Labels are bounded by what exists: route patterns, status classes, and the languages that the site has
//! had since the start. Counting takes no lock.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::StatusCode;

use crate::content::Language;

/// A number that only grows.
#[derive(Debug, Default)]
pub(super) struct Counter(AtomicU64);

impl Counter {
    pub(super) fn increment(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn value(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// The pattern of an address, as the log and the metrics name it.
///
/// SECURITY: clients invent addresses; what is counted and logged must not grow with them, and says nothing
/// about who asks for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RoutePattern {
    /// `/`.
    Root,
    /// The home page of a language.
    Home,
    /// Every other page of a language.
    Page,
    /// A file that the pages refer to.
    Static,
    /// A file at the root, as its standard says.
    File,
    /// A file below `/.well-known/`.
    WellKnown,
    /// Another spelling of an address, or an old one.
    Moved,
    /// An address that does not exist, or a request that failed a check before its address was looked up.
    None,
}

impl RoutePattern {
    const ALL: [Self; 8] = [
        Self::Root,
        Self::Home,
        Self::Page,
        Self::Static,
        Self::File,
        Self::WellKnown,
        Self::Moved,
        Self::None,
    ];

    /// The pattern of `path`, which was answered with `status`.
    pub(super) fn of(path: &str, status: StatusCode) -> Self {
        match status {
            StatusCode::MOVED_PERMANENTLY => return Self::Moved,
            StatusCode::NOT_FOUND
            | StatusCode::BAD_REQUEST
            | StatusCode::PAYLOAD_TOO_LARGE
            | StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => return Self::None,
            _ => {}
        }
        let mut segments = path.split('/').skip(1);
        match (segments.next(), segments.next()) {
            (None, _) => Self::None,
            (Some(""), None) => Self::Root,
            (Some("static"), Some(_)) => Self::Static,
            (Some(".well-known"), Some(_)) => Self::WellKnown,
            (Some(_), None) => Self::File,
            (Some(_), Some("")) => Self::Home,
            (Some(_), Some(_)) => Self::Page,
        }
    }

    /// The value of the label `route`.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Root => "/",
            Self::Home => "/{language}/",
            Self::Page => "/{language}/{page}",
            Self::Static => "/static/{file}",
            Self::File => "/{file}",
            Self::WellKnown => "/.well-known/{file}",
            Self::Moved => "moved",
            Self::None => "none",
        }
    }
}

/// The classes of status codes (RFC 9110, section 15) that this site answers with.
const STATUS_CLASSES: [&str; 4] = ["2xx", "3xx", "4xx", "5xx"];

/// The number of responses in one language, by route and status class.
#[derive(Debug, Default)]
pub(super) struct RequestCounters([[Counter; STATUS_CLASSES.len()]; RoutePattern::ALL.len()]);

impl RequestCounters {
    /// Counts a response with `status` at an address of the pattern `route`.
    pub(super) fn count(&self, route: RoutePattern, status: StatusCode) {
        let class = usize::from(status.as_u16() / 100).saturating_sub(2);
        let counter = self.0.get(route as usize).and_then(|classes| classes.get(class));
        counter.into_iter().for_each(Counter::increment);
    }

    /// Every pattern and class with its number, also those with none: a series that begins with its first response
    /// would hide that response from `rate` and `increase`.
    pub(super) fn numbers(&self) -> impl Iterator<Item = (RoutePattern, &'static str, u64)> {
        let routes = RoutePattern::ALL.into_iter().zip(&self.0);
        routes.flat_map(|(route, classes)| {
            let classes = STATUS_CLASSES.into_iter().zip(classes);
            classes.map(move |(class, counter)| (route, class, counter.value()))
        })
    }
}

/// The counters of one server since its start.
#[derive(Debug, Default)]
pub(super) struct Metrics {
    languages: Mutex<BTreeMap<Language, Arc<RequestCounters>>>,
    /// New content that was loaded.
    pub(super) reloads: Counter,
    /// New content that was not loaded because of a mistake in it.
    pub(super) failed_reloads: Counter,
    /// Pages that were not rendered on request, because too many were requested.
    pub(super) busy: Counter,
    /// Requests that ended in a panic.
    pub(super) panics: Counter,
}

impl Metrics {
    /// The counters of `language`, the same for as long as the server runs.
    pub(super) fn of(&self, language: &Language) -> Arc<RequestCounters> {
        let mut languages = self.languages.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(languages.entry(language.clone()).or_default())
    }

    /// The counters of every language.
    pub(super) fn languages(&self) -> BTreeMap<Language, Arc<RequestCounters>> {
        self.languages.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_belongs_to_a_pattern_a_class_and_a_language() {
        let metrics = Metrics::default();
        let [en, ar] = ["en", "ar"].map(|tag| metrics.of(&Language::new(tag).unwrap()));
        en.count(RoutePattern::Home, StatusCode::OK);
        en.count(RoutePattern::Home, StatusCode::NO_CONTENT);
        en.count(RoutePattern::None, StatusCode::NOT_FOUND);
        ar.count(RoutePattern::Page, StatusCode::NOT_MODIFIED);
        let counted = |counters: &RequestCounters| {
            counters.numbers().filter(|(_, _, number)| *number > 0).collect::<Vec<_>>()
        };
        assert_eq!(counted(&en), [(RoutePattern::Home, "2xx", 2), (RoutePattern::None, "4xx", 1)]);
        assert_eq!(counted(&ar), [(RoutePattern::Page, "3xx", 1)]);
    }

    #[test]
    fn every_pattern_has_its_place() {
        let counters = RequestCounters::default();
        for route in RoutePattern::ALL {
            counters.count(route, StatusCode::OK);
        }
        let counted = counters.numbers().filter(|(_, _, number)| *number == 1);
        assert!(counted.map(|number| number.0).eq(RoutePattern::ALL));
    }

    #[test]
    fn a_path_has_the_pattern_of_its_route() {
        for (path, expected) in [
            ("/", "/"),
            ("/en/", "/{language}/"),
            ("/zh-Hans/contact", "/{language}/{page}"),
            ("/static/map.0123456789abcdef.svg", "/static/{file}"),
            ("/robots.txt", "/{file}"),
            ("/.well-known/security.txt", "/.well-known/{file}"),
            ("*", "none"),
        ] {
            assert_eq!(RoutePattern::of(path, StatusCode::OK).label(), expected, "{path}");
        }
        assert_eq!(RoutePattern::of("/EN/", StatusCode::MOVED_PERMANENTLY).label(), "moved");
        assert_eq!(RoutePattern::of("/en/nowhere", StatusCode::NOT_FOUND).label(), "none");
    }
}
