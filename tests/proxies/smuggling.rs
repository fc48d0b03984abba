//! Request smuggling through real proxies, which share a few connections to the origin among their clients:
//! no client ever gets the response to another's request.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread::scope;
use std::time::Duration;

use crate::support;
use crate::support::edge::{Keeping, edge};
use crate::support::load::{Connections, Load, paths, same_as_now};
use crate::support::proxy::Proxy;
use crate::support::server::small;
use crate::support::smuggling_requests::{harmless, requests};

/// How often each request is sent.
const TIMES: usize = 2;
/// Attackers at a time.
const ATTACKERS: usize = 4;

/// Configured to forward as much as possible unchanged, over two connections.
fn nginx(origin: &str) -> Proxy {
    support::nginx::start(|port| {
        support::nginx::alone(&format!(
            "upstream origin {{ server {origin} max_fails=0; keepalive 2; }}
            server {{
              listen 127.0.0.1:{port};
              location / {{
                proxy_pass http://origin;
                proxy_http_version 1.1;
                proxy_set_header Connection \"\";
                proxy_request_buffering off;
                proxy_buffering off;
              }}
            }}"
        ))
    })
}

fn haproxy(origin: &str) -> Proxy {
    support::haproxy::start(|port| {
        format!(
            "defaults
              mode http
              timeout connect 5s
              timeout client 20s
              timeout server 20s
              timeout http-request 5s
              retries 3
              retry-on conn-failure empty-response
            frontend all
              bind 127.0.0.1:{port}
              default_backend origin
            backend origin
              http-reuse always
              server origin {origin} maxconn 2\n"
        )
    })
}

/// Sends a request, reads what comes for a moment, and goes away in the middle of it.
fn attack(address: &str, request: &[u8]) {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_millis(100))).unwrap();
    stream.write_all(request).ok();
    let mut answer = [0; 4096];
    while stream.read(&mut answer).is_ok_and(|count| count > 0) {}
}

/// Attacks through the proxy at `address`, while others ask for what they know.
fn others_get_what_is_theirs(address: &str) {
    let all =
        paths(&["/de/", "/he/contact", "/de/contact", "/he/", "/robots.txt", "/de/languages"]);
    let [kept, fresh] = [Connections::Kept, Connections::Fresh].map(|connections| {
        let judge = same_as_now(address, &all);
        Load::start(address, &all, (2, connections), judge)
    });
    let harmless = harmless().into_iter().map(|(name, request)| (name.to_owned(), request));
    let requests: Vec<_> = requests().into_iter().chain(harmless).collect();
    for _ in 0..TIMES {
        for some in requests.chunks(ATTACKERS) {
            scope(|scope| {
                for (_, request) in some {
                    scope.spawn(|| attack(address, request));
                }
            });
        }
    }
    kept.goes_on(20);
    fresh.goes_on(20);
    kept.end();
    fresh.end();
}

#[test]
fn behind_nginx_no_client_gets_the_response_to_a_smuggled_request() {
    let running = small(&["--poll", "10m"]);
    let nginx = nginx(&running.public);
    others_get_what_is_theirs(&nginx.address);
}

#[test]
fn behind_haproxy_no_client_gets_the_response_to_a_smuggled_request() {
    let running = small(&["--poll", "10m"]);
    let haproxy = haproxy(&running.public);
    others_get_what_is_theirs(&haproxy.address);
}

#[test]
fn behind_the_edge_no_client_gets_the_response_to_a_smuggled_request() {
    for keeping in [Keeping::Copies, Keeping::Nothing] {
        let running = small(&["--poll", "10m"]);
        let edge = edge(&[&running.public], keeping);
        others_get_what_is_theirs(&edge.address);
    }
}
