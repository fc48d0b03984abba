//! Reloading: a change of the files is served within seconds, and a mistake never is.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use patient_center::content::Content;
use scraper::Html;

use crate::support::binary::{Running, get, until};
use crate::support::content::{Document, MONDAY, fixture, lay_over, project};
use crate::support::fetch::fetch;

/// A copy of the other hospital's content, which may be changed.
struct Copy(tempfile::TempDir);

impl Copy {
    fn new() -> Self {
        let copy = Self(tempfile::tempdir().unwrap());
        lay_over(&fixture("other-hospital"), &copy.path("content"));
        copy
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn serve(&self, arguments: &[&str]) -> Running {
        let content = self.path("content");
        let mut all = vec!["--content", content.to_str().unwrap()];
        if !arguments.contains(&"--poll") {
            all.extend(["--poll", "20ms"]);
        }
        all.extend(arguments);
        Running::start(&all)
    }

    fn edit(&self, file: &str, from: &str, to: &str) {
        let path = self.path("content").join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} has no {from}");
        fs::write(path, text.replace(from, to)).unwrap();
    }
}

fn says(running: &Running, path: &str, words: &str) -> bool {
    get(&running.public, path).contains(words)
}

fn ready(running: &Running) -> String {
    get(&running.admin, "/readyz")
}

const LEAD: &str = "title = \"";

#[test]
fn an_edit_is_served_without_a_restart() {
    let copy = Copy::new();
    let running = copy.serve(&[]);
    assert!(!says(&running, "/de/contact", "Neue Worte"));
    copy.edit("de/contact.toml", LEAD, "title = \"Neue Worte: ");
    until(|| says(&running, "/de/contact", "Neue Worte"));
    assert!(ready(&running).starts_with("HTTP/1.1 200 "));
}

#[test]
fn after_a_mistake_the_last_good_site_is_served_and_readyz_names_the_mistake() {
    let copy = Copy::new();
    let running = copy.serve(&[]);
    let before = get(&running.public, "/de/contact");
    copy.edit("de/contact.toml", LEAD, "titel = \"");
    until(|| ready(&running).contains("refused: "));
    let told = ready(&running);
    assert!(told.starts_with("HTTP/1.1 200 "), "{told}");
    assert!(told.contains("de/contact.toml:"), "{told}");
    assert!(told.contains("`titel`") || told.contains("`title`"), "{told}");
    assert_eq!(body(&before), body(&get(&running.public, "/de/contact")));
    copy.edit("de/contact.toml", "titel = \"", "title = \"Wieder da: ");
    until(|| says(&running, "/de/contact", "Wieder da"));
    assert!(!ready(&running).contains("refused"));
    running.signal("-INT");
    let (_, _, log) = running.ended();
    let refused: Vec<_> = log.lines().filter(|line| line.contains("refused")).collect();
    assert_eq!(refused.len(), 1, "once, not at every look: {log}");
    assert!(refused[0].contains("de/contact.toml:"), "{log}");
}

fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").unwrap().1
}

#[test]
fn readyz_names_no_mistake_once_it_is_reverted() {
    let copy = Copy::new();
    let running = copy.serve(&[]);
    copy.edit("de/contact.toml", LEAD, "titel = \"");
    until(|| ready(&running).contains("refused: "));
    copy.edit("de/contact.toml", "titel = \"", LEAD);
    until(|| !ready(&running).contains("refused: "));
}

#[test]
fn a_language_is_removed_only_with_allow_shrink() {
    let copy = Copy::new();
    let running = copy.serve(&[]);
    let without_hebrew = |copy: &Copy| {
        let site = fs::read_to_string(copy.path("content/site.toml")).unwrap();
        let hebrew = |table: &&str| table.starts_with("language]]") && table.contains("\"he\"");
        let kept: Vec<_> = site.split("\n[[").filter(|table| !hebrew(table)).collect();
        let ui = copy.path("content/de/ui.toml");
        let words = fs::read_to_string(&ui).unwrap();
        let words: Vec<_> = words.lines().filter(|line| !line.starts_with("he = ")).collect();
        fs::remove_dir_all(copy.path("content/he")).unwrap();
        fs::write(ui, words.join("\n")).unwrap();
        fs::write(copy.path("content/site.toml"), kept.join("\n[[")).unwrap();
    };
    without_hebrew(&copy);
    until(|| ready(&running).contains("--allow-shrink"));
    assert!(get(&running.public, "/he/").starts_with("HTTP/1.1 200 "));
    drop(running);

    let copy = Copy::new();
    let running = copy.serve(&["--allow-shrink"]);
    without_hebrew(&copy);
    until(|| !get(&running.public, "/he/").starts_with("HTTP/1.1 200 "));
}

#[test]
fn a_swapped_symbolic_link_above_the_files_is_noticed() {
    let copy = Copy::new();
    // As Kubernetes mounts a ConfigMap: `content` → `..data` → a directory with a timestamp.
    fs::rename(copy.path("content"), copy.path("..one")).unwrap();
    lay_over(&copy.path("..one"), &copy.path("..two"));
    symlink("..one", copy.path("..data")).unwrap();
    symlink("..data", copy.path("content")).unwrap();
    let running = copy.serve(&[]);
    let page = copy.path("..two/de/contact.toml");
    let text = fs::read_to_string(&page).unwrap();
    fs::write(&page, text.replace(LEAD, "title = \"Zweite Fassung: ")).unwrap();
    symlink("..two", copy.path("..new")).unwrap();
    fs::rename(copy.path("..new"), copy.path("..data")).unwrap();
    until(|| says(&running, "/de/contact", "Zweite Fassung"));
}

