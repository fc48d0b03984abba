//! The words that translations were made from: `originals/<page>.<fingerprint>.txt`, one visible
//! text of the original a line.
//!
//! A version is kept once, for all languages that translate it, and for as long as one of them does.
//! The file's digest is the fingerprint in its name, so nobody can change the words and keep the name.

use std::collections::BTreeMap;

use super::digest::{Fingerprint, written};
use super::name::PageName;
use super::page::Page;
use super::reading::report;

/// The directory of the words that translations were made from.
pub const ORIGINALS: &str = "originals";

/// A version of the words of a page of the default language.
pub type Version = (PageName, Fingerprint);

/// The versions that are kept, with their words.
pub type Originals = BTreeMap<Version, Vec<String>>;

/// The file that keeps `version`.
pub fn file((page, fingerprint): &Version) -> String {
    format!("{ORIGINALS}/{page}.{fingerprint}.txt")
}

/// What is written there for `page` as it is now.
pub fn text(page: &Page) -> String {
    written(&page.visible_words())
}

/// Reads the file `name` of the directory; `None` where something is wrong with it.
pub(super) fn read(name: &str, text: &str) -> Option<(Version, Vec<String>)> {
    let version = version(name)?;
    let words: Vec<String> = text.lines().map(str::to_owned).collect();
    let found = Fingerprint::of(&words);
    if found != version.1 {
        let message = format!("the words were changed: their fingerprint is `{found}`");
        let help = "restore the file, or delete it; it is not edited by hand";
        report(0..0, message, help);
        return None;
    }
    Some((version, words))
}

/// Whether `name` is that of a file here, `<page>.<fingerprint>.txt`.
pub(super) fn is_name(name: &str) -> bool {
    version(name).is_some()
}

fn version(name: &str) -> Option<Version> {
    let (page, fingerprint) = name.strip_suffix(".txt")?.rsplit_once('.')?;
    Some((PageName::new(page)?, Fingerprint::new(fingerprint)?))
}
