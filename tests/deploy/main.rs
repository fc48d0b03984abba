//! The deployments: the image with all its restrictions, Kubernetes, Compose, the edge with TLS. Each test
//! uses the file that an operator uses, with the real program.
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
