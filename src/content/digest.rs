//! A name for bytes, shorter than they are; the longer it is, the less likely do others share it.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// The first `octets` octets of the SHA-256 of `bytes`, in hexadecimal.
pub fn digest(bytes: impl AsRef<[u8]>, octets: usize) -> String {
    let mut name = String::with_capacity(2 * octets);
    for octet in Sha256::digest(bytes).iter().take(octets) {
        // Writing to a String cannot fail.
        let _ = write!(name, "{octet:02x}");
    }
    name
}
