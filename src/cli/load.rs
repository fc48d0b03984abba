//! From the directories that an operator names to the site at a moment.
//!
//! The files are kept in memory, so that the site of a later moment is built from the same ones.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;

use crate::content::Content;
use crate::content::digest::digest;
use crate::content::files::{self, Stamp};
use crate::diagnostics::Diagnostics;
use crate::site::address::BaseUrl;
use crate::site::{Assets, CheckedContent, Site};

/// The flag `--content`.
#[derive(Debug, Args)]
pub(super) struct ContentDirectory {
    /// Directory of the content: texts and facts.
    #[arg(long, env = "PATIENT_CENTER_CONTENT", default_value = "content", value_name = "DIR")]
    #[arg(global = true)]
    pub(super) content: PathBuf,
}

/// The directories of the content and of the assets.
#[derive(Debug, Args)]
pub(super) struct Directories {
    #[command(flatten)]
    content: ContentDirectory,

    /// Directory of the assets: pictures and other files.
    #[arg(long = "static", env = "PATIENT_CENTER_STATIC", default_value = "static")]
    #[arg(value_name = "DIR")]
    assets: PathBuf,
}

impl Directories {
    /// Reads both directories; a link is followed to where it leads now.
    pub(super) fn read(&self) -> Files {
        let (content, diagnostics) = files::read(&self.content.content);
        let mut diagnostics = self.in_content(diagnostics);
        let (assets, in_assets) = files::read(&self.assets);
        diagnostics.append(self.in_assets(in_assets));
        Files { content, assets, diagnostics }
    }

    /// The metadata of all files, which is equal as long as nothing was changed.
    pub(super) fn stamps(&self) -> Stamps {
        [files::stamps(&self.content.content), files::stamps(&self.assets)]
    }

    fn in_content(&self, diagnostics: Diagnostics) -> Diagnostics {
        diagnostics.within(&self.content.content.to_string_lossy())
    }

    fn in_assets(&self, diagnostics: Diagnostics) -> Diagnostics {
        diagnostics.within(&self.assets.to_string_lossy())
    }
}

/// The metadata of the files of both directories.
pub(super) type Stamps = [BTreeMap<String, Stamp>; 2];

/// The files of both directories, as they were read.
pub(super) struct Files {
    content: files::Files,
    assets: files::Files,
    diagnostics: Diagnostics,
}

impl Files {
    /// The hash of all files: of their names and bytes, and of the errors in reading them.
    pub(super) fn digest(&self) -> String {
        let files = self.content.iter().chain(&self.assets);
        let lines = files.map(|(path, bytes)| format!("{path} {}\n", digest(bytes, 32)));
        digest(lines.collect::<String>() + &format!("{:?}", self.diagnostics), 32)
    }
}

/// What a site is built from: valid content, and assets.
#[derive(Debug)]
pub(super) struct SiteSource {
    content: CheckedContent,
    assets: Assets,
    base: BaseUrl,
}

impl SiteSource {
    /// Reads `directories`, and checks the content as it is at `moment`; `base` is the public address.
    /// Returns the warnings with it, or, if there is an error, all diagnostics.
    pub(super) fn load(
        directories: &Directories,
        base: BaseUrl,
        moment: Timestamp,
    ) -> Result<(Self, Diagnostics), Diagnostics> {
        Self::of(directories.read(), directories, base, moment)
    }

    /// As [`SiteSource::load`], from `files` that were read from `directories`.
    pub(super) fn of(
        files: Files,
        directories: &Directories,
        base: BaseUrl,
        moment: Timestamp,
    ) -> Result<(Self, Diagnostics), Diagnostics> {
        let (content, mut found) = Content::from_files(&files.content);
        let content =
            content.and_then(|content| CheckedContent::check(content, moment, &mut found));
        let mut diagnostics = files.diagnostics;
        diagnostics.append(directories.in_content(found));
        let assets = Assets::new(files.assets).unwrap_or_else(|errors| {
            diagnostics.append(directories.in_assets(errors));
            Assets::default()
        });
        match content {
            Some(content) if !diagnostics.has_errors() => {
                Ok((Self { content, assets, base }, diagnostics))
            }
            _ => Err(diagnostics),
        }
    }

    /// The site as it is at `moment`.
    pub(super) fn build(&self, moment: Timestamp) -> Result<Site, Diagnostics> {
        Site::build(&self.content, &self.assets, &self.base, moment)
    }
}
