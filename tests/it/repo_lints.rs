//! Rules of this repository that the compiler does not check: what code, templates and style sheets may
//! contain, the length of files, and facts that stand in several files. Imports are in `imports.rs`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::content::project;

fn files(directory: &str, extension: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    walk(&project().join(directory), extension, &mut found);
    assert!(!found.is_empty(), "no .{extension} under {directory}");
    found
}

fn walk(directory: &Path, extension: &str, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, extension, found);
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push((path.clone(), fs::read_to_string(&path).unwrap()));
        }
    }
}

/// Every file that is in the repository or may be committed to it.
fn ours(directory: &Path) -> Vec<PathBuf> {
    let not_ours = [".git", "node_modules", "out", "packages", "target", "__pycache__", "release"];
    let entries = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    let ours = entries.filter(|path| !not_ours.iter().any(|name| path.ends_with(name)));
    ours.flat_map(|path| if path.is_dir() { self::ours(&path) } else { vec![path] }).collect()
}

/// Whether a file of `src` is the command line: its folder, or what starts it.
fn is_command_line(path: &Path) -> bool {
    let inside = path.strip_prefix(project().join("src")).unwrap();
    inside.starts_with("cli") || inside == Path::new("main.rs")
}

#[test]
fn every_file_opens_with_its_purpose_and_no_file_of_src_is_longer_than_500_lines() {
    let directories = [
        "src",
        "bench",
        "tests/it",
        "tests/faults",
        "tests/proxies",
        "tests/deploy",
        "fuzz/src",
        "fuzz/fuzz_targets",
    ];
    for (path, text) in directories.into_iter().flat_map(|directory| files(directory, "rs")) {
        let lines = text.lines().count();
        assert!(text.starts_with("//! "), "{} does not say what it is for", path.display());
        let is_source = path.starts_with(project().join("src"));
        assert!(!is_source || lines <= 500, "{} has {lines} lines", path.display());
    }
}

#[test]
fn src_has_no_unwrap_todo_or_allow() {
    let shortcuts = [
        ".unwrap()",
        "TODO",
        "FIXME",
        "XXX",
        "dbg!",
        "todo!",
        "unimplemented!",
        "#[allow",
        "#[ignore",
    ];
    for (path, text) in files("src", "rs") {
        let code = text.split("#[cfg(test)]").next().unwrap();
        for shortcut in shortcuts {
            assert!(!code.contains(shortcut), "{} has {shortcut}", path.display());
        }
    }
}

#[test]
fn only_cli_uses_the_clock_the_environment_and_the_standard_streams() {
    let outside = [
        "std::env",
        "SystemTime::now",
        "Timestamp::now",
        "println!",
        "eprintln!",
        "io::stdout",
        "io::stderr",
    ];
    for (path, text) in files("src", "rs") {
        for word in outside.iter().filter(|_| !is_command_line(&path)) {
            assert!(!text.contains(word), "{} uses {word}", path.display());
        }
    }
}

#[test]
fn only_the_loaders_and_the_writers_open_files() {
    for (path, text) in files("src", "rs") {
        let loader = path.ends_with("content/files.rs") || path.ends_with("cli/tzdb.rs");
        let writer = path.ends_with("cli/write.rs") || path.ends_with("cli/directory.rs");
        let opens =
            ["std::fs", "fs::", "File::open", "OpenOptions"].iter().any(|w| text.contains(w));
        // tower-http's `ServeDir` is in a module `fs`, and reads from memory here.
        let serves = path.starts_with(project().join("src/web"));
        let may = loader || writer || serves && !text.contains("std::fs");
        assert!(!opens || may, "{} opens files", path.display());
    }
}

#[test]
fn templates_escape_everything_and_open_with_a_comment() {
    for extension in ["html", "xml"] {
        for (path, text) in files("templates", extension) {
            assert!(text.starts_with("{#"), "{} does not say what it needs", path.display());
            // Structured data, which browsers do not run.
            let text = text.replace("<script type=\"application/ld+json\">", "");
            // The one script, which `serve` does not have; `preview.rs` tests that.
            let is_preview = path.starts_with(project().join("templates/preview"));
            let script = "<script type=\"module\" src=\"/_preview/preview.js\"></script>";
            let text = if is_preview { text.replace(script, "") } else { text };
            for never in ["|safe", "| safe", "style=", "<script", "onclick", "='"] {
                assert!(!text.contains(never), "{} has {never}", path.display());
            }
        }
    }
}

#[test]
fn every_template_is_used() {
    let code: String = files("src", "rs").into_iter().map(|(_, text)| text).collect();
    let all: Vec<_> = ["html", "xml", "txt"].iter().flat_map(|e| files("templates", e)).collect();
    let templates: String = all.iter().map(|(_, text)| text.as_str()).collect();
    for (path, _) in &all {
        let name = path.strip_prefix(project().join("templates")).unwrap().display().to_string();
        let used =
            code.contains(&format!("\"{name}\"")) || templates.contains(&format!("\"{name}\""));
        assert!(used, "{name} is used by nothing");
    }
}

#[test]
fn the_classes_of_each_style_sheet_are_those_of_its_templates() {
    let of_the_preview =
        |(path, _): &(PathBuf, _)| path.starts_with(project().join("templates/preview"));
    let (preview, site): (Vec<_>, Vec<_>) =
        files("templates", "html").into_iter().partition(of_the_preview);
    let words = |files: Vec<(PathBuf, String)>| -> String {
        files.into_iter().map(|(_, text)| text).collect()
    };
    let site = words(site) + &words(files("content/drawings", "svg"));
    assert_classes("static/style.css", &(site + "class=\"time\" class=\"unseen\""));
    assert_classes("src/preview/preview.css", &words(preview));
}

