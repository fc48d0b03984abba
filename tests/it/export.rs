//! `patient-center export`: the files, `_headers`, `_redirects` and the manifest.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Output, Stdio};

use axum::body::Body;
use axum::http::{HeaderMap, Request};
use bytes::Bytes;
use patient_center::site::Site;
use sha2::{Digest, Sha256};

use crate::support::binary::{command, output, until};
use crate::support::content::{BASE, MONDAY, everything, fixture, other, project};
use crate::support::export::{BY_WHO_SENDS, CODINGS, Exported, export};
use crate::support::front::Front;

/// The response of `front`.
async fn answered(front: &Front, path: &str, accepted: &str) -> (u16, HeaderMap, Vec<u8>) {
    let request = Request::get(path).header("host", "a").header("accept-encoding", accepted);
    let (head, bytes) = front.bytes(request.body(Body::empty()).unwrap()).await.into_parts();
    (head.status.as_u16(), head.headers, bytes.to_vec())
}

fn all_addresses(site: &Site) -> BTreeSet<String> {
    site.answers.keys().chain(site.assets.files.keys()).cloned().collect()
}

#[test]
fn exported_files_have_the_names_that_static_hosts_look_for() {
    let files = Exported::other().files();
    for name in [
        "index.html",
        "404.html",
        "de/404.html",
        "he/404.html",
        "de/index.html",
        "de/contact.html",
        "de/contact.html.br",
        "de/contact.html.gz",
        "de/contact.vcf",
        "de/hours.ics",
        "he/guide.html",
        "he/card.html",
        "sitemap.xml",
        "robots.txt",
        "favicon.ico",
        "_headers",
        "_redirects",
        "manifest.json",
    ] {
        assert!(files.contains_key(name), "there is no {name}");
    }
    assert!(files.keys().any(|name| name.starts_with("static/icon.")), "{:?}", files.keys());
    assert_eq!(files["404.html"], files["de/404.html"]);
    assert_ne!(files["404.html"], files["he/404.html"]);
}

#[tokio::test]
async fn every_address_has_the_bytes_that_are_served_in_each_coding() {
    let (exported, front) = (Exported::other(), Front::of(other().clone()));
    let (files, addresses) = (exported.files(), exported.addresses());
    assert_eq!(addresses.keys().cloned().collect::<BTreeSet<_>>(), all_addresses(other()));
    let missing = [("/de/xyzzyxyzzy", "de/404.html"), ("/he/xyzzyxyzzy", "he/404.html")];
    let missing = missing.map(|(path, file)| (path.to_owned(), file.to_owned()));
    for (address, file) in addresses.into_iter().chain(missing) {
        for (accepted, ending) in CODINGS {
            let (_, headers, body) = answered(&front, &address, accepted).await;
            let twin = files.get(&format!("{file}{ending}"));
            let coding = headers.get("content-encoding").map(|value| value.to_str().unwrap());
            if accepted == "identity" || coding == Some(accepted) {
                assert!(twin == Some(&body), "{file}{ending} is not {address} in {accepted}");
            } else {
                assert_eq!((coding, twin), (None, None), "{address} in {accepted}");
            }
        }
    }
}

#[test]
fn the_manifest_names_every_file_with_its_size_and_hash() {
    let exported = Exported::other();
    let mut files = exported.files();
    let manifest = exported.manifest();
    for entry in manifest["files"].as_array().unwrap() {
        let bytes = files.remove(entry["file"].as_str().unwrap()).expect("a file, named once");
        let hash = format!("{:x}", Bytes::copy_from_slice(&Sha256::digest(&bytes)));
        assert_eq!((entry["sha256"].as_str(), &entry["size"]), (Some(&*hash), &bytes.len().into()));
        assert_ne!(entry["content-type"], "", "{entry}");
    }
    assert_eq!(files.keys().collect::<Vec<_>>(), ["manifest.json"]);
    assert_eq!(manifest["base-url"], BASE);
    assert_eq!(manifest["next-change"], other().next_change.to_string());
}

