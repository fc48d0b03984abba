//! Standard output and standard error.

use std::io::{self, Write};

/// Writes `text` to standard output, and flushes it. A closed pipe is not an error.
pub(super) fn print(text: &str) {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).ok();
}

/// Writes `text` to standard error.
pub(super) fn print_error(text: &str) {
    io::stderr().lock().write_all(text.as_bytes()).ok();
}
