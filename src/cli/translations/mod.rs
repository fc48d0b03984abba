//! `patient-center translations`: how far they have come, what has changed in the originals since,
//! and that one is up to date again.

mod accept;
mod overview;
mod table;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::error::CommandError;
use super::print;
use super::report::Format;
use super::workspace::Workspace;
use overview::Overview;

/// The flags of `translations`.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(subcommand)]
    deed: Option<Deed>,

    /// The words and facts.
    #[arg(long, env = "PATIENT_CENTER_CONTENT", default_value = "content", value_name = "DIR")]
    #[arg(global = true)]
    content: PathBuf,

    /// The table's form.
    #[arg(long, env = "PATIENT_CENTER_FORMAT", default_value = "text", value_enum)]
    format: Format,
}

/// What an editor says of a translation.
#[derive(Debug, Subcommand)]
enum Deed {
    /// Records that translations say what their originals say today.
    Accept(accept::Accept),
    /// Records that a professional translator has reviewed a translation.
    Review(accept::Review),
}

/// Shows the table, or records what an editor says: exit code 0 if it is done.
pub(super) fn run(options: &Options) -> ExitCode {
    let done = Workspace::open(&options.content).and_then(|workspace| match &options.deed {
        None => show(&workspace, options.format),
        Some(Deed::Accept(accept)) => accept.run(&workspace),
        Some(Deed::Review(review)) => review.run(&workspace),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => error.report(),
    }
}

fn show(workspace: &Workspace, format: Format) -> Result<(), CommandError> {
    let overview = Overview::of(&workspace.content);
    print(&match format {
        Format::Text => table::text(&overview),
        Format::Json => table::json(&overview),
    });
    match workspace.errors().count() {
        0 => Ok(()),
        errors => Err(CommandError::content(format!(
            "the content has {errors} problems, so this may not be all; `patient-center check` \
             shows them"
        ))),
    }
}
