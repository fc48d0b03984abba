//! The files of the static directory.
//!
//! `style.css` is inlined into every page; the files of `at-root/` are served at `/`; everything else is
//! served at `/static/<name>.<hash>.<ext>`, so that it can be cached for a year.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::address::BaseUrl;
use super::answer::{Answer, CachePolicy, Representation};
use crate::content::Language;
use crate::content::digest::digest;
use crate::diagnostics::{Diagnostic, Diagnostics};

/// The file that is inlined into every page.
const STYLE: &str = "style.css";

/// What stands in the style sheet for the public address of the site.
const BASE: &str = "{base}";

/// The prefix of addresses that contain a hash of the bytes.
const FINGERPRINTED: &str = "/static/";

/// One file of the static directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Its bytes.
    pub bytes: Bytes,
    /// With its charset where it is text.
    pub content_type: &'static str,
}

impl Asset {
    /// The file as the answer at `path`. It has no text, so its language is the default one, `language`.
    pub fn answer(&self, path: &str, language: &Language) -> Answer {
        let is_fingerprinted = path.starts_with(FINGERPRINTED);
        Answer {
            status: 200,
            content_type: self.content_type,
            language: language.clone(),
            cache: if is_fingerprinted { CachePolicy::Immutable } else { CachePolicy::Briefly },
            varies_by_language: false,
            identity: Representation::new(self.bytes.clone()),
            gzip: None,
            brotli: None,
        }
    }
}

/// The files of the static directory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assets {
    /// The style sheet as it is inlined into every page.
    pub style: String,
    /// The files by their public paths.
    pub files: BTreeMap<String, Asset>,
    /// The public paths by the names of the files.
    paths: BTreeMap<String, String>,
}

impl Assets {
    /// The files of the static directory by their paths relative to it.
    pub fn new(files: BTreeMap<String, Vec<u8>>) -> Result<Self, Diagnostics> {
        let mut assets = Self::default();
        let mut problems = Diagnostics::default();
        for (name, bytes) in files {
            match content_type(&name) {
                Some(_) if name == STYLE => {
                    // SECURITY: it cannot end its own element; and exactly these bytes are hashed for the policy.
                    assets.style = pack(&String::from_utf8_lossy(&bytes)).replace("</", "<\\/");
                }
                Some(content_type) => {
                    let path = public_path(&name, &bytes);
                    assets.files.insert(path.clone(), Asset { bytes: bytes.into(), content_type });
                    assets.paths.insert(name, path);
                }
                None => problems.push(Diagnostic::error(name, "a file of an unknown kind").help(
                    "css, svg, png, jpg, ico, txt and webmanifest are served; delete the rest",
                )),
            }
        }
        if assets.style.is_empty() {
            problems.push(Diagnostic::error(STYLE, "the style sheet is missing or empty"));
        }
        if problems.has_errors() { Err(problems) } else { Ok(assets) }
    }

    /// The public path of the file `name`.
    pub fn path(&self, name: &str) -> Option<&str> {
        self.paths.get(name).map(String::as_str)
    }

    /// The same assets for a site at the public address `base`, which the style sheet writes before links on paper.
    pub fn at(&self, base: &BaseUrl) -> Self {
        // SECURITY: an address has no character that could end a string of the style sheet.
        let style = self.style.replace(BASE, &base.to_string());
        Self { style, ..self.clone() }
    }

    /// The style sheet as a source expression of the content security policy (CSP 3, 2.3.1).
    pub fn style_source(&self) -> String {
        format!("'sha256-{}'", STANDARD.encode(Sha256::digest(&self.style)))
    }
}

/// `/static/<name>.<hash>.<ext>`, or `/<name>` for a root file.
fn public_path(name: &str, bytes: &[u8]) -> String {
    if let Some(name) = name.strip_prefix("at-root/") {
        return format!("/{name}");
    }
    let hash = digest(bytes, 5);
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
    format!("/static/{stem}.{hash}.{extension}")
}

fn content_type(name: &str) -> Option<&'static str> {
    Some(match name.rsplit_once('.')?.1 {
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        _ => return None,
    })
}

/// A style sheet without comments, and without the spaces that mean nothing; what stands in quotes is kept.
fn pack(css: &str) -> String {
    let mut packed = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        packed.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    packed.push_str(rest);
    let lines = packed.lines().map(str::trim).filter(|line| !line.is_empty());
    let css = lines.collect::<Vec<_>>().join(" ");
    let parts = css.split('"').enumerate();
    let parts = parts.map(|(nth, part)| if nth % 2 == 0 { tight(part) } else { part.to_owned() });
    parts.collect::<Vec<_>>().join("\"")
}

/// A part of a style sheet outside quotes, without spaces beside braces, semicolons, commas, and behind colons.
fn tight(css: &str) -> String {
    let spaced = [" {", "{ ", "; ", " }", "} ", ", ", ": "];
    let css = spaced.iter().fold(css.to_owned(), |css, pair| css.replace(pair, pair.trim()));
    css.replace(";}", "}")
}
