//! `deploy/nginx.conf`, changed as an operator would, for the servers and ports of the tests.

use std::fs;
use std::path::Path;

use super::content::{once, project};
use super::nginx;
use super::proxy::Proxy;

/// Whether the edge caches responses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// As `deploy/nginx.conf` has it.
    Copies,
    /// Every request goes to an origin.
    Nothing,
}

/// The edge in front of `origins`, without TLS; `X-Cache` is nginx's cache status of a request.
pub(crate) fn edge(origins: &[&str], keeping: Keeping) -> Proxy {
    edge_with(origins, keeping, Path::new("/etc/patient-center"))
}

/// The same with the page for outages from `directory`.
pub(crate) fn edge_with(origins: &[&str], keeping: Keeping, directory: &Path) -> Proxy {
    let cache = "proxy_cache patient_center_copies;";
    let kept = match keeping {
        Keeping::Copies => cache,
        Keeping::Nothing => "proxy_cache off;",
    };
    let seen = format!("{kept} add_header X-Cache $upstream_cache_status always;");
    let root = format!("root {};", directory.display());
    let changes = [
        ("root /etc/patient-center;", &*root),
        (" ssl http2;", ";"),
        ("ssl_certificate /etc/ssl/patient-center/fullchain.pem;", ""),
        ("ssl_certificate_key /etc/ssl/private/patient-center.pem;", ""),
        (cache, &seen),
    ];
    nginx::start(|port| nginx::alone(&configuration(origins, port, &changes)))
}

/// The file with `origins` as its servers, and with `more` replacements of text that it contains once. `port`
/// is used instead of 80 and 443, on two loopback addresses.
pub(crate) fn configuration(origins: &[&str], port: u16, more: &[(&str, &str)]) -> String {
    let mut file = fs::read_to_string(project().join("deploy/nginx.conf")).unwrap();
    let server = "server 127.0.0.1:8080 max_fails=1 fail_timeout=1s;";
    let servers = origins.iter().map(|origin| server.replace("127.0.0.1:8080", origin));
    for (theirs, ours) in [
        ("/var/cache/nginx/patient-center", "cache"),
        (server, &*servers.collect::<Vec<_>>().join("\n")),
        ("listen 80;", &format!("listen 127.0.0.2:{port};")),
        ("listen 443 ", &format!("listen 127.0.0.1:{port} ")),
        // This machine may have no IPv6.
        ("listen [::]:80;", ""),
        ("listen [::]:443 ssl http2;", ""),
    ] {
        file = once(&file, theirs, ours);
    }
    more.iter().fold(file, |file, (theirs, ours)| once(&file, theirs, ours))
}
