//! How the site is said over HTTP: find the answer, pick the coding, send it; and the listeners.
//!
//! A request runs through `exchange` from top to bottom; everything it asks is a pure question
//! with a file of its own (is the `Host` well formed? which coding? is it still fresh?). What can
//! be known before the request is in `prepared`, made once when a site is swapped in. What the
//! pages say is `site`'s; which clock runs and which port is bound, `cli`'s.

mod address;
mod admin;
mod assets;
mod body;
mod coding;
mod conditional;
mod connection;
mod connections;
mod errand;
mod exchange;
mod exposition;
mod failure;
mod file_headers;
mod headers;
mod host;
mod language;
mod limits;
mod listener;
mod metrics;
mod on_request;
mod prepared;
mod progress;
mod quality;
mod query;
mod ready;
mod record;
mod redirect;
mod route;
mod service;
mod serving;
mod stream;
mod tidy;

pub use admin::admin_router;
pub use body::Body;
pub use connections::Connections;
pub use file_headers::{FileHeaders, Headers};
pub use limits::Limits;
pub use listener::{Sharing, bind, serve};
pub use record::{Entry, RequestLog};
pub use service::{Answering, Front, front};
pub use serving::{Clock, Serving};
