//! What the compiler cannot keep: the walls between the rooms, the size of files, one truth about
//! ports, flags and variables.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::content::project;

/// The rooms in the order of their imports: each may use only those before it.
const ROOMS: [&str; 7] = ["diagnostics", "schedule", "content", "authoring", "site", "http", "cli"];

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

/// Every file that is in the repository, or may be soon.
fn ours(directory: &Path) -> Vec<PathBuf> {
    let not_ours = [".git", "node_modules", "out", "packages", "target", "__pycache__", "release"];
    let entries = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    let ours = entries.filter(|path| !not_ours.iter().any(|name| path.ends_with(name)));
    ours.flat_map(|path| if path.is_dir() { self::ours(&path) } else { vec![path] }).collect()
}

fn room(path: &Path) -> Option<usize> {
    let inside = path.strip_prefix(project().join("src")).ok()?;
    let first = inside.iter().next()?.to_str()?.trim_end_matches(".rs");
    ROOMS.iter().position(|room| *room == first)
}

#[test]
fn imports_run_one_way() {
    for (path, text) in files("src", "rs") {
        let Some(own) = room(&path) else { continue };
        for (later, name) in ROOMS.iter().enumerate().skip(own + 1) {
            let used = text.contains(&format!("crate::{name}"));
            assert!(!used, "{} ({}) uses {name} ({later})", path.display(), ROOMS[own]);
        }
    }
}

#[test]
fn every_file_opens_with_what_lives_in_it_and_is_short() {
    let directories = [
        "src",
        "bench",
        "tests/it",
        "tests/faults",
        "tests/deploy",
        "fuzz/src",
        "fuzz/fuzz_targets",
    ];
    for (path, text) in directories.into_iter().flat_map(|directory| files(directory, "rs")) {
        let lines = text.lines().count();
        assert!(text.starts_with("//! "), "{} does not say what lives in it", path.display());
        assert!(lines <= 500, "{} has {lines} lines", path.display());
    }
}

#[test]
fn the_code_has_no_shortcut() {
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
fn only_the_command_line_knows_the_clock_the_environment_and_the_streams() {
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
        let command_line = room(&path).is_none_or(|room| ROOMS[room] == "cli");
        for word in outside.iter().filter(|_| !command_line) {
            assert!(!text.contains(word), "{} uses {word}", path.display());
        }
    }
}

#[test]
fn only_the_loader_and_the_writers_open_files() {
    for (path, text) in files("src", "rs") {
        let loader = path.ends_with("content/files.rs");
        let writer = path.ends_with("cli/write.rs") || path.ends_with("cli/directory.rs");
        let opens =
            ["std::fs", "fs::", "File::open", "OpenOptions"].iter().any(|w| text.contains(w));
        let in_http = path.to_string_lossy().contains("/http/");
        assert!(
            !opens || loader || writer || in_http && !text.contains("std::fs"),
            "{}",
            path.display()
        );
    }
}

#[test]
fn templates_escape_everything_and_say_what_they_need() {
    for extension in ["html", "xml"] {
        for (path, text) in files("templates", extension) {
            assert!(text.starts_with("{#"), "{} does not say what it needs", path.display());
            // Data for machines, which no browser runs.
            let text = text.replace("<script type=\"application/ld+json\">", "");
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
fn every_class_of_the_style_sheet_is_used_and_the_other_way_round() {
    let style = fs::read_to_string(project().join("static/style.css")).unwrap();
    let templates = files("templates", "html").into_iter().chain(files("content/drawings", "svg"));
    let markup: String = templates.map(|(_, text)| text).collect::<String>()
        + "class=\"source\" class=\"time\" class=\"unseen\"";
    let used: BTreeSet<String> = classes_of_markup(&markup);
    let styled = classes_of_style(&style);
    assert_eq!(styled.difference(&used).collect::<Vec<_>>(), Vec::<&String>::new(), "unused");
    assert_eq!(used.difference(&styled).collect::<Vec<_>>(), Vec::<&String>::new(), "unstyled");
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
    assert!(names.len() > 30, "{names:?}");
    names
}

#[test]
fn the_style_sheet_knows_no_physical_direction() {
    let style = fs::read_to_string(project().join("static/style.css")).unwrap();
    let sides = [
        "-left:",
        "-right:",
        " left:",
        " right:",
        "text-align: left",
        "text-align: right",
        "float:",
    ];
    for side in sides {
        assert!(!style.contains(side), "static/style.css has {side}");
    }
}

#[test]
fn variables_in_the_code_are_variables_in_the_readme() {
    let readme = fs::read_to_string(project().join("README.md")).unwrap();
    let code: String = files("src/cli", "rs").into_iter().map(|(_, text)| text).collect();
    let names = |text: &str| -> BTreeSet<String> {
        let rest = text.split("PATIENT_CENTER_").skip(1);
        rest.map(|rest| rest.chars().take_while(|c| c.is_ascii_uppercase() || *c == '_').collect())
            .filter(|name: &String| !name.is_empty())
            .collect()
    };
    assert_eq!(names(&code), names(&readme));
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
fn nothing_names_a_machine_or_where_a_package_came_from() {
    for (directory, extension) in [("src", "rs"), ("content", "toml"), ("templates", "html")] {
        for (path, text) in files(directory, extension) {
            for word in ["/home/", "/tmp/"] {
                assert!(!text.contains(word), "{} names {word}", path.display());
            }
        }
    }
    for path in ours(project()) {
        // Pictures are no text.
        let Ok(text) = fs::read_to_string(&path) else { continue };
        // Words that would find themselves here are written in two pieces.
        for words in [["/Us", "ers/"], ["/ro", "ot/"], ["/op", "t/"], ["/wo", "rk/"]] {
            assert!(!text.contains(&words.concat()), "{} names {words:?}", path.display());
        }
    }
    let lock = fs::read_to_string(project().join("tests/browser/package-lock.json")).unwrap();
    assert!(!lock.contains("\"resolved\""), "the lock file says where packages came from");
}
