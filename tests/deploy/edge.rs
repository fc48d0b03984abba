//! `deploy/nginx.conf` as a whole, in a real nginx: TLS, HTTP/2, the redirect, and no header of its own.

use std::path::Path;
use std::process::Command;

use crate::support::binary::Running;
use crate::support::content::BASE;
use crate::support::edge::configuration;
use crate::support::nginx;
use crate::support::podman::said;
use crate::support::proxy::Proxy;

/// The edge in front of `origin`, with a certificate of its own in `directory`.
fn edge(origin: &str, directory: &Path) -> Proxy {
    let mut openssl = Command::new("openssl");
    openssl.args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]);
    openssl.args(["-subj", "/CN=patients.example", "-keyout", "key.pem", "-out", "chain.pem"]);
    said(openssl.current_dir(directory));
    let file = |name| directory.join(name).display().to_string();
    let changes = [
        ("/etc/ssl/patient-center/fullchain.pem", &*file("chain.pem")),
        ("/etc/ssl/private/patient-center.pem", &file("key.pem")),
    ];
    nginx::start(|port| nginx::alone(&configuration(&[origin], port, &changes)))
}

/// What a browser gets that looks for patients.example at the edge.
fn browse(edge: &Proxy, address: &str) -> String {
    let port = edge.address.rsplit(':').next().unwrap();
    let mut curl = Command::new("curl");
    curl.args(["--silent", "--insecure", "--include", "--compressed", "--max-time", "5"]);
    curl.args(["--connect-to", &format!("patients.example:80:127.0.0.2:{port}")]);
    curl.args(["--connect-to", &format!("patients.example:443:127.0.0.1:{port}")]);
    said(curl.arg(address))
}

#[test]
fn whoever_comes_without_tls_is_led_to_it_and_gets_the_site_with_its_own_headers() {
    let origin = Running::start(&["--base-url", BASE, "--log", "off"]);
    let directory = tempfile::tempdir().unwrap();
    let edge = edge(&origin.public, directory.path());
    let moved = browse(&edge, "http://patients.example/en/hours?zone=a").to_lowercase();
    assert!(moved.starts_with("http/1.1 301 "), "{moved}");
    assert!(moved.contains("location: https://patients.example/en/hours?zone=a\r\n"), "{moved}");

    let check = || {
        let page = browse(&edge, "https://patients.example/en/contact");
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