#[test]
fn sighup_reads_the_files_at_once() {
    let copy = Copy::new();
    let running = copy.serve(&["--poll", "10m"]);
    copy.edit("de/contact.toml", LEAD, "title = \"Auf Zuruf: ");
    running.signal("-HUP");
    until(|| says(&running, "/de/contact", "Auf Zuruf"));
}

#[test]
fn without_its_content_directory_the_last_good_site_is_served() {
    let copy = Copy::new();
    let running = copy.serve(&[]);
    fs::rename(copy.path("content"), copy.path("elsewhere")).unwrap();
    until(|| ready(&running).contains("refused: "));
    assert!(get(&running.public, "/de/").starts_with("HTTP/1.1 200 "));
    fs::rename(copy.path("elsewhere"), copy.path("content")).unwrap();
    until(|| !ready(&running).contains("refused: "));
}

#[test]
fn sigterm_during_a_reload_ends_the_server_in_time_and_nothing_is_half_served() {
    // Before the reload has begun, while it waits for the files to settle, and while it reads and builds.
    thread::scope(|scope| {
        for wait in [0, 150, 300] {
            scope.spawn(move || terminated_during_a_reload(Duration::from_millis(wait)));
        }
    });
}

fn terminated_during_a_reload(wait: Duration) {
    let copy = Copy::new();
    let running = copy.serve(&["--drain-delay", "1s", "--drain", "5s"]);
    let page = || fetch(&running.public, "/de/contact", "identity");
    let before = page().body;
    copy.edit("de/contact.toml", LEAD, "title = \"Neue Worte: ");
    thread::sleep(wait);
    running.signal("-TERM");
    let signalled = Instant::now();
    while signalled.elapsed() < Duration::from_millis(500) {
        let answered = page();
        assert_eq!(answered.status, 200);
        assert_eq!(answered.headers["content-length"], answered.body.len().to_string());
        let text = String::from_utf8(answered.body).unwrap();
        assert!(text.trim_end().ends_with("</footer>"), "{text}");
        assert!(text.as_bytes() == before || text.contains("Neue Worte"), "{text}");
    }
    let (status, _, log) = running.ended();
    assert_eq!(status.code(), Some(0), "{log}");
    assert!(signalled.elapsed() < Duration::from_secs(1 + 5), "{:?}", signalled.elapsed());
    assert!(!log.contains("ERROR"), "{log}");
}

/// The document that `running` sends for `path`, and whether it is there.
fn page(running: &Running, path: &str) -> Document {
    let answer = get(&running.public, path);
    assert!(answer.starts_with("HTTP/1.1 200 "), "{path}: {answer:.200}");
    let text = body(&answer).to_owned();
    Document { path: path.to_owned(), html: Html::parse_document(&text), text }
}

#[test]
fn a_storm_is_one_edit_of_one_file_and_all_languages_say_closed() {
    let copy = Copy(tempfile::tempdir().unwrap());
    lay_over(&project().join("content"), &copy.path("content"));
    // Words may be prepared, in one language.
    let words = copy.path("content/en/ui.toml");
    let prepared = fs::read_to_string(&words).unwrap() + "\n[reasons]\nstorm = \"Snowstorm\"\n";
    fs::write(&words, prepared).unwrap();
    let content = Content::load(&copy.path("content")).0.unwrap();
    let running = copy.serve(&["--at", MONDAY]);
    let sitemap = get(&running.public, "/sitemap.xml");
    let addresses = sitemap.split("<loc>").skip(1).map(|rest| rest.split("</loc>").next().unwrap());
    let host = format!("http://{}", running.public);
    let paths: Vec<_> = addresses.map(|address| address.strip_prefix(&host).unwrap()).collect();
    assert!(paths.len() >= content.by_language.len() * 5, "{paths:?}");
    let status = |path: &str| page(&running, path).words(".card .screen dd b");
    assert!(!status("/en/").contains("Snowstorm"));

    let facts = copy.path("content/site.toml");
    let storm = "\n[[hours.exception]]\ndate = 2026-11-23\nopen = []\nreason = \"storm\"\n";
    fs::write(&facts, fs::read_to_string(&facts).unwrap() + storm).unwrap();
    // Every page, one after the other: none is left behind.
    for path in &paths {
        until(|| status(path).contains("Snowstorm"));
    }
    assert!(!ready(&running).contains("refused"));
    for (language, words) in &content.by_language {
        let home = page(&running, &format!("/{language}/"));
        let closed = words.ui.hours.closed_today.to_string();
        assert!(home.words(".card .screen dd b").starts_with(&closed), "{language}");
        let marked = home.all(".card .screen dd b bdi[lang=en][dir=ltr]").len();
        assert_eq!(marked, usize::from(language.as_str() != "en"), "{language}");
        let calendar = get(&running.public, &format!("/{language}/hours.ics"));
        assert!(calendar.contains("DTSTART;VALUE=DATE:20261123"), "{calendar}");
        let hours = page(&running, &format!("/{language}/hours")).text;
        assert!(hours.contains("\"validFrom\":\"2026-11-23\""), "{language}");
    }
}
