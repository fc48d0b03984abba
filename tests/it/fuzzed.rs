//! The fuzz targets over their seeds, with the stable compiler: what the fuzzer once found stays fixed.

use std::fs;
use std::path::PathBuf;

use crate::fuzz::TARGETS;
use crate::support::content::project;

fn names(directory: &str) -> Vec<String> {
    let entries = fs::read_dir(project().join(directory)).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.map(|name| name.trim_end_matches(".rs").to_owned()).collect();
    names.sort();
    names
}

fn corpus(target: &str) -> PathBuf {
    project().join("fuzz/corpus").join(target)
}

#[test]
fn every_fuzz_target_is_built_and_has_seeds() {
    let targets = TARGETS.map(|(name, _)| name.to_owned());
    assert_eq!(names("fuzz/fuzz_targets"), targets);
    assert_eq!(names("fuzz/corpus"), targets);
    let manifest = fs::read_to_string(project().join("fuzz/Cargo.toml")).unwrap();
    for target in targets {
        assert!(manifest.contains(&format!("name = \"{target}\"")), "{target} is not built");
        assert!(fs::read_dir(corpus(&target)).unwrap().count() >= 5, "{target} has no seeds");
    }
}

/// Runs one target over all of its seeds; a test for each target, so that they run in parallel.
fn assert_seeds_hold(target: &str) {
    let (_, claim) = TARGETS.into_iter().find(|(name, _)| *name == target).unwrap();
    let mut broken = Vec::new();
    for entry in fs::read_dir(corpus(target)).unwrap() {
        let path = entry.unwrap().path();
        let input = fs::read(&path).unwrap();
        // The panic message says why; this collects the seeds.
        if std::panic::catch_unwind(|| claim(&input)).is_err() {
            broken.push(path);
        }
    }
    assert!(broken.is_empty(), "the target panics for {broken:#?}");
}

#[test]
fn the_seeds_of_accept_encoding_hold() {
    assert_seeds_hold("accept_encoding");
}

#[test]
fn the_seeds_of_accept_language_hold() {
    assert_seeds_hold("accept_language");
}

#[test]
fn the_seeds_of_addresses_hold() {
    assert_seeds_hold("address");
}

#[test]
fn the_seeds_of_content_hold() {
    assert_seeds_hold("content");
}

#[test]
fn the_seeds_of_if_none_match_hold() {
    assert_seeds_hold("if_none_match");
}
