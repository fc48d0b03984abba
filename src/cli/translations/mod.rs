//! `patient-center translations`: the state of all translations, what has changed in the originals
//! since, and the commands that record progress.

mod accept;
mod overview;

use clap::{Args, Subcommand};

use super::load::ContentDirectory;
use super::output::{CommandError, Format, json, print};
use super::workspace::Workspace;
use overview::Overview;

/// The flags of `translations`.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(subcommand)]
    action: Option<Action>,

    #[command(flatten)]
    directory: ContentDirectory,

    /// Format of the table.
    #[arg(long, env = "PATIENT_CENTER_FORMAT", default_value = "text", value_enum)]
    format: Format,
}

/// What an editor can record.
#[derive(Debug, Subcommand)]
enum Action {
    /// Records that translations say what their originals say today.
    Accept(accept::Accept),
    /// Records that a professional translator has reviewed a translation today, or on the day of --at.
    Review(accept::Review),
}

/// Prints the table, or records progress.
pub(super) fn run(options: &Options) -> Result<(), CommandError> {
    let workspace = Workspace::open(&options.directory.content)?;
    match &options.action {
        None => show(&workspace, options.format),
        Some(Action::Accept(accept)) => accept.run(&workspace),
        Some(Action::Review(review)) => review.run(&workspace),
    }
}

fn show(workspace: &Workspace, format: Format) -> Result<(), CommandError> {
    let overview = Overview::of(&workspace.content);
    print(&match format {
        Format::Text => overview.text(),
        Format::Json => json(&overview),
    });
    match workspace.errors().count() {
        0 => Ok(()),
        errors => Err(CommandError::content(format!(
            "the content has {errors} problems, so this may not be all; `patient-center check` \
             shows them"
        ))),
    }
}
