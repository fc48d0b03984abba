//! What surrounds every request.

mod observe;
mod request_log;

pub use observe::{Observed, ObservedResponse};
pub use request_log::{LogEntry, RequestLog};
