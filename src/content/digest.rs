//! Digests: names of bytes that change with the bytes.

use std::fmt::{self, Write};

use sha2::{Digest, Sha256};

/// The first octets of the digest that a fingerprint has.
const OCTETS: usize = 8;

/// The first `octets` octets of the SHA-256 of `bytes`, in hexadecimal. Fewer octets make a shorter name,
/// and collisions more likely.
pub fn digest(bytes: impl AsRef<[u8]>, octets: usize) -> String {
    let mut name = String::with_capacity(2 * octets);
    for octet in Sha256::digest(bytes).iter().take(octets) {
        // Writing to a String cannot fail.
        let _ = write!(name, "{octet:02x}");
    }
    name
}

/// A name for the visible words of a page, by which a translation says what it was made from: the first
/// 16 digits of the SHA-256 of [`written`] words, so that `sha256sum` of such a file begins with it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// `None` unless `text` is 16 hexadecimal digits in lower case.
    pub fn new(text: &str) -> Option<Self> {
        let digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        (text.len() == 2 * OCTETS && text.bytes().all(digit)).then(|| Self(text.to_owned()))
    }

    /// The fingerprint of `words`, each of which is one line.
    pub fn of(words: &[String]) -> Self {
        Self(digest(written(words), OCTETS))
    }

    /// The fingerprint itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The words as a file keeps them: each text is one line, and every line is ended.
pub fn written(words: &[String]) -> String {
    words.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
}
