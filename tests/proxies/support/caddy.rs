//! A real Caddy.

use super::proxy::{Program, Proxy};

const CADDY: Program = Program {
    name: "caddy",
    package: "caddy",
    version: "version",
    arguments: |command, directory, file| {
        command.args(["run", "--adapter", "caddyfile", "--config"]).arg(file);
        // It logs errors of the origin, which the tests stop.
        command.stderr(std::process::Stdio::null());
        command.env("XDG_DATA_HOME", directory).env("XDG_CONFIG_HOME", directory);
    },
};

/// Runs it with what `configuration` says for a port.
pub(crate) fn start(configuration: impl Fn(u16) -> String) -> Proxy {
    Proxy::start(&CADDY, configuration)
}
