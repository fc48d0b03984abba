//! From the directories an operator names to the site at a moment.
//!
//! The content is read once, so that the site of a later moment is built from the same content.

use std::path::Path;

use jiff::Timestamp;

use crate::problem::{Problem, Problems};
use crate::site::Site;

/// What a site is built from.
#[derive(Debug)]
pub(super) struct Source {
    base_url: String,
}

impl Source {
    /// Reads everything below `content` and `assets`; `base_url` is the public address.
    pub(super) fn load(content: &Path, _assets: &Path, base_url: &str) -> Result<Self, Problems> {
        if content.is_dir() {
            return Ok(Self { base_url: base_url.to_owned() });
        }
        let mut problems = Problems::default();
        problems.push(Problem::error(content.display().to_string(), "there is no such directory"));
        Err(problems)
    }

    /// The site as it is at `moment`.
    pub(super) fn build(&self, moment: Timestamp) -> Result<Site, Problems> {
        super::stand_in::site(&self.base_url, moment)
    }
}
