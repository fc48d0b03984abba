//! Why a command fails: what it prints to standard error, and its exit code.

use std::fmt::Display;
use std::process::ExitCode;

use super::output::print_error;
use super::report;
use crate::diagnostics::Diagnostics;

/// Why a command fails.
#[derive(Debug)]
pub(super) struct CommandError {
    code: u8,
    /// What is printed to standard error.
    message: String,
}

impl CommandError {
    /// The command line or the environment is wrong: one line, exit code 2.
    pub(super) fn usage(reason: impl Display) -> Self {
        Self { code: 2, message: format!("patient-center: {reason}\n") }
    }

    /// The content is wrong, or a server is not ready: one line, exit code 1.
    pub(super) fn content(reason: impl Display) -> Self {
        Self { code: 1, message: format!("patient-center: {reason}\n") }
    }

    /// Standard output says what is wrong: exit code 1.
    pub(super) fn printed() -> Self {
        Self { code: 1, message: String::new() }
    }

    /// Prints the message to standard error; the exit code.
    pub(super) fn report(&self) -> ExitCode {
        print_error(&self.message);
        ExitCode::from(self.code)
    }
}

/// The content has errors: the whole report, exit code 1.
impl From<Diagnostics> for CommandError {
    fn from(diagnostics: Diagnostics) -> Self {
        Self { code: 1, message: report::text(diagnostics) }
    }
}
