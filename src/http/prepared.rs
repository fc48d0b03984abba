//! A site made ready for requests, once, when it is swapped in.
//!
//! What can be known before a request is known here; what depends on the request is `exchange`'s.

use std::collections::HashMap;
use std::sync::Arc;

use axum::http::request::Parts;
use axum::response::Response;
use jiff::Timestamp;

use super::address::Addresses;
use super::assets::Shelf;
use super::body::Body;
use super::exchange::Answered;
use super::headers::HeaderSet;
use super::language::Negotiator;
use super::metrics::{Counts, Metrics};
use super::ready::{Offer, Preparation, Ready};
use super::route::Route;
use crate::content::Language;
use crate::site::{Answer, DidYouMean, ErrorKind, OnRequest, Representation, Site};

const BY_CODING: &str = "Accept-Encoding";
const BY_CODING_AND_LANGUAGE: &str = "Accept-Encoding, Accept-Language";

/// What lives at an address.
#[derive(Debug)]
pub(super) enum Place<'a> {
    /// An answer of the site, or a file that its pages refer to.
    At(&'a Ready),
    /// Nothing, but something at this canonical path.
    MovedTo(&'a str, &'a Language),
    /// Nothing.
    Missing,
}

/// In which language a failure is explained, and how that came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum ChosenBy {
    /// The address names the language.
    Address,
    /// The address names none; `Accept-Language` was asked.
    Negotiation,
}

impl ChosenBy {
    fn offer(self) -> Offer {
        let vary = match self {
            Self::Address => BY_CODING,
            Self::Negotiation => BY_CODING_AND_LANGUAGE,
        };
        Offer { route: Route::None, vary, in_parts: false }
    }
}

/// A site, ready.
#[derive(Debug)]
pub(super) struct Prepared {
    /// When any page will say something else.
    pub(super) next_change: Timestamp,
    /// Since when this is served.
    pub(super) since: Timestamp,
    /// Names the content: equal on every replica that serves the same bytes.
    pub(super) version: String,
    /// Finds the language of a reader.
    pub(super) negotiator: Negotiator,
    /// The language of last resort.
    pub(super) default_language: Language,
    /// The headers of every answer.
    pub(super) set: HeaderSet,
    metrics: Arc<Metrics>,
    counts: HashMap<Language, Arc<Counts>>,
    shelf: Shelf,
    answers: HashMap<String, Ready>,
    ready_errors: HashMap<(Language, ErrorKind, ChosenBy), Ready>,
    did_you_mean: DidYouMean,
    /// What is rendered when it is asked for.
    pub(super) on_request: OnRequest,
    addresses: Addresses,
}

impl Prepared {
    /// Makes `site` ready to be served from the moment `since`, and counted in `metrics`.
    pub(super) fn new(site: Site, since: Timestamp, metrics: &Arc<Metrics>) -> Self {
        let set = HeaderSet::of(&site);
        let answers = ready_answers(&site, &set, metrics);
        let ready_errors = ready_errors(&site, &set, metrics);
        let languages = site.languages.iter().chain([&site.default_language]);
        Self {
            next_change: site.next_change,
            since,
            version: version(&site),
            negotiator: Negotiator::new(&site.languages, &site.default_language),
            addresses: Addresses::of(&site),
            counts: languages.map(|own| (own.clone(), metrics.of(own))).collect(),
            shelf: Shelf::new(site.assets),
            did_you_mean: site.did_you_mean,
            on_request: site.on_request,
            default_language: site.default_language,
            set,
            answers,
            ready_errors,
            metrics: Arc::clone(metrics),
        }
    }

