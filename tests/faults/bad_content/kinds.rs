//! The kinds of bad content that cannot be a fixture, or need no report of their own.

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;

/// Breaks the content in a directory.
type Spoil = fn(&Path);

/// A name, and what is wrong.
type Kind = (&'static str, Spoil);

/// All of them.
pub(crate) fn kinds() -> impl Iterator<Item = Kind> {
    missing().into_iter().chain(broken()).chain(no_files())
}

/// Something is not there, or only in part.
fn missing() -> [Kind; 13] {
    [
        ("no-site-file", |at| remove(at, "site.toml")),
        ("no-words-of-the-interface", |at| remove(at, "de/ui.toml")),
        ("no-original-of-a-page", |at| remove(at, "de/hours.toml")),
        ("no-directory-of-a-language", |at| fs::remove_dir_all(at.join("he")).unwrap()),
        ("a-language-less", without_hebrew),
        ("an-empty-directory", |at| {
            fs::remove_dir_all(at).unwrap();
            fs::create_dir(at).unwrap();
        }),
        ("a-file-for-a-directory", |at| {
            fs::remove_dir_all(at).unwrap();
            fs::write(at, "default-language = \"de\"\n").unwrap();
        }),
        ("nothing-at-all", |at| fs::remove_dir_all(at).unwrap()),
        ("a-directory-for-a-file", |at| {
            remove(at, "de/home.toml");
            fs::create_dir(at.join("de/home.toml")).unwrap();
        }),
        ("an-empty-file", |at| fs::write(at.join("de/home.toml"), "").unwrap()),
        ("a-truncated-page", |at| truncate(at, "de/hours.toml", 3)),
        ("a-truncated-site-file", |at| truncate(at, "site.toml", 2)),
        ("truncated-words", |at| truncate(at, "he/ui.toml", 2)),
    ]
}

/// The bytes, the letters or the words are wrong.
fn broken() -> [Kind; 13] {
    [
        ("zeros", |at| fs::write(at.join("de/home.toml"), [0; 4096]).unwrap()),
        ("binary-garbage", garbage),
        ("another-encoding", |at| {
            fs::write(at.join("de/privacy.toml"), b"title = \"B\xfcro\"\n").unwrap();
        }),
        ("two-bytes-a-letter", |at| {
            let text: Vec<u8> = "title = 1\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
            fs::write(at.join("de/contact.toml"), text).unwrap();
        }),
        ("an-override-of-direction", |at| edit(at, "he/home.toml", "title = \"", "\u{202e}")),
        ("a-control-character", |at| edit(at, "de/home.toml", "title = \"", "\u{1b}[31m")),
        ("a-script-for-a-link", |at| edit(at, "de/home.toml", "lead = \"", "[x](javascript:x)")),
        ("a-key-twice", |at| append(at, "de/home.toml", "\n[site]\n[site]\n")),
        ("a-mark-of-a-merge", |at| append(at, "de/contact.toml", "<<<<<<< HEAD\n")),
        ("a-page-of-html", |at| fs::write(at.join("de/contact.toml"), "<!doctype html>").unwrap()),
        ("brackets-without-end", |at| {
            append(at, "site.toml", &format!("x = {}", "[".repeat(9_999)));
        }),
        ("thousands-of-mistakes", |at| append(at, "de/languages.toml", &"= x\n".repeat(3_000))),
        ("a-huge-file", |at| append(at, "de/privacy.toml", &"# much\n".repeat(200_000))),
    ]
}

/// What is there is no file, or none of this directory.
fn no_files() -> [Kind; 6] {
    [
        ("a-pipe", |at| {
            remove(at, "de/home.toml");
            let made = Command::new("mkfifo").arg(at.join("de/home.toml")).status();
            assert!(made.unwrap().success());
        }),
        ("a-socket", |at| drop(UnixListener::bind(at.join("de/socket.toml")).unwrap())),
        ("a-link-out", |at| symlink("/etc/hostname", at.join("de/outside.toml")).unwrap()),
        ("a-link-to-itself", |at| symlink("loop.toml", at.join("de/loop.toml")).unwrap()),
        ("a-link-to-nothing", |at| symlink("nothing", at.join("he/nothing.toml")).unwrap()),
        ("too-deep", |at| {
            let deep = at.join("de/1/2/3/4/5/6/7/8/9");
            fs::create_dir_all(&deep).unwrap();
            fs::write(deep.join("home.toml"), "").unwrap();
        }),
    ]
}

fn remove(at: &Path, file: &str) {
    fs::remove_file(at.join(file)).unwrap();
}

/// Puts `new` behind the first `before`.
fn edit(at: &Path, file: &str, before: &str, new: &str) {
    let text = fs::read_to_string(at.join(file)).unwrap();
    assert!(text.contains(before), "{file} has no {before}");
    fs::write(at.join(file), text.replacen(before, &format!("{before}{new}"), 1)).unwrap();
}

fn append(at: &Path, file: &str, new: &str) {
    let text = fs::read_to_string(at.join(file)).unwrap();
    fs::write(at.join(file), text + "\n" + new).unwrap();
}

/// Keeps the first of `parts` parts.
fn truncate(at: &Path, file: &str, parts: usize) {
    let bytes = fs::read(at.join(file)).unwrap();
    fs::write(at.join(file), &bytes[..bytes.len() / parts]).unwrap();
}

/// The same at every run, and no text: a multiplicative sequence of bytes.
fn garbage(at: &Path) {
    let bytes = (1..10_000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0]);
    fs::write(at.join("he/contact.toml"), bytes.collect::<Vec<u8>>()).unwrap();
}

/// Without a mistake, but without a language too: nobody is likely to mean that.
fn without_hebrew(at: &Path) {
    let site = fs::read_to_string(at.join("site.toml")).unwrap();
    let is_hebrew = |table: &str| table.starts_with("language]]") && table.contains("\"he\"");
    let kept: Vec<_> = site.split("\n[[").filter(|table| !is_hebrew(table)).collect();
    let words = fs::read_to_string(at.join("de/ui.toml")).unwrap();
    let words: Vec<_> = words.lines().filter(|line| !line.starts_with("he = ")).collect();
    fs::remove_dir_all(at.join("he")).unwrap();
    fs::write(at.join("de/ui.toml"), words.join("\n")).unwrap();
    fs::write(at.join("site.toml"), kept.join("\n[[")).unwrap();
}
