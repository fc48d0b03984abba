//! Finds the address of the site that was meant by a path that is none: the one that [`spellings`] leads to.
//!
//! SECURITY: a redirect leads only to an address of the site. The path of the request chooses among them; no
//! part of it is copied, so that `//host` and similar open redirects are impossible.

use std::collections::HashMap;

use super::negotiate::LanguageNegotiator;
use super::spellings::{decode, fold, shortened, spellings, trim};
use crate::content::{Language, PageName};
use crate::site::Site;

/// What a path means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning<'a> {
    /// This canonical path.
    Address(&'a str),
    /// What follows the language in a canonical path, in any language: empty for the home page.
    AnyLanguage(&'a str),
    /// A page that was retired, and the page that took its place.
    Retired(Option<&'a PageName>),
}

/// The same, kept for every address.
#[derive(Debug)]
enum Destination {
    Address(String),
    AnyLanguage(String),
    Retired(Option<PageName>),
}

/// The addresses and the languages of a site by their folded forms.
#[derive(Debug)]
pub(super) struct Addresses {
    by_folded_path: HashMap<String, Destination>,
    by_lowercase_tag: HashMap<String, Language>,
}

impl Addresses {
    /// The addresses of `site`: canonical, old, retired, and without a language.
    pub(super) fn of(site: &Site) -> Self {
        let exists = |path: &String| site.answers.contains_key(path);
        let default = format!("/{}/", site.default_language);
        let names = site.answers.keys().filter_map(|path| path.strip_prefix(&default));
        let any = names.map(|name| (fold(name), Destination::AnyLanguage(name.to_owned())));
        let retired = site.retired.iter();
        let retired =
            retired.map(|(from, see)| (fold(&decode(from)), Destination::Retired(see.clone())));
        let old = site.moved.iter().filter(|(_, target)| exists(target));
        let old =
            old.map(|(from, target)| (fold(&decode(from)), Destination::Address(target.clone())));
        let current =
            site.answers.keys().map(|path| (fold(path), Destination::Address(path.clone())));
        // ORDER: of two with the same form, the last counts. `/` is the home page in any language.
        let root = (String::new(), Destination::AnyLanguage(String::new()));
        let by_folded_path = any.chain(retired).chain(old).chain(current).chain([root]);
        let tags = site.languages.iter();
        let by_lowercase_tag =
            tags.map(|tag| (tag.as_str().to_ascii_lowercase(), tag.clone())).collect();
        Self { by_folded_path: by_folded_path.collect(), by_lowercase_tag }
    }

    /// What `path`, which is not canonical, means; `negotiator` knows other forms of the languages.
    pub(super) fn resolve(
        &self,
        path: &str,
        negotiator: &LanguageNegotiator,
    ) -> Option<Meaning<'_>> {
        // `*` and the target of CONNECT are no addresses of pages.
        let path = path.strip_prefix('/')?;
        let mut spellings = spellings(path);
        let in_our_form = spellings.iter().filter_map(|it| self.in_our_form(it, negotiator));
        spellings.extend(in_our_form.collect::<Vec<_>>());
        // ORDER: `contact.vcf>` is a file, and not the page `contact` with an ending.
        let whole = spellings.iter().map(String::as_str);
        let shorter = spellings.iter().flat_map(|spelling| shortened(spelling));
        let found = whole.chain(shorter).find_map(|path| self.by_folded_path.get(path))?;
        Some(match found {
            Destination::Address(path) => Meaning::Address(path),
            Destination::AnyLanguage(name) => Meaning::AnyLanguage(name),
            Destination::Retired(see) => Meaning::Retired(see.as_ref()),
        })
    }

    /// The language that the first segment of `path` names.
    pub(super) fn language_of(
        &self,
        path: &str,
        negotiator: &LanguageNegotiator,
    ) -> Option<&Language> {
        let first = path.split('/').find(|segment| !segment.is_empty())?;
        self.language(trim(&decode(first)), negotiator)
    }

    /// The language with the tag `tag` in any case, or in another form: `zh-TW` is `zh-Hant` on this site.
    pub(super) fn language(&self, tag: &str, negotiator: &LanguageNegotiator) -> Option<&Language> {
        let tag = tag.to_ascii_lowercase();
        let other = || {
            self.by_lowercase_tag.get(&negotiator.other_form(&tag)?.as_str().to_ascii_lowercase())
        };
        self.by_lowercase_tag.get(&tag).or_else(other)
    }

    /// `spelling` with the tag of the site in place of another form of its language; `None` if there is none.
    fn in_our_form(&self, spelling: &str, negotiator: &LanguageNegotiator) -> Option<String> {
        let path = spelling.strip_prefix('/')?;
        let (tag, rest) = path.split_at_checked(path.find('/').unwrap_or(path.len()))?;
        let language = self.language(tag, negotiator)?.as_str();
        (!language.eq_ignore_ascii_case(tag)).then(|| fold(&[language, rest].concat()))
    }
}
