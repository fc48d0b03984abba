//! Versions of a site that a response can be recognised by.
//!
//! A version is the other hospital's site with a number in the name of the office, which stands on
//! every page, and in every page's title and summary. Without its number an answer has the same
//! bytes in all versions; so one that has one number only, and else those bytes, is wholly of that
//! version.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::client::{Answer, Client};
use super::content::{fixture, lay_over};
use super::load::Verdict;

/// Before each number; nothing else in the site has these digits.
const MARK: &str = "909090";
const DIGITS: usize = 4;

/// The number of a version, as it stands in its files.
pub(crate) fn mark(version: usize) -> String {
    format!("{MARK}{version:0DIGITS$}")
}

/// Lays out the content of `version` in `directory`.
pub(crate) fn lay_out(version: usize, directory: &Path) {
    lay_over(&fixture("other-hospital"), directory);
    for language in ["de", "he"] {
        for entry in fs::read_dir(directory.join(language)).unwrap() {
            let path = entry.unwrap().path();
            let keys: &[&str] =
                if path.ends_with("ui.toml") { &["center"] } else { &["title", "summary"] };
            let mut text = fs::read_to_string(&path).unwrap();
            for key in keys {
                let key = format!("{key} = \"");
                text = text.replacen(&key, &format!("{key}{} ", mark(version)), 1);
            }
            fs::write(&path, text).unwrap();
        }
    }
}

/// The version that `body` is of, and what it says without its number; an error if it has none, or
/// more than one.
fn taken_apart(body: &[u8]) -> Result<(usize, String), String> {
    let text = std::str::from_utf8(body).map_err(|error| error.to_string())?;
    let mut pieces = text.split(MARK);
    let mut rest = pieces.next().unwrap_or_default().to_owned();
    let mut version = None;
    for piece in pieces {
        let (digits, after) = piece.split_at(DIGITS);
        let number = digits.parse().map_err(|_| format!("a version {digits}"))?;
        if *version.get_or_insert(number) != number {
            return Err(format!("versions {version:?} and {number} in one answer"));
        }
        rest.push_str(after);
    }
    let rest = without_digest(&rest);
    version.map(|version| (version, rest)).ok_or_else(|| "no version".to_owned())
}

/// `text` without the digest of the content in the guide, eight hexadecimal digits in an element of their own: it is
/// another one in each version.
fn without_digest(text: &str) -> String {
    let mut pieces = text.split("class=\"time\">");
    let mut rest = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let is_digest = piece.get(..9).is_some_and(|start| {
            start.ends_with('<') && start[..8].bytes().all(|b| b.is_ascii_hexdigit())
        });
        rest.push_str(if is_digest { &piece[8..] } else { piece });
    }
    rest
}

/// The version that is served at `path`.
pub(crate) fn served(address: &str, path: &str) -> usize {
    let answer = Client::new(address).get(path).unwrap();
    taken_apart(&answer.body).unwrap().0
}

/// Checks that every response is wholly of one version, and not of an older one than the response before, and
/// that no entity tag belongs to two versions.
pub(crate) fn one_version(
    address: &str,
    paths: &[String],
) -> impl FnMut(&str, &Answer) -> Verdict + Clone + Send + 'static + use<> {
    let (mut newest, mut whole) = (0, whole_version(address, paths));
    move |path, answer| {
        let version = whole(path, answer)?;
        if version < newest {
            return Err(format!("{path}: version {version} after {newest}"));
        }
        newest = version;
        Ok(())
    }
}

/// The same for versions in any order; returns the version of the response.
pub(crate) fn whole_version(
    address: &str,
    paths: &[String],
) -> impl FnMut(&str, &Answer) -> Result<usize, String> + Clone + Send + 'static + use<> {
    let mut client = Client::new(address);
    let known = paths.iter().map(|path| {
        let answer = client.get(path).unwrap();
        assert_eq!(answer.status, 200, "{path}");
        (path.clone(), taken_apart(&answer.body).unwrap().1)
    });
    let known: Arc<HashMap<String, String>> = Arc::new(known.collect());
    let mut tags: HashMap<(String, String), usize> = HashMap::new();
    move |path, answer| {
        if answer.status != 200 {
            return Err(format!("{path}: {}", answer.status));
        }
        let (version, rest) =
            taken_apart(&answer.body).map_err(|error| format!("{path}: {error}"))?;
        if rest != known[path] {
            return Err(format!("{path}: version {version} has other bytes"));
        }
        let tag = (path.to_owned(), answer.header("etag").to_owned());
        let named = *tags.entry(tag).or_insert(version);
        if named != version {
            return Err(format!("{path}: one entity tag for versions {named} and {version}"));
        }
        Ok(version)
    }
}
