//! Arguments in, exit code out.

use std::process::ExitCode;

/// The system's keeps what two sites needed while one took the place of the other: 60 MiB after two
/// rebuilds, where one site takes less than 30. How soon this one gives back, `.cargo/config.toml` says.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    patient_center::cli::run(std::env::args_os())
}
