//! Broken content is refused with every mistake at once: file, line and help.
//!
//! Each directory under `fixtures/invalid` is laid over the other hospital's site, and holds the
//! report that its author must see in `report.txt`. `BLESS=1` writes the reports anew; read them.

use std::fs;
use std::path::{Path, PathBuf};

use patient_center::content::Content;
use patient_center::diagnostics::{Diagnostic, Diagnostics, Severity};
use patient_center::site::Site;
use tempfile::TempDir;

use crate::support::content::{MONDAY, copy_of, fixture, lay_over, site_of};

/// Every problem of the content under `root`, as `check` finds them.
fn problems(root: &Path) -> Diagnostics {
    let (content, mut problems) = Content::load(root);
    if let Some(content) = content {
        problems.append(Site::check(&content, MONDAY.parse().unwrap()));
    }
    problems
}

fn report(root: &Path) -> String {
    let errors = problems(root).sorted().into_iter();
    let errors = errors.filter(|p| p.severity == Severity::Error);
    errors.map(|problem| problem.to_string() + "\n\n").collect()
}

/// The problems of the content under `root` that the other hospital's does not have.
fn added(root: &Path) -> Vec<Diagnostic> {
    let known = problems(&fixture("other-hospital")).sorted();
    problems(root).sorted().into_iter().filter(|problem| !known.contains(problem)).collect()
}

/// A copy of the other hospital's content.
fn copy() -> TempDir {
    copy_of(&fixture("other-hospital"))
}

fn sites(fixtures: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(fixture(fixtures)).unwrap();
    let mut sites: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    sites.sort();
    sites
}

#[test]
fn the_other_hospitals_content_has_no_error() {
    assert_eq!(report(&fixture("other-hospital")), "");
}

#[test]
fn every_broken_site_is_reported_whole_with_file_line_and_remedy() {
    let sites = sites("invalid");
    assert!(sites.len() >= 12, "{} broken sites", sites.len());
    for site in sites {
        let directory = copy();
        lay_over(&site, directory.path());
        let report = report(directory.path());
        compare(&site, &report);
        assert!(report.contains("error: ") && report.contains("help: "), "{}", site.display());
        assert!(report.contains("--> "), "{} names no file", site.display());
    }
}

/// Compares `report` with the one that `site` holds.
fn compare(site: &Path, report: &str) {
    let expected = site.join("report.txt");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&expected, report).unwrap();
    }
    assert_eq!(report, fs::read_to_string(&expected).unwrap_or_default(), "{}", site.display());
}

/// Each directory under `fixtures/warnings` is laid over the other hospital's site, which is served all the same.
#[test]
fn every_doubtful_site_is_served_with_a_warning() {
    for site in sites("warnings") {
        let directory = copy();
        lay_over(&site, directory.path());
        let added = added(directory.path());
        assert!(!added.is_empty(), "{}", site.display());
        let is_warning = |problem: &Diagnostic| problem.severity == Severity::Warning;
        assert!(added.iter().all(is_warning), "{}", site.display());
        compare(
            &site,
            &added.iter().map(|problem| problem.to_string() + "\n\n").collect::<String>(),
        );
        site_of(directory.path(), MONDAY).unwrap();
    }
}

/// The report of the other hospital's site after `change`.
fn after(change: impl FnOnce(&Path)) -> String {
    let directory = copy();
    change(directory.path());
    report(directory.path())
}

#[test]
fn what_is_no_content_is_a_clear_problem_and_never_a_hang() {
    let not_utf8 =
        after(|root| fs::write(root.join("de/home.toml"), b"title = \"\xff\"\n").unwrap());
    assert!(
        not_utf8.contains("not UTF-8 text") && not_utf8.contains("de/home.toml:1:10"),
        "{not_utf8}"
    );
    let huge =
        after(|root| fs::write(root.join("de/home.toml"), vec![b'a'; (1 << 20) + 1]).unwrap());
    assert!(huge.contains("is larger than 1048576 bytes"), "{huge}");
    let fifo = after(|root| {
        fs::remove_file(root.join("de/home.toml")).unwrap();
        let made = std::process::Command::new("mkfifo").arg(root.join("de/home.toml")).status();
        assert!(made.unwrap().success());
    });
    assert!(fifo.contains("is not a regular file"), "{fifo}");
    let outside = after(|root| {
        std::os::unix::fs::symlink("/etc/hostname", root.join("de/outside.toml")).unwrap();
    });
    assert!(outside.contains("is a link that leads out of the directory"), "{outside}");
    let bidi =
        after(|root| fs::write(root.join("de/home.toml"), "title = \"a\u{202e}b\"\n").unwrap());
    assert!(bidi.contains("the character U+202E is not allowed here"), "{bidi}");
}