    /// What lives at `path`, as the client sent it.
    pub(super) fn find(&self, path: &str) -> Place<'_> {
        if let Some(ready) = self.answers.get(path) {
            return Place::At(ready);
        }
        let moved = self.addresses.resolve(path);
        let moved = moved.and_then(|target| Some((target, self.answers.get(target)?)));
        moved.map_or(Place::Missing, |(target, page)| Place::MovedTo(target, page.language()))
    }

    /// The pattern of `path`, as the client sent it.
    pub(super) fn route(&self, path: &str) -> Route {
        self.answers.get(path).map_or(Route::None, Ready::route)
    }

    /// `response`, whose words are in `language`, with its labels.
    pub(super) fn answered<'a>(
        &'a self,
        response: Response<Body>,
        route: Route,
        language: &'a Language,
    ) -> Answered<'a> {
        let counts = self.counts.get(language).or_else(|| self.counts.get(&self.default_language));
        let counts = counts.expect("the default language is counted");
        Answered { response, route, language, counts }
    }

    /// The home page of `language`, as a redirect's target.
    pub(super) fn home(&self, language: &Language) -> Option<&str> {
        let path = format!("/{language}/");
        self.answers.get_key_value(&path).map(|(path, _)| path.as_str())
    }

    /// The language that `path` names.
    pub(super) fn language_of(&self, path: &str) -> Option<&Language> {
        self.addresses.language_of(path)
    }

    /// The language whose tag, in any case, is `tag`.
    pub(super) fn language(&self, tag: &str) -> Option<&Language> {
        self.addresses.language(tag)
    }

    /// `answer`, which was made for the request with the head `head`.
    pub(super) fn made(&self, answer: &Answer, head: &Parts) -> Answered<'_> {
        let ready = self.preparation().ready(answer, offer(Route::Page, answer));
        // It is kept by nobody, so that the moment does not matter.
        let response = ready.answer(&head.headers, self, Timestamp::MIN).response;
        let language = self.counts.get_key_value(&answer.language).map(|(own, _)| own);
        self.answered(response, Route::Page, language.unwrap_or(&self.default_language))
    }

    /// The part of a file that the request with the head `head` asks for.
    pub(super) async fn range(&self, head: &Parts) -> Option<Answered<'_>> {
        let ready = self.answers.get(head.uri.path())?;
        Some(ready.part(self.shelf.part(head).await?))
    }

    fn preparation(&self) -> Preparation<'_> {
        Preparation::new(&self.set, &self.metrics)
    }

    /// The page that explains `kind`; `None` only if the site has none at all.
    pub(super) fn error(
        &self,
        kind: ErrorKind,
        language: &Language,
        chosen_by: ChosenBy,
    ) -> Option<&Ready> {
        let find =
            |language: &Language| self.ready_errors.get(&(language.clone(), kind, chosen_by));
        find(language).or_else(|| find(&self.default_language))
    }

    /// The 404 that offers the page nearest to `path`, if there is one near.
    pub(super) fn near(&self, language: &Language, by: ChosenBy, path: &str) -> Option<Ready> {
        let answer = self.did_you_mean.to(language, path)?;
        Some(self.preparation().ready(answer, by.offer()))
    }

    /// For how many seconds after `now` the pages stay true.
    pub(super) fn remaining(&self, now: Timestamp) -> i64 {
        self.next_change.duration_since(now).as_secs()
    }
}

/// Every answer and every file, by its path.
fn ready_answers(site: &Site, set: &HeaderSet, metrics: &Metrics) -> HashMap<String, Ready> {
    let mut preparation = Preparation::new(set, metrics);
    let mut answers = HashMap::with_capacity(site.answers.len() + site.assets.files.len());
    for (path, asset) in &site.assets.files {
        let offer = Offer { route: Route::of(path), vary: BY_CODING, in_parts: true };
        let answer = asset.answer(path, &site.default_language);
        answers.insert(path.clone(), preparation.ready(&answer, offer));
    }
    for (path, answer) in &site.answers {
        let offer = offer(Route::of(path), answer);
        answers.insert(path.clone(), preparation.ready(answer, offer));
    }
    answers
}

fn offer(route: Route, answer: &Answer) -> Offer {
    let vary = if answer.varies_by_language { BY_CODING_AND_LANGUAGE } else { BY_CODING };
    Offer { route, vary, in_parts: false }
}

/// Every error page, as it goes out by each way in which its language was chosen.
fn ready_errors(
    site: &Site,
    set: &HeaderSet,
    metrics: &Metrics,
) -> HashMap<(Language, ErrorKind, ChosenBy), Ready> {
    let mut preparation = Preparation::new(set, metrics);
    let mut ready = HashMap::new();
    for ((language, kind), page) in &site.errors {
        for by in [ChosenBy::Address, ChosenBy::Negotiation] {
            ready.insert((language.clone(), *kind, by), preparation.ready(page, by.offer()));
        }
    }
    ready
}

/// A digest of all paths and tags, in a fixed order.
fn version(site: &Site) -> String {
    let mut lines: Vec<_> =
        site.answers.iter().map(|(path, answer)| [path, &*answer.identity.tag].concat()).collect();
    lines.sort_unstable();
    Representation::new(lines.concat()).tag.trim_matches('"').to_owned()
}
