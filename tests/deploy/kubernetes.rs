//! The Pod of `deploy/kubernetes/example`, as `kubectl` makes it: podman plays it, and it serves.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::binary::{fetch, get, until};
use crate::support::content::{BASE, project, real};
use crate::support::podman::{IMAGE, podman, program, said};

/// What `kubectl apply` would send.
fn manifests(directory: &Path) -> String {
    said(program("tests/kubernetes/render").arg(directory))
}

/// `manifests`, for one machine: one replica of our image, whose ports are this machine's loopback's.
fn for_podman(manifests: &str) -> String {
    let (image, ports) = ("image: images.example/patient-center:0.1.0", ["8080", "9090"]);
    let mut text = manifests.replace("replicas: 3", "replicas: 1");
    assert!(text.contains(image), "{text}");
    text = text.replace(image, &format!("image: {IMAGE}"));
    for port in ports {
        let line = format!("- containerPort: {port}\n");
        let loopback = format!("{line}          hostIP: 127.0.0.1\n          hostPort: 1{port}\n");
        assert_eq!(text.matches(&line).count(), 1, "{text}");
        text = text.replace(&line, &loopback);
    }
    text
}

/// A Deployment that podman plays; it goes when the test is over.
struct Played {
    file: PathBuf,
}

impl Played {
    fn of(text: &str, directory: &Path) -> Self {
        let file = directory.join("all.yaml");
        fs::write(&file, text).unwrap();
        let played = Self { file };
        podman(&["kube", "play", "--network=podman", played.file.to_str().unwrap()]);
        played
    }
}

impl Drop for Played {
    fn drop(&mut self) {
        program("podman").args(["kube", "down"]).arg(&self.file).output().ok();
    }
}

#[test]
fn the_pod_runs_restricted_is_ready_and_serves_every_page() {
    let directory = tempfile::tempdir().unwrap();
    let text = for_podman(&manifests(&project().join("deploy/kubernetes/example")));
    let _played = Played::of(&text, directory.path());
    let (public, admin) = ("127.0.0.1:18080", "127.0.0.1:19090");
    until(|| std::net::TcpStream::connect(admin).is_ok());
    until(|| {
        std::panic::catch_unwind(|| get(admin, "/readyz")).is_ok_and(|said| said.contains(" 200 "))
    });
    for path in real().answers.keys() {
        assert_eq!(fetch(public, path, "gzip").status, 200, "{path}");
    }
    // The name that the overlay gives.
    let page = String::from_utf8(fetch(public, "/en/", "identity").body).unwrap();
    assert!(page.contains(&format!("<link rel=\"canonical\" href=\"{BASE}/en/\">")));
    let site = podman(&["ps", "--quiet", "--filter=name=patient-center-pod-0-site"]);
    let seen = "{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.SecurityOpt}} {{.Config.User}} {{.EffectiveCaps}}";
    assert_eq!(
        podman(&["inspect", "--format", seen, &site]),
        "true [no-new-privileges] 65532:65532 []"
    );
}
