//! The binary: runs the command line, and chooses the allocator.

use std::process::ExitCode;

/// During a reload two sites are in memory. glibc's malloc does not return the memory of the old one
/// (60 MiB after two reloads, while a site needs less than 30); jemalloc does, as soon as
/// `.cargo/config.toml` says.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    patient_center::cli::run(std::env::args_os())
}
