//! The proxies that are shipped close idle connections to the server before it does: otherwise they send
//! requests into connections that are being closed, and answer 502 now and then.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::support::binary::output;
use crate::support::content::{everything, project};

/// The default of the flag `name` of `serve`, as its help says it.
fn default_of(name: &str) -> Duration {
    let help = String::from_utf8(output(&["serve", "-h"]).stdout).unwrap();
    let flag = help.split(&format!("--{name} ")).nth(1).expect("the flag is in the help");
    duration(flag.split("[default: ").nth(1).unwrap().split(']').next().unwrap())
}

/// `75s`, `30m`, `1h`; a bare number counts seconds, as in nginx.
fn duration(text: &str) -> Duration {
    let text = text.trim().trim_matches('"');
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = match text[digits.len()..].trim() {
        "" | "s" => Some(1),
        "m" => Some(60),
        "h" => Some(3600),
        _ => None,
    };
    Duration::from_secs(digits.parse::<u64>().expect(text) * unit.expect(text))
}

/// The value of the setting `name` in a configuration file, up to the end of the line or of the setting.
fn setting(text: &str, name: &str) -> Option<Duration> {
    let value = text.split_once(&format!("{name} "))?.1;
    Some(duration(value.split(['\n', ';', ')']).next().unwrap()))
}

/// Every file below `deploy/` that configures a proxy in front of the server, by name.
fn proxies() -> BTreeMap<String, String> {
    let root = project().join("deploy");
    let texts = everything(&root).into_keys().filter_map(|path| {
        let text = fs::read_to_string(&path).ok()?;
        let is_guide = path.extension().is_some_and(|extension| extension == "md");
        let is_proxy = ["proxy_pass ", "reverse_proxy ", "kind: Ingress\n"];
        let is_proxy = !is_guide && is_proxy.iter().any(|mark| text.contains(mark));
        let name = path.strip_prefix(&root).unwrap().display().to_string();
        is_proxy.then_some((name, text))
    });
    texts.collect()
}

#[test]
fn every_proxy_that_is_shipped_closes_idle_connections_before_the_server_does() {
    let ours = default_of("idle-timeout");
    let proxies = proxies();
    let names: Vec<_> = proxies.keys().map(String::as_str).collect();
    assert_eq!(names, ["Caddyfile", "kubernetes/example/ingress.yaml", "nginx.conf"]);
    for (name, text) in &proxies {
        // Of nginx.conf the block `upstream` alone: `server` may have the same setting for browsers.
        let (part, setting_name) = match name.as_str() {
            "nginx.conf" => (text.split_once("\nupstream ").unwrap().1, "keepalive_timeout"),
            "Caddyfile" => (text.split_once("transport http ").unwrap().1, "keepalive"),
            _ => (text.as_str(), "upstream-keepalive-timeout:"),
        };
        let part = part.split_once("\n}").map_or(part, |(block, _)| block);
        let idle = setting(part, setting_name);
        let idle = idle.unwrap_or_else(|| panic!("{name} leaves {setting_name} to a default"));
        assert!(idle < ours, "{name}: {setting_name} is {idle:?}, --idle-timeout {ours:?}");
    }
    let nginx = setting(&proxies["nginx.conf"], "keepalive_time").unwrap();
    assert!(nginx < default_of("connection-life"), "keepalive_time is {nginx:?}");
}

#[test]
fn the_guide_names_the_timeouts_that_are_in_force() {
    let guide = fs::read_to_string(project().join("deploy/README.md")).unwrap();
    for flag in ["idle-timeout", "connection-life", "response-timeout", "drain-delay"] {
        let row = guide.lines().find(|line| line.starts_with(&format!("| `--{flag}` ")));
        let row = row.unwrap_or_else(|| panic!("no row for --{flag}"));
        let named = row.split(['`', '|']).nth(3).unwrap();
        assert_eq!(duration(&named.replace(' ', "")), default_of(flag), "{row}");
    }
    let proxies = guide.lines().find(|line| line.starts_with("| `--idle-timeout`")).unwrap();
    let theirs = duration(
        proxies.split("nginx and Caddy here: ").nth(1).unwrap().split(',').next().unwrap(),
    );
    for (file, name) in [("nginx.conf", "keepalive_timeout"), ("Caddyfile", "\t\tkeepalive")] {
        assert_eq!(setting(&self::proxies()[file], name), Some(theirs), "{file}");
    }
}

#[test]
fn nothing_that_is_shipped_changes_the_timeouts_of_the_server() {
    for path in everything(&project().join("deploy")).into_keys() {
        let is_guide = path.extension().is_some_and(|extension| extension == "md");
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for variable in ["PATIENT_CENTER_IDLE_TIMEOUT", "PATIENT_CENTER_CONNECTION_LIFE"] {
            assert!(is_guide || !text.contains(variable), "{} sets {variable}", show(&path));
        }
    }
}

fn show(path: &Path) -> String {
    path.strip_prefix(project()).unwrap().display().to_string()
}
