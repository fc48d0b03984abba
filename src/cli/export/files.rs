//! The files of an exported site, and their names.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::site::{Answer, ErrorKind, Site};

/// The page that a host sends for addresses that do not exist.
pub(super) const NOT_FOUND: &str = "404.html";

/// One file, as the manifest names it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct ExportedFile<'a> {
    /// The path of its URL; `None` for error pages, and for files that only the host reads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) address: Option<&'a str>,
    /// The path below the directory, with `/`.
    #[serde(rename = "file")]
    pub(super) name: String,
    /// The content coding, `br` or `gzip`; `None` for the plain bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) coding: Option<&'static str>,
    /// The media type, with its charset where it is text.
    pub(super) content_type: &'static str,
    /// The contents.
    #[serde(skip)]
    pub(super) bytes: &'a [u8],
}

impl<'a> ExportedFile<'a> {
    /// A file that only the host reads.
    pub(super) fn for_host(name: &str, text: &'a str) -> Self {
        let (name, bytes) = (name.to_owned(), text.as_bytes());
        let content_type = "text/plain; charset=utf-8";
        Self { address: None, name, coding: None, content_type, bytes }
    }
}

/// One response, in all its codings.
#[derive(Debug)]
pub(super) struct ExportedResponse<'a> {
    /// The name of the file without a coding.
    pub(super) name: String,
    /// As in [`ExportedFile`].
    pub(super) address: Option<&'a str>,
    /// What the server would send.
    pub(super) answer: Cow<'a, Answer>,
}

impl ExportedResponse<'_> {
    fn at<'a>(path: &'a str, answer: Cow<'a, Answer>) -> ExportedResponse<'a> {
        ExportedResponse { name: name(path, answer.content_type), address: Some(path), answer }
    }

    /// Its files, the plain one first.
    pub(super) fn files(&self) -> impl Iterator<Item = ExportedFile<'_>> {
        let file = |extension, coding, bytes| ExportedFile {
            name: format!("{}{extension}", self.name),
            address: self.address,
            content_type: self.answer.content_type,
            coding,
            bytes,
        };
        let Answer { identity, gzip, brotli, .. } = &*self.answer;
        let plain = file("", None, &*identity.bytes);
        let brotli = brotli.as_ref().map(|coded| file(".br", Some("br"), &*coded.bytes));
        let gzip = gzip.as_ref().map(|coded| file(".gz", Some("gzip"), &*coded.bytes));
        std::iter::once(plain).chain(brotli).chain(gzip)
    }
}

/// All responses of `site`, sorted by file name. Two addresses with the same file name are an error.
pub(super) fn responses(site: &Site) -> Result<Vec<ExportedResponse<'_>>, String> {
    let answers = site.answers.iter();
    let answers = answers.map(|(path, answer)| ExportedResponse::at(path, Cow::Borrowed(answer)));
    let assets = site.assets.files.iter().map(|(path, asset)| {
        ExportedResponse::at(path, Cow::Owned(asset.answer(path, &site.default_language)))
    });
    let mut responses = BTreeMap::new();
    for response in answers.chain(assets).chain(not_found(site)) {
        if let Some(other) = responses.insert(response.name.clone(), response) {
            return Err(format!("two addresses would be the file {}", other.name));
        }
    }
    Ok(responses.into_values().collect())
}

/// The 404 page of the default language for the whole site, and that of every language.
fn not_found(site: &Site) -> impl Iterator<Item = ExportedResponse<'_>> {
    let whole_site = (NOT_FOUND.to_owned(), &site.default_language);
    let each = site.languages.iter().map(|language| (format!("{language}/{NOT_FOUND}"), language));
    std::iter::once(whole_site).chain(each).filter_map(|(name, language)| {
        let page = site.errors.get(&(language.clone(), ErrorKind::NotFound))?;
        Some(ExportedResponse { name, address: None, answer: Cow::Borrowed(page) })
    })
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
    fn a_page_is_an_html_file_and_any_other_address_is_its_own_name() {
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
