//! `patient-center check`: what is wrong with the content, and what is yet to be done.

use std::process::ExitCode;

use clap::Args;
use jiff::Timestamp;

use super::load::{Directories, Source};
use super::report::Format;
use super::{CONTENT, clock, print, report};
use crate::site::address::BaseUrl;

/// The flags of `check`.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    directories: Directories,

    /// The report's form.
    #[arg(long, env = "PATIENT_CENTER_FORMAT", default_value = "text", value_enum)]
    format: Format,

    /// Take warnings for problems: what is owed, drafts, what is overdue.
    #[arg(long, env = "PATIENT_CENTER_STRICT")]
    strict: bool,

    /// The moment to check the content at, as in 2026-12-24T14:00:00Z.
    #[arg(long, env = "PATIENT_CENTER_AT", value_name = "MOMENT", value_parser = clock::parse)]
    at: Option<Timestamp>,
}

/// Reads the content as `serve` does, and prints every problem: exit code 0 if there is none.
pub(super) fn run(options: &Options) -> ExitCode {
    let moment = clock::clock(options.at)();
    let base = BaseUrl::parse("http://localhost").expect("a host is a base address");
    let problems = match Source::load(&options.directories, base, moment) {
        Ok((source, warnings)) => source.build(moment).map_or_else(|faults| faults, |_| warnings),
        Err(problems) => problems,
    };
    let failed = problems.has_errors() || options.strict && !problems.is_empty();
    print(&match options.format {
        Format::Text => report::text(problems),
        Format::Json => report::json(problems),
    });
    if failed { ExitCode::from(CONTENT) } else { ExitCode::SUCCESS }
}
