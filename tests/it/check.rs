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
    let moment = ["--at", "2026-12-26T14:00:00Z"];
    let report = check(content, &moment);
    assert_eq!(report.status.code(), Some(0));
    let said = said(&report);
    assert!(said.contains(" facts are to be supplied by the hospital\n"), "{said}");
    let whole = check(content, &["--verbose", moment[0], moment[1]]);
    let whole = self::said(&whole);
    for owed in ["phone number", "e-mail address", "closing days", "ask for an appointment"] {
        assert!(whole.contains("to be supplied by the hospital") && whole.contains(owed), "{owed}");
    }
    assert!(said.contains("/he: 4 pages are drafts\n"), "{said}");
    assert!(said.lines().last().unwrap().starts_with("0 errors, "), "{said}");
    assert!(report.stderr.is_empty());
}

#[test]
fn the_readability_of_the_default_language_is_measured() {
    let text = said(&check(project().join("content").to_str().unwrap(), &[]));
    let first = text.lines().next().unwrap();
    assert!(
        first.starts_with("readability of `en`: ") && first.ends_with("(Dale-Chall)"),
        "{first}"
    );
    let report = check(incomplete().path().to_str().unwrap(), &["--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&report.stdout).unwrap();
    let figures = &json["readability"];
    let longest = figures["longest"].as_u64().unwrap();
    let mean = figures["words_per_sentence"].as_f64().unwrap();
    assert!(mean >= 1.0 && mean <= f64::from(u32::try_from(longest).unwrap()), "{figures}");
    // The list of familiar words is English; this hospital's first language is German.
    assert!(figures["unfamiliar"].is_null(), "{figures}");
}

/// 12 words on average and 22 at most: many readers learned English late.
#[test]
fn the_english_of_this_site_has_short_sentences() {
    let report = check(project().join("content").to_str().unwrap(), &["--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&report.stdout).unwrap();
    let figures = &json["readability"];
    assert!(figures["sentences"].as_u64().unwrap() > 100, "{figures}");
    assert!(figures["words_per_sentence"].as_f64().unwrap() <= 12.0, "{figures}");
    assert!(figures["longest"].as_u64().unwrap() <= 22, "{figures}");
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
fn errors_come_first_and_verbose_shows_each_warning_as_a_whole() {
    let content = incomplete();
    edit(&content.path().join("site.toml"), "locale = \"he_IL\"", "lokale = \"he_IL\"");
    let content = content.path().to_str().unwrap();
    let short = said(&check(content, &[]));
    let (error, warning) = (short.find("error: ").unwrap(), short.find("warning: ").unwrap());
    assert!(error < warning && short.rfind("error: ").unwrap() < warning, "{short}");
    let drafts = |text: &str| text.matches("no professional translator has reviewed it").count();
    assert_eq!(drafts(&short), 0);
    assert_eq!(drafts(&said(&check(content, &["--verbose"]))), 4);
}

/// The report of the broken site in `format`.
fn mistakes_as(format: &str) -> String {
    let broken = fixture("invalid/many-mistakes");
    let report = check(broken.to_str().unwrap(), &["--format", format]);
    assert_eq!(report.status.code(), Some(1));
    said(&report)
}

#[test]
fn sarif_has_what_its_standard_requires() {
    let log: serde_json::Value = serde_json::from_str(&mistakes_as("sarif")).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert!(run["tool"]["driver"]["name"].is_string());
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert!(!results.is_empty());
    for result in results {
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()));
        assert!(["error", "warning"].contains(&result["level"].as_str().unwrap()));
        let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[rule]["id"], result["ruleId"]);
        let location = &result["locations"][0]["physicalLocation"];
        assert!(location["artifactLocation"]["uri"].is_string());
        if let Some(region) = location.get("region") {
            let column = |name: &str| region[name].as_u64().unwrap();
            assert!(column("startLine") >= 1 && column("startColumn") >= 1);
            assert!(column("endColumn") >= column("startColumn"));
        }
    }
    let unknown = |result: &&serde_json::Value| {
        result["message"]["text"] == "unknown key `titel`\nhelp: did you mean `title`?"
    };
    let region =
        &results.iter().find(unknown).unwrap()["locations"][0]["physicalLocation"]["region"];
    assert_eq!((&region["startLine"], &region["endColumn"]), (&1.into(), &6.into()));
}

#[test]
fn github_shows_each_mistake_beside_its_line() {
    let commands = mistakes_as("github");
    assert!(
        commands
            .lines()
            .all(|line| line.starts_with("::error file=") || line.starts_with("::warning file="))
    );
    let unknown =
        "/de/contact.toml,line=1,col=1::unknown key `titel`%0Ahelp: did you mean `title`?\n";
    assert!(commands.contains(unknown), "{commands}");
}

#[test]
fn gitlab_reads_its_code_quality_report() {
    let issues: serde_json::Value = serde_json::from_str(&mistakes_as("gitlab")).unwrap();
    let issues = issues.as_array().unwrap();
    for issue in issues {
        for key in ["description", "check_name", "fingerprint"] {
            assert!(issue[key].as_str().is_some_and(|text| !text.is_empty()), "{key}");
        }
        assert!(["major", "minor"].contains(&issue["severity"].as_str().unwrap()));
        assert!(issue["location"]["path"].is_string());
        assert!(issue["location"]["lines"]["begin"].as_u64().unwrap() >= 1);
    }
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
    assert!(error.contains("did you mean `title`?") && error.contains(" errors"), "{error}");
}

#[test]
fn a_missing_directory_is_exit_code_1() {
    for more in [&[][..], &["--format", "json"]] {
        let report = check("no/such/directory", more);
        assert_eq!(report.status.code(), Some(1));
        assert!(said(&report).contains("no/such/directory"));
    }
}
