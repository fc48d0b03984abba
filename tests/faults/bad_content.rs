//! Every way in which content can be bad, one after another and under load: none is served, each is
//! reported, and the corrected content is served again.

mod kinds;

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use self::kinds::kinds;
use crate::support::binary::{Running, until};
use crate::support::content::{fixture, lay_over};
use crate::support::load::{Connections, Load, paths, same_as_now};
use crate::support::server::{metric, of, ready};

/// How many reloads have succeeded.
const SERVED: &str = "content_reloads_total{outcome=\"served\"}";

/// Points the link `content` to `target` atomically, and makes the server read it.
fn lead_to(root: &Path, target: &Path, running: &Running) {
    symlink(target, root.join("next")).unwrap();
    fs::rename(root.join("next"), root.join("content")).unwrap();
    running.signal("-HUP");
}

/// Every kind with its directory: the fixtures of `tests/fixtures/invalid`, and those of [`kinds`].
fn lay_out_all(root: &Path) -> Vec<(String, PathBuf)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(fixture("invalid")).unwrap() {
        let kind = entry.unwrap();
        let name = kind.file_name().into_string().unwrap();
        let directory = root.join(&name);
        lay_over(&fixture("other-hospital"), &directory);
        lay_over(&kind.path(), &directory);
        all.push((name, directory));
    }
    for (name, spoil) in kinds() {
        let directory = root.join(name);
        lay_over(&fixture("other-hospital"), &directory);
        spoil(&directory);
        all.push((name.to_owned(), directory));
    }
    all
}

/// The line of `/readyz` that says why.
fn reason(running: &Running) -> Option<String> {
    ready(running).lines().find_map(|line| Some(line.strip_prefix("refused: ")?.to_owned()))
}

#[test]
fn bad_content_of_every_kind_is_refused_with_its_reason_and_accepted_when_corrected() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    let good = fixture("other-hospital");
    symlink(&good, root.join("content")).unwrap();
    let all = lay_out_all(root);
    assert!(all.len() >= 40, "{} kinds", all.len());
    let running = of(&root.join("content"), &["--poll", "50ms"]);
    let pages = paths(&["/de/", "/he/contact", "/de/guide", "/de/contact.vcf", "/de/hours"]);
    let judge = same_as_now(&running.public, &pages);
    let load = Load::start(&running.public, &pages, (2, Connections::Kept), judge);
    let (mut reasons, mut taken, mut served) = (BTreeSet::new(), Vec::new(), 0);
    for (name, directory) in &all {
        lead_to(root, directory, &running);
        let mut why = None;
        until(|| {
            why = reason(&running);
            why.is_some() || metric(&running, SERVED) > served
        });
        let Some(why) = why else {
            served += 1;
            taken.push(name);
            continue;
        };
        assert!(ready(&running).starts_with("HTTP/1.1 200 "), "{name}");
        assert_eq!(metric(&running, "content_last_reload_successful"), 0, "{name}");
        assert!(why.contains(": ") || why.contains("--allow-shrink"), "{name}: {why}");
        reasons.insert(why);
        load.goes_on(3);
        lead_to(root, &good, &running);
        until(|| reason(&running).is_none());
        assert_eq!(metric(&running, "content_last_reload_successful"), 1, "{name}");
    }
    assert!(taken.is_empty(), "not refused: {taken:?}");
    load.end();
    assert!(reasons.len() >= 40, "{} different reasons: {reasons:#?}", reasons.len());
    assert!(metric(&running, "content_reloads_total{outcome=\"refused\"}") >= all.len() as u64);
    assert_eq!(metric(&running, "http_panics_total"), 0);
}
