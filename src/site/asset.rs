//! The files of the static directory.
//!
//! `style.css` is inlined into every page, without the parts that the page does not need; the files of
//! `at-root/` are served at `/`; everything else is served at `/static/<name>.<hash>.<ext>`, so that it can be
//! cached for a year.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::address::{BaseUrl, link_preview_path, photo_path};
use super::answer::{Answer, CachePolicy, HTML, Representation};
use crate::content::digest::digest;
use crate::content::{Content, Language, Photos};
use crate::diagnostics::{Diagnostic, Diagnostics};

/// The file that is inlined into every page.
const STYLE: &str = "style.css";

/// What stands in the style sheet for the public address of the site.
const BASE: &str = "{base}";

/// Where the style sheet stands in the template of a page.
const EMPTY_STYLE: &str = "<style></style>";

/// The prefix of addresses that contain a hash of the bytes.
const FINGERPRINTED: &str = "/static/";

/// One file of the static directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Its bytes.
    pub bytes: Bytes,
    /// With its charset where it is text.
    pub content_type: &'static str,
    /// Whether pages of other origins may show it.
    pub is_cross_origin: bool,
}

impl Asset {
    fn new(bytes: impl Into<Bytes>, content_type: &'static str) -> Self {
        Self { bytes: bytes.into(), content_type, is_cross_origin: false }
    }

    /// The file as the answer at `path`. It has no text, so its language is the default one, `language`.
    pub fn answer(&self, path: &str, language: &Language) -> Answer {
        let is_fingerprinted = path.starts_with(FINGERPRINTED);
        Answer {
            status: 200,
            content_type: self.content_type,
            language: language.clone(),
            cache: if is_fingerprinted { CachePolicy::Immutable } else { CachePolicy::Briefly },
            varies_by_language: false,
            is_cross_origin: self.is_cross_origin,
            identity: Representation::new(self.bytes.clone()),
            gzip: None,
            brotli: None,
        }
    }
}

/// A part of the style sheet: one `style` element.
#[derive(Debug, Clone, PartialEq, Eq)]
struct StylePart {
    /// A page that has one of these texts in its HTML needs the part; every page needs one without texts.
    needed_by: Vec<String>,
    css: String,
}

/// Colours of the style sheet that a page names, too: as CSS writes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeColors {
    /// The background of a page.
    pub light: String,
    /// Its background in the dark.
    pub dark: String,
    /// Its text.
    pub ink: String,
}

impl ThemeColors {
    /// The colours `--paper` and `--ink` of `css`, and of its rules for dark screens; `None` where it has not all.
    fn of(css: &str) -> Option<Self> {
        let value = |css: &str, name: &str| {
            let (_, rest) = css.split_once(name)?;
            let end = rest.find([';', '}'])?;
            Some(rest.get(..end)?.trim().to_owned())
        };
        let (_, in_the_dark) = css.split_once("(prefers-color-scheme:dark){:root{")?;
        Some(Self {
            light: value(css, "--paper:")?,
            dark: value(in_the_dark, "--paper:")?,
            ink: value(css, "--ink:")?,
        })
    }
}

