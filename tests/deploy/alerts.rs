//! `deploy/alerts.yaml`: Prometheus reads it, it speaks up when it should (`alerts.yaml` beside this file), and nothing in it waits for a metric that is not there.

use std::collections::BTreeSet;
use std::fs;

use crate::support::binary::{Running, get};
use crate::support::content::project;
use crate::support::podman::{program, said};

/// What Prometheus itself says of a server.
const OF_PROMETHEUS: &str = "up";

/// The names before `{job=…}`.
fn names(rules: &str) -> BTreeSet<&str> {
    let before = rules.split("{job=").map(|piece| {
        let start = piece.rfind(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        start.map_or(piece, |start| &piece[start + 1..])
    });
    let mut names: BTreeSet<_> = before.collect();
    // The last piece has no `{job=` behind it.
    names.retain(|name| !name.is_empty());
    names
}

#[test]
fn prometheus_reads_the_rules_and_every_metric_in_them_is_there() {
    let file = project().join("deploy/alerts.yaml");
    said(program("promtool").args(["check", "rules"]).arg(&file));
    said(program("promtool").args(["test", "rules", "tests/deploy/alerts.yaml"]));
    let rules = fs::read_to_string(file).unwrap();
    let running = Running::start(&["--log", "off"]);
    let metrics = get(&running.admin, "/metrics");
    let families: BTreeSet<_> = metrics
        .lines()
        .filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next())
        .chain([OF_PROMETHEUS])
        .collect();
    let names = names(&rules);
    assert!(names.len() > 10, "{names:?}");
    for name in names {
        assert!(families.contains(name), "{name} is in no answer of /metrics");
    }
}

/// The guide says of every alert what to do, and of every metric what it means.
#[test]
fn the_guide_explains_every_alert_and_every_metric() {
    let guide = fs::read_to_string(project().join("deploy/README.md")).unwrap();
    let rules = fs::read_to_string(project().join("deploy/alerts.yaml")).unwrap();
    let alerts = rules.lines().filter_map(|line| line.trim().strip_prefix("- alert: "));
    let running = Running::start(&["--log", "off"]);
    let metrics = get(&running.admin, "/metrics");
    let families =
        metrics.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next());
    for name in alerts.chain(families) {
        assert!(guide.contains(&format!("`{name}`")), "{name} is not explained");
    }
}
