//! `manifest.json`: every file of an export, for whoever uploads it, and for the next export, which
//! replaces nothing but what is named here. It is written while the files are.

use std::collections::BTreeSet;
use std::io::{self, Write};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::files::File;
use crate::content::digest::digest;
use crate::site::address::BaseUrl;

/// Its file.
pub(super) const MANIFEST: &str = "manifest.json";
/// Tells it from others of this name.
const MADE_BY: &str = "patient-center export";
/// All of a SHA-256.
const SHA256: usize = 32;

/// One file, on one line.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Entry<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<&'a str>,
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    coding: Option<&'a str>,
    content_type: &'a str,
    size: usize,
    sha256: String,
}

/// What an export reads of a former one.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Former {
    made_by: String,
    files: Vec<FormerFile>,
}

#[derive(Deserialize)]
struct FormerFile {
    file: String,
}

/// The names of the files that an export wrote, by its manifest; `None` if it is not one of ours.
pub(super) fn written(manifest: &str) -> Option<BTreeSet<String>> {
    let former: Former = serde_json::from_str(manifest).ok()?;
    let files = former.files.into_iter().map(|file| file.file);
    (former.made_by == MADE_BY).then(|| files.chain([MANIFEST.to_owned()]).collect())
}

/// A manifest that is being written.
pub(super) struct Manifest<W> {
    out: W,
    count: usize,
    bytes: usize,
}

impl<W: Write> Manifest<W> {
    /// One without files, for the site at `base`, which says something else from `next_change` on.
    pub(super) fn begin(out: W, base: &BaseUrl, next_change: Timestamp) -> Result<Self, String> {
        let mut manifest = Self { out, count: 0, bytes: 0 };
        let changes = next_change < Timestamp::MAX;
        let next_change = if changes {
            format!(",\n  \"next-change\": \"{next_change}\"")
        } else {
            String::new()
        };
        manifest.say(&format!(
            "{{\n  \"made-by\": \"{MADE_BY}\",\n  \"base-url\": \"{base}\"{next_change},\n  \"files\": ["
        ))?;
        Ok(manifest)
    }

    /// Adds `file`.
    pub(super) fn add(&mut self, file: &File<'_>) -> Result<(), String> {
        let entry = Entry {
            address: file.address,
            file: &file.name,
            coding: file.coding,
            content_type: file.content_type,
            size: file.bytes.len(),
            sha256: digest(file.bytes, SHA256),
        };
        let entry = serde_json::to_string(&entry).map_err(|error| explain(&error.into()))?;
        let separator = if self.count == 0 { "" } else { "," };
        self.count += 1;
        self.bytes += file.bytes.len();
        self.say(&format!("{separator}\n    {entry}"))
    }

    /// Ends it; how many files there are, and how many bytes, itself among them.
    pub(super) fn end(mut self) -> Result<(usize, usize), String> {
        self.say("\n  ]\n}\n")?;
        self.out.flush().map_err(|error| explain(&error))?;
        Ok((self.count + 1, self.bytes))
    }

    fn say(&mut self, text: &str) -> Result<(), String> {
        self.bytes += text.len();
        self.out.write_all(text.as_bytes()).map_err(|error| explain(&error))
    }
}

fn explain(error: &io::Error) -> String {
    format!("{MANIFEST}: {error}")
}
