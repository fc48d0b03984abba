//! `manifest.json`: every file of an export, for the program that uploads it, and for the next export,
//! which replaces nothing but the files named here.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::files::ExportedFile;
use crate::cli::output::json;
use crate::content::digest::digest;
use crate::site::address::BaseUrl;

/// The name of the file.
pub(super) const MANIFEST: &str = "manifest.json";
/// Distinguishes it from other files of this name.
const MADE_BY: &str = "patient-center export";
/// The length of a whole SHA-256, in bytes.
const SHA256: usize = 32;

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Manifest<'a> {
    made_by: &'static str,
    base_url: String,
    /// When any page will change with the time of day.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_change: Option<String>,
    files: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    #[serde(flatten)]
    file: &'a ExportedFile<'a>,
    size: usize,
    sha256: String,
}

/// The text of the manifest: `files` are those of the site at `base_url`, which changes at `next_change`.
pub(super) fn text<'a>(
    base_url: &BaseUrl,
    next_change: Timestamp,
    files: &'a [ExportedFile<'a>],
) -> String {
    let entry = |file: &'a ExportedFile<'a>| Entry {
        file,
        size: file.bytes.len(),
        sha256: digest(file.bytes, SHA256),
    };
    json(&Manifest {
        made_by: MADE_BY,
        base_url: base_url.to_string(),
        next_change: (next_change < Timestamp::MAX).then(|| next_change.to_string()),
        files: files.iter().map(entry).collect(),
    })
}

/// What is read of the manifest of a previous export.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Previous {
    made_by: String,
    files: Vec<PreviousFile>,
}

#[derive(Deserialize)]
struct PreviousFile {
    file: String,
}

/// The names of the files of the export with the manifest `text`, the manifest's among them; `None` if it is
/// not one of ours.
pub(super) fn names(text: &str) -> Option<BTreeSet<String>> {
    let previous: Previous = serde_json::from_str(text).ok()?;
    let names = previous.files.into_iter().map(|entry| entry.file);
    (previous.made_by == MADE_BY).then(|| names.chain([MANIFEST.to_owned()]).collect())
}
