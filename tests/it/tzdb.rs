//! `--tzdb`: a time zone database that an operator supplies.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use patient_center::content::{Content, files};
use patient_center::time_zones::TimeZones;

use crate::support::binary::{Running, get, output};
use crate::support::content::fixture;

/// The zones of the other hospital's site.
const ZONES: [&str; 4] = ["Europe/Berlin", "Asia/Jerusalem", "Europe/Istanbul", "America/Toronto"];

/// A zone that is always `hours` ahead of UTC, in `TZif` version 2 (RFC 9636).
fn tzif(hours: i32) -> Vec<u8> {
    let counts = [0_u32, 0, 0, 0, 1, 4].map(u32::to_be_bytes).concat();
    let header = [&b"TZif2"[..], &[0; 15], &counts].concat();
    let kind = [&(hours * 3600).to_be_bytes()[..], &[0, 0], b"NEW\0"].concat();
    let rule = format!("\n<NEW>{}\n", -hours);
    [&header, &kind, &header, &kind, rule.as_bytes()].concat()
}

/// A database in which every zone is five hours ahead of UTC.
fn renewed(version: Option<&str>) -> BTreeMap<String, Vec<u8>> {
    let zones = ZONES.map(|name| (name.to_owned(), tzif(5)));
    let version = version.map(|version| format!("# version {version}\n# more\n"));
    let version = version.map(|text| ("tzdata.zi".to_owned(), text.into_bytes()));
    zones.into_iter().chain(version).collect()
}

fn lay_out(files: &BTreeMap<String, Vec<u8>>, root: &Path) {
    for (name, bytes) in files {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

#[test]
fn a_renewed_database_changes_the_hours_and_is_named() {
    let directory = tempfile::tempdir().unwrap();
    lay_out(&renewed(Some("2031a")), directory.path());
    // What a distribution has beside the zones does no harm: variants, links, other files.
    lay_out(&BTreeMap::from([("right/Europe/Berlin".to_owned(), tzif(7))]), directory.path());
    lay_out(&BTreeMap::from([("zone.tab".to_owned(), b"# text".to_vec())]), directory.path());
    std::os::unix::fs::symlink("Europe/Berlin", directory.path().join("localtime")).unwrap();
    std::os::unix::fs::symlink("nowhere", directory.path().join("dangling")).unwrap();
    let (content, tzdb) = (fixture("other-hospital"), directory.path());
    let arguments = ["--content", content.to_str().unwrap(), "--at", "2026-11-23T10:00"];
    let with = ["--tzdb", tzdb.to_str().unwrap()];
    let running = Running::start(&[&arguments[..], &with].concat());
    assert!(get(&running.admin, "/readyz").contains("\ntime zones: 2031a (directory)\n"));
    let metrics = get(&running.admin, "/metrics");
    assert!(
        metrics.contains("\ntzdb_info{version=\"2031a\",source=\"directory\"} 1\n"),
        "{metrics}"
    );
    assert!(metrics.contains("\ntzdb_release_year 2031\n"), "{metrics}");
    assert!(get(&running.public, "/de/hours").contains("UTC+5"));

    let bundled = Running::start(&arguments);
    assert!(get(&bundled.admin, "/readyz").contains(" (bundled)\n"));
    assert!(!get(&bundled.public, "/de/hours").contains("UTC+5"));
}

#[test]
fn the_content_is_checked_by_the_database_that_is_supplied() {
    let (files, _) = files::read(&fixture("other-hospital"));
    let mistakes = |zones: &BTreeMap<String, Vec<u8>>| {
        let zones = TimeZones::from_files(zones).unwrap();
        Content::with_time_zones(&files, zones).1
    };
    let mut zones = renewed(None);
    assert!(!mistakes(&zones).has_errors());
    zones.remove("Asia/Jerusalem");
    let found: Vec<_> = mistakes(&zones).sorted().into_iter().map(|it| it.message).collect();
    assert!(found.iter().all(|it| it == "`Asia/Jerusalem` is not a time zone"), "{found:?}");
    assert!(!found.is_empty());
}

#[test]
fn a_database_that_does_not_name_its_release_has_no_year() {
    let zones = TimeZones::from_files(&renewed(None)).unwrap();
    assert_eq!((zones.version(), zones.year()), (None, None));
    assert_eq!(zones.to_string(), "unknown (directory)");
}

#[test]
fn a_directory_that_is_no_database_is_one_line_and_exit_code_2() {
    let empty = tempfile::tempdir().unwrap();
    for (directory, reason) in [
        (empty.path().join("nowhere"), "No such file"),
        (empty.path().to_owned(), "there are no time zones in it"),
    ] {
        for command in ["serve", "check"] {
            let output = output(&[command, "--tzdb", directory.to_str().unwrap()]);
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{said}");
            assert_eq!(said.lines().count(), 1, "{said}");
            assert!(said.contains("--tzdb") && said.contains(reason), "{said}");
        }
    }
}
