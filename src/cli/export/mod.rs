//! `patient-center export`: the whole site as files, for object storage or a CDN.

mod files;
mod manifest;
mod rules;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use clap::Args;
use signal_hook::consts::{SIGINT, SIGTERM};

use self::files::{ExportedFile, ExportedResponse};
use self::manifest::MANIFEST;
use super::clock::Moment;
use super::directory::{AtomicDirectory, StagedDirectory};
use super::load::Directories;
use super::output::{CommandError, print, print_error};
use crate::content::Photos;
use crate::site::Site;
use crate::site::address::BaseUrl;

/// Where the common hosts of static files look for headers and redirects.
const HEADERS: &str = "_headers";
const REDIRECTS: &str = "_redirects";

/// Work that takes longer than this reports its progress.
const PROGRESS_DELAY: Duration = Duration::from_secs(1);

/// The flags of `export`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// Directory for the files: new, empty, or a previous export, which is replaced.
    #[arg(long, env = "PATIENT_CENTER_OUT", value_name = "DIR")]
    out: PathBuf,

    #[command(flatten)]
    directories: Directories,

    /// Public address of the files, as in <https://example.org>.
    #[arg(long, env = "PATIENT_CENTER_BASE_URL", value_name = "URL")]
    base_url: BaseUrl,

    #[command(flatten)]
    moment: Moment,
}

/// Writes all files, or none.
pub(super) fn run(options: &Options) -> Result<(), CommandError> {
    let print_progress = |line: &str| print_error(&format!("patient-center: {line}\n"));
    let exported =
        with_progress(PROGRESS_DELAY, print_progress, |progress| export(options, progress));
    print(&exported?);
    Ok(())
}

/// Exports the site; the summary to be printed.
fn export(options: &Options, progress: &Progress) -> Result<String, CommandError> {
    // ORDER: what would be refused at the end is refused before the work.
    let out = options.out.display();
    let destination = AtomicDirectory::at(&options.out)
        .map_err(|reason| CommandError::usage(format!("--out {reason}")))?;
    may_replace(&destination)
        .map_err(|reason| CommandError::usage(format!("--out {out}: {reason}")))?;
    let files = options.directories.read();
    let moment = options.moment.clock(&files.time_zone())();
    let (source, _) = files.check(options.base_url.clone(), moment, &Photos::new())?;
    let site = source.build(moment)?;
    let responses = files::responses(&site).map_err(CommandError::content)?;
    let (count, bytes) = write(&site, &responses, &options.base_url, &destination, progress)
        .map_err(CommandError::usage)?;
    Ok(format!("exported {count} files, {bytes} bytes, to {out}\n"))
}

/// An error unless nothing would be deleted but what an export wrote.
fn may_replace(destination: &AtomicDirectory) -> Result<(), String> {
    if destination.is_empty {
        return Ok(());
    }
    let manifest = destination.text(MANIFEST);
    let Some(written) = manifest.and_then(|text| manifest::names(&text)) else {
        return Err("the directory is not empty, and is no previous export".to_owned());
    };
    match destination.files()?.iter().find(|file| !written.contains(*file)) {
        None => Ok(()),
        Some(file) => {
            Err(format!("the previous export there contains {file}, which it did not write"))
        }
    }
}

/// Writes all files; how many they are, and how many bytes.
fn write(
    site: &Site,
    responses: &[ExportedResponse<'_>],
    base_url: &BaseUrl,
    destination: &AtomicDirectory,
    progress: &Progress,
) -> Result<(usize, usize), String> {
    let interrupted = watch_signals().map_err(|error| format!("cannot handle signals: {error}"))?;
    let rules = [(HEADERS, rules::headers(site, responses)), (REDIRECTS, rules::redirects(site))];
    let for_host = rules.iter().map(|(name, text)| ExportedFile::for_host(name, text));
    let files = responses.iter().flat_map(ExportedResponse::files);
    let files: Vec<_> = files.chain(for_host).collect();
    progress.total.store(files.len(), Ordering::Relaxed);
    let staged = StagedDirectory::create(destination)?;
    for file in &files {
        if interrupted.load(Ordering::Relaxed) {
            return Err("interrupted; nothing is exported".to_owned());
        }
        staged.write(&file.name, file.bytes)?;
        progress.written.fetch_add(1, Ordering::Relaxed);
    }
    let manifest = manifest::text(base_url, site.next_change, &files);
    staged.write(MANIFEST, manifest.as_bytes())?;
    staged.publish()?;
    let bytes = files.iter().map(|file| file.bytes.len()).sum::<usize>() + manifest.len();
    Ok((files.len() + 1, bytes))
}

/// SIGINT and SIGTERM set the returned flag instead of ending the process, so that no half of an export
/// is left behind.
fn watch_signals() -> io::Result<Arc<AtomicBool>> {
    let interrupted = Arc::default();
    signal_hook::flag::register(SIGINT, Arc::clone(&interrupted))?;
    signal_hook::flag::register(SIGTERM, Arc::clone(&interrupted))?;
    Ok(interrupted)
}

/// How far an export is.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// How many files there will be; 0 while the pages are rendered.
    pub(super) total: AtomicUsize,
    /// How many of them are written.
    pub(super) written: AtomicUsize,
}

impl Progress {
    fn message(&self) -> String {
        match (self.written.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed)) {
            (_, 0) => "rendering the pages".to_owned(),
            (written, total) => format!("{written} of {total} files are written"),
        }
    }
}

/// Runs `work`. A thread of its own prints how far it is: first after `delay`, then each time after
/// twice as long as before.
pub(super) fn with_progress<T>(
    delay: Duration,
    print: impl Fn(&str) + Send,
    work: impl FnOnce(&Progress) -> T,
) -> T {
    let progress = &Progress::default();
    // The end of the work, also by a panic, drops the sender and thereby ends the thread.
    let (working, ended) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            let mut delay = delay;
            while ended.recv_timeout(delay) == Err(RecvTimeoutError::Timeout) {
                print(&progress.message());
                delay = delay.saturating_mul(2);
            }
        });
        let _working = working;
        work(progress)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_work_reports_how_far_it_is() {
        let (sender, messages) = mpsc::channel();
        let print = move |message: &str| sender.send(message.to_owned()).unwrap();
        let result = with_progress(Duration::from_millis(1), print, |progress| {
            assert_eq!(messages.recv().unwrap(), "rendering the pages");
            progress.total.store(2, Ordering::Relaxed);
            progress.written.store(1, Ordering::Relaxed);
            while messages.recv().unwrap() != "1 of 2 files are written" {}
            7
        });
        assert_eq!(result, 7);
    }

    #[test]
    fn short_work_reports_nothing() {
        let (sender, messages) = mpsc::channel();
        let print = move |message: &str| sender.send(message.to_owned()).unwrap();
        with_progress(Duration::from_hours(1), print, |_| ());
        assert!(messages.recv().is_err());
    }
}
