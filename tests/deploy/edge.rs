//! `deploy/nginx.conf` as a whole, in a real nginx: TLS, HTTP/2, the redirect, and no header of its own.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::support::binary::{Running, until};
use crate::support::content::{BASE, project};
use crate::support::podman::{free_port, said};

/// nginx with the file in its `http` block; it is killed when the test is over.
struct Nginx {
    child: Child,
    /// Ports on this machine's loopback that stand for 80 and 443.
    ports: [u16; 2],
}

impl Nginx {
    fn start(prefix: &Path, origin: &str) -> Self {
        let mut openssl = Command::new("openssl");
        openssl.args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]);
        openssl.args(["-subj", "/CN=patients.example", "-keyout", "key.pem", "-out", "chain.pem"]);
        said(openssl.current_dir(prefix));
        let mut file = fs::read_to_string(project().join("deploy/nginx.conf")).unwrap();
        let ports = [free_port(), free_port()];
        for (theirs, ours) in [
            ("/var/cache/nginx/patient-center", "cache"),
            ("/etc/ssl/patient-center/fullchain.pem", "chain.pem"),
            ("/etc/ssl/private/patient-center.pem", "key.pem"),
            ("127.0.0.1:8080", origin),
            ("listen 80;", &format!("listen 127.0.0.1:{};", ports[0])),
            ("listen 443 ", &format!("listen 127.0.0.1:{} ", ports[1])),
            // This machine may have no IPv6.
            ("listen [::]:80;", ""),
            ("listen [::]:443 ssl http2;", ""),
        ] {
            assert_eq!(file.matches(theirs).count(), 1, "{theirs}");
            file = file.replace(theirs, ours);
        }
        let around = format!(
            "daemon off; pid nginx.pid; error_log stderr warn; events {{ }}
            http {{ access_log off; {file} }}"
        );
        fs::write(prefix.join("nginx.conf"), around).unwrap();
        let path = std::env::var("PATH").unwrap() + ":/usr/sbin";
        let mut nginx = Command::new("nginx");
        nginx.env("PATH", path).arg("-p").arg(prefix).args(["-c", "nginx.conf", "-e", "stderr"]);
        Self { child: nginx.stdin(Stdio::null()).spawn().unwrap(), ports }
    }

    /// What a browser gets that looks for patients.example here.
    fn browse(&self, address: &str) -> String {
        let mut curl = Command::new("curl");
        curl.args(["--silent", "--insecure", "--include", "--compressed", "--max-time", "5"]);
        for (theirs, ours) in [80, 443].iter().zip(self.ports) {
            curl.args(["--connect-to", &format!("patients.example:{theirs}:127.0.0.1:{ours}")]);
        }
        String::from_utf8(curl.arg(address).output().unwrap().stdout).unwrap()
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // The master ends its workers.
        Command::new("kill").arg(self.child.id().to_string()).status().ok();
        self.child.wait().ok();
    }
}

#[test]
fn whoever_comes_without_tls_is_led_to_it_and_gets_the_site_with_its_own_headers() {
    let origin = Running::start(&["--base-url", BASE, "--log", "off"]);
    let prefix = tempfile::tempdir().unwrap();
    let nginx = Nginx::start(prefix.path(), &origin.public);
    until(|| nginx.browse("http://patients.example/en/hours?zone=a").starts_with("HTTP/1.1 301 "));
    let moved = nginx.browse("http://patients.example/en/hours?zone=a").to_lowercase();
    assert!(moved.contains("location: https://patients.example/en/hours?zone=a\r\n"), "{moved}");

    let check = || {
        let page = nginx.browse("https://patients.example/en/contact");
        let (head, body) = page.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/2 200"), "{head}");
        assert!(
            body.contains("<link rel=\"canonical\" href=\"https://patients.example/en/contact\">")
        );
        for header in
            ["strict-transport-security", "content-security-policy", "cache-control", "vary"]
        {
            assert_eq!(head.matches(&format!("\n{header}: ")).count(), 1, "{header} in {head}");
        }
    };
    check();
    // The same from the cache.
    drop(origin);
    check();
}