/// The classes of the style sheet are those of `markup`, no more and no fewer.
fn assert_classes(style: &str, markup: &str) {
    let used: BTreeSet<String> = classes_of_markup(markup);
    let styled = classes_of_style(&fs::read_to_string(project().join(style)).unwrap());
    let none = Vec::<&String>::new();
    assert_eq!(styled.difference(&used).collect::<Vec<_>>(), none, "unused in {style}");
    assert_eq!(used.difference(&styled).collect::<Vec<_>>(), none, "unstyled in {style}");
}

fn classes_of_markup(markup: &str) -> BTreeSet<String> {
    let values = markup.split("class=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let names = values.flat_map(|value| {
        let plain = value.replace("{%", "\u{1}").replace("%}", "\u{2}");
        let mut outside = String::new();
        let mut inside = false;
        for character in plain.chars() {
            match character {
                '\u{1}' => inside = true,
                '\u{2}' => {
                    inside = false;
                    outside.push(' ');
                }
                _ if !inside => outside.push(character),
                _ => {}
            }
        }
        outside.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    });
    names.collect()
}

fn classes_of_style(style: &str) -> BTreeSet<String> {
    let selectors = style.split('}').filter_map(|rule| rule.rsplit_once('{')).map(|(s, _)| s);
    let names = selectors.flat_map(|selector| {
        let parts = selector.split('.').skip(1).map(|part| {
            part.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect::<String>()
        });
        parts.filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic())).collect::<Vec<_>>()
    });
    let names = names.collect::<BTreeSet<_>>();
    assert!(names.len() > 5, "{names:?}");
    names
}

#[test]
fn the_style_sheet_has_no_left_or_right() {
    let style = fs::read_to_string(project().join("static/style.css")).unwrap();
    let sides = [
        "-left:",
        "-right:",
        " left:",
        " right:",
        "text-align: left",
        "text-align: right",
        "float: left",
        "float: right",
    ];
    for side in sides {
        assert!(!style.contains(side), "static/style.css has {side}");
    }
}

/// `WebKit` has no thickness in the shorthand: the whole declaration is invalid there, and with a
/// `var()` in it, invalid only when it is computed, so that the underline of the browser goes, too.
#[test]
fn the_style_sheet_sets_text_decoration_by_longhands() {
    let style = fs::read_to_string(project().join("static/style.css")).unwrap();
    for value in style.split("text-decoration:").skip(1) {
        let value = value.split([';', '}']).next().unwrap().trim();
        assert_eq!(value, "none", "static/style.css has the shorthand text-decoration: {value}");
    }
}

#[test]
fn the_reference_of_commands_names_every_environment_variable() {
    let reference = fs::read_to_string(project().join("docs/commands.md")).unwrap();
    let code: String = files("src/cli", "rs").into_iter().map(|(_, text)| text).collect();
    let names = |text: &str| -> BTreeSet<String> {
        let rest = text.split("PATIENT_CENTER_").skip(1);
        rest.map(|rest| rest.chars().take_while(|c| c.is_ascii_uppercase() || *c == '_').collect())
            .filter(|name: &String| !name.is_empty())
            .collect()
    };
    assert_eq!(names(&code), names(&reference));
}

#[test]
fn port_and_toolchain_are_the_same_everywhere() {
    let read = |name: &str| fs::read_to_string(project().join(name)).unwrap();
    let toolchain = read("rust-toolchain.toml");
    let version = read("Cargo.toml").split("rust-version = \"").nth(1).unwrap()[..4].to_owned();
    assert!(toolchain.contains(&format!("channel = \"{version}.")), "{toolchain}");
    let channel = toolchain.split("channel = \"").nth(1).unwrap().split('"').next().unwrap();
    assert!(read("Containerfile").contains(&format!("rust:{channel}-")), "the image's base");
    for file in ["Containerfile", "deploy/kubernetes/base/deployment.yaml"] {
        assert!(read(file).contains("8080") && read(file).contains("9090"), "{file}");
    }
    assert!(read("README.md").contains("http://127.0.0.1:8080"));
    assert!(read("README.md").contains("127.0.0.1:9090"));
    let serve: String = files("src/cli", "rs").into_iter().map(|(_, text)| text).collect();
    assert!(serve.contains("127.0.0.1:8080") && serve.contains("127.0.0.1:9090"));
}

#[test]
fn no_file_names_a_machine_or_a_package_registry() {
    for (directory, extension) in [("src", "rs"), ("content", "toml"), ("templates", "html")] {
        for (path, text) in files(directory, extension) {
            for word in ["/home/", "/tmp/"] {
                assert!(!text.contains(word), "{} names {word}", path.display());
            }
        }
    }
    for path in ours(project()) {
        // Images are not text.
        let Ok(text) = fs::read_to_string(&path) else { continue };
        // In two pieces, or this file would name them.
        for words in [["/Us", "ers/"], ["/ro", "ot/"], ["/op", "t/"], ["/wo", "rk/"]] {
            assert!(!text.contains(&words.concat()), "{} names {words:?}", path.display());
        }
    }
    let lock = fs::read_to_string(project().join("tests/browser/package-lock.json")).unwrap();
    assert!(!lock.contains("\"resolved\""), "the lock file says where packages came from");
}
