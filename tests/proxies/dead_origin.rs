//! All origins behind the edge cache are killed: it serves every page all the same.

use std::collections::BTreeSet;
use std::process::Command;
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use crate::support::binary::{Running, get};
use crate::support::content::{BASE, project};
use crate::support::edge::{Keeping, edge};
use crate::support::fetch::{Fetched, fetch};
use crate::support::proxy::Proxy;
use crate::support::server::small;

/// Shortly before the office closes: no page may be kept for longer than that. Long enough for a slow machine to start
/// the servers and to ask for every page once.
const SOON: &str = "2026-11-23T16:59:00-05:00[America/New_York]";
/// The longest time that a page may be cached.
const LONGEST: Duration = Duration::from_mins(1);
/// How much longer a copy may be served while a new one is fetched.
const REVALIDATED: Duration = Duration::from_mins(1);
/// What is kept for each page.
const CODINGS: [&str; 3] = ["identity", "gzip", "br"];

/// The path of every page, by the site map.
fn pages(running: &Running) -> Vec<String> {
    let map = get(&running.public, "/sitemap.xml");
    let addresses = map.split("<loc>").skip(1).map(|rest| rest.split("</loc>").next().unwrap());
    let paths = addresses.map(|address| address.strip_prefix(BASE).unwrap().to_owned());
    let paths: Vec<_> = paths.collect();
    assert!(paths.len() > 100, "{} pages", paths.len());
    paths
}

/// Where the pages at `paths` lead, without queries.
fn linked(running: &Running, paths: &[String]) -> BTreeSet<String> {
    let texts = paths.iter().map(|path| get(&running.public, path));
    let addresses = texts.flat_map(|text| {
        let links = text.split("href=\"/").skip(1);
        let end = |c| matches!(c, '"' | '?' | '#');
        links.map(|link| format!("/{}", link.split(end).next().unwrap())).collect::<Vec<_>>()
    });
    addresses.collect()
}

/// How long a page may be kept.
fn max_age(fetched: &Fetched) -> Duration {
    let value = fetched.headers["cache-control"].split("max-age=").nth(1).unwrap();
    Duration::from_secs(value.split(',').next().unwrap().parse().unwrap())
}

/// Has `deploy/warm` ask `edge` for everything.
fn warm(edge: &Proxy) {
    let mut warm = Command::new(project().join("deploy/warm"));
    let output = warm.arg(format!("http://{}", edge.address)).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8(output.stdout).unwrap().ends_with(" addresses\n"));
}

#[test]
fn every_page_is_served_from_the_cache_when_every_origin_is_killed() {
    // All at the same time: their clocks run while they build the site.
    let origins: Vec<Running> = scope(|scope| {
        let start = || Running::start(&["--at", SOON, "--base-url", BASE, "--log", "off"]);
        let starting: Vec<_> = (0..3).map(|_| scope.spawn(start)).collect();
        starting.into_iter().map(|origin| origin.join().unwrap()).collect()
    });
    let started = Instant::now();
    let addresses: Vec<_> = origins.iter().map(|origin| origin.public.as_str()).collect();
    let edge = edge(&addresses, Keeping::Copies);
    let mut paths = pages(&origins[0]);
    let linked = linked(&origins[0], &paths);
    paths.extend(["/favicon.ico", "/robots.txt", "/sitemap.xml"].map(str::to_owned));
    warm(&edge);
    let mut kept = Vec::new();
    for (path, coding) in paths.iter().flat_map(|path| CODINGS.map(|coding| (path, coding))) {
        let fetched = fetch(&edge.address, path, coding);
        assert_eq!((fetched.status, &*fetched.headers["x-cache"]), (200, "HIT"), "{path}");
        // A response from after the change may be fresh for long, and would prove nothing.
        assert!(path == "/favicon.ico" || max_age(&fetched) <= LONGEST, "{path} came too late");
        kept.push((path, coding, fetched));
    }
    for origin in origins {
        origin.signal("-KILL");
    }
    // No copy is fresh for longer than `LONGEST` after the start; after that, a copy is served because no
    // origin answers, and from the end of its revalidation on for no other reason. One second for rounding.
    let long = std::env::var_os("LONG").is_some();
    let stale = LONGEST + if long { REVALIDATED } else { Duration::ZERO } + Duration::from_secs(1);
    sleep(stale.saturating_sub(started.elapsed()));
    for (path, coding, before) in kept {
        let now = fetch(&edge.address, path, coding);
        assert_eq!(now.status, 200, "{path} in {coding}");
        // The icon does not change with the time, and may still be fresh.
        assert!(now.headers["x-cache"] == "STALE" || path == "/favicon.ico", "{path} is not stale");
        assert!(now.body == before.body, "{path} in {coding} has other bytes");
        assert_eq!(now.headers.get("content-encoding"), before.headers.get("content-encoding"));
    }
    // And everything that the pages link to: the card, the guide, the calendar.
    assert!(linked.len() > paths.len(), "{linked:?}");
    for path in linked.iter().filter(|path| *path != "/") {
        assert_eq!(fetch(&edge.address, path, "br").status, 200, "{path}");
    }
    // An address without a copy redirects to one that has a copy.
    for (path, instead) in [
        ("/", "/en/"),
        ("/?from=mail", "/en/"),
        ("/ar/contact?from=mail", "/ar/contact"),
        ("/en/hours?zone=Asia/Riyadh", "/en/hours"),
    ] {
        let fetched = fetch(&edge.address, path, "br");
        assert_eq!((fetched.status, &*fetched.headers["location"]), (302, instead), "{path}");
    }
    // But never to another site, and only if there is a copy.
    for path in ["//other.example/?a", "/\\other.example?a", "/en/never-asked-for"] {
        assert_eq!(fetch(&edge.address, path, "br").status, 502, "{path}");
    }
}

