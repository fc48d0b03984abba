//! Listeners and connections: the accept loop, the limits of every connection, graceful shutdown.
//!
//! Knows HTTP/1.1 and nothing about the site: it serves any tower service that takes axum's requests
//! and is always ready, as a `Router` is.

mod connection;
mod connection_state;
mod connections;
mod limits;
mod listener;

pub use connections::Connections;
pub use limits::Limits;
pub use listener::{bind, serve};
