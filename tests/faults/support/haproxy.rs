//! A real haproxy, on a port of its own, before one origin.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use super::binary::until;

/// It is killed when the test is over.
pub(crate) struct HaProxy {
    child: Child,
    _directory: TempDir,
    pub(crate) address: String,
}

impl HaProxy {
    /// Runs with what `configuration` says for a port.
    pub(crate) fn start(configuration: impl Fn(u16) -> String) -> Self {
        // As with nginx: a port that was free a moment ago may be somebody else's by now.
        let started = (0..10).find_map(|_| Self::try_start(&configuration));
        started.expect("HAProxy starts on a free port; what keeps it, it says above")
    }

    fn try_start(configuration: &impl Fn(u16) -> String) -> Option<Self> {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("haproxy.cfg");
        fs::write(&file, configuration(address.port())).unwrap();
        let mut child = command().args(["-q", "-db"]).arg("-f").arg(&file).spawn().unwrap();
        let mut ended = false;
        until(|| {
            ended = child.try_wait().unwrap().is_some();
            ended || TcpStream::connect(address).is_ok()
        });
        (!ended).then(|| Self { child, _directory: directory, address: address.to_string() })
    }
}

impl Drop for HaProxy {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// haproxy, which is not on everybody's path; a machine without it fails the test, and says why.
fn command() -> Command {
    let path = std::env::var("PATH").unwrap_or_default() + ":/usr/sbin";
    let is_there =
        Command::new("haproxy").env("PATH", &path).arg("-v").stdout(Stdio::null()).status();
    let is_there = is_there.is_ok_and(|status| status.success());
    assert!(is_there, "this test needs HAProxy: Debian package haproxy, which tests/run installs");
    let mut haproxy = Command::new("haproxy");
    haproxy.env("PATH", &path);
    haproxy
}
