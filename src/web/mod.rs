//! The site over HTTP: routes, handlers, content negotiation, middleware, metrics.
//!
//! `router` has every route. A handler looks up a response that was made when the site was swapped in; its
//! bytes were made by `site` when the site was built; the listeners and their limits are in `net`.

mod addresses;
mod admin;
mod assets;
mod conditional;
mod error_pages;
mod handlers;
mod headers;
mod host;
mod metrics;
mod middleware;
mod negotiate;
mod prometheus;
mod query;
mod request;
mod response_index;
mod responses;
mod router;
mod spellings;
mod state;

pub use admin::admin_router;
pub use middleware::{Observed, ObservedResponse};
pub use responses::{FileHeaders, Headers};
pub use router::app;
pub use state::{AppState, Clock, LogEntry, RequestLog};
