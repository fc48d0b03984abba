//! More connections than the limit of open files allows.

use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::binary::{Running, until};
use crate::support::client::Client;
use crate::support::content::{MONDAY, fixture};
use crate::support::load::{Connections, Load, paths, same_as_now};
use crate::support::process::{Process, many_files};
use crate::support::server::{connections, hits, metric, ready, small};

/// Files that the server may have open.
const FILES: usize = 256;
const FLOOD: usize = 1_000;

/// A server that cannot have more than [`FILES`], whatever it asks for.
fn with_few_files() -> Running {
    let mut layout = Command::new("sh");
    layout.arg("-c").arg(format!("ulimit -n {FILES}; exec \"$0\" \"$@\""));
    layout.arg(env!("CARGO_BIN_EXE_patient-center"));
    layout.args(["--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0", "--at", MONDAY]);
    layout.arg("--content").arg(fixture("other-hospital")).args(["--poll", "10m", "--log", "off"]);
    // So that a connection is closed only to make room for another.
    layout.args(["--header-timeout", "10m"]);
    Running::of(layout.stderr(Stdio::inherit()))
}

/// Asserts that the server uses less than a tenth of a core during a second without requests.
fn is_at_rest(process: Process) {
    let (cpu, started) = (process.cpu(), Instant::now());
    while started.elapsed() < Duration::from_secs(1) {
        std::thread::sleep(Duration::from_millis(100));
    }
    let spent = process.cpu() - cpu;
    let elapsed = started.elapsed().as_millis() / 10;
    assert!(u128::from(spent) * 10 < elapsed, "{spent} of {elapsed} hundredths of a second");
}

#[test]
fn clients_are_answered_during_a_flood_beyond_the_limit_of_open_files() {
    many_files();
    let running = with_few_files();
    let process = Process(running.id());
    let all = paths(&["/de/", "/he/contact", "/robots.txt"]);
    let [kept, fresh] = [Connections::Kept, Connections::Fresh].map(|connections| {
        let judge = same_as_now(&running.public, &all);
        Load::start(&running.public, &all, (2, connections), judge)
    });
    kept.goes_on(50);
    let memory = process.memory();
    let flood: Vec<_> = (0..FLOOD).map(|_| TcpStream::connect(&running.public).unwrap()).collect();
    // Every connection of the flood was accepted, if another was closed for it.
    until(|| metric(&running, "http_connections_accepted_total") > FLOOD as u64);
    let room = metric(&running, "http_connections_limit");
    assert!(room < FILES as u64, "{room}");
    kept.goes_on(50);
    fresh.goes_on(50);
    assert!(process.files() <= FILES);
    assert!(connections(&running) <= room);
    assert!(hits(&running, "connections") >= FLOOD as u64 - room);
    assert_eq!(metric(&running, "http_accept_errors_total"), 0);
    assert!(ready(&running).starts_with("HTTP/1.1 200 "));
    kept.end();
    fresh.end();
    let grown = process.memory().saturating_sub(memory);
    assert!(grown < 50, "the flood took {grown} MiB");
    is_at_rest(process);
    drop(flood);
    until(|| connections(&running) == 0);
    is_at_rest(process);
    assert_eq!(Client::new(&running.public).get("/de/").unwrap().status, 200);
}

#[test]
fn a_server_out_of_files_waits_without_spinning_and_recovers() {
    let running = small(&["--header-timeout", "10m", "--poll", "10m"]);
    let process = Process(running.id());
    // The limit is lowered from outside, as another program or an administrator may: the server does not know.
    let few = process.files() + 8;
    process.allow_files(few as u64);
    let flood: Vec<_> = (0..100).map(|_| TcpStream::connect(&running.public).unwrap()).collect();
    until(|| process.files() >= few);
    // It tries to accept ten times a second, and counts the errors; reading the metrics needs a file, too.
    is_at_rest(process);
    drop(flood);
    until(|| process.files() < few);
    let mut client = Client::new(&running.public);
    assert_eq!(client.get("/de/").unwrap().status, 200);
    assert!(metric(&running, "http_accept_errors_total") > 0);
    until(|| connections(&running) == 1);
    is_at_rest(process);
}
