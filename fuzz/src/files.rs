//! The files from which the sites of the targets are built: those of the tests' other hospital.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use jiff::Timestamp;
use patient_center::content::{Files, files};
use patient_center::site::Assets;
use patient_center::site::address::BaseUrl;

/// The invented hospital's content, by path.
pub(super) static CONTENT: LazyLock<Files> =
    LazyLock::new(|| read("tests/fixtures/other-hospital"));

/// The project's own style and icons.
pub(super) static ASSETS: LazyLock<Assets> =
    LazyLock::new(|| Assets::new(read("static")).expect("the project's own assets are whole"));

pub(super) fn base() -> BaseUrl {
    BaseUrl::parse("https://patients.example").expect("an origin")
}

/// A Monday morning, when the invented hospital is open.
pub(super) fn moment() -> Timestamp {
    "2026-11-23T14:30:00Z".parse().expect("a moment")
}

fn read(directory: &str) -> Files {
    let (files, problems) = files::read(&project().join(directory));
    assert!(!problems.has_errors(), "{directory}: {problems:?}");
    files
}

/// The project's directory: this crate's, or the one around it.
fn project() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut around = own.ancestors();
    let project = around.find(|directory| directory.join("tests/fixtures").is_dir());
    project.expect("the tests' fixtures are in the project").to_owned()
}
