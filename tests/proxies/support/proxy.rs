//! A real proxy or server on a port of its own.

use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use super::binary::until;

/// A program, and the package that contains it.
pub(crate) struct Program {
    pub(crate) name: &'static str,
    /// The Debian package.
    pub(crate) package: &'static str,
    /// What it is asked to see whether it is installed.
    pub(crate) version: &'static str,
    /// Adds the arguments that keep it in the foreground, with a configuration file in a directory.
    pub(crate) arguments: fn(&mut Command, &Path, &Path),
}

/// A port that was free on the loopback interface a moment ago.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// It is killed when the test is over.
pub(crate) struct Proxy {
    child: Child,
    _directory: TempDir,
    pub(crate) address: String,
}

impl Proxy {
    /// Runs with what `configuration` says for a port.
    pub(crate) fn start(program: &Program, configuration: impl Fn(u16) -> String) -> Self {
        // They do not support port 0, and a port that was free a moment ago may be taken by now.
        let started = (0..10).find_map(|_| Self::try_start(program, &configuration));
        started.expect("it starts on a free port; what keeps it, it says above")
    }

    fn try_start(program: &Program, configuration: &impl Fn(u16) -> String) -> Option<Self> {
        let port = free_port();
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("configuration");
        fs::write(&file, configuration(port)).unwrap();
        let mut command = program.command();
        (program.arguments)(&mut command, directory.path(), &file);
        let mut child = command.spawn().unwrap();
        let mut ended = false;
        until(|| {
            ended = child.try_wait().unwrap().is_some();
            ended || TcpStream::connect(address).is_ok()
        });
        (!ended).then(|| Self { child, _directory: directory, address: address.to_string() })
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

impl Program {
    /// Looked for in /usr/sbin, too; fails with the name of the package if it is not installed.
    fn command(&self) -> Command {
        let path = std::env::var("PATH").unwrap_or_default() + ":/usr/sbin";
        let mut asked = Command::new(self.name);
        asked.env("PATH", &path).arg(self.version).stdout(Stdio::null()).stderr(Stdio::null());
        let is_there = asked.status().is_ok_and(|status| status.success());
        let Self { name, package, .. } = self;
        assert!(
            is_there,
            "this test needs {name}: Debian package {package}, which tests/run installs"
        );
        let mut command = Command::new(name);
        command.env("PATH", path);
        command
    }
}
