//! Restarts under load: every accepted request is answered.

use std::fs;
use std::io::{BufReader, ErrorKind, Write};
use std::net::TcpStream;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use crate::support::binary::{Running, get, output, until};
use crate::support::client::{Client, NoAnswer, read};
use crate::support::content::fixture;
use crate::support::load::{Connections, Load, paths, same_as_now};
use crate::support::server::{at, ready, small};
use crate::support::version::{lay_out, served, whole_version};

const QUEUED: usize = 200;

#[test]
fn requests_in_the_accept_queue_at_sigterm_are_answered() {
    let running = small(&["--drain-delay", "1ms"]);
    let mut warm = Client::new(&running.public);
    let whole = warm.get("/de/contact").unwrap().body;
    // While the process is stopped, all connections wait in the kernel's accept queue.
    running.signal("-STOP");
    let queued: Vec<_> = (0..QUEUED)
        .map(|_| {
            let mut stream = TcpStream::connect(&running.public).unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
            stream.write_all(b"GET /de/contact HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
            stream
        })
        .collect();
    running.signal("-TERM");
    running.signal("-CONT");
    for stream in queued {
        let answer = read(&mut BufReader::new(stream)).unwrap();
        assert_eq!(answer.status, 200);
        assert!(answer.body == whole);
    }
    let address = running.public.clone();
    assert!(running.ended().0.success());
    assert!(matches!(Client::new(&address).get("/de/"), Err(NoAnswer::Refused)));
}

#[test]
fn new_connections_during_the_close_are_dropped_and_not_reset() {
    let running = small(&["--drain-delay", "1ms"]);
    let address = running.public.parse().unwrap();
    running.signal("-TERM");
    // New SYNs are dropped: accepted, they would get no response; refused, the client would not try again,
    // although another process may share the port. Only root may attach the socket filter for it.
    let is_root = fs::metadata("/proc/self").unwrap().uid() == 0;
    let expected = if is_root { ErrorKind::TimedOut } else { ErrorKind::ConnectionRefused };
    until(|| match TcpStream::connect_timeout(&address, Duration::from_millis(100)) {
        Ok(_) => false,
        Err(error) => {
            error.kind() == ErrorKind::TimedOut || {
                assert_eq!(error.kind(), expected);
                true
            }
        }
    });
    assert!(running.ended().0.success());
}

#[test]
fn after_sigterm_it_is_not_ready_and_serves_on_then_drains_then_closes() {
    let running = small(&["--drain-delay", "1s"]);
    let all = paths(&["/de/", "/he/contact", "/de/guide"]);
    let [kept, fresh] = [Connections::Kept, Connections::Fresh].map(|connections| {
        let judge = same_as_now(&running.public, &all);
        Load::start(&running.public, &all, (2, connections), judge)
    });
    kept.goes_on(50);
    // Half a request, which is finished after the listener is closed.
    let mut half = TcpStream::connect(&running.public).unwrap();
    half.write_all(b"GET /de/guide HTTP/1.1\r\n").unwrap();
    running.signal("-TERM");
    until(|| ready(&running).starts_with("HTTP/1.1 503 "));
    assert!(get(&running.admin, "/livez").starts_with("HTTP/1.1 200 "));
    // It serves as before: new connections, too.
    fresh.goes_on(20);
    kept.goes_on(20);
    fresh.end();
    // From here on the listener may be closed; requests that have begun are finished.
    kept.let_go();
    half.write_all(b"Host: a\r\n\r\n").unwrap();
    let answer = read(&mut BufReader::new(half)).unwrap();
    assert_eq!(answer.status, 200);
    kept.end();
    let address = running.public.clone();
    assert!(running.ended().0.success());
    assert!(matches!(Client::new(&address).get("/de/"), Err(NoAnswer::Refused)));
}

/// The exit code and the errors of a server that is told to listen where another one does.
fn beside(listen: &str, admin: &str, arguments: &[&str]) -> (Option<i32>, String) {
    let content = fixture("other-hospital");
    let all = ["--listen", listen, "--admin-listen", admin, "--content", content.to_str().unwrap()];
    let ended = output(&[&all, arguments].concat());
    (ended.status.code(), String::from_utf8(ended.stderr).unwrap())
}

#[test]
fn a_port_in_use_is_an_error_unless_both_share_it() {
    let alone = small(&[]);
    let sharing = small(&["--reuse-port"]);
    let free = "127.0.0.1:0";
    for (listen, admin, arguments) in [
        (alone.public.as_str(), free, &[][..]),
        (free, alone.admin.as_str(), &[]),
        (&alone.public, free, &["--reuse-port"]),
        (&sharing.public, free, &[]),
        (free, &sharing.admin, &[]),
    ] {
        let (code, said) = beside(listen, admin, arguments);
        assert_eq!(code, Some(2), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.contains("the port is in use"), "{said}");
    }
}

/// The next version of the program, at the same address.
fn beside_version(version: usize, root: &Path, address: &str) -> Running {
    let content = root.join(version.to_string());
    lay_out(version, &content);
    let arguments = ["--reuse-port", "--drain-delay", "200ms", "--poll", "10m"];
    Running::of(at(address, &content, &arguments).stderr(Stdio::inherit()))
}

#[test]
fn two_versions_that_share_a_port_overlap_without_a_failed_request() {
    let root = tempfile::tempdir().unwrap();
    let mut running = beside_version(0, root.path(), "127.0.0.1:0");
    let address = running.public.clone();
    let all = paths(&["/de/", "/he/contact", "/de/hours"]);
    let [kept, fresh] = [Connections::Kept, Connections::Fresh].map(|connections| {
        let mut judge = whole_version(&address, &all);
        let judge = move |path: &str, answer: &_| judge(path, answer).map(drop);
        Load::start(&address, &all, (2, connections), judge)
    });
    let restarts = if std::env::var_os("LONG").is_some() { 50 } else { 5 };
    for version in 1..=restarts {
        let next = beside_version(version, root.path(), &address);
        assert_eq!(next.public, address);
        let former = std::mem::replace(&mut running, next);
        kept.goes_on(10);
        fresh.goes_on(10);
        former.signal("-TERM");
        assert!(former.ended().0.success());
        // Only the new one is left.
        assert_eq!(served(&address, "/de/"), version);
        fresh.goes_on(10);
    }
    kept.end();
    fresh.end();
}
