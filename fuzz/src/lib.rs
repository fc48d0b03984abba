//! What must be true of every input that a client may send or an author may write.
//!
//! One function for each fuzz target; it panics where something is not true. The targets in
//! `fuzz_targets/` run it over what the fuzzer makes up, and `tests/it/fuzzed.rs`, which includes
//! this file, over the seeds in `corpus/`. Everything goes through public interfaces: the
//! production service, and the content's loader with the site's rules.

mod accept_encoding;
mod accept_language;
mod address;
mod content;
mod files;
mod front;
pub mod headers;
mod if_none_match;
mod weights;

pub use accept_encoding::accept_encoding;
pub use accept_language::accept_language;
pub use address::address;
pub use content::content;
pub use if_none_match::if_none_match;

/// Checks one input, and panics if something is not as it must be.
pub type Target = fn(&[u8]);

/// Every target by the name of its corpus.
pub const TARGETS: [(&str, Target); 5] = [
    ("accept_encoding", accept_encoding),
    ("accept_language", accept_language),
    ("address", address),
    ("content", content),
    ("if_none_match", if_none_match),
];
