//! From the directories an operator names to the site at a moment.
//!
//! The content is read once, so that the site of a later moment is built from the same content.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use jiff::Timestamp;

use crate::content::Content;
use crate::content::tree::Tree;
use crate::problem::Problems;
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
    ) -> Result<(Self, Problems), Problems> {
        let (content, mut problems) = Content::load(&directories.content);
        if let Some(content) = &content {
            problems.append(Site::check(content, moment));
        }
        let mut problems = problems.within(&directories.content.to_string_lossy());
        let (assets, faults) = load_assets(&directories.assets);
        problems.append(faults.within(&directories.assets.to_string_lossy()));
        match content {
            Some(content) if !problems.has_errors() => {
                Ok((Self { content: Arc::new(content), assets, base }, problems))
            }
            _ => Err(problems),
        }
    }

    /// The site as it is at `moment`.
    pub(super) fn build(&self, moment: Timestamp) -> Result<Site, Problems> {
        Site::build(&self.content, &self.assets, &self.base, moment)
    }
}

fn load_assets(directory: &Path) -> (Assets, Problems) {
    let (tree, mut problems) = Tree::bytes(directory);
    let assets = Assets::new(tree.files).unwrap_or_else(|faults| {
        problems.append(faults);
        Assets::default()
    });
    (assets, problems)
}
