//! A real nginx, on a port of its own.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use super::binary::until;
use super::content::project;

const MODULE: &str = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";

/// It is killed when the test is over.
pub(crate) struct Nginx {
    child: Child,
    _prefix: TempDir,
    pub(crate) address: String,
}

impl Nginx {
    /// Serves `directory` by `tests/export/nginx.conf`.
    pub(crate) fn serve(directory: &Path) -> Self {
        Self::start(|port| configuration(directory, port))
    }

    /// Runs with what `configuration` says for a port.
    pub(crate) fn start(configuration: impl Fn(u16) -> String) -> Self {
        // It takes no port 0, so one that was free a moment ago may be somebody else's by now.
        let started = (0..10).find_map(|_| Self::try_start(&configuration));
        started.expect("nginx starts on a free port; what keeps it, it says above")
    }

    fn try_start(configuration: &impl Fn(u16) -> String) -> Option<Self> {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let prefix = tempfile::tempdir().unwrap();
        let file = prefix.path().join("nginx.conf");
        fs::write(&file, configuration(address.port())).unwrap();
        let mut nginx = command();
        nginx.arg("-p").arg(prefix.path()).arg("-c").arg(&file).args(["-e", "stderr"]);
        let mut child = nginx.spawn().unwrap();
        let mut ended = false;
        until(|| {
            ended = child.try_wait().unwrap().is_some();
            ended || TcpStream::connect(address).is_ok()
        });
        (!ended).then(|| Self { child, _prefix: prefix, address: address.to_string() })
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// nginx, which is not on everybody's path; a machine without it fails the test, and says why.
fn command() -> Command {
    let path = std::env::var("PATH").unwrap_or_default() + ":/usr/sbin";
    let mut nginx = Command::new("nginx");
    nginx.env("PATH", &path);
    let mut asked = Command::new("nginx");
    let is_there = asked.env("PATH", &path).arg("-v").stderr(Stdio::null()).status().is_ok();
    assert!(
        is_there && Path::new(MODULE).exists(),
        "this test needs nginx and {MODULE}: Debian package libnginx-mod-http-brotli-static, which \
         tests/run installs"
    );
    nginx
}

fn configuration(directory: &Path, port: u16) -> String {
    let mut script = Command::new(project().join("tests/export/nginx-conf"));
    let made = script.arg(directory).arg(port.to_string()).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    String::from_utf8(made.stdout).unwrap()
}
