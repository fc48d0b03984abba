//! The origin is killed behind a cache: whoever asks the cache gets every page all the same.

use std::fs;
use std::process::Command;

use crate::support::binary::{Running, get, until};
use crate::support::client::Client;
use crate::support::content::project;
use crate::support::nginx;
use crate::support::proxy::Proxy;

/// Ten seconds before the office closes: no page may be kept for longer than that.
const SOON: &str = "2026-11-23T16:59:45-05:00[America/New_York]";
/// The longest that a page may be kept, in seconds.
const LONGEST: u64 = 15;

/// A cache before `origin`, by `dead_origin.conf`.
fn cache(origin: &str) -> Proxy {
    let template = project().join("tests/faults/dead_origin.conf");
    let template = fs::read_to_string(template).unwrap();
    let template = template.replace("@ORIGIN@", origin);
    nginx::start(|port| template.replace("@PORT@", &port.to_string()))
}

/// The path of every page, by the site map.
fn pages(running: &Running) -> Vec<String> {
    let map = get(&running.public, "/sitemap.xml");
    let origin = format!("http://{}", running.public);
    let addresses = map.split("<loc>").skip(1).map(|rest| rest.split("</loc>").next().unwrap());
    let paths = addresses.map(|address| address.strip_prefix(&origin).unwrap().to_owned());
    let paths: Vec<_> = paths.collect();
    assert!(paths.len() > 100, "{} pages", paths.len());
    paths
}

/// How long a page may be kept.
fn kept(cache_control: &str) -> u64 {
    let value = cache_control.split("max-age=").nth(1).unwrap();
    value.split(',').next().unwrap().parse().unwrap()
}

#[test]
fn every_page_is_served_from_the_cache_when_the_origin_is_killed() {
    let running = Running::start(&["--at", SOON, "--log", "off", "--poll", "10m"]);
    let cache = cache(&running.public);
    let paths = pages(&running);
    let mut client = Client::new(&cache.address);
    let mut bodies = Vec::new();
    for path in &paths {
        let answer = client.get(path).unwrap();
        assert_eq!((answer.status, answer.header("x-cache")), (200, "MISS"), "{path}");
        // One that comes after the change may be kept for long, and would prove nothing.
        assert!(kept(answer.header("cache-control")) <= LONGEST, "{path} came too late");
        bodies.push(answer.body);
    }
    let id = running.id().to_string();
    assert!(Command::new("kill").args(["-KILL", &id]).status().unwrap().success());
    drop(running);
    for (path, body) in paths.iter().zip(&bodies) {
        // As soon as the copy is too old: then the cache asks the origin, and nobody is there.
        until(|| {
            let answer = client.get(path).unwrap();
            assert_eq!(answer.status, 200, "{path}");
            assert!(answer.body == *body, "{path} has other bytes");
            answer.header("x-cache") == "STALE"
        });
    }
    // What the cache has never had, it does not have now: so the origin is really gone.
    assert_eq!(client.get("/en/contact?zone=none").unwrap().status, 502);
}
