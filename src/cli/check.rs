//! `patient-center check`: the errors and warnings of the content.

use clap::Args;

use super::clock::Moment;
use super::load::Directories;
use super::output::{CommandError, print};
use super::report::{ReportFormat, report};
use crate::content::Photos;
use crate::site::address::BaseUrl;
use crate::site::readability::Readability;

/// The flags of `check`.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    directories: Directories,

    /// Format of the report.
    #[arg(long, env = "PATIENT_CENTER_FORMAT", default_value = "text", value_enum)]
    format: ReportFormat,

    /// Fail on warnings, too: missing facts, drafts, overdue checks.
    #[arg(long, env = "PATIENT_CENTER_STRICT")]
    strict: bool,

    /// Show each warning with its line and what to do about it, instead of one line for each kind.
    #[arg(long, env = "PATIENT_CENTER_VERBOSE")]
    verbose: bool,

    #[command(flatten)]
    moment: Moment,
}

/// Reads the content as `serve` does, and prints all diagnostics.
pub(super) fn run(options: &Options) -> Result<(), CommandError> {
    let files = options.directories.read();
    let moment = options.moment.clock(&files.time_zone())();
    let base_url = BaseUrl::parse("http://localhost").expect("a host is a base address");
    let checked = files.check(base_url, moment, &Photos::new());
    let built = checked.and_then(|(source, warnings)| {
        let readability = Readability::of(source.content.content());
        source.build(moment).map(|_| (warnings, readability))
    });
    let (diagnostics, readability) = built.unwrap_or_else(|diagnostics| (diagnostics, None));
    let failed = diagnostics.has_errors() || options.strict && !diagnostics.is_empty();
    print(&report(diagnostics, readability.as_ref(), options.format, options.verbose));
    if failed { Err(CommandError::printed()) } else { Ok(()) }
}
