//! Rolling updates: three replicas are replaced by a new version, one by one, behind a proxy and under load.
//! No request fails, and every response is wholly of one version.

use std::path::Path;
use std::process::Stdio;

use crate::support::binary::{Running, command, until};
use crate::support::content::{BASE, MONDAY};
use crate::support::edge::{Keeping, edge};
use crate::support::haproxy;
use crate::support::load::{Connections, Load, paths};
use crate::support::proxy::Proxy;
use crate::support::server::{metric, ready};
use crate::support::version::{lay_out, served, whole_version};

const REPLICAS: usize = 3;
/// Longer than the balancer takes to notice.
const DRAIN_DELAY: &str = "700ms";

/// A replica that serves `content`; port 0 is any that is free.
fn replica(content: &Path, address: &str, admin: &str) -> Running {
    let mut command = command();
    command.args(["--listen", address, "--admin-listen", admin, "--at", MONDAY, "--log", "off"]);
    command.args(["--base-url", BASE]);
    command.arg("--content").arg(content).args(["--drain-delay", DRAIN_DELAY, "--poll", "10m"]);
    Running::of(command.stderr(Stdio::inherit()))
}

/// `HAProxy` as a load balancer that checks the readiness of each replica.
fn balancer(replicas: &[Running]) -> Proxy {
    let server = |(number, replica): (usize, &Running)| {
        let port = replica.admin.rsplit(':').next().unwrap();
        let check = format!("check port {port} inter 100ms fall 1 rise 1");
        format!("  server s{number} {} {check}\n", replica.public)
    };
    let servers: String = replicas.iter().enumerate().map(server).collect();
    haproxy::start(|port| {
        format!(
            "defaults
              mode http
              timeout connect 1s
              timeout client 20s
              timeout server 20s
              retries 3
              option redispatch 1
              # A server that goes may close a connection that was kept, just as it is used again.
              retry-on conn-failure empty-response
            frontend all
              bind 127.0.0.1:{port}
              default_backend site
            backend site
              option httpchk GET /readyz
            {servers}"
        )
    })
}

/// Replaces each replica in turn by one that serves `content` at its address.
fn roll(replicas: &mut Vec<Running>, content: &Path, load: &Load) {
    for _ in 0..REPLICAS {
        let former = replicas.remove(0);
        former.signal("-TERM");
        until(|| ready(&former).starts_with("HTTP/1.1 503 "));
        let (address, admin) = (former.public.clone(), former.admin.clone());
        load.goes_on(20);
        assert!(former.ended().0.success());
        load.goes_on(20);
        replicas.push(replica(content, &address, &admin));
        // The next one is replaced when the proxy uses this one again, as an orchestrator would wait.
        until(|| metric(&replicas[REPLICAS - 1], "http_connections_accepted_total") > 0);
        load.goes_on(20);
    }
}

/// Rolling updates behind the proxy that `proxy` starts in front of the replicas.
fn roll_behind(proxy: impl Fn(&[Running]) -> Proxy) {
    let root = tempfile::tempdir().unwrap();
    let content = |version: usize| {
        let directory = root.path().join(version.to_string());
        lay_out(version, &directory);
        directory
    };
    let first = content(0);
    let any = "127.0.0.1:0";
    let mut replicas: Vec<_> = (0..REPLICAS).map(|_| replica(&first, any, any)).collect();
    let proxy = proxy(&replicas);
    let all = paths(&["/de/", "/he/contact", "/de/hours", "/de/guide"]);
    let [kept, fresh] = [Connections::Kept, Connections::Fresh].map(|connections| {
        let mut judge = whole_version(&proxy.address, &all);
        let judge = move |path: &str, answer: &_| judge(path, answer).map(drop);
        Load::start(&proxy.address, &all, (2, connections), judge)
    });
    let rounds = if std::env::var_os("LONG").is_some() { 10 } else { 2 };
    for version in 1..=rounds {
        roll(&mut replicas, &content(version), &kept);
        assert_eq!(served(&proxy.address, "/de/"), version);
    }
    kept.end();
    fresh.end();
}

#[test]
fn a_rolling_update_behind_haproxy_loses_no_request() {
    roll_behind(balancer);
}

#[test]
fn a_rolling_update_behind_the_edge_loses_no_request() {
    roll_behind(|replicas| {
        let addresses: Vec<_> = replicas.iter().map(|replica| replica.public.as_str()).collect();
        edge(&addresses, Keeping::Nothing)
    });
}
