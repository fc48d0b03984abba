//! The site behind real proxies and beside a real file server: the edge cache when its origins are
//! dead, rolling updates, request smuggling, and the exported files in nginx.
//!
//! Needs nginx, `HAProxy` and Caddy, so plain `cargo test` leaves it out: `cargo test --test proxies`.
//! `LONG=1` makes some of it longer.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failed precondition of a test is reported by a panic"
)]

mod dead_origin;
mod export;
mod outage;
mod rolling;
mod smuggling;
mod support;
