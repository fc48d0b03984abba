//! Containers of the image that `tests/deploy/build` has built, run by the real `podman`.

use std::path::Path;
use std::process::{Command, Output};

use super::binary::until;
use super::content::project;

/// The image under test.
pub(crate) const IMAGE: &str = "localhost/patient-center:test";

/// What an operator allows it: nothing.
pub(crate) const LOCKED: [&str; 6] = [
    "--read-only",
    "--read-only-tmpfs=false",
    "--cap-drop=all",
    "--security-opt=no-new-privileges",
    "--memory=64m",
    "--pids-limit=64",
];

/// A program that knows how containers are run here.
pub(crate) fn program(name: impl AsRef<Path>) -> Command {
    let mut command = Command::new(name.as_ref());
    let settings = project().join("tests/deploy/containers.conf");
    command.env("CONTAINERS_CONF", settings).current_dir(project());
    if std::env::var_os("STORAGE_DRIVER").is_none() {
        command.env("STORAGE_DRIVER", "vfs");
    }
    command
}

/// What `podman` says when it is told `arguments`, which it can do.
pub(crate) fn podman(arguments: &[&str]) -> String {
    said(program("podman").args(arguments))
}

/// What a command says that succeeds.
pub(crate) fn said(command: &mut Command) -> String {
    let Output { status, stdout, stderr } = command.output().unwrap();
    assert!(status.success(), "{command:?}: {}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).unwrap().trim().to_owned()
}

/// A container, which goes when the test is over.
pub(crate) struct Container {
    pub(crate) id: String,
    /// Where visitors are answered, on this machine's loopback.
    pub(crate) public: String,
    /// Where its operator is.
    pub(crate) admin: String,
}

impl Container {
    /// Runs the image with more of podman's `options`, until it is healthy.
    pub(crate) fn run(options: &[&str]) -> Self {
        let container = Self::create(options);
        podman(&["start", &container.id]);
        container.located()
    }

    /// One that is yet to start.
    pub(crate) fn create(options: &[&str]) -> Self {
        let ports = ["--publish=127.0.0.1::8080", "--publish=127.0.0.1::9090"];
        let all = [&["create"][..], &ports, options, &[IMAGE]].concat();
        Self { id: podman(&all), public: String::new(), admin: String::new() }
    }

    /// The same, once it is healthy, with its addresses.
    pub(crate) fn located(mut self) -> Self {
        until(|| self.is_healthy());
        let port = |inside| podman(&["port", &self.id, inside]);
        (self.public, self.admin) = (port("8080"), port("9090"));
        self
    }

    /// Whether the health check of the image says so.
    pub(crate) fn is_healthy(&self) -> bool {
        program("podman").args(["healthcheck", "run", &self.id]).output().unwrap().status.success()
    }

    /// A part of what podman knows of it.
    pub(crate) fn inspect(&self, format: &str) -> String {
        podman(&["inspect", "--format", format, &self.id])
    }

    /// The id of its process on this machine.
    pub(crate) fn process(&self) -> String {
        self.inspect("{{.State.Pid}}")
    }
}

impl Drop for Container {
    fn drop(&mut self) {
        // Whatever has become of it, and whatever is said of that.
        program("podman").args(["rm", "--force", "--time=0", &self.id]).output().ok();
    }
}
