//! All origins are killed behind the edge cache: whoever asks it gets every page all the same.

use crate::support::binary::{Fetched, Running, fetch, get, until};
use crate::support::content::BASE;
use crate::support::edge::{Keeping, edge};
use crate::support::server::small;

/// Ten seconds before the office closes: no page may be kept for longer than that.
const SOON: &str = "2026-11-23T16:59:45-05:00[America/New_York]";
/// What is kept for each page.
const CODINGS: [&str; 3] = ["identity", "gzip", "br"];
/// The longest that a page may be kept, in seconds.
const LONGEST: u64 = 15;

/// The path of every page, by the site map.
fn pages(running: &Running) -> Vec<String> {
    let map = get(&running.public, "/sitemap.xml");
    let addresses = map.split("<loc>").skip(1).map(|rest| rest.split("</loc>").next().unwrap());
    let paths = addresses.map(|address| address.strip_prefix(BASE).unwrap().to_owned());
    let paths: Vec<_> = paths.collect();
    assert!(paths.len() > 100, "{} pages", paths.len());
    paths
}

/// How long a page may be kept.
fn max_age(fetched: &Fetched) -> u64 {
    let value = fetched.headers["cache-control"].split("max-age=").nth(1).unwrap();
    value.split(',').next().unwrap().parse().unwrap()
}

#[test]
fn every_page_is_served_from_the_cache_when_every_origin_is_killed() {
    let origins: Vec<_> = (0..3)
        .map(|_| Running::start(&["--at", SOON, "--base-url", BASE, "--log", "off"]))
        .collect();
    let addresses: Vec<_> = origins.iter().map(|origin| origin.public.as_str()).collect();
    let edge = edge(&addresses, Keeping::Copies);
    let paths = pages(&origins[0]);
    let mut kept = Vec::new();
    for (path, coding) in paths.iter().flat_map(|path| CODINGS.map(|coding| (path, coding))) {
        let fetched = fetch(&edge.address, path, coding);
        assert_eq!((fetched.status, &*fetched.headers["x-cache"]), (200, "MISS"), "{path}");
        // One that comes after the change may be kept for long, and would prove nothing.
        assert!(max_age(&fetched) <= LONGEST, "{path} came too late");
        kept.push((path, coding, fetched));
    }
    for origin in origins {
        origin.signal("-KILL");
    }
    for (path, coding, before) in kept {
        // As soon as the copy is too old: then the cache asks the origins, and nobody is there.
        until(|| {
            let now = fetch(&edge.address, path, coding);
            assert_eq!(now.status, 200, "{path}");
            assert!(now.body == before.body, "{path} in {coding} has other bytes");
            assert_eq!(now.headers.get("content-encoding"), before.headers.get("content-encoding"));
            now.headers["x-cache"] == "STALE"
        });
    }
    // What the cache has never had, it does not have now: so the origins are really gone.
    assert_eq!(fetch(&edge.address, "/en/contact?zone=none", "br").status, 502);
}

#[test]
fn a_browser_gets_a_coding_that_it_can_read_and_the_language_that_it_asks_for() {
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
    for (language, other) in [("de", "he"), ("he", "de"), ("de", "he")] {
        // One header more, behind the one that is asked for.
        let asked =
            |path| fetch(&edge.address, path, &format!("br\r\nAccept-Language: {language}"));
        assert_eq!(asked("/").headers["location"], format!("/{language}/"), "not /{other}/");
        assert_eq!(asked("/no-such-page").headers["content-language"], language, "not {other}");
    }
}
