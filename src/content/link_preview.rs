//! The picture of link previews, which messengers, mail programs and social networks show beside a link: one for each
//! language, `link-preview.png` beside its pages.
//!
//! It is made beforehand (see `link-previews/`), because the fonts for the letters of twelve languages are larger than
//! the program, and drawing text with them takes longer than its start.

use std::io::Cursor;

use bytes::Bytes;
use png::{DecodingError, Limits, Reader};

use super::digest::digest;
use super::files::is_forbidden;
use super::lint::without_breaks;
use super::name::Language;
use crate::diagnostics::{Diagnostic, Diagnostics};

/// The name of the file in the directory of a language.
pub(super) const NAME: &str = "link-preview.png";
/// The width that Open Graph, Messages and X ask for, in pixels; their height is 630.
pub const WIDTH: u32 = 1200;
/// In pixels.
pub const HEIGHT: u32 = 630;
/// The most bytes. Messengers show no picture that is much larger, and whoever gets a link waits for it on a phone.
const MAX_BYTES: usize = 60_000;
/// The most memory that the decoder may take for what is not pixels, in bytes.
const MAX_DECODED: usize = 1 << 20;
/// The keyword of the text in the picture (PNG, third edition, section 11.3.3.2).
const KEYWORD: &str = "Description";
/// What to do about a picture that cannot be used.
const HELP: &str = "make it with `link-previews/make`, or delete it: links are then shown with the picture of the \
                    default language, or without one";

/// The picture of link previews in one language: PNG, [`WIDTH`] by [`HEIGHT`] pixels.
#[derive(Debug, Clone)]
pub struct LinkPreview {
    /// A hash of its bytes, for its address.
    pub digest: String,
    /// The words in it, as it says itself; empty if it does not.
    pub words: Vec<String>,
    /// The file.
    pub bytes: Bytes,
}

impl LinkPreview {
    /// Checks `bytes`, which are those of `file`, and reports in `diagnostics` why they cannot be used.
    pub(super) fn read(file: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> Option<Self> {
        let report = |message| diagnostics.push(Diagnostic::error(file, message).help(HELP));
        Self::parse(bytes).map_err(report).ok()
    }

    /// The error says why `bytes` cannot be used.
    fn parse(bytes: &[u8]) -> Result<Self, String> {
        if bytes.len() > MAX_BYTES {
            return Err(format!("has {} bytes, more than {MAX_BYTES}", bytes.len()));
        }
        let broken = |error: DecodingError| format!("is not a whole PNG picture: {error}");
        let mut reader = reader(bytes).map_err(broken)?;
        let (width, height) = reader.info().size();
        if (width, height) != (WIDTH, HEIGHT) {
            return Err(format!("has {width} × {height} pixels, not {WIDTH} × {HEIGHT}"));
        }
        // To the end, so that half a picture is found, and words that stand behind the pixels.
        reader.finish().map_err(broken)?;
        Ok(Self {
            digest: digest(bytes, 5),
            words: words(&reader),
            bytes: Bytes::copy_from_slice(bytes),
        })
    }
}

/// The path of the picture in `language` below the root of the content.
pub fn file(language: &Language) -> String {
    format!("{language}/{NAME}")
}

/// SECURITY: the picture may be hostile. Its pixels are not decoded, and its texts are bounded.
fn reader(bytes: &[u8]) -> Result<Reader<Cursor<&[u8]>>, DecodingError> {
    png::Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: MAX_DECODED }).read_info()
}

/// The lines of the text that describes the picture.
fn words(reader: &Reader<Cursor<&[u8]>>) -> Vec<String> {
    let mut texts = reader.info().utf8_text.iter();
    let Some(found) = texts.find(|text| text.keyword == KEYWORD) else { return Vec::new() };
    let mut found = found.clone();
    let text = found.decompress_text_with_limit(MAX_BYTES).and_then(|()| found.get_text());
    let line = |line: &str| without_breaks(line).replace(is_forbidden, "");
    text.map(|text| text.lines().map(line).collect()).unwrap_or_default()
}
