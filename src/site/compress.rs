//! Content codings: every body is compressed once, when the site is built, and then kept.

use std::io::Write;

use brotli::CompressorWriter;
use brotli::enc::BrotliEncoderParams;
use brotli::enc::backward_references::BrotliEncoderMode;
use libdeflater::{CompressionLvl, Compressor};

/// What the qualities cost, measured over 183 bodies of this site, 6.5 MB, in processor time, with the
/// encoder's largest heap:
///
/// | quality | ms | bytes | MiB |
/// |---|---|---|---|
/// | 5 | 91 | 1,590,679 | 2 |
/// | 6 | 104 | 1,578,948 | 3 |
/// | 7 | 128 | 1,556,490 | 9 |
/// | 8 | 185 | 1,553,811 | 17 |
/// | 9 | 1,650 | 1,552,520 | 33 |
/// | 10 | 2,360 | 1,446,806 | 34 |
///
/// 6 would make a page 64 bytes smaller, and 7, 187 bytes, with tables of 9 MiB for each worker.
const BROTLI_QUALITY: i32 = 5;
/// 4 MiB: the largest window that every browser accepts without asking.
const BROTLI_WINDOW: i32 = 22;
/// 2^18 bytes. Of a smaller body in one piece the encoder keeps a copy of that size; for any other, it
/// clears a buffer of twice the window, 8 MiB, which took a fifth of the time and four fifths of the memory.
const BROTLI_BLOCK: i32 = 18;
/// What the levels cost, measured over the 180 pages of this site, 7.5 MB, in processor time:
///
/// | level | ms | bytes |
/// |---|---|---|
/// | 6 | 91 | 2,044,684 |
/// | 7 | 103 | 2,035,288 |
/// | 9 | 117 | 2,031,697 |
/// | 10 | 660 | 1,970,953 |
/// | 9 of zlib | 165 | 2,041,584 |
const GZIP_LEVEL: i32 = 7;
/// The encoder's output buffer in bytes.
const BUFFER: usize = 16 << 10;

/// `body` in the coding `gzip` (RFC 1952), if that is smaller.
pub(super) fn gzip(body: &[u8]) -> Option<Box<[u8]>> {
    let mut compressor = Compressor::new(CompressionLvl::new(GZIP_LEVEL).ok()?);
    let mut compressed = vec![0; body.len()];
    // An error says that there was no room.
    let length = compressor.gzip_compress(body, &mut compressed).ok()?;
    compressed.truncate(length);
    smaller(compressed, body)
}

/// `body` in the coding `br` (RFC 7932), if that is smaller.
pub(super) fn brotli(body: &[u8]) -> Option<Box<[u8]>> {
    let parameters = BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        lgwin: BROTLI_WINDOW,
        lgblock: BROTLI_BLOCK,
        mode: BrotliEncoderMode::BROTLI_MODE_TEXT,
        size_hint: body.len(),
        ..Default::default()
    };
    let compressed = Vec::with_capacity(body.len() / 2);
    let mut encoder = CompressorWriter::with_params(compressed, BUFFER, &parameters);
    encoder.write_all(body).ok()?; // one piece
    smaller(encoder.into_inner(), body)
}

/// `compressed`, if that is smaller than `body`; a boxed slice has no spare capacity.
fn smaller(compressed: Vec<u8>, body: &[u8]) -> Option<Box<[u8]>> {
    (compressed.len() < body.len()).then(|| compressed.into_boxed_slice())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn read(mut decoder: impl Read) -> Vec<u8> {
        let mut body = Vec::new();
        decoder.read_to_end(&mut body).unwrap();
        body
    }

    #[test]
    fn a_body_of_one_block_or_more_comes_back_whole_and_is_coded_alike_each_time() {
        let block = 1 << BROTLI_BLOCK;
        for size in [100, BUFFER, block - 1, block, block + 1, 3 * block] {
            let numbers = (0_u32..)
                .flat_map(|number| format!("{} ", number % 1009 * (number % 7)).into_bytes());
            let body: Vec<u8> = numbers.take(size).collect();
            let (br, gz) = (brotli(&body).unwrap(), gzip(&body).unwrap());
            assert!(read(::brotli::Decompressor::new(&*br, BUFFER)) == body, "br, {size}");
            assert!(read(flate2::read::GzDecoder::new(&*gz)) == body, "gzip, {size}");
            assert_eq!((Some(br), Some(gz)), (brotli(&body), gzip(&body)), "{size}");
        }
    }

    #[test]
    fn what_would_grow_is_not_coded() {
        assert_eq!((brotli(b"a"), gzip(b"a")), (None, None));
    }
}
