//! A log pipe that is full or closed: lines are lost, and requests are answered as before.

use std::io::{PipeReader, pipe};
use std::path::Path;

use crate::support::binary::{Running, until};
use crate::support::client::Client;
use crate::support::load::{Connections, Load, paths, same_as_now};
use crate::support::server::metric;
use crate::support::version::{lay_out, served};
use crate::support::{binary::command, content::MONDAY};

/// More lines than fit into a pipe and the server's own buffer.
const LINES: usize = 12_000;

/// A server whose log goes into a pipe, and the pipe's end.
fn logging(content: &Path) -> (Running, PipeReader) {
    let (reader, writer) = pipe().unwrap();
    let mut command = command();
    command.args(["--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0", "--at", MONDAY]);
    command.args(["--drain-delay", "1ms", "--poll", "10m"]).arg("--content").arg(content);
    (Running::of(command.stderr(writer)), reader)
}

/// Asks until `done`, while others do so too; then has new content read, and ends the server.
fn goes_on(content: &Path, running: Running, done: impl Fn(&Running) -> bool) {
    let all = paths(&["/de/", "/de/contact"]);
    let judge = same_as_now(&running.public, &all);
    let load = Load::start(&running.public, &all, (2, Connections::Kept), judge);
    let mut client = Client::new(&running.public);
    let mut asked = 0;
    while !done(&running) {
        for _ in 0..1_000 {
            assert_eq!(client.get("/robots.txt").unwrap().status, 200);
        }
        asked += 1_000;
        assert!(asked <= 3 * LINES, "the condition did not come true in time");
    }
    load.end();
    lay_out(1, content);
    running.signal("-HUP");
    until(|| served(&running.public, "/de/contact") == 1);
    running.signal("-TERM");
    let (status, ..) = running.ended();
    assert!(status.success(), "{status}");
}

#[test]
fn a_full_log_pipe_blocks_nothing_and_lost_lines_are_counted() {
    let content = tempfile::tempdir().unwrap();
    lay_out(0, content.path());
    let (running, _nobody_reads) = logging(content.path());
    goes_on(content.path(), running, |running| metric(running, "log_lines_lost_total") > 0);
}

#[test]
fn a_closed_log_pipe_does_not_end_the_server() {
    let content = tempfile::tempdir().unwrap();
    lay_out(0, content.path());
    let (running, reader) = logging(content.path());
    drop(reader);
    goes_on(content.path(), running, |running| metric(running, "log_lines_lost_total") > 100);
}
