//! `patient-center check`: the errors and warnings of the content.

use clap::Args;

use super::clock::Moment;
use super::error::CommandError;
use super::load::{Directories, SiteSource};
use super::output::print;
use super::report;
use super::report::Format;
use crate::site::address::BaseUrl;

/// The flags of `check`.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    directories: Directories,

    /// Format of the report.
    #[arg(long, env = "PATIENT_CENTER_FORMAT", default_value = "text", value_enum)]
    format: Format,

    /// Fail on warnings, too: missing facts, drafts, overdue checks.
    #[arg(long, env = "PATIENT_CENTER_STRICT")]
    strict: bool,

    #[command(flatten)]
    moment: Moment,
}

/// Reads the content as `serve` does, and prints all diagnostics.
pub(super) fn run(options: &Options) -> Result<(), CommandError> {
    let moment = options.moment.clock()();
    let base_url = BaseUrl::parse("http://localhost").expect("a host is a base address");
    let built = SiteSource::load(&options.directories, base_url, moment)
        .and_then(|(source, warnings)| source.build(moment).map(|_| warnings));
    let diagnostics = built.unwrap_or_else(|diagnostics| diagnostics);
    let failed = diagnostics.has_errors() || options.strict && !diagnostics.is_empty();
    print(&match options.format {
        Format::Text => report::text(diagnostics),
        Format::Json => report::json(diagnostics),
    });
    if failed { Err(CommandError::printed()) } else { Ok(()) }
}
