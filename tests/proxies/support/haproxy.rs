//! A real `haproxy`.

use super::proxy::{Program, Proxy};

const HAPROXY: Program = Program {
    name: "haproxy",
    package: "haproxy",
    version: "-v",
    arguments: |command, _, file| {
        command.args(["-q", "-db"]).arg("-f").arg(file);
    },
};

/// Runs it with what `configuration` says for a port.
pub(crate) fn start(configuration: impl Fn(u16) -> String) -> Proxy {
    Proxy::start(&HAPROXY, configuration)
}
