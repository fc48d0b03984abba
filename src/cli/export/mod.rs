//! `patient-center export`: the whole site as files, for object storage or a CDN.

mod files;
mod interruption;
mod manifest;
mod progress;
mod rules;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use jiff::Timestamp;

use self::files::{File, Piece};
use self::manifest::{MANIFEST, Manifest};
use self::progress::Progress;
use super::directory::{Draft, Place};
use super::error::CommandError;
use super::load::{Directories, Source};
use super::{CONTENT, clock, complain, print, report};
use crate::diagnostics::Diagnostics;
use crate::site::Site;
use crate::site::address::BaseUrl;

/// Where the common hosts of static files look for headers and redirects.
const HEADERS: &str = "_headers";
const REDIRECTS: &str = "_redirects";
const PLAIN: &str = "text/plain; charset=utf-8";

/// Whoever waits for longer is told how far it is.
const PATIENCE: Duration = Duration::from_secs(1);

/// The flags of `export`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The directory for the files: new, empty, or a former export, which is replaced.
    #[arg(long, env = "PATIENT_CENTER_OUT", value_name = "DIR")]
    out: PathBuf,

    #[command(flatten)]
    directories: Directories,

    /// The public address of the files, as in <https://example.org>.
    #[arg(long, env = "PATIENT_CENTER_BASE_URL", value_name = "URL")]
    base_url: BaseUrl,

    /// The moment to show the site at, as in 2026-12-24T14:00:00Z.
    #[arg(long, env = "PATIENT_CENTER_AT", value_name = "MOMENT", value_parser = clock::parse)]
    at: Option<Timestamp>,
}

/// Writes all files, or none.
pub(super) fn run(options: &Options) -> ExitCode {
    let tell = |line: &str| complain(&format!("patient-center: {line}\n"));
    match progress::told(PATIENCE, tell, |progress| export(options, progress)) {
        Ok(said) => {
            print(&said);
            ExitCode::SUCCESS
        }
        Err(Failure::Content(problems)) => {
            complain(&report::text(problems));
            ExitCode::from(CONTENT)
        }
        Err(Failure::Refused(error)) => error.report(),
    }
}

/// Why nothing is exported.
enum Failure {
    Content(Diagnostics),
    Refused(CommandError),
}

impl From<Diagnostics> for Failure {
    fn from(problems: Diagnostics) -> Self {
        Self::Content(problems)
    }
}

impl From<CommandError> for Failure {
    fn from(error: CommandError) -> Self {
        Self::Refused(error)
    }
}

/// A line of the operating system about the files.
impl From<String> for Failure {
    fn from(reason: String) -> Self {
        Self::Refused(CommandError::usage(reason))
    }
}

fn export(options: &Options, progress: &Progress) -> Result<String, Failure> {
    // ORDER: what will be refused is refused before the work.
    let place = Place::look(&options.out).map_err(|reason| format!("--out {reason}"))?;
    vacant(&place).map_err(|why| format!("--out {}: {why}", options.out.display()))?;
    let moment = clock::clock(options.at)();
    let base = options.base_url.clone();
    let (source, _) = Source::load(&options.directories, base, moment)?;
    let site = source.build(moment)?;
    let pieces = files::pieces(&site).map_err(CommandError::content)?;
    let (count, bytes) = write(&site, &pieces, &options.base_url, &place, progress)?;
    Ok(format!("exported {count} files, {bytes} bytes, to {}\n", options.out.display()))
}

/// A directory may be replaced if that destroys nothing but what an export wrote.
fn vacant(place: &Place) -> Result<(), String> {
    if place.is_free() {
        return Ok(());
    }
    let Some(written) = place.text(MANIFEST).and_then(|text| manifest::written(&text)) else {
        return Err("the directory is not empty, and is no former export".to_owned());
    };
    match place.files()?.iter().find(|file| !written.contains(*file)) {
        None => Ok(()),
        Some(file) => Err(format!("the former export there holds {file}, which is not its own")),
    }
}

/// Writes all files; how many they are, and how many bytes.
fn write(
    site: &Site,
    pieces: &[Piece<'_>],
    base: &BaseUrl,
    place: &Place,
    progress: &Progress,
) -> Result<(usize, usize), String> {
    let interrupted = interruption::watch()?;
    progress.expect(pieces.iter().map(|piece| piece.files().count()).sum());
    let draft = Draft::begin(place)?;
    let mut manifest = Manifest::begin(draft.open(MANIFEST)?, base, site.next_change)?;
    let mut add = |file: &File<'_>| {
        if interrupted.is_set() {
            return Err("interrupted; nothing is exported".to_owned());
        }
        draft.write(&file.name, file.bytes)?;
        progress.step();
        manifest.add(file)
    };
    for file in pieces.iter().flat_map(Piece::files) {
        add(&file)?;
    }
    for (name, text) in
        [(HEADERS, rules::headers(site, pieces)), (REDIRECTS, rules::redirects(site))]
    {
        add(&File::of_the_host(name, PLAIN, text.as_bytes()))?;
    }
    let sum = manifest.end()?;
    draft.publish()?;
    Ok(sum)
}
