//! Faults: hostile clients, bad content, swaps of content, restarts; each against the real binary, while
//! ordinary clients send requests and check every response.
//!
//! Every load is bounded in time and count. `LONG=1` makes some of it longer.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on says so by panicking"
)]

mod bad_content;
mod connection_limits;
mod flood;
mod log_pipe;
mod restarts;
mod slow_clients;
mod smuggling;
mod support;
mod torn_writes;
mod version_swaps;
