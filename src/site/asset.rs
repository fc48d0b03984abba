//! Files that the pages refer to: pictures under addresses that name their bytes, and root files.

use std::collections::BTreeMap;

use bytes::Bytes;

/// One file of the static directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Its bytes.
    pub bytes: Bytes,
    /// With its charset where it is text.
    pub content_type: &'static str,
}

/// The files by their public path: `/static/<name>.<hash>.<ext>`, or `/<name>` for a root file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assets(pub BTreeMap<String, Asset>);
