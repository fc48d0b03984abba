//! Lays out a large site for benchmarks: `cargo run --release --example large_site -- DIR [PAGES] [LANGUAGES] [BYTES]`.
//!
//! By default 1,000 pages in 20 languages, with 3,200 bytes of words on each in English, which are
//! about 8,000 of `main` on average over the languages.

mod site;

use std::env;
use std::io::{Error, Result};
use std::path::Path;

use site::Extent;

fn main() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let usage = || Error::other("usage: large_site DIR [PAGES] [LANGUAGES] [BYTES]");
    let directory = arguments.next().ok_or_else(usage)?;
    let mut number =
        |default| arguments.next().map_or(Ok(default), |text| text.parse().map_err(|_| usage()));
    let extent = Extent { pages: number(1000)?, languages: number(20)?, bytes: number(3200)? };
    site::write(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("content"),
        Path::new(&directory),
        extent,
    )
}
