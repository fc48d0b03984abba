//! Which files a site is, and what they are called.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::content::Language;
use crate::site::{Answer, ErrorKind, Site};

/// The page of a host for what it does not have.
pub(super) const NOT_FOUND: &str = "404.html";

/// One file.
#[derive(Debug)]
pub(super) struct File<'a> {
    /// Below the directory, with `/`.
    pub(super) name: String,
    /// What it is the answer to; nothing for the pages of failures and what only the host reads.
    pub(super) address: Option<&'a str>,
    /// With its charset where it is text.
    pub(super) content_type: &'a str,
    /// `br` or `gzip`; none for the plain bytes.
    pub(super) coding: Option<&'static str>,
    /// What it holds.
    pub(super) bytes: &'a [u8],
}

impl<'a> File<'a> {
    /// A file that is no answer to anybody.
    pub(super) fn of_the_host(name: &str, content_type: &'a str, bytes: &'a [u8]) -> Self {
        Self { name: name.to_owned(), address: None, content_type, coding: None, bytes }
    }
}

/// The copy of one answer, in all its codings.
#[derive(Debug)]
pub(super) struct Piece<'a> {
    /// The name of the file without a coding.
    pub(super) name: String,
    /// As in [`File`].
    pub(super) address: Option<&'a str>,
    /// What it is a copy of.
    pub(super) answer: Cow<'a, Answer>,
}

impl Piece<'_> {
    fn at<'a>(path: &'a str, answer: Cow<'a, Answer>) -> Piece<'a> {
        Piece { name: name(path, answer.content_type), address: Some(path), answer }
    }

    /// Its files: the plain one first.
    pub(super) fn files(&self) -> impl Iterator<Item = File<'_>> {
        let twin = |ending, coding, made| File {
            name: format!("{}{ending}", self.name),
            address: self.address,
            content_type: self.answer.content_type,
            coding,
            bytes: made,
        };
        let Answer { identity, gzip, brotli, .. } = &*self.answer;
        let plain = twin("", None, &*identity.bytes);
        let brotli = brotli.as_ref().map(|made| twin(".br", Some("br"), &*made.bytes));
        let gzip = gzip.as_ref().map(|made| twin(".gz", Some("gzip"), &*made.bytes));
        std::iter::once(plain).chain(brotli).chain(gzip)
    }
}

/// Everything, sorted by name; the error is two addresses that would be one file.
pub(super) fn pieces(site: &Site) -> Result<Vec<Piece<'_>>, String> {
    let answers = site.answers.iter();
    let answers = answers.map(|(path, answer)| Piece::at(path, Cow::Borrowed(answer)));
    let assets = site.assets.files.iter().map(|(path, asset)| {
        Piece::at(path, Cow::Owned(asset.answer(path, &site.default_language)))
    });
    let mut pieces = BTreeMap::new();
    for piece in answers.chain(assets).chain(not_found(site)) {
        if let Some(twin) = pieces.insert(piece.name.clone(), piece) {
            return Err(format!("two addresses would be the file {}", twin.name));
        }
    }
    Ok(pieces.into_values().collect())
}

/// The page for what is not there, in every language, and in the default one for the whole site.
fn not_found(site: &Site) -> impl Iterator<Item = Piece<'_>> {
    let page = |language: &Language| site.errors.get(&(language.clone(), ErrorKind::NotFound));
    let piece = |name, answer| Piece { name, address: None, answer: Cow::Borrowed(answer) };
    let default = page(&site.default_language).map(|page| piece(NOT_FOUND.to_owned(), page));
    let languages = site.languages.iter();
    let each = languages.filter_map(move |language| {
        Some(piece(format!("{language}/{NOT_FOUND}"), page(language)?))
    });
    default.into_iter().chain(each)
}

/// `/en/` is `en/index.html`, `/en/contact` is `en/contact.html`, `/en/contact.vcf` is itself.
fn name(path: &str, content_type: &str) -> String {
    let path = path.trim_start_matches('/');
    match content_type.starts_with("text/html") {
        true if path.is_empty() || path.ends_with('/') => format!("{path}index.html"),
        true => format!("{path}.html"),
        false => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_a_file_of_that_kind_and_anything_else_is_itself() {
        let html = "text/html; charset=utf-8";
        for (path, content_type, expected) in [
            ("/", html, "index.html"),
            ("/en/", html, "en/index.html"),
            ("/en/contact", html, "en/contact.html"),
            ("/en/contact.vcf", "text/vcard; charset=utf-8", "en/contact.vcf"),
            ("/robots.txt", "text/plain; charset=utf-8", "robots.txt"),
        ] {
            assert_eq!(name(path, content_type), expected);
        }
    }
}
