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

/// The manifest of an export.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Manifest {
    made_by: String,
    base_url: String,
    /// When any page will change with the time of day.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_change: Option<String>,
    pub(super) files: Vec<Entry>,
}

/// One file; the fields are those of [`ExportedFile`].
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Entry {
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    coding: Option<String>,
    content_type: String,
    size: usize,
    sha256: String,
}

impl Manifest {
    /// A manifest without files of the site at `base_url`, which changes at `next_change`.
    pub(super) fn new(base_url: &BaseUrl, next_change: Timestamp) -> Self {
        let next_change = (next_change < Timestamp::MAX).then(|| next_change.to_string());
        let (made_by, base_url) = (MADE_BY.to_owned(), base_url.to_string());
        Self { made_by, base_url, next_change, files: Vec::new() }
    }

    /// Reads a manifest; `None` if `text` is not one of ours.
    pub(super) fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().filter(|manifest: &Self| manifest.made_by == MADE_BY)
    }

    /// The names of the files of the export, the manifest's among them.
    pub(super) fn names(&self) -> BTreeSet<&str> {
        self.files.iter().map(|entry| &*entry.file).chain([MANIFEST]).collect()
    }

    /// Adds `file`.
    pub(super) fn add(&mut self, file: &ExportedFile<'_>) {
        self.files.push(Entry {
            address: file.address.map(str::to_owned),
            file: file.name.clone(),
            coding: file.coding.map(str::to_owned),
            content_type: file.content_type.to_owned(),
            size: file.bytes.len(),
            sha256: digest(file.bytes, SHA256),
        });
    }

    /// The size of all files in bytes, without the manifest.
    pub(super) fn size(&self) -> usize {
        self.files.iter().map(|entry| entry.size).sum()
    }

    /// The text of the manifest.
    pub(super) fn text(&self) -> String {
        json(self)
    }
}