#[test]
fn the_edge_keeps_copies_apart_by_coding_and_language() {
    let origin = small(&[]);
    let edge = edge(&[&origin.public], Keeping::Copies);
    for (accepted, expected) in [
        ("gzip, deflate, br, zstd", Some("br")),
        ("gzip, deflate, br;q=0", Some("gzip")),
        ("br;q=0.001,gzip;q=0.0", Some("br")),
        ("gzip;q=0, br; q=0.000", None),
        ("x-gzip, abr", None),
        ("identity", None),
    ] {
        for seen in ["first", "again"] {
            let fetched = fetch(&edge.address, "/de/contact", accepted);
            let coding = fetched.headers.get("content-encoding").map(String::as_str);
            assert_eq!(coding, expected, "{accepted}, {seen}");
            assert_eq!(fetched.headers["vary"], "Accept-Encoding");
        }
    }
    // The coding in the cache key is no part of the address.
    assert_eq!(fetch(&edge.address, "/de/hoursbr", "identity").status, 404);
    assert_eq!(fetch(&edge.address, "/de/hours", "br").status, 200);
    for (language, other) in [("de", "he"), ("he", "de"), ("de", "he")] {
        // One header more, behind the one that is asked for.
        let asked =
            |path| fetch(&edge.address, path, &format!("br\r\nAccept-Language: {language}"));
        assert_eq!(asked("/").headers["location"], format!("/{language}/"), "not /{other}/");
        assert_eq!(asked("/no-such-page").headers["content-language"], language, "not {other}");
    }
}

#[test]
fn a_copy_keeps_its_date_and_addresses_with_a_query_are_not_kept() {
    let origin = small(&[]);
    let edge = edge(&[&origin.public], Keeping::Copies);
    let ask = |path| fetch(&edge.address, path, "gzip");
    let first = ask("/de/contact");
    assert_eq!(first.headers["x-cache"], "MISS");
    // `Date` has whole seconds.
    sleep(Duration::from_millis(1100));
    let again = ask("/de/contact");
    assert_eq!(
        (&*again.headers["x-cache"], &again.headers["date"]),
        ("HIT", &first.headers["date"])
    );
    for _ in 0..2 {
        assert_eq!(ask("/de/contact?from=mail").headers["x-cache"], "MISS");
    }
}

#[test]
fn many_requests_for_pages_made_on_request_are_429_and_block_no_other_page() {
    let origin = small(&[]);
    let edge = edge(&[&origin.public], Keeping::Copies);
    let made: Vec<_> = (0..40)
        .map(|number| format!("/de/contact?with=he&number={number}"))
        .map(|path| fetch(&edge.address, &path, "br").status)
        .collect();
    assert!(made.contains(&200) && made.contains(&429), "{made:?}");
    assert_eq!(fetch(&edge.address, "/de/hours", "br").status, 200);
    assert_eq!(fetch(&edge.address, "/de/", "br").headers["x-cache"], "MISS");
}