#[tokio::test]
async fn the_headers_file_gives_every_address_the_headers_that_are_served() {
    let (exported, front) = (Exported::real(), Front::real());
    let text = exported.text("_headers");
    let rules = text.lines().filter(|line| !line.starts_with(' ')).count();
    assert!(rules <= 100, "{rules} rules are more than some hosts take");
    for (address, file) in exported.addresses() {
        let (_, headers, _) = answered(&front, &address, "identity").await;
        let text = |value: &axum::http::HeaderValue| value.to_str().unwrap().to_owned();
        let mut served: BTreeMap<_, _> =
            headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect();
        served.retain(|name, _| !BY_WHO_SENDS.contains(&name.as_str()));
        let told = exported.headers(&address);
        if !told.contains_key("content-type") {
            let kind = served.remove("content-type").unwrap();
            let known = [("html", "text/html"), ("svg", "image/svg+xml"), ("png", "image/png")];
            let known = known.iter().any(|(end, it)| file.ends_with(end) && kind.starts_with(it));
            assert!(known, "{file} does not say that it is {kind}");
        }
        assert_eq!(told, served, "{address}");
    }
}

#[tokio::test]
async fn the_redirects_file_has_every_redirect_that_is_served() {
    let (exported, front) = (Exported::real(), Front::real());
    let addresses = exported.addresses();
    let redirects = exported.redirects();
    for [from, to, status] in &redirects {
        let (served, headers, _) = answered(&front, from, "identity").await;
        assert_eq!((status.as_str(), served), ("301", 301), "{from}");
        assert_eq!(headers["location"], to.as_str(), "{from}");
        assert!(addresses.contains_key(to), "{from} leads to {to}");
    }
    for old in ["/international/FAQ/default.aspx", "/international/faq/default.aspx"] {
        assert!(redirects.iter().any(|[from, ..]| from == old), "{old} leads nowhere");
    }
}

#[test]
fn the_closing_line_counts_the_files_and_their_bytes() {
    let exported = Exported::other();
    let files = exported.files();
    let bytes: usize = files.values().map(Vec::len).sum();
    let root = exported.root();
    let expected =
        format!("exported {} files, {bytes} bytes, to {}\n", files.len(), root.display());
    assert_eq!(exported.said, expected);
}

#[test]
fn an_earlier_export_is_replaced_and_the_same_input_gives_the_same_bytes() {
    let parent = tempfile::tempdir().unwrap();
    let export = |name: &str, base: &str| {
        let out = parent.path().join(name);
        assert!(export(&fixture("other-hospital"), &out, base).status().unwrap().success());
        everything(&out)
            .into_iter()
            .map(|(path, bytes)| (path.strip_prefix(&out).unwrap().to_owned(), bytes))
            .collect::<BTreeMap<_, _>>()
    };
    let former = export("first", "https://former.example");
    fs::write(parent.path().join("first/de/404.html"), "").unwrap();
    let first = export("first", BASE);
    assert_ne!(former, first);
    // An empty directory may be exported to.
    fs::create_dir(parent.path().join("second")).unwrap();
    assert!(first == export("second", BASE), "the same input gave other bytes");
    assert_eq!(names(parent.path()), ["first", "second"]);
}

