//! The flag `--tzdb`: the time zone database of the system, or of another directory, in place of the one that is
//! compiled in.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use clap::Args;

use crate::time_zones::TimeZones;

/// Directories that have the same zones again: by POSIX time, as above them, and with leap seconds.
const VARIANTS: [&str; 2] = ["posix", "right"];
/// The deepest name has two slashes: `America/Argentina/Buenos_Aires`.
const DEPTH: usize = 3;
/// The largest file in bytes: `tzdata.zi`, which has all zones as text, has 110 KB.
const LARGEST: u64 = 1024 * 1024;
/// The most files; a database has about 600.
const MOST: usize = 5000;

/// The flag `--tzdb`.
#[derive(Debug, Clone, Args)]
pub(super) struct Tzdb {
    /// Directory of the time zone database, such as /usr/share/zoneinfo; read at the start. Default: the one that is
    /// compiled in.
    #[arg(long = "tzdb", env = "PATIENT_CENTER_TZDB", value_name = "DIR", value_parser = read)]
    zones: Option<TimeZones>,
}

impl Tzdb {
    /// The time zones of the directory, or those that are compiled in.
    pub(super) fn zones(&self) -> TimeZones {
        self.zones.clone().unwrap_or_default()
    }
}

/// The database in the directory at `path`.
fn read(path: &str) -> Result<TimeZones, String> {
    let mut files = BTreeMap::new();
    collect(Path::new(path), "", DEPTH, &mut files).map_err(|error| error.to_string())?;
    TimeZones::from_files(&files).ok_or_else(|| "there are no time zones in it".to_owned())
}

/// Adds the files below `directory`, whose names begin with `prefix`.
fn collect(
    directory: &Path,
    prefix: &str,
    depth: usize,
    files: &mut BTreeMap<String, Vec<u8>>,
) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        // Volumes of an orchestrator have hidden directories of the same files.
        if name.starts_with('.') || (prefix.is_empty() && VARIANTS.contains(&&*name)) {
            continue;
        }
        let (path, name) = (entry.path(), format!("{prefix}{name}"));
        // Most names are links to other names.
        let Ok(metadata) = fs::metadata(&path) else { continue };
        if metadata.is_dir() && depth > 1 {
            collect(&path, &format!("{name}/"), depth - 1, files)?;
        } else if metadata.is_file() && metadata.len() <= LARGEST {
            if files.len() == MOST {
                return Err(io::Error::other("there are too many files in it"));
            }
            let mut bytes = Vec::new();
            File::open(&path)?.take(LARGEST).read_to_end(&mut bytes)?;
            files.insert(name, bytes);
        }
    }
    Ok(())
}
