//! The canonical-address rule: an address that is not one of the site's either moves, with one
//! redirect, to the one that was meant, or is missing.
//!
//! SECURITY: a redirect leads only to a key of the site's answers. The request's path chooses
//! among them; no part of it is ever copied, so that `//host` and its relatives cannot come out.

use std::collections::HashMap;

use super::tidy::{plain, tidy};
use crate::content::Language;
use crate::site::Site;

/// What people and programs put at the end of an address for the page without it.
const ENDINGS: [&str; 7] =
    ["/index.html", "/index.htm", "/home.html", "/home.htm", ".html", ".htm", "/home"];

/// All that an address may mean, found by its tidied form.
#[derive(Debug)]
pub(super) struct Addresses {
    by_tidy_path: HashMap<String, String>,
    by_tidy_tag: HashMap<String, Language>,
}

impl Addresses {
    /// The addresses of `site`, canonical and old.
    pub(super) fn of(site: &Site) -> Self {
        let exists = |path: &String| site.answers.contains_key(path);
        let old = site.moved.iter().filter(|(_, target)| exists(target));
        let mut by_tidy_path: HashMap<_, _> =
            old.filter_map(|(from, target)| Some((plain(from)?, target.clone()))).collect();
        // ORDER: after the old addresses, so that an address of today beats an old one.
        by_tidy_path
            .extend(site.answers.keys().filter_map(|path| Some((plain(path)?, path.clone()))));
        let tags = site.languages.iter();
        let by_tidy_tag =
            tags.map(|tag| (tag.as_str().to_ascii_lowercase(), tag.clone())).collect();
        Self { by_tidy_path, by_tidy_tag }
    }

    /// Where `path`, as the client sent it, leads, given that it is no canonical path: to a key of
    /// the site's answers, or nowhere.
    pub(super) fn resolve(&self, path: &str) -> Option<&str> {
        // `*` and the target of CONNECT are no addresses of pages.
        if !path.starts_with('/') {
            return None;
        }
        let as_it_stands = plain(path).and_then(|meant| self.find(&meant));
        as_it_stands.or_else(|| tidy(path).and_then(|meant| self.find(&meant)))
    }

    /// The language in which `path` is, by its first segment.
    pub(super) fn language_of(&self, path: &str) -> Option<&Language> {
        let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
        let first = tidy(first).unwrap_or_default();
        self.by_tidy_tag.get(first.trim_start_matches('/'))
    }

    /// The language whose tag, in any case, is `tag`.
    pub(super) fn language(&self, tag: &str) -> Option<&Language> {
        self.by_tidy_tag.get(&tag.to_ascii_lowercase())
    }

    fn find(&self, meant: &str) -> Option<&str> {
        let shorter = ENDINGS.iter().filter_map(|ending| meant.strip_suffix(ending));
        std::iter::once(meant)
            .chain(shorter)
            .find_map(|candidate| self.by_tidy_path.get(candidate))
            .map(String::as_str)
    }
}