fn names(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn assert_refused(refused: &Output, code: i32, needle: &str) {
    let error = String::from_utf8(refused.stderr.clone()).unwrap();
    assert_eq!(refused.status.code(), Some(code), "{error}");
    assert_eq!(error.lines().count(), 1, "{error}");
    assert!(error.contains(needle), "{error}");
    assert!(refused.stdout.is_empty());
}

#[test]
fn a_directory_that_is_no_export_is_not_replaced() {
    let parent = tempfile::tempdir().unwrap();
    let at = |name: &str| parent.path().join(name);
    let exported = Exported::other();
    fs::write(exported.root().join("de/letter.txt"), "mine").unwrap();
    for (name, file, text) in [
        ("full", "letter.txt", "mine"),
        ("foreign", "manifest.json", "{\"name\": \"an app\"}"),
        ("broken", "manifest.json", "{\"made-by\": \"patient-center export\""),
    ] {
        fs::create_dir(at(name)).unwrap();
        fs::write(at(name).join(file), text).unwrap();
    }
    fs::write(at("file"), "mine").unwrap();
    let before = everything(parent.path());
    let (own, own_before) = (exported.root(), exported.files());
    for (out, needle) in [
        (at("full"), "is not empty"),
        (at("foreign"), "is not empty"),
        (at("broken"), "is not empty"),
        (at("file"), "file"),
        (at("no/where"), "no/where"),
        (own, "de/letter.txt"),
    ] {
        let refused = export(&fixture("other-hospital"), &out, BASE).output().unwrap();
        assert_refused(&refused, 2, needle);
    }
    assert_eq!(everything(parent.path()), before);
    assert_eq!(exported.files(), own_before);
}

#[test]
fn the_directory_and_the_public_address_are_required() {
    assert_refused(&output(&["export", "--out", "x"]), 2, "--base-url");
    assert_refused(&output(&["export", "--base-url", BASE]), 2, "--out");
    let malformed = ["export", "--out", "x", "--base-url", "https://a.example/path"];
    assert_refused(&output(&malformed), 2, "no path");
}

#[test]
fn every_flag_has_a_variable() {
    let parent = tempfile::tempdir().unwrap();
    let mut export = command();
    export.arg("export").env("PATIENT_CENTER_OUT", parent.path().join("out"));
    export.env("PATIENT_CENTER_BASE_URL", BASE).env("PATIENT_CENTER_AT", MONDAY);
    export.env("PATIENT_CENTER_CONTENT", fixture("other-hospital"));
    export.env("PATIENT_CENTER_STATIC", project().join("static"));
    assert!(export.status().unwrap().success());
    assert_eq!(everything(&parent.path().join("out")).len(), Exported::other().files().len());
}

#[test]
fn bad_content_is_reported_as_serve_reports_it_and_leaves_nothing() {
    let parent = tempfile::tempdir().unwrap();
    let broken = fixture("invalid/many-mistakes");
    let refused = export(&broken, &parent.path().join("out"), BASE).output().unwrap();
    assert_eq!(refused.status.code(), Some(1));
    assert!(refused.stdout.is_empty());
    let mut serve = command();
    serve.args(["serve", "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0"]);
    serve.args(["--at", MONDAY, "--log", "off"]).arg("--content").arg(broken);
    let served = serve.arg("--static").arg(project().join("static")).output().unwrap();
    let said = |output: Output| String::from_utf8(output.stderr).unwrap();
    let (report, served) = (said(refused), said(served));
    assert!(served.contains("did you mean `title`?"), "{served}");
    assert!(report.ends_with(&served), "{report}");
    assert_eq!(names(parent.path()), Vec::<String>::new());
}

#[test]
fn an_export_that_is_interrupted_leaves_nothing_or_all() {
    let parent = tempfile::tempdir().unwrap();
    let out = parent.path().join("out");
    let mut export = export(&project().join("content"), &out, BASE);
    let mut child = export.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    // It has begun to write once there is a temporary directory beside `out`.
    until(|| !names(parent.path()).is_empty() || child.try_wait().unwrap().is_some());
    let id = child.id().to_string();
    std::process::Command::new("kill").args(["-INT", &id]).status().unwrap();
    until(|| child.try_wait().unwrap().is_some());
    let left = names(parent.path());
    match child.wait().unwrap().code() {
        Some(0) => assert_eq!(left, ["out"]),
        code => assert_eq!((code, left), (Some(2), Vec::new())),
    }
}
