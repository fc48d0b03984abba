//! The server under test, and its metrics.

use std::path::Path;

use super::binary::{Running, command, get};
use super::content::{MONDAY, fixture};

/// The real site, without a log, on a Monday.
pub(crate) fn real(arguments: &[&str]) -> Running {
    Running::start(&[&["--log", "off", "--at", MONDAY, "--poll", "10m"], arguments].concat())
}

/// The other hospital's site, which is smaller.
pub(crate) fn small(arguments: &[&str]) -> Running {
    of(&fixture("other-hospital"), arguments)
}

/// The site of `content`.
pub(crate) fn of(content: &Path, arguments: &[&str]) -> Running {
    let content = content.to_str().unwrap();
    Running::start(&[&["--content", content, "--log", "off", "--at", MONDAY], arguments].concat())
}

/// The same, at an address that is given.
pub(crate) fn at(address: &str, content: &Path, arguments: &[&str]) -> std::process::Command {
    let mut command = command();
    command.args(["--listen", address, "--admin-listen", "127.0.0.1:0", "--at", MONDAY]);
    command.arg("--content").arg(content).args(["--log", "off"]).args(arguments);
    command
}

/// The number of a metric, with its labels as they are written.
pub(crate) fn metric(running: &Running, name: &str) -> u64 {
    let metrics = get(&running.admin, "/metrics");
    let line = metrics.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    line.unwrap_or_else(|| panic!("no metric {name}: {metrics}")).parse().unwrap()
}

/// How many times `limit` has ended a connection.
pub(crate) fn hits(running: &Running, limit: &str) -> u64 {
    metric(running, &format!("http_limits_hit_total{{limit=\"{limit}\"}}"))
}

/// How many connections there are.
pub(crate) fn connections(running: &Running) -> u64 {
    let of = |state| metric(running, &format!("http_connections{{state=\"{state}\"}}"));
    of("head") + of("answer") + of("idle")
}

/// What `/readyz` says.
pub(crate) fn ready(running: &Running) -> String {
    get(&running.admin, "/readyz")
}
