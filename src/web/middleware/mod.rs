//! What surrounds every request.

mod access_log;

pub(super) use access_log::observe;
pub use access_log::{LogEntry, RequestLog};
