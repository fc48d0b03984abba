//! What an operator runs: the image, locked down; the Pod; the single machine; the edge with TLS. Each
//! is the file that an operator uses, run by the real program.
//!
//! `tests/deploy/build` builds the image first; `tests/run` calls both.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says so by panicking"
)]

mod alerts;
mod compose;
mod edge;
mod image;
mod kubernetes;
mod locked_down;
mod support;
mod trace;
