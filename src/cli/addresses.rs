//! `patient-center addresses`: what `addresses.txt` lacks, for a release to add.

use clap::Args;

use super::load::ContentDirectory;
use super::output::{CommandError, print};
use super::workspace::Workspace;
use crate::site::Site;

/// The flags of `addresses`.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    directory: ContentDirectory,
}

/// Prints every address of a published page that is not in `addresses.txt`, one a line.
pub(super) fn run(options: &Options) -> Result<(), CommandError> {
    let workspace = Workspace::open(&options.directory.content)?;
    if workspace.errors().count() > 0 {
        let message = "the content has errors; `patient-center check` shows them";
        return Err(CommandError::content(message));
    }
    let new = Site::unlisted_addresses(&workspace.content);
    print(&new.into_iter().map(|address| address + "\n").collect::<String>());
    Ok(())
}
