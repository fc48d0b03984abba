//! A hash of bytes, truncated: fewer octets make a shorter name, and collisions more likely.

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
