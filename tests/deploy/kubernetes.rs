//! The Pod of `deploy/kubernetes/example`, as `kubectl` makes it, with content from the image and from a
//! `ConfigMap`: podman plays it, and it serves.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::support::binary::until;
use crate::support::content::{MONDAY, edit, everything, lay_over, once, project, real};
use crate::support::fetch::fetch;
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

/// The one of the tests that plays: all Pods have the same name.
static TURN: Mutex<()> = Mutex::new(());

/// A Deployment that podman plays; it goes when the test is over.
struct Played {
    file: PathBuf,
    public: String,
    /// Its container.
    site: String,
    _turn: MutexGuard<'static, ()>,
}

impl Played {
    /// The overlay `example` of `kubernetes`, once it is healthy.
    fn of(kubernetes: &Path, directory: &Path) -> Self {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let (ports, file) = ([free_port(), free_port()], directory.join("all.yaml"));
        fs::write(&file, for_podman(&manifests(&kubernetes.join("example")), ports)).unwrap();
        let (public, site) = (format!("127.0.0.1:{}", ports[0]), String::new());
        let mut played = Self { file, public, site, _turn: turn };
        podman(&["kube", "play", "--replace", "--network=podman", played.file.to_str().unwrap()]);
        played.site = podman(&["ps", "--quiet", "--filter=name=patient-center-pod-0-site"]);
        until(|| {
            let mut ask = program("podman");
            ask.args(["exec", &played.site, "/patient-center", "healthcheck"]);
            ask.output().unwrap().status.success()
        });
        played
    }

    fn serves_every_page(&self) {
        for (path, answer) in &real().answers {
            let fetched = fetch(&self.public, path, "gzip");
            let expected = answer.gzip.as_ref().unwrap_or(&answer.identity);
            assert_eq!(fetched.status, 200, "{path}");
            assert!(fetched.body == expected.bytes, "{path} has other bytes");
        }
    }

    fn inspect(&self, format: &str) -> String {
        podman(&["inspect", "--format", format, &self.site])
    }
}

impl Drop for Played {
    fn drop(&mut self) {
        program("podman").args(["kube", "down"]).arg(&self.file).output().ok();
    }
}

#[test]
fn the_pod_runs_restricted_serves_every_page_and_ends_with_0() {
    let directory = tempfile::tempdir().unwrap();
    let played = Played::of(&project().join("deploy/kubernetes"), directory.path());
    played.serves_every_page();
    let may = "{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.SecurityOpt}} {{.Config.User}}";
    assert_eq!(played.inspect(may), "true [no-new-privileges] 65532:65532");
    assert_eq!(played.inspect("{{.EffectiveCaps}} {{.HostConfig.Memory}}"), "[] 134217728");
    // In half of the time that the node would give it.
    podman(&["stop", "--time=20", &played.site]);
    assert_eq!(played.inspect("{{.State.ExitCode}}"), "0");
}

/// A volume of podman's with the directories of `content`, which this podman does not make itself.
struct Volume {
    mounted: PathBuf,
}

impl Volume {
    /// By the name of the `ConfigMap`, which podman lays out in it.
    const NAME: &str = "patient-center-content";

    fn of(content: &Path) -> Self {
        podman(&["volume", "create", Self::NAME]);
        let mounted = podman(&["volume", "inspect", "--format", "{{.Mountpoint}}", Self::NAME]);
        let mounted = PathBuf::from(mounted);
        for (file, _) in everything(content) {
            let directory = file.parent().unwrap().strip_prefix(content).unwrap();
            fs::create_dir_all(mounted.join(directory)).unwrap();
        }
        Self { mounted }
    }
}

impl Drop for Volume {
    fn drop(&mut self) {
        program("podman").args(["volume", "rm", "--force", Self::NAME]).output().ok();
    }
}

#[test]
fn the_pod_serves_content_from_a_config_map_and_what_takes_its_place() {
    let directory = tempfile::tempdir().unwrap();
    let kubernetes = directory.path().join("kubernetes");
    lay_over(&project().join("deploy/kubernetes"), &kubernetes);
    let overlay = kubernetes.join("example");
    let marked = "#  - content.yaml\n#patches:\n#  - path: volume.yaml\n";
    edit(&overlay.join("kustomization.yaml"), marked, &marked.replace('#', ""));
    let content = project().join("content");
    said(program(kubernetes.join("content-in-configmap")).arg(&overlay).arg(&content));
    // ORDER: dropped last, when nobody uses it any more.
    let volume = Volume::of(&content);
    let played = Played::of(&kubernetes, directory.path());
    assert_eq!(
        played.inspect("{{range .Mounts}}{{.Destination}} {{.RW}}{{end}}"),
        "/content false"
    );
    played.serves_every_page();
    let page = volume.mounted.join("en/contact.toml");
    let title = fs::read_to_string(&page).unwrap();
    let title = title.lines().find(|line| line.starts_with("title = ")).unwrap().to_owned();
    edit(&page, &title, "title = \"Moved to another place\"");
    let served = || fetch(&played.public, "/en/contact", "identity").body;
    until(|| String::from_utf8(served()).unwrap().contains("Moved to another place"));
}
