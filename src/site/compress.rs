//! Content codings: every body is compressed once, when the site is built, and never again.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::answer::Representation;

/// The highest brotli quality that starts fast: from 7 on, the encoder clears 8 MiB of tables and
/// more for every page, which takes longer than the page; from 5 to 6 it is a hundredth smaller for
/// a third of the time more.
const BROTLI_QUALITY: i32 = 5;
/// 4 MiB: the largest window that every browser accepts without asking.
const BROTLI_WINDOW: i32 = 22;

/// `body` in the coding `gzip` (RFC 1952), if that is smaller.
pub fn gzip(body: &[u8]) -> Option<Representation> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 2), Compression::default());
    encoder.write_all(body).ok()?;
    smaller(encoder.finish().ok()?, body)
}

/// `body` in the coding `br` (RFC 7932), if that is smaller.
pub fn brotli(body: &[u8]) -> Option<Representation> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        lgwin: BROTLI_WINDOW,
        mode: brotli::enc::backward_references::BrotliEncoderMode::BROTLI_MODE_TEXT,
        size_hint: body.len(),
        ..Default::default()
    };
    let mut compressed = Vec::with_capacity(body.len() / 2);
    let mut body_reader = body;
    brotli::BrotliCompress(&mut body_reader, &mut compressed, &parameters).ok()?;
    smaller(compressed, body)
}

fn smaller(compressed: Vec<u8>, body: &[u8]) -> Option<Representation> {
    (compressed.len() < body.len()).then(|| Representation::new(compressed))
}
