//! A site made ready for requests, once, when it is swapped in.
//!
//! What can be known before a request is known here; what depends on the request is `exchange`'s.

use std::collections::HashMap;
use std::sync::OnceLock;

use jiff::Timestamp;

use super::address::Addresses;
use super::assets::Shelf;
use super::headers::HeaderSet;
use super::language::Negotiator;
use super::ready::{Preparation, Ready};
use crate::content::Language;
use crate::site::{Answer, ErrorKind, Errors, Near, OnRequest, Representation, Site};

const BY_CODING: &str = "Accept-Encoding";
const BY_CODING_AND_LANGUAGE: &str = "Accept-Encoding, Accept-Language";

/// What lives at an address.
#[derive(Debug)]
pub(super) enum Place<'a> {
    /// An answer of the site.
    Page(&'a Ready),
    /// A file that the pages refer to.
    Asset,
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
    fn vary(self) -> &'static str {
        match self {
            Self::Address => BY_CODING,
            Self::Negotiation => BY_CODING_AND_LANGUAGE,
        }
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
    /// The files that the pages refer to.
    pub(super) shelf: Shelf,
    answers: HashMap<String, Ready>,
    errors: Errors,
    ready_errors: HashMap<(Language, ErrorKind, ChosenBy), OnceLock<Ready>>,
    near: Near,
    /// What is rendered when it is asked for.
    pub(super) on_request: OnRequest,
    addresses: Addresses,
}

impl Prepared {
    /// Makes `site` ready to be served from the moment `since`.
    pub(super) fn new(site: Site, since: Timestamp) -> Self {
        let set = HeaderSet::of(&site);
        let mut preparation = Preparation::new(&set);
        let answers = site.answers.iter();
        let answers = answers
            .map(|(path, answer)| (path.clone(), preparation.ready(answer, vary(answer))))
            .collect();
        Self {
            next_change: site.next_change,
            since,
            version: version(&site),
            negotiator: Negotiator::new(&site.languages, &site.default_language),
            addresses: Addresses::of(&site),
            shelf: Shelf::new(site.assets, &set, &site.default_language),
            near: site.near,
            on_request: site.on_request,
            default_language: site.default_language,
            set,
            answers,
            ready_errors: places(&site.errors),
            errors: site.errors,
        }
    }

    /// What lives at `path`, as the client sent it.
    pub(super) fn find(&self, path: &str) -> Place<'_> {
        if let Some(ready) = self.answers.get(path) {
            return Place::Page(ready);
        }
        if self.shelf.has(path) {
            return Place::Asset;
        }
        let moved = self.addresses.resolve(path);
        let moved = moved.and_then(|target| Some((target, self.answers.get(target)?)));
        moved.map_or(Place::Missing, |(target, page)| Place::MovedTo(target, page.language()))
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

    /// Makes `answer`, which was made on request, ready.
    pub(super) fn ready(&self, answer: &Answer) -> Ready {
        Preparation::new(&self.set).ready(answer, vary(answer))
    }

    /// The page that explains `kind`; `None` only if the site has none at all.
    pub(super) fn error(
        &self,
        kind: ErrorKind,
        language: &Language,
        chosen_by: ChosenBy,
    ) -> Option<&Ready> {
        let find = |language: &Language| {
            let place = self.ready_errors.get(&(language.clone(), kind, chosen_by))?;
            let page = self.errors.page(language, kind)?;
            let ready = || Preparation::new(&self.set).ready(page, chosen_by.vary());
            Some(place.get_or_init(ready))
        };
        find(language).or_else(|| find(&self.default_language))
    }

    /// The 404 that offers the page nearest to `path`, if there is one near.
    pub(super) fn near(&self, language: &Language, by: ChosenBy, path: &str) -> Option<Ready> {
        let answer = self.near.to(language, path)?;
        Some(Preparation::new(&self.set).ready(answer, by.vary()))
    }

    /// For how many seconds after `now` the pages stay true.
    pub(super) fn remaining(&self, now: Timestamp) -> i64 {
        self.next_change.duration_since(now).as_secs()
    }
}

fn vary(answer: &Answer) -> &'static str {
    if answer.varies_by_language { BY_CODING_AND_LANGUAGE } else { BY_CODING }
}

/// Where the pages of failures are kept once somebody has asked for them.
fn places(errors: &Errors) -> HashMap<(Language, ErrorKind, ChosenBy), OnceLock<Ready>> {
    let both = |(language, kind): (&Language, ErrorKind)| {
        [ChosenBy::Address, ChosenBy::Negotiation]
            .map(|by| ((language.clone(), kind, by), OnceLock::new()))
    };
    errors.kinds().flat_map(both).collect()
}

/// A digest of all paths and tags, in a fixed order.
fn version(site: &Site) -> String {
    let mut lines: Vec<_> =
        site.answers.iter().map(|(path, answer)| [path, &*answer.identity.tag].concat()).collect();
    lines.sort_unstable();
    Representation::new(lines.concat()).tag.trim_matches('"').to_owned()
}
