//! What the proxies of `deploy/` send when no server answers: a page of ours, with our headers.

use std::fs;
use std::net::TcpListener;
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::support::binary::{get, output};
use crate::support::caddy;
use crate::support::content::{once, project};
use crate::support::edge::{Keeping, edge_with};
use crate::support::fetch::{Fetched, fetch};
use crate::support::proxy::Proxy;
use crate::support::server::real;

/// A directory with the page in it.
fn with_page() -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    let printed = output(&["outage-page"]);
    assert!(printed.status.success(), "{}", String::from_utf8_lossy(&printed.stderr));
    fs::write(directory.path().join("outage.html"), printed.stdout).unwrap();
    directory
}

/// `deploy/Caddyfile` in front of `origin`, without TLS and with little patience; its page is in `directory`.
fn caddy(origin: &str, directory: &Path) -> Proxy {
    let file = fs::read_to_string(project().join("deploy/Caddyfile")).unwrap();
    caddy::start(|port| {
        let changes = [
            ("{$SITE} {", &*format!("http://127.0.0.1:{port} {{")),
            ("{$ORIGIN:site:8080}", origin),
            ("lb_try_duration 30s", "lb_try_duration 200ms"),
            ("/srv/outage", directory.to_str().unwrap()),
        ];
        changes.iter().fold(file.clone(), |file, (theirs, ours)| once(&file, theirs, ours))
    })
}

/// An address at which nothing listens.
fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}

/// The header set of the server, but for what concerns one page: the policy for its own style, and what lets it keep.
fn header_set() -> Vec<(String, String)> {
    let origin = real(&["--base-url", "https://patients.example"]);
    let answer = get(&origin.public, "/en/contact");
    let (head, _) = answer.split_once("\r\n\r\n").unwrap();
    let own = [
        "content-security-policy",
        "content-type",
        "content-length",
        "content-language",
        "cache-control",
        "connection",
        "date",
        "etag",
        "vary",
    ];
    let lines = head.lines().skip(1).map(|line| line.split_once(": ").unwrap());
    let headers = lines.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()));
    let set: Vec<_> = headers.filter(|(name, _)| !own.contains(&&**name)).collect();
    assert!(set.len() >= 8, "{set:?}");
    set
}

fn assert_is_ours(answer: &Fetched, set: &[(String, String)]) {
    assert_eq!(answer.status, 502);
    for (name, value) in set {
        assert_eq!(answer.headers.get(name), Some(value), "{name}");
    }
    let headers = &answer.headers;
    assert_eq!(headers["content-type"], "text/html; charset=utf-8");
    assert_eq!(headers["cache-control"], "no-store");
    assert_eq!(headers["retry-after"], "60");
    let page = str::from_utf8(&answer.body).unwrap();
    let style = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    let hash = BASE64_STANDARD.encode(Sha256::digest(style));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'"
    );
    assert_eq!(headers["content-security-policy"], policy, "the hash of the style has changed");
    // Every language, and nothing that would have to be fetched.
    assert!(page.matches("<section lang=").count() >= 12);
    assert!(page.contains("<section lang=\"ar\" dir=\"rtl\">") && page.contains("href=\"tel:"));
    for reference in ["src=", "href=\"/", "href=\"http", "url("] {
        assert!(!page.contains(reference), "{reference}");
    }
}

#[test]
fn nginx_sends_the_page_with_the_header_set_when_no_server_answers() {
    let (directory, set) = (with_page(), header_set());
    let edge = edge_with(&[&nobody()], Keeping::Copies, directory.path());
    for path in ["/en/contact", "/ar/no-such-page", "/static/a.css", "/outage.html"] {
        assert_is_ours(&fetch(&edge.address, path, "br"), &set);
    }
    // The way to a copy has the header set, too.
    let instead = fetch(&edge.address, "/", "br");
    assert_eq!((instead.status, &*instead.headers["location"]), (302, "/en/"));
    for (name, value) in &set {
        assert_eq!(instead.headers.get(name), Some(value), "{name}");
    }
    assert_eq!(instead.headers["cache-control"], "no-store");
}

#[test]
fn caddy_sends_the_page_with_the_header_set_when_the_server_does_not_answer() {
    let (directory, set) = (with_page(), header_set());
    let proxy = caddy(&nobody(), directory.path());
    for path in ["/", "/en/contact", "/static/a.css?b=c"] {
        let answer = fetch(&proxy.address, path, "br");
        assert_is_ours(&answer, &set);
        assert!(!answer.headers.contains_key("server"));
    }
}

#[test]
fn caddy_passes_on_what_a_server_says_of_its_own_errors() {
    let directory = with_page();
    let origin = real(&[]);
    let proxy = caddy(&origin.public, directory.path());
    let missing = fetch(&proxy.address, "/ar/no-such-page", "identity");
    assert_eq!((missing.status, &*missing.headers["content-language"]), (404, "ar"));
    assert_eq!(fetch(&proxy.address, "/en/", "identity").status, 200);
}

#[test]
fn without_the_page_a_proxy_still_sends_an_error() {
    let empty = tempfile::tempdir().unwrap();
    let edge = edge_with(&[&nobody()], Keeping::Nothing, empty.path());
    assert_eq!(fetch(&edge.address, "/en/contact", "br").status, 502);
    let proxy = caddy(&nobody(), empty.path());
    assert!(fetch(&proxy.address, "/en/contact", "br").status >= 400);
}