/// The files of the static directory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assets {
    /// The colours of the browser's bars beside a page.
    pub theme: Option<ThemeColors>,
    /// The style sheet, in the order of its rules.
    style: Vec<StylePart>,
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
                    match style_parts(&String::from_utf8_lossy(&bytes)) {
                        Some(parts) => {
                            // The last part is the one that every page has.
                            assets.theme = parts.last().and_then(|p| ThemeColors::of(&p.css));
                            assets.style = parts;
                        }
                        None => problems.push(Diagnostic::error(STYLE, "a part has no end").help(
                            "write `/* part: … */` before its rules and `/* end */` after them",
                        )),
                    }
                }
                Some(content_type) => {
                    let path = public_path(&name, &bytes);
                    assets.files.insert(path.clone(), Asset::new(bytes, content_type));
                    assets.paths.insert(name, path);
                }
                None => {} // see `unread`
            }
        }
        if assets.style.is_empty() && !problems.has_errors() {
            problems.push(Diagnostic::error(STYLE, "the style sheet is missing or empty"));
        }
        if problems.has_errors() { Err(problems) } else { Ok(assets) }
    }

    /// A warning for each of `files` that is of no kind that is served.
    pub fn unread<B>(files: &BTreeMap<String, B>) -> Diagnostics {
        let mut warnings = Diagnostics::default();
        let unknown = files.keys().filter(|name| content_type(name).is_none());
        warnings.extend(unknown.map(|name| {
            let help = "css, svg, png, jpg, webp, ico, txt and webmanifest are served; delete it, or keep it elsewhere";
            let warning = Diagnostic::warning(name, "a file of an unknown kind, which is not served");
            warning.help(help).group("files of an unknown kind, which are not served")
        }));
        warnings
    }

    /// The same assets and the pictures of `photos`.
    #[must_use]
    pub fn with_photos(mut self, photos: &Photos) -> Self {
        for (name, photo) in photos {
            let pictures = photo.variants.iter().map(|variant| {
                (photo_path(name, variant), Asset::new(variant.bytes.clone(), "image/webp"))
            });
            self.files.extend(pictures);
        }
        self
    }

    /// The same assets and the pictures of link previews, which messengers and mail programs show in their own pages.
    #[must_use]
    pub fn with_link_previews(mut self, content: &Content) -> Self {
        for facts in content.facts.published_languages() {
            let words = content.by_language.get(&facts.language);
            let Some(picture) = words.and_then(|words| words.link_preview.as_ref()) else {
                continue;
            };
            let file = Asset::new(picture.bytes.clone(), "image/png");
            let path = link_preview_path(&facts.language, picture);
            self.files.insert(path, Asset { is_cross_origin: true, ..file });
        }
        self
    }

    /// The public path of the file `name`.
    pub fn path(&self, name: &str) -> Option<&str> {
        self.paths.get(name).map(String::as_str)
    }

    /// The same assets for a site at the public address `base`, which the style sheet writes before links on paper.
    #[must_use]
    pub fn at(&self, base: &BaseUrl) -> Self {
        // SECURITY: an address has no character that could end a string of the style sheet.
        let mut assets = self.clone();
        for part in &mut assets.style {
            part.css = part.css.replace(BASE, &base.to_string());
        }
        assets
    }

    /// The page `html`, which has no style yet, with no coding but gzip.
    pub(super) fn page(&self, language: &Language, cache: CachePolicy, html: &str) -> Answer {
        Answer::gzipped(HTML, language, cache, self.with_style(html))
    }

    /// `html`, a page with an empty `style` element, with the parts of the style sheet that it needs.
    fn with_style(&self, html: &str) -> String {
        let needs = |part: &&StylePart| {
            part.needed_by.is_empty() || part.needed_by.iter().any(|text| html.contains(text))
        };
        let parts =
            self.style.iter().filter(needs).map(|part| ["<style>", &part.css, "</style>"].concat());
        html.replacen(EMPTY_STYLE, &parts.collect::<String>(), 1)
    }

    /// All parts of the style sheet as source expressions of the content security policy (CSP 3, 2.3.1).
    pub fn style_sources(&self) -> String {
        let hash = |part: &StylePart| STANDARD.encode(Sha256::digest(&part.css));
        let sources = self.style.iter().map(|part| format!("'sha256-{}'", hash(part)));
        sources.collect::<Vec<_>>().join(" ")
    }
}

/// The style sheet `css` by its parts: what is between `/* part: <text> | <text> */` and `/* end */`, and last,
/// for every page, the rest. `None` where a part has no end.
fn style_parts(css: &str) -> Option<Vec<StylePart>> {
    let (mut rest, mut common, mut parts) = (css, String::new(), Vec::new());
    while let Some((before, part)) = rest.split_once("/* part: ") {
        let (texts, part) = part.split_once(" */")?;
        let (part, after) = part.split_once("/* end */")?;
        let needed_by = texts.split(" | ").map(str::to_owned).collect();
        parts.push(StylePart { needed_by, css: pack(part) });
        common.push_str(before);
        rest = after;
    }
    common.push_str(rest);
    parts.push(StylePart { needed_by: Vec::new(), css: pack(&common) });
    parts.retain(|part| !part.css.is_empty());
    Some(parts)
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
        "webp" => "image/webp",
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
    // SECURITY: it cannot end its own element; and exactly these bytes are hashed for the policy.
    parts.collect::<Vec<_>>().join("\"").replace("</", "<\\/")
}

/// A part of a style sheet outside quotes, without spaces beside braces, semicolons, commas, and behind colons.
fn tight(css: &str) -> String {
    let spaced = [" {", "{ ", "; ", " }", "} ", ", ", ": "];
    let css = spaced.iter().fold(css.to_owned(), |css, pair| css.replace(pair, pair.trim()));
    css.replace(";}", "}")
}
