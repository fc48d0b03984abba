//! From the directories an operator names to the site at a moment.
//!
//! The content is read once, so that the site of a later moment is built from the same content.

use std::path::Path;

use jiff::Timestamp;

use crate::content::Content;
use crate::content::tree::Tree;
use crate::problem::Problems;
use crate::site::address::BaseUrl;
use crate::site::{Assets, Site};

/// What a site is built from.
#[derive(Debug)]
pub(super) struct Source {
    content: Content,
    assets: Assets,
    base: BaseUrl,
}

impl Source {
    /// Reads everything below `content` and `assets`; `base` is the public address. The errors are
    /// the problems of both.
    pub(super) fn load(content: &Path, assets: &Path, base: BaseUrl) -> Result<Self, Problems> {
        match (Content::load(content), load_assets(assets)) {
            (Ok(content), Ok(assets)) => Ok(Self { content, assets, base }),
            (Err(problems), Ok(_)) | (Ok(_), Err(problems)) => Err(problems),
            (Err(mut problems), Err(others)) => {
                problems.append(others);
                Err(problems)
            }
        }
    }

    /// The site as it is at `moment`.
    pub(super) fn build(&self, moment: Timestamp) -> Result<Site, Problems> {
        Site::build(&self.content, &self.assets, &self.base, moment)
    }
}

fn load_assets(directory: &Path) -> Result<Assets, Problems> {
    let (tree, problems) = Tree::bytes(directory);
    if problems.has_errors() { Err(problems) } else { Assets::new(tree.files) }
}
