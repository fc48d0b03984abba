//! The exported site in a real nginx: the responses are those of the binary.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::binary::Running;
use crate::support::content::{BASE, MONDAY, fixture, project};
use crate::support::export::{BY_WHO_SENDS, CODINGS, Exported};
use crate::support::fetch::{Fetched, fetch};
use crate::support::nginx;

/// Addresses that do not exist, and are similar to none.
const NOTHING: [&str; 5] =
    ["/xyzzyxyzzy", "/en/xyzzyxyzzy", "/ar/xyzzyxyzzy", "/xx/xyzzyxyzzy", "/static/xyzzyxyzzy.svg"];

/// The headers that do not depend on the server.
fn standing(fetched: &Fetched) -> BTreeMap<&str, &str> {
    let headers = fetched.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    headers.filter(|(name, _)| !BY_WHO_SENDS.contains(name)).collect()
}

fn coding(fetched: &Fetched) -> Option<&str> {
    fetched.headers.get("content-encoding").map(String::as_str)
}

#[test]
fn nginx_serves_the_exported_files_as_the_binary_serves_the_site() {
    compare(&Exported::real(), &project().join("content"), 150);
    compare(&Exported::other(), &fixture("other-hospital"), 15);
}

/// `exported`, of which there are more than `least` addresses, beside the `content` it is made of.
fn compare(exported: &Exported, content: &Path, least: usize) {
    let nginx = nginx::serve(&exported.root());
    let content = content.to_str().unwrap();
    let standing_at = ["--base-url", BASE, "--at", MONDAY, "--log", "off", "--content", content];
    let ours = Running::start(&standing_at);
    let addresses = exported.addresses();
    assert!(addresses.len() > least, "{}", addresses.len());
    let addresses = addresses.keys().map(String::as_str).map(|address| (address, 200));
    for (address, status) in addresses.chain(NOTHING.map(|address| (address, 404))) {
        for (accepted, _) in CODINGS {
            let [a, b] = [&ours.public, &nginx.address].map(|it| fetch(it, address, accepted));
            assert_eq!((a.status, b.status), (status, status), "{address}");
            assert_eq!(standing(&a), standing(&b), "{address} in {accepted}");
            assert!(a.headers.contains_key("content-type"), "{address}");
            assert_eq!(coding(&a), coding(&b), "{address} in {accepted}");
            assert!(a.body == b.body, "{address} in {accepted} has other bytes");
        }
    }
    for [from, to, _] in exported.redirects() {
        let [a, b] = [&ours.public, &nginx.address].map(|it| fetch(it, &from, "identity"));
        for fetched in [a, b] {
            assert_eq!((fetched.status, &fetched.headers["location"]), (301, &to), "{from}");
        }
    }
}
