//! From the directories an operator names to the site at a moment.
//!
//! The files are read once, so that the site of a later moment is built from the same ones.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use jiff::Timestamp;

use crate::content::Content;
use crate::content::digest::digest;
use crate::content::files::{self, Stamp};
use crate::diagnostics::Diagnostics;
use crate::site::address::BaseUrl;
use crate::site::{Assets, Site};

/// Where the content and the assets lie.
#[derive(Debug, Args)]
pub(super) struct Directories {
    /// The words and facts.
    #[arg(long, env = "PATIENT_CENTER_CONTENT", default_value = "content", value_name = "DIR")]
    pub content: PathBuf,

    /// Pictures and other files.
    #[arg(long = "static", env = "PATIENT_CENTER_STATIC", default_value = "static")]
    #[arg(value_name = "DIR")]
    pub assets: PathBuf,
}

impl Directories {
    /// Both directories, each from wherever its name leads now.
    pub(super) fn read(&self) -> Files {
        let (content, problems) = files::read(&self.content);
        let mut problems = problems.within(&self.content.to_string_lossy());
        let (assets, faults) = files::read(&self.assets);
        problems.append(faults.within(&self.assets.to_string_lossy()));
        Files { content, assets, problems }
    }

    /// What both look like from outside: equal as long as nothing was changed.
    pub(super) fn stamps(&self) -> Stamps {
        [files::stamps(&self.content), files::stamps(&self.assets)]
    }
}

/// What both directories look like from outside.
pub(super) type Stamps = [BTreeMap<String, Stamp>; 2];

/// The files of both directories, as they were read.
pub(super) struct Files {
    content: files::Files,
    assets: files::Files,
    problems: Diagnostics,
}

impl Files {
    /// A name for all of it: equal for equal files under equal names, of which the same ones, if
    /// any, cannot be read.
    pub(super) fn digest(&self) -> String {
        let files = self.content.iter().chain(&self.assets);
        let lines = files.map(|(path, bytes)| format!("{path} {}\n", digest(bytes, 32)));
        digest(lines.collect::<String>() + &format!("{:?}", self.problems), 32)
    }
}

/// What a site is built from.
#[derive(Debug)]
pub(super) struct Source {
    content: Arc<Content>,
    assets: Assets,
    base: BaseUrl,
}

impl Source {
    /// Reads everything below `content` and `assets`, and checks it as it is at `moment`; `base` is
    /// the public address. The errors are the problems of both; where there is none, what is left
    /// are warnings.
    pub(super) fn load(
        directories: &Directories,
        base: BaseUrl,
        moment: Timestamp,
    ) -> Result<(Self, Diagnostics), Diagnostics> {
        Self::of(directories.read(), directories, base, moment)
    }

    /// As [`Source::load`], from `files` that were read from `directories`.
    pub(super) fn of(
        files: Files,
        directories: &Directories,
        base: BaseUrl,
        moment: Timestamp,
    ) -> Result<(Self, Diagnostics), Diagnostics> {
        let (content, mut found) = Content::from_files(&files.content);
        if let Some(content) = &content {
            found.append(Site::check(content, moment));
        }
        let mut problems = files.problems;
        problems.append(found.within(&directories.content.to_string_lossy()));
        let assets = Assets::new(files.assets).unwrap_or_else(|faults| {
            problems.append(faults.within(&directories.assets.to_string_lossy()));
            Assets::default()
        });
        match content {
            Some(content) if !problems.has_errors() => {
                Ok((Self { content: Arc::new(content), assets, base }, problems))
            }
            _ => Err(problems),
        }
    }

    /// The site as it is at `moment`.
    pub(super) fn build(&self, moment: Timestamp) -> Result<Site, Diagnostics> {
        Site::build(&self.content, &self.assets, &self.base, moment)
    }
}
