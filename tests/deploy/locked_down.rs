//! The image without a single privilege: it is healthy, serves every page, takes new content, and goes
//! when it is told to.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::Instant;

use crate::support::binary::{get, until};
use crate::support::content::{BASE, MONDAY, copy_of, edit, project, real};
use crate::support::fetch::fetch;
use crate::support::podman::{Container, LOCKED, podman, program};

/// Locked down, with more options.
fn locked(more: &[&str]) -> Container {
    Container::run(&[&LOCKED, more].concat())
}

#[test]
fn it_serves_every_page_as_nobody_with_no_privilege() {
    let (base, moment) = (
        format!("--env=PATIENT_CENTER_BASE_URL={BASE}"),
        format!("--env=PATIENT_CENTER_AT={MONDAY}"),
    );
    let container = locked(&[&base, &moment]);
    for (path, answer) in &real().answers {
        for (coding, expected) in
            [("identity", Some(&answer.identity)), ("br", answer.brotli.as_ref())]
        {
            let Some(expected) = expected else { continue };
            let fetched = fetch(&container.public, path, coding);
            assert_eq!(fetched.status, 200, "{path}");
            assert!(fetched.body == expected.bytes, "{path} in {coding}");
        }
    }
    let status = fs::read_to_string(format!("/proc/{}/status", container.process())).unwrap();
    let line = |key: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(key)).unwrap();
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(line("Uid:"), "65532 65532 65532 65532");
    assert_eq!(line("Gid:"), "65532 65532 65532 65532");
    for set in ["CapInh:", "CapPrm:", "CapEff:", "CapBnd:", "CapAmb:"] {
        assert_eq!(line(set), "0000000000000000", "{set}");
    }
    // 64 MiB: whoever takes more is killed, and none of this has been.
    let group = fs::read_to_string(format!("/proc/{}/cgroup", container.process())).unwrap();
    let limit = group.lines().find_map(|line| {
        let (kind, path) = line.split_once(':')?.1.split_once(':')?;
        let file = match kind {
            "" => format!("/sys/fs/cgroup{path}/memory.max"),
            "memory" => format!("/sys/fs/cgroup/memory{path}/memory.limit_in_bytes"),
            _ => return None,
        };
        fs::read_to_string(file).ok()
    });
    assert_eq!(limit.as_deref().map(str::trim), Some("67108864"), "{group}");
    assert_eq!(line("NoNewPrivs:"), "1");
    assert_eq!(line("Seccomp:"), "2", "2 is a filter");
}

#[test]
fn no_program_but_its_own_can_be_run_in_it() {
    let container = locked(&[]);
    for other in ["sh", "/bin/sh", "/bin/busybox", "ls"] {
        let tried = program("podman").args(["exec", &container.id, other]).output().unwrap();
        assert!(!tried.status.success(), "{other} runs");
    }
    assert!(container.is_healthy());
}

#[test]
fn content_from_outside_is_replaced_and_reloaded() {
    let content = copy_of(&project().join("content"));
    fs::set_permissions(content.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let volume = format!("--volume={}:/content:ro", content.path().display());
    let container = locked(&[&volume]);
    let page = content.path().join("en/contact.toml");
    let served = || String::from_utf8(fetch(&container.public, "/en/contact", "identity").body);
    let title = fs::read_to_string(&page).unwrap();
    let title = title.lines().find(|line| line.starts_with("title = ")).unwrap().to_owned();

    edit(&page, &title, "title = \"Moved to another place\"");
    until(|| served().unwrap().contains("Moved to another place"));
    // What is wrong is refused, and nothing falls over.
    edit(&page, "title = \"Moved to another place\"", "title = ");
    until(|| get(&container.admin, "/readyz").contains("contact.toml"));
    assert!(served().unwrap().contains("Moved to another place"));
    assert!(container.is_healthy());
    edit(&page, "title = \n", "title = \"Mended\"\n");
    until(|| served().unwrap().contains("Mended"));
}

#[test]
fn it_ends_with_0_in_the_time_that_podman_gives_by_itself() {
    let container = locked(&[]);
    let began = Instant::now();
    podman(&["stop", &container.id]);
    let took = began.elapsed().as_secs();
    assert_eq!(container.inspect("{{.State.ExitCode}}"), "0");
    assert!(took < 10, "{took} s: it was killed");
    // Its listeners are open to all, and nobody has told it its name.
    let said = program("podman").args(["logs", &container.id]).output().unwrap();
    let (out, err) =
        (String::from_utf8(said.stdout).unwrap(), String::from_utf8(said.stderr).unwrap());
    assert_eq!(out, "listening on http://0.0.0.0:8080\nadmin on http://0.0.0.0:9090\n");
    assert!(err.contains("give --base-url"), "{err}");
}
