//! What has to be said about the files of a copy of the site, by a host that has nothing but files.
//!
//! They are taken from the very answers that are sent here, so that no copy says anything else.

use std::collections::BTreeMap;

use axum::http::header::{self, HeaderMap, HeaderName};

use super::headers::HeaderSet;
use super::metrics::Metrics;
use super::ready::{Offer, Preparation};
use super::route::Route;
use crate::site::{Answer, Site};

/// Headers by their names, which are in lower case.
pub type Headers = BTreeMap<String, String>;

/// Whoever chooses the coding says these: they are about the bytes on the wire.
const BY_WHO_SENDS: [HeaderName; 5] = [
    header::ACCEPT_RANGES,
    header::CONTENT_ENCODING,
    header::CONTENT_LENGTH,
    header::ETAG,
    header::VARY,
];

/// The headers of everything in one site that do not depend on the request.
#[derive(Debug)]
pub struct FileHeaders(HeaderSet);

impl FileHeaders {
    /// Those of `site`.
    pub fn of(site: &Site) -> Self {
        Self(HeaderSet::of(site))
    }

    /// Those of one of its answers.
    pub fn of_answer(&self, answer: &Answer) -> Headers {
        let plain = Answer { gzip: None, brotli: None, ..answer.clone() };
        let offer = Offer { route: Route::None, vary: "", in_parts: false };
        let ready = Preparation::new(&self.0, &Metrics::default()).ready(&plain, offer);
        standing(ready.full(&HeaderMap::new()).headers())
    }
}

fn standing(headers: &HeaderMap) -> Headers {
    let kept = headers.iter().filter(|(name, _)| !BY_WHO_SENDS.contains(name));
    kept.filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned())))
        .collect()
}