#[test]
fn a_missing_or_empty_directory_is_an_error_and_not_an_empty_site() {
    let directory = tempfile::tempdir().unwrap();
    assert!(report(directory.path()).contains("the directory is empty"));
    assert!(report(&directory.path().join("nowhere")).contains("the directory cannot be read"));
    let lost = after(|root| fs::remove_dir_all(root.join("he")).unwrap());
    assert!(lost.contains("he/ui.toml") && lost.contains("nothing is written in `he`"), "{lost}");
    let missing = after(|root| fs::remove_file(root.join("de/ui.toml")).unwrap());
    assert!(missing.contains("de/ui.toml") && missing.contains("the file is missing"), "{missing}");
}

#[test]
fn leftovers_are_passed_over() {
    let root = copy();
    fs::create_dir(root.path().join("drawings")).unwrap();
    let names = [
        "home.toml~",
        ".home.toml.swp",
        "#home.toml#",
        "Thumbs.db",
        "desktop.ini",
        ".DS_Store",
        "home.toml.bak",
        "~$home.docx",
        "home copy.toml",
        "home copy 2.toml",
        "home - Copy.toml",
        "home - Copy (2).toml",
        "home (1).toml",
    ];
    for directory in ["", "de", "drawings", "originals"] {
        for name in names {
            fs::write(root.path().join(directory).join(name), b"\xff").unwrap();
        }
    }
    assert_eq!(added(root.path()), []);
}

#[test]
fn of_a_file_in_another_encoding_only_that_is_said() {
    let text = fs::read_to_string(fixture("other-hospital").join("site.toml")).unwrap();
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let latin: Vec<u8> =
        text.chars().map(|c| u8::try_from(c).unwrap_or(b'?')).chain(*b"# \xfc\n").collect();
    let marked = |mark: [u8; 2], bytes: &[u8]| [&mark[..], bytes].concat();
    let encoded = [
        marked([0xff, 0xfe], &little),
        marked([0xfe, 0xff], &big),
        little.clone(),
        big.clone(),
        latin,
    ];
    for bytes in encoded {
        for file in ["site.toml", "de/ui.toml", "de/home.toml", "he/contact.toml"] {
            let report = after(|root| fs::write(root.join(file), &bytes).unwrap());
            assert_eq!(report.matches("error: ").count(), 1, "{report}");
            assert!(
                report.contains(&format!("--> {file}"))
                    && report.contains("save the file as UTF-8"),
                "{report}"
            );
        }
    }
    // A mark at the beginning is no mistake.
    assert_eq!(
        after(|root| fs::write(root.join("site.toml"), format!("\u{feff}{text}")).unwrap()),
        ""
    );
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    /// Whatever a file holds, reading it ends, with a value or with problems.
    #[test]
    fn no_content_makes_the_reader_panic(at in 0_usize..4000, text in "\\PC{0,12}|[\\[\\]=\"{}\n.#]{1,6}") {
        for file in ["site.toml", "de/ui.toml", "de/contact.toml"] {
            let mut files = patient_center::content::files::read(&fixture("other-hospital")).0;
            let mut source = String::from_utf8(files.remove(file).unwrap()).unwrap();
            let at = source.floor_char_boundary(at.min(source.len()));
            source.insert_str(at, &text);
            files.insert(file.to_owned(), source.into_bytes());
            if let Some(content) = Content::from_files(&files).0 {
                Site::check(&content, MONDAY.parse().unwrap());
            }
        }
    }
}
