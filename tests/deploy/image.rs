//! What is in the image, and what it says of itself.

use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Stdio};

use crate::support::content::{everything, project};
use crate::support::podman::{Container, IMAGE, podman, program, said};

const MOST: u64 = 12 << 20;

fn inspect(format: &str) -> String {
    podman(&["image", "inspect", "--format", format, IMAGE])
}

/// Every file in it.
fn files() -> BTreeSet<String> {
    let container = Container::create(&[]);
    let mut export = program("podman");
    let mut export = export.args(["export", &container.id]).stdout(Stdio::piped()).spawn().unwrap();
    let listed = said(Command::new("tar").arg("--list").stdin(export.stdout.take().unwrap()));
    assert!(export.wait().unwrap().success());
    listed.lines().filter(|name| !name.ends_with('/')).map(str::to_owned).collect()
}

#[test]
fn it_is_small_and_holds_the_binary_the_content_and_nothing_else() {
    let size: u64 = inspect("{{.Size}}").parse().unwrap();
    assert!(size <= MOST, "{size} bytes");
    let mut expected = BTreeSet::from(["patient-center", "NOTICES"].map(str::to_owned));
    for directory in ["content", "static"] {
        let found = everything(&project().join(directory)).into_keys();
        let name = |path: std::path::PathBuf| path.strip_prefix(project()).unwrap().to_owned();
        expected.extend(found.map(|path| name(path).display().to_string()));
    }
    assert_eq!(files(), expected);
}

#[test]
fn it_is_nobody_and_says_what_it_is() {
    assert_eq!(inspect("{{.Config.User}}"), "65532:65532");
    assert_eq!(inspect("{{.Config.Entrypoint}}"), "[/patient-center]");
    assert_eq!(inspect("{{.Config.ExposedPorts}}"), "map[8080/tcp:{} 9090/tcp:{}]");
    assert_eq!(inspect("{{.Config.Healthcheck.Test}}"), "[CMD /patient-center healthcheck]");
    for label in ["title", "description", "licenses", "version", "revision", "source", "created"] {
        let format = format!("{{{{index .Labels \"org.opencontainers.image.{label}\"}}}}");
        let value = inspect(&format);
        // Where the sources are published is known to who releases it.
        assert!(!value.is_empty() || label == "source", "{label}");
    }
}

#[test]
fn it_says_what_it_was_built_of_and_by_whom() {
    let container = Container::create(&[]);
    let directory = tempfile::tempdir().unwrap();
    let copy = |name: &str| {
        let (from, to) = (format!("{}:/{name}", container.id), directory.path().join(name));
        podman(&["cp", &from, to.to_str().unwrap()]);
        to
    };
    let notices = fs::read_to_string(copy("NOTICES")).unwrap();
    for library in [
        "askama",
        "axum",
        "hyper",
        "tokio",
        "toml",
        "tikv-jemalloc-sys",
        "icu_locale",
        "libwebp-sys",
    ] {
        assert!(notices.lines().any(|line| names(line, library)), "{library} is not named");
    }
    let binary = copy("patient-center");
    let sections = said(Command::new("readelf").args(["--section-headers", "--wide"]).arg(&binary));
    assert!(sections.contains(".dep-v0"), "no list of dependencies in {sections}");
    let needed = said(Command::new("readelf").arg("--dynamic").arg(&binary));
    assert!(!needed.contains("NEEDED"), "a library that is not in the image: {needed}");
}

/// Whether a line of the notices says who has the licence below it, and `library` does.
fn names(line: &str, library: &str) -> bool {
    line.strip_prefix("==== ").is_some_and(|users| users.split(' ').any(|user| user == library))
}
