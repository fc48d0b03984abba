//! New versions of the content, one after another and under load: each is served whole, and none is skipped.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::support::binary::until;
use crate::support::content::everything;
use crate::support::load::{Connections, Load, paths};
use crate::support::server::{metric, of, ready};
use crate::support::version::{lay_out, one_version, served};

/// Swaps of all servers together.
const SWAPS: usize = 100;
const SERVERS: usize = 4;

/// Pages that differ between the versions.
fn all() -> Vec<String> {
    paths(&[
        "/de/",
        "/de/contact",
        "/he/hours",
        "/de/guide",
        "/he/",
        "/de/languages",
        "/de/hours?zone=Asia/Tokyo",
        "/he/contact?with=de",
        "/de/contact.vcf",
    ])
}

/// Writes a version beside the mounted one, as Kubernetes does; all its files have the same timestamp.
fn lay_out_beside(version: usize, mount: &Path) {
    let directory = mount.join(format!("..{version}"));
    lay_out(version, &directory);
    let then = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for file in everything(&directory).keys() {
        File::options().write(true).open(file).unwrap().set_modified(then).unwrap();
    }
}

/// Points `..data` to a version atomically.
fn lead_to(version: usize, mount: &Path) {
    symlink(format!("..{version}"), mount.join("..data_tmp")).unwrap();
    fs::rename(mount.join("..data_tmp"), mount.join("..data")).unwrap();
}

#[test]
fn a_hundred_swaps_of_a_mounted_link_with_unchanged_times_serve_every_version_whole() {
    let swaps = if std::env::var_os("LONG").is_some() { 5 * SWAPS } else { SWAPS };
    // A server waits a quarter of a second before it trusts new files: four wait at the same time.
    std::thread::scope(|scope| {
        for _ in 0..SERVERS {
            scope.spawn(|| swap_one_after_another(swaps / SERVERS));
        }
    });
}

/// Swaps the content of one server so many times, under load.
fn swap_one_after_another(swaps: usize) {
    let mount = tempfile::tempdir().unwrap();
    let mount = mount.path();
    lay_out_beside(0, mount);
    lead_to(0, mount);
    for entry in fs::read_dir(mount.join("..0")).unwrap() {
        let name = entry.unwrap().file_name();
        symlink(Path::new("..data").join(&name), mount.join(&name)).unwrap();
    }
    let running = of(mount, &["--poll", "50ms"]);
    let judge = one_version(&running.public, &all());
    let load = Load::start(&running.public, &all(), (2, Connections::Kept), judge);
    for version in 1..=swaps {
        lay_out_beside(version, mount);
        lead_to(version, mount);
        until(|| served(&running.public, "/de/contact") == version);
        fs::remove_dir_all(mount.join(format!("..{}", version - 1))).unwrap();
    }
    load.goes_on(30);
    load.end();
    assert_eq!(served(&running.public, "/he/"), swaps);
    assert_eq!(metric(&running, "content_reloads_total{outcome=\"served\"}"), swaps as u64);
    assert_eq!(metric(&running, "content_last_reload_successful"), 1);
}

#[test]
fn directories_that_are_renamed_into_place_are_served_whole() {
    let root = tempfile::tempdir().unwrap();
    let content = root.path().join("content");
    lay_out(0, &content);
    let running = of(&content, &["--poll", "50ms"]);
    let judge = one_version(&running.public, &all());
    let load = Load::start(&running.public, &all(), (2, Connections::Fresh), judge);
    for version in 1..=10 {
        let new = root.path().join("new");
        lay_out(version, &new);
        // For a moment there is no directory at all; the last version is served meanwhile.
        fs::rename(&content, root.path().join(version.to_string())).unwrap();
        fs::rename(&new, &content).unwrap();
        until(|| served(&running.public, "/de/contact") == version);
    }
    load.end();
    assert!(!ready(&running).contains("refused"));
}
