//! Arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    patient_center::cli::run(std::env::args_os())
}
