//! The Pod of `deploy/kubernetes/example`, as `kubectl` makes it: podman plays it, and it serves.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::binary::{fetch, get, until};
use crate::support::content::{MONDAY, once, project, real};
use crate::support::podman::{IMAGE, podman, program, said};
use crate::support::proxy::free_port;

/// What `kubectl apply` would send.
fn manifests(directory: &Path) -> String {
    said(program("tests/kubernetes/render").arg(directory))
}

/// `manifests`, for one machine: one replica of our image, whose ports are this machine's loopback's.
fn for_podman(manifests: &str, ports: [u16; 2]) -> String {
    let mut text = manifests.to_owned();
    let mut change = |theirs: &str, ours: &str| text = once(&text, theirs, ours);
    change("image: images.example/patient-center:0.1.0", &format!("image: {IMAGE}"));
    for (inside, outside) in [8080, 9090].iter().zip(ports) {
        let line = format!("- containerPort: {inside}\n");
        let outside = format!("          hostIP: 127.0.0.1\n          hostPort: {outside}\n");
        change(&line, &format!("{line}{outside}"));
    }
    // On a Monday, as the pages are that they are compared with.
    let base = "  PATIENT_CENTER_BASE_URL: https://patients.example\n";
    change(base, &format!("{base}  PATIENT_CENTER_AT: \"{MONDAY}\"\n"));
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
        podman(&["kube", "play", "--replace", "--network=podman", played.file.to_str().unwrap()]);
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
    let ports = [free_port(), free_port()];
    let text = for_podman(&manifests(&project().join("deploy/kubernetes/example")), ports);
    let _played = Played::of(&text, directory.path());
    let [public, admin] = &ports.map(|port| format!("127.0.0.1:{port}"));
    until(|| std::net::TcpStream::connect(admin).is_ok());
    until(|| {
        std::panic::catch_unwind(|| get(admin, "/readyz")).is_ok_and(|said| said.contains(" 200 "))
    });
    for (path, answer) in &real().answers {
        let fetched = fetch(public, path, "gzip");
        let expected = answer.gzip.as_ref().unwrap_or(&answer.identity);
        assert_eq!(fetched.status, 200, "{path}");
        assert!(fetched.body == expected.bytes, "{path} has other bytes");
    }
    let site = podman(&["ps", "--quiet", "--filter=name=patient-center-pod-0-site"]);
    let seen = "{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.SecurityOpt}} {{.Config.User}} {{.EffectiveCaps}} {{.HostConfig.Memory}}";
    assert_eq!(
        podman(&["inspect", "--format", seen, &site]),
        "true [no-new-privileges] 65532:65532 [] 134217728"
    );
    // In half of the time that the node would give it.
    podman(&["stop", "--time=20", &site]);
    assert_eq!(podman(&["inspect", "--format", "{{.State.ExitCode}}", &site]), "0");
}
