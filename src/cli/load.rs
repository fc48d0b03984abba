//! From the directories that an operator names to the site at a moment.
//!
//! The files are kept in memory, so that the site of a later moment is built from the same ones.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::Duration;

use clap::Args;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::tzdb::Tzdb;
use crate::content::digest::digest;
use crate::content::files::{self, Stamp};
use crate::content::{self, Content, Photos};
use crate::diagnostics::Diagnostics;
use crate::site::address::BaseUrl;
use crate::site::{Assets, CheckedContent, Site};

/// How long the files have to be left alone before they are read.
const SETTLE_TIME: Duration = Duration::from_millis(250);

/// The flag `--content`.
#[derive(Debug, Clone, Args)]
pub(super) struct ContentDirectory {
    /// Directory of the content: texts and facts.
    #[arg(long, env = "PATIENT_CENTER_CONTENT", default_value = "content", value_name = "DIR")]
    #[arg(global = true)]
    pub(super) content: PathBuf,
}

/// The directories of the content, of the assets, and of the time zones.
#[derive(Debug, Clone, Args)]
pub(super) struct Directories {
    #[command(flatten)]
    content: ContentDirectory,

    /// Directory of the assets: pictures and other files.
    #[arg(long = "static", env = "PATIENT_CENTER_STATIC", default_value = "static")]
    #[arg(value_name = "DIR")]
    assets: PathBuf,

    #[command(flatten)]
    tzdb: Tzdb,
}

impl Directories {
    /// Reads both directories; a link is followed to where it leads now.
    pub(super) fn read(&self) -> Files {
        Files {
            directories: self.clone(),
            content: files::read(&self.content.content),
            assets: files::read(&self.assets),
        }
    }

    /// Both directories once they have been left alone since their metadata was `stamps`; `None` while somebody
    /// is still writing.
    pub(super) fn read_settled(&self, stamps: &Stamps) -> Option<Files> {
        sleep(SETTLE_TIME);
        let files = self.read();
        // ORDER: compared after reading, so nothing was written between the first look and here.
        (self.stamps() == *stamps).then_some(files)
    }

    /// The directory of the content as it was named.
    pub(super) fn content_name(&self) -> String {
        self.content.content.to_string_lossy().into_owned()
    }

    /// The metadata of all files, which is equal as long as nothing was changed.
    pub(super) fn stamps(&self) -> Stamps {
        [files::stamps(&self.content.content), files::stamps(&self.assets)]
    }
}

/// The metadata of the files of both directories.
pub(super) type Stamps = [BTreeMap<String, Stamp>; 2];

/// The files of both directories as they were read, and the errors in reading them.
pub(super) struct Files {
    directories: Directories,
    content: (files::Files, Diagnostics),
    assets: (files::Files, Diagnostics),
}

impl Files {
    /// The centre's time zone, or UTC where the content names none; known before the content is checked,
    /// because what `--at` says is a moment there.
    pub(super) fn time_zone(&self) -> TimeZone {
        let zones = self.directories.tzdb.zones();
        content::time_zone(&self.content.0, &zones).unwrap_or(TimeZone::UTC)
    }

    /// Checks the content as it is at `moment`; `base` is the public address. Photographs that `before` has are not
    /// made into pictures again. Returns the warnings with what
    /// a site is built from, or, if there is an error, all diagnostics.
    pub(super) fn check(
        self,
        base: BaseUrl,
        moment: Timestamp,
        before: &Photos,
    ) -> Result<(SiteSource, Diagnostics), Diagnostics> {
        let digest = self.digest();
        let (files, mut in_content) = self.content;
        let (assets, mut in_assets) = self.assets;
        let zones = self.directories.tzdb.zones();
        let (mut content, found) = Content::with_time_zones(&files, zones);
        in_content.append(found);
        if let Some(content) = &mut content {
            in_content.append(content.prepare_photos(&files, before));
        }
        drop(files);
        let content = content.and_then(|it| CheckedContent::check(it, moment, &mut in_content));
        in_assets.append(Assets::unread(&assets));
        let assets = Assets::new(assets).unwrap_or_else(|errors| {
            in_assets.append(errors);
            Assets::default()
        });
        let directories = self.directories;
        let mut diagnostics = in_content.within(&directories.content.content.to_string_lossy());
        diagnostics.append(in_assets.within(&directories.assets.to_string_lossy()));
        match content {
            Some(content) if !diagnostics.has_errors() => {
                Ok((SiteSource { content, assets, base, digest }, diagnostics))
            }
            _ => Err(diagnostics),
        }
    }

    /// The hash of all files: of their names and bytes, and of the errors in reading them.
    pub(super) fn digest(&self) -> String {
        let (content, in_content) = &self.content;
        let (assets, in_assets) = &self.assets;
        let files = content.iter().chain(assets);
        let lines = files.map(|(path, bytes)| format!("{path} {}\n", digest(bytes, 32)));
        digest(lines.collect::<String>() + &format!("{in_content:?}{in_assets:?}"), 32)
    }
}

/// What a site is built from: valid content, and assets.
#[derive(Debug)]
pub(super) struct SiteSource {
    pub(super) content: CheckedContent,
    pub(super) assets: Assets,
    pub(super) base: BaseUrl,
    /// The hash of the files.
    pub(super) digest: String,
}

impl SiteSource {
    /// The photographs, with the pictures that were made of them.
    pub(super) fn photos(&self) -> &Photos {
        self.content.photos()
    }

    /// The site as it is at `moment`.
    pub(super) fn build(&self, moment: Timestamp) -> Result<Site, Diagnostics> {
        Site::build(&self.content, &self.assets, &self.base, moment)
    }
}
