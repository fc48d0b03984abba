//! What surrounds every request.

mod access_log;
mod request_log;

pub(super) use access_log::observe;
pub use request_log::{LogEntry, RequestLog};
