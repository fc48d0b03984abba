//! How the site is said over HTTP: find the answer, pick the coding, send it; and the listeners.
//!
//! A request runs through `exchange` from top to bottom; everything it asks is a pure question
//! with a file of its own (is the `Host` well formed? which coding? is it still fresh?). What can
//! be known before the request is in `prepared`, made once when a site is swapped in. What the
//! pages say is `site`'s; which clock runs and which port is bound, `cli`'s.

mod address;
mod admin;
mod assets;
mod coding;
mod conditional;
mod connection;
mod exchange;
mod failure;
mod headers;
mod host;
mod language;
mod listener;
mod nothing;
mod on_request;
mod prepared;
mod quality;
mod query;
mod ready;
mod record;
mod redirect;
mod serving;
mod stream;
mod tidy;

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use tower_http::catch_panic::CatchPanicLayer;

pub use admin::admin_router;
pub use listener::{Limits, bind, serve};
pub use serving::{Clock, Serving};

/// The public site, in production and in tests.
///
/// There are no routes: an address is a key of the site's answers, and everything else (another
/// spelling, an old address, nothing at all) is a question about those keys, see `address`.
pub fn router(serving: Arc<Serving>) -> Router {
    // ORDER: the layer added last is the outermost. The net for panics is the innermost, so that
    // the page that takes the place of a panic has the header set and its line in the log too.
    Router::new()
        .fallback(exchange::exchange)
        .with_state(Arc::clone(&serving))
        .layer(CatchPanicLayer::custom(failure::Panicked))
        .layer(from_fn_with_state(serving, record::record))
}
