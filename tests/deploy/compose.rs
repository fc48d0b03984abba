//! The single machine: `deploy/compose.yaml` with a real Caddy, which gets its certificate by itself (for
//! `localhost` from an authority of its own), and an editor who changes a page.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::support::binary::until;
use crate::support::content::{edit, lay_over, project};
use crate::support::podman::{IMAGE, program, said};
use crate::support::proxy::free_port;

/// The composition, with what it says in `directory`; it goes when the test is over.
struct Composed<'a> {
    directory: &'a Path,
    project: String,
    /// The port on this machine's loopback that stands for 443.
    port: u16,
    caddy: String,
}

impl<'a> Composed<'a> {
    /// As the two commands of the file say, on a machine where the images are there already.
    fn up(directory: &'a Path) -> Self {
        lay_over(&project().join("deploy"), &directory.join("deploy"));
        lay_over(&project().join("content"), &directory.join("content"));
        let (file, port) = (directory.join("deploy/compose.yaml"), free_port());
        edit(&file, "    build: ..\n    image: patient-center\n", &format!("    image: {IMAGE}\n"));
        let ports = r#"ports: ["80:80", "443:443", "443:443/udp"]"#;
        edit(&file, ports, &format!(r#"ports: ["127.0.0.1:{port}:443"]"#));
        fs::write(directory.join("deploy/.env"), "SITE=localhost\n").unwrap();
        let caddy = said(&mut program("tests/deploy/caddy"));
        let project = format!("patient-center-test-{port}");
        let composed = Self { directory, project, port, caddy };
        assert!(composed.compose(&["up", "--detach"]), "it does not come up");
        composed
    }

    fn compose(&self, arguments: &[&str]) -> bool {
        let mut command = program("podman-compose");
        command.args(["--project-name", &self.project, "--file", "deploy/compose.yaml"]);
        command.args(arguments).env("CADDY", &self.caddy).current_dir(self.directory);
        command.output().unwrap().status.success()
    }
}

impl Drop for Composed<'_> {
    fn drop(&mut self) {
        self.compose(&["down", "--volumes"]);
        // This podman-compose leaves its networks.
        for network in ["inside", "outside"] {
            let name = format!("{}_{network}", self.project);
            program("podman").args(["network", "rm", "--force", &name]).output().ok();
        }
    }
}

/// What a browser gets over TLS: the protocol, the status, and the head with the body.
fn over_tls(port: u16, path: &str) -> Option<(String, String)> {
    let address = format!("https://localhost:{port}{path}");
    let mut curl = Command::new("curl");
    curl.args(["--silent", "--insecure", "--include", "--max-time", "40"]);
    curl.args(["--write-out", "\n%{http_version} %{http_code}", &address]);
    let output = curl.output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let (said, last) = said.rsplit_once('\n')?;
    output.status.success().then(|| (last.to_owned(), said.to_owned()))
}

#[test]
fn two_commands_bring_the_site_over_tls_and_an_edit_is_served() {
    let directory = tempfile::tempdir().unwrap();
    fs::set_permissions(directory.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755))
        .unwrap();
    let composed = Composed::up(directory.path());
    let over_tls = |path| over_tls(composed.port, path);
    until(|| over_tls("/en/").is_some_and(|(code, _)| code == "2 200"));
    let (_, page) = over_tls("/en/contact").unwrap();
    assert!(page.contains("<link rel=\"canonical\" href=\"https://localhost/en/contact\">"));
    for (header, times) in [("strict-transport-security: ", 1), ("\nserver: ", 0)] {
        assert_eq!(page.to_lowercase().matches(header).count(), times, "{header}");
    }

    let file = directory.path().join("content/en/contact.toml");
    let title = fs::read_to_string(&file).unwrap();
    let title = title.lines().find(|line| line.starts_with("title = ")).unwrap().to_owned();
    edit(&file, &title, "title = \"Moved to another place\"");
    until(|| over_tls("/en/contact").unwrap().1.contains("Moved to another place"));

    // While the server is replaced, who comes waits.
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let until_told = || (!stop.load(Ordering::Relaxed)).then(|| over_tls("/en/"));
            std::iter::from_fn(until_told).map(|answer| answer.map(|(code, _)| code)).collect()
        });
        assert!(composed.compose(&["restart", "site"]));
        until(|| over_tls("/en/contact").is_some_and(|(code, _)| code == "2 200"));
        stop.store(true, Ordering::Relaxed);
        let codes: Vec<_> = reader.join().unwrap();
        assert!(codes.len() > 10, "{codes:?}");
        assert!(codes.iter().all(|code| code.as_deref() == Some("2 200")), "{codes:?}");
    });
}
