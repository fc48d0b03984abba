//! `patient-center outage-page`: the page that a proxy sends when no server answers.

use clap::Args;

use super::clock::Moment;
use super::load::Directories;
use super::output::{CommandError, print};
use crate::content::Photos;
use crate::site::address::BaseUrl;

/// The flags of `outage-page`.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    directories: Directories,

    #[command(flatten)]
    moment: Moment,
}

/// Reads the content as `serve` does, and prints the page.
pub(super) fn run(options: &Options) -> Result<(), CommandError> {
    let files = options.directories.read();
    let moment = options.moment.clock(&files.time_zone())();
    let base_url = BaseUrl::parse("http://localhost").expect("a host is a base address");
    let (source, _) = files.check(base_url, moment, &Photos::new())?;
    print(&source.content.outage_page(moment)?);
    Ok(())
}
