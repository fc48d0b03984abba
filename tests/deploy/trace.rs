//! What the process in the container asks of the system, by `strace`, from its first instruction to its
//! last: it opens nothing for writing and calls nobody.

use std::fs;
use std::process::{Command, Stdio};

use crate::support::binary::{get, until};
use crate::support::fetch::fetch;
use crate::support::podman::{Container, LOCKED, podman};

/// Everything that opens, creates, changes or removes a file, or calls somebody.
const CALLS: &str = "execve,%file,connect,sendto,sendmsg,sendmmsg,socket,ftruncate,fchmod,fchown";

#[test]
fn it_opens_nothing_for_writing_and_calls_nobody() {
    let directory = tempfile::tempdir().unwrap();
    let trace = directory.path().join("trace");
    let container = Container::create(&LOCKED);
    // Its process is there, and waits to become our program.
    podman(&["init", &container.id]);
    let mut strace = Command::new("strace")
        .args(["--follow-forks", "--attach", &container.process(), "--trace", CALLS, "--output"])
        .arg(&trace)
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    until(|| fs::metadata(&trace).is_ok_and(|file| file.len() > 0) || is_traced(&container));
    podman(&["start", &container.id]);
    let container = container.located();
    for path in ["/en/", "/ar/contact?with=en", "/en/hours?zone=Asia/Riyadh", "/nothing"] {
        fetch(&container.public, path, "br");
    }
    get(&container.admin, "/metrics");
    podman(&["kill", "--signal=HUP", &container.id]);
    podman(&["stop", &container.id]);
    strace.wait().unwrap();

    let trace = fs::read_to_string(&trace).unwrap();
    let (_, ours) = trace.split_once("execve(\"/patient-center\"").expect("the whole of its life");
    let lines: Vec<_> = ours.lines().collect();
    let about = |call: &str| lines.iter().filter(|line| line.contains(call)).count();
    assert!(about("open") > 100, "its content, at least: {lines:#?}");
    assert_eq!(about("socket("), 2, "two listeners, and nothing to call with: {lines:#?}");
    for line in lines {
        let (_, call) = line.split_once(' ').unwrap();
        let writes = ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND"];
        assert!(!writes.iter().any(|flag| call.contains(flag)), "{line}");
        let changes =
            ["creat(", "mkdir", "rename", "unlink", "link(", "chmod", "chown", "truncate"];
        assert!(!changes.iter().any(|name| call.trim_start().starts_with(name)), "{line}");
        assert!(!call.contains("connect("), "{line}");
        // Answers go to whoever has come: to no address that is named here.
        let sends = ["sendto(", "sendmsg(", "sendmmsg("].iter().any(|name| call.contains(name));
        assert!(!sends || call.contains("NULL, 0"), "{line}");
    }
}

/// Whether somebody follows its process.
fn is_traced(container: &Container) -> bool {
    let status = fs::read_to_string(format!("/proc/{}/status", container.process())).unwrap();
    status.lines().any(|line| line.starts_with("TracerPid:") && !line.ends_with("\t0"))
}
