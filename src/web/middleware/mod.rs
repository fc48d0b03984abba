//! What surrounds every request.

mod access_log;
mod request_log;

pub use access_log::{Observed, ObservedResponse};
pub use request_log::{LogEntry, RequestLog};
