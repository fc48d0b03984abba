//! `patient-center check`: the report, its forms, and its exit codes.

use std::process::Output;

use crate::support::binary::output;
use tempfile::TempDir;

use crate::support::content::{copy_of, edit, fixture, project};

fn check(content: &str, more: &[&str]) -> Output {
    let assets = project().join("static");
    let directories = ["check", "--content", content, "--static", assets.to_str().unwrap()];
    output(&[&directories[..], more].concat())
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The other hospital's content, which has not got everything from the hospital.
fn incomplete() -> TempDir {
    let copy = copy_of(&fixture("other-hospital"));
    for (old, new) in [
        ("phone = \"+49 30 23125000\"", "phone = \"\""),
        ("email = \"gaeste@klinik-musterberg.example\"", "email = \"\""),
        ("owed = []", "owed = [\"how to ask for an appointment\"]"),
    ] {
        edit(&copy.path().join("site.toml"), old, new);
    }
    copy
}

#[test]
fn content_without_a_mistake_is_exit_code_0_and_what_is_owed_is_listed() {
    let content = incomplete();
    let content = content.path().to_str().unwrap();
    // After the last closing day that is known.
    let report = check(content, &["--at", "2026-12-26T14:00:00Z"]);
    assert_eq!(report.status.code(), Some(0));
    let said = said(&report);
    for owed in ["phone number", "e-mail address", "closing days", "ask for an appointment"] {
        assert!(said.contains("to be supplied by the hospital") && said.contains(owed), "{owed}");
    }
    assert!(said.contains("he/home.toml") && said.contains("no professional translator"));
    assert!(said.lines().last().unwrap().starts_with("0 problems, "), "{said}");
    assert!(report.stderr.is_empty());
}

#[test]
fn strict_makes_what_is_owed_a_problem() {
    let content = incomplete();
    assert_eq!(check(content.path().to_str().unwrap(), &["--strict"]).status.code(), Some(1));
}

#[test]
fn mistakes_are_exit_code_1_and_every_one_is_in_the_json() {
    // Only the broken files: nearly everything is missing, and the report names all of it.
    let broken = fixture("invalid/many-mistakes");
    let report = check(broken.to_str().unwrap(), &["--format", "json"]);
    assert_eq!(report.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_slice(&report.stdout).unwrap();
    let found = json["found"].as_array().unwrap();
    let errors = found.iter().filter(|problem| problem["severity"] == "error");
    assert_eq!(json["problems"], errors.count());
    let unknown = found.iter().find(|problem| problem["message"] == "unknown key `titel`").unwrap();
    assert_eq!(unknown["help"], "did you mean `title`?");
    assert_eq!((&unknown["place"]["line"], &unknown["place"]["column"]), (&1.into(), &1.into()));
    assert!(unknown["file"].as_str().unwrap().ends_with("de/contact.toml"));
}

#[test]
fn start_refuses_with_the_same_report_and_exit_code_1() {
    let broken = fixture("invalid/many-mistakes");
    let content = broken.to_str().unwrap();
    let ports = ["--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0"];
    let refused = output(&[&ports[..], &["--content", content, "--log", "off"]].concat());
    assert_eq!(refused.status.code(), Some(1));
    assert!(refused.stdout.is_empty());
    let error = String::from_utf8(refused.stderr).unwrap();
    assert!(error.contains("did you mean `title`?") && error.contains("problems"), "{error}");
}

#[test]
fn a_missing_directory_is_exit_code_1() {
    for more in [&[][..], &["--format", "json"]] {
        let report = check("no/such/directory", more);
        assert_eq!(report.status.code(), Some(1));
        assert!(said(&report).contains("no/such/directory"));
    }
}
