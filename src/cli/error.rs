//! Why a command does nothing: one line for standard error, and an exit code.

use std::process::ExitCode;

use super::{CONTENT, USAGE, complain};

/// Why a command does nothing.
#[derive(Debug)]
pub(super) struct CommandError {
    code: u8,
    reason: String,
}

impl CommandError {
    /// The command line or the environment is at fault.
    pub(super) fn usage(reason: impl Into<String>) -> Self {
        Self { code: USAGE, reason: reason.into() }
    }

    /// The content is at fault.
    pub(super) fn content(reason: impl Into<String>) -> Self {
        Self { code: CONTENT, reason: reason.into() }
    }

    /// Says so; the exit code.
    pub(super) fn report(&self) -> ExitCode {
        complain(&format!("patient-center: {}\n", self.reason));
        ExitCode::from(self.code)
    }
}
