//! What `patient-center export` has written.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::binary::command;
use super::content::{BASE, MONDAY, everything, fixture, project};

/// The codings: of `Accept-Encoding` and the manifest, and how their files end.
pub(crate) const CODINGS: [(&str, &str); 3] = [("identity", ""), ("gzip", ".gz"), ("br", ".br")];

/// Headers that a static host sets by itself.
pub(crate) const BY_WHO_SENDS: [&str; 10] = [
    "accept-ranges",
    "connection",
    "content-encoding",
    "content-length",
    "date",
    "etag",
    "last-modified",
    "server",
    "transfer-encoding",
    "vary",
];

/// `export` of the content in `content` to `out`, on a Monday.
pub(crate) fn export(content: &Path, out: &Path, base: &str) -> Command {
    let mut command = command();
    command.arg("export").args(["--base-url", base, "--at", MONDAY]);
    command.arg("--content").arg(content).arg("--static").arg(project().join("static"));
    command.arg("--out").arg(out);
    command
}

/// An exported site; it is removed when the test is over.
pub(crate) struct Exported {
    parent: TempDir,
    /// The standard output of the command.
    pub(crate) said: String,
}

impl Exported {
    /// This hospital's.
    pub(crate) fn real() -> Self {
        Self::of(&project().join("content"))
    }

    /// The other hospital's.
    pub(crate) fn other() -> Self {
        Self::of(&fixture("other-hospital"))
    }

    fn of(content: &Path) -> Self {
        let parent = tempfile::tempdir().unwrap();
        let done = export(content, &parent.path().join("site"), BASE).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        Self { parent, said: String::from_utf8(done.stdout).unwrap() }
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.parent.path().join("site")
    }

    pub(crate) fn text(&self, name: &str) -> String {
        fs::read_to_string(self.root().join(name)).unwrap()
    }

    /// Every file by its name.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let name = |path: PathBuf| path.strip_prefix(self.root()).unwrap().display().to_string();
        everything(&self.root()).into_iter().map(|(path, bytes)| (name(path), bytes)).collect()
    }

    pub(crate) fn manifest(&self) -> serde_json::Value {
        serde_json::from_str(&self.text("manifest.json")).unwrap()
    }

    /// The file of each address, without a coding.
    pub(crate) fn addresses(&self) -> BTreeMap<String, String> {
        let manifest = self.manifest();
        let plain =
            manifest["files"].as_array().unwrap().iter().filter(|file| file["coding"].is_null());
        let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
        plain.filter_map(|file| Some((text(&file["address"])?, text(&file["file"])?))).collect()
    }

    /// The rows of `_redirects`: from, to, status.
    pub(crate) fn redirects(&self) -> Vec<[String; 3]> {
        let text = self.text("_redirects");
        let row = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
        text.lines().map(|line| row(line).try_into().unwrap()).collect()
    }

    /// The headers that `_headers` gives to `address`, none of them twice.
    pub(crate) fn headers(&self, address: &str) -> BTreeMap<String, String> {
        let text = self.text("_headers");
        let mut found = BTreeMap::new();
        let mut matches = false;
        for line in text.lines() {
            let Some(header) = line.strip_prefix("  ") else {
                matches = match line.strip_suffix('*') {
                    Some(prefix) => address.starts_with(prefix),
                    None => line == address,
                };
                continue;
            };
            if matches {
                let (name, value) = header.split_once(": ").unwrap();
                let twin = found.insert(name.to_owned(), value.to_owned());
                assert_eq!(twin, None, "{address} is told {name} twice");
            }
        }
        found
    }
}
