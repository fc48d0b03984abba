//! `patient-center preview`: the real binary, with content that is edited while it runs; and that `serve` has
//! nothing of it.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::Request;
use jiff::Timestamp;
use patient_center::content::Content;
use patient_center::diagnostics::Diagnostics;
use patient_center::preview::{Edition, Preview, app};
use patient_center::site::CheckedContent;
use patient_center::site::address::BaseUrl;
use tempfile::TempDir;
use tower_service::Service;

use crate::support::binary::{Running, command, get, output, until};
use crate::support::content::{
    BASE, assets, copy_of, documents, edit, fixture, other, project, real,
};
use crate::support::site::moment;
use crate::support::small::small;

/// Far longer than anything here takes unless it is broken.
const PATIENCE: Duration = Duration::from_secs(20);

const TITLE: &str = "title = \"Kontakt und Anfahrt\"";

/// A running preview; it is killed when the test is over.
struct Previewed {
    child: Child,
    address: String,
}

impl Previewed {
    fn of(content: &Path, arguments: &[&str]) -> Self {
        let mut command = command();
        command.args(["preview", "--listen", "127.0.0.1:0", "--content"]).arg(content);
        command.arg("--static").arg(project().join("static")).args(arguments);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim_end().strip_prefix("preview on http://").expect("the announcement");
        let address = address.strip_suffix('/').unwrap().to_owned();
        Self { child, address }
    }

    fn get(&self, path: &str) -> String {
        get(&self.address, path)
    }

    fn shows(&self, path: &str, words: &str) -> bool {
        self.get(path).contains(words)
    }

    /// Everything that a request with these headers is answered.
    fn ask(&self, path: &str, headers: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn events(&self) -> Events {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "GET /_preview/events HTTP/1.1\r\nHost: {}\r\n\r\n", self.address).unwrap();
        Events(BufReader::new(stream))
    }
}

impl Drop for Previewed {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// The stream of events.
struct Events(BufReader<TcpStream>);

impl Events {
    /// The kind and the data of the next event.
    fn next(&mut self) -> (String, String) {
        let (mut kind, mut data) = (String::new(), String::new());
        loop {
            let mut line = String::new();
            assert_ne!(self.0.read_line(&mut line).unwrap(), 0, "the stream has ended");
            let line = line.trim_end();
            if let Some(value) = line.strip_prefix("event: ") {
                value.clone_into(&mut kind);
            } else if let Some(value) = line.strip_prefix("data: ") {
                data.push_str(value);
            } else if line.is_empty() && !kind.is_empty() {
                return (kind, data);
            }
        }
    }
}

/// The other hospital's content, in which the page `plan` is not published, to be edited.
fn content() -> TempDir {
    copy_of(&fixture("other-hospital"))
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap()
}

#[test]
fn an_edit_is_shown_by_itself_and_the_open_page_is_told() {
    let content = content();
    let preview = Previewed::of(content.path(), &[]);
    let mut events = preview.events();
    let (kind, version) = events.next();
    assert_eq!(kind, "reload");
    assert!(preview.shows("/de/contact", &format!("data-version=\"{version}\"")));
    edit(&content.path().join("de/contact.toml"), TITLE, "title = \"Anfahrt, neu\"");
    let (kind, newer) = events.next();
    assert_eq!(kind, "reload");
    assert_ne!(version, newer);
    let page = preview.get("/de/contact");
    assert!(page.contains("Anfahrt, neu") && page.contains(&newer), "{page}");
}

#[test]
fn a_broken_edit_is_reported_over_the_last_good_page_until_it_is_mended() {
    let content = content();
    let file = content.path().join("de/contact.toml");
    let preview = Previewed::of(content.path(), &[]);
    let mut events = preview.events();
    let (_, version) = events.next();
    edit(&file, TITLE, "titel = \"Kontakt <b>und</b> Anfahrt\"");
    let (kind, report) = events.next();
    assert_eq!(kind, "report");
    let line = fs::read_to_string(&file).unwrap();
    let line = line.lines().position(|line| line.starts_with("titel")).unwrap() + 1;
    for part in [
        &format!("de/contact.toml:{line}"),
        "unknown key `titel`",
        "did you mean `title`?",
        "<mark>titel</mark> = &#34;Kontakt &#60;b&#62;und&#60;/b&#62; Anfahrt&#34;",
    ] {
        assert!(report.contains(part), "{part} in {report}");
    }
    let page = preview.get("/de/contact");
    assert!(page.contains("Kontakt und Anfahrt") && page.contains("unknown key `titel`"), "{page}");
    assert!(page.contains(&format!("data-version=\"{version}\" open")), "{page}");
    assert!(preview.shows("/", "did you mean `title`?"));
    edit(&file, "titel = \"Kontakt <b>und</b> Anfahrt\"", TITLE);
    assert_eq!(events.next().0, "reload");
    assert!(!preview.shows("/de/contact", "titel") && !preview.shows("/", "titel"));
}

#[test]
fn content_that_is_broken_from_the_start_is_reported_and_comes_up_when_it_is_mended() {
    let content = content();
    let file = content.path().join("de/contact.toml");
    edit(&file, TITLE, "titel = \"Kontakt und Anfahrt\"");
    let preview = Previewed::of(content.path(), &["--at", "2026-12-24"]);
    let mut events = preview.events();
    assert_eq!(events.next().0, "report");
    assert_eq!(status(&preview.get("/de/contact")), "503");
    assert!(preview.shows("/de/contact", "did you mean `title`?"));
    let desk = preview.get("/");
    assert_eq!(status(&desk), "200");
    assert!(desk.contains("did you mean `title`?"), "{desk}");
    edit(&file, "titel", "title");
    assert_eq!(events.next().0, "reload");
    assert_eq!(status(&preview.get("/de/contact")), "200");
    assert!(preview.shows("/de/contact", "2026-12-24"));
}

#[test]
fn what_is_not_published_is_shown_here_and_404_in_serve() {
    let content = content();
    let preview = Previewed::of(content.path(), &[]);
    for path in ["/de/plan", "/he/plan"] {
        let page = preview.get(path);
        assert_eq!(status(&page), "200");
        assert!(page.contains("unpublished") && page.contains("de/plan.toml"), "{page}");
    }
    assert!(preview.shows("/", "unpublished"));
    let served = small(&["--log", "off"]);
    assert_eq!(status(&get(&served.public, "/de/plan")), "404");
}

#[test]
fn another_day_is_shown_until_the_editor_goes_back_to_now() {
    let content = content();
    let preview = Previewed::of(content.path(), &["--at", "2026-11-23T12:00"]);
    let mut events = preview.events();
    let (_, version) = events.next();
    let today = preview.get("/de/contact");
    assert!(!today.contains("You see the site as of"), "{today}");
    let chosen = preview.get("/_preview/at?at=2026-12-25&back=%2Fde%2Fcontact");
    assert_eq!(status(&chosen), "303");
    assert!(chosen.contains("location: /de/contact\r\n"), "{chosen}");
    let (_, other) = events.next();
    assert_ne!(version, other);
    let later = preview.get("/de/contact");
    assert!(later.contains("You see the site as of Friday, 25 December 2026"), "{later}");
    assert!(later.contains("datetime=\"2026-12-25\""), "{later}");
    assert!(preview.shows("/", "You see the site as of Friday, 25 December 2026"));
    preview.get("/_preview/at?back=%2F");
    events.next();
    assert!(!preview.shows("/de/contact", "You see the site as of"));
}

#[test]
fn the_way_back_stays_here_and_another_website_cannot_choose_the_day() {
    let content = content();
    let preview = Previewed::of(content.path(), &[]);
    for back in ["//evil.example", "/\\evil.example", "https://evil.example", "/a%0d%0ab:c", ""] {
        let answer = preview.get(&format!("/_preview/at?back={back}"));
        assert!(answer.contains("location: /\r\n"), "{answer}");
    }
    let host = format!("Host: {}\r\nSec-Fetch-Site: cross-site\r\n", preview.address);
    assert_eq!(status(&preview.ask("/_preview/at?at=2026-12-25", &host)), "403");
    assert_eq!(status(&preview.get("/_preview/at?at=25.12.2026")), "400");
    assert!(!preview.shows("/de/contact", "You see the site as of"));
}

#[test]
fn a_request_by_another_name_is_refused() {
    let content = content();
    let preview = Previewed::of(content.path(), &[]);
    let (_, port) = preview.address.rsplit_once(':').unwrap();
    for path in ["/", "/de/contact", "/_preview/events", "/_preview/preview.js"] {
        let evil = format!("Host: evil.example:{port}\r\n");
        for headers in ["Host: evil.example\r\n", "Host: localhost\r\n", &evil] {
            let answer = preview.ask(path, headers);
            assert_eq!(status(&answer), "421", "{path} {headers}");
            assert!(answer.contains("text/plain"), "{answer}");
        }
    }
    let local = preview.ask("/de/contact", &format!("Host: localhost:{port}\r\n"));
    assert_eq!(status(&local), "200");
}

#[test]
fn every_answer_forbids_what_the_preview_does_not_need() {
    let content = content();
    let preview = Previewed::of(content.path(), &[]);
    for path in ["/", "/de/contact", "/de/nowhere", "/robots.txt", "/_preview/preview.js"] {
        let answer = preview.get(path);
        let (head, _) = answer.split_once("\r\n\r\n").unwrap();
        for header in [
            "cache-control: no-store",
            "x-frame-options: SAMEORIGIN",
            "default-src 'none'; script-src 'self'; style-src 'self'",
        ] {
            assert!(head.contains(header), "{path}: {head}");
        }
        assert!(!head.contains("unsafe"), "{head}");
    }
}

#[test]
fn a_page_is_shown_on_a_phone_and_a_desktop_and_in_a_frame_as_visitors_see_it() {
    let content = content();
    let preview = Previewed::of(content.path(), &[]);
    let both = preview.get("/_preview/beside?path=%2Fde%2Fcontact");
    assert!(both.contains("width=\"390\"") && both.contains("width=\"1280\""), "{both}");
    assert!(both.contains("src=\"/de/contact\""), "{both}");
    assert!(preview.shows("/_preview/choose", "href=\"/he/\""));
    assert_eq!(status(&preview.get("/_preview/beside?path=/_preview/choose")), "200");
    for path in ["", "?path=//evil.example", "?path=/", "?path=/_preview/beside"] {
        assert_eq!(status(&preview.get(&format!("/_preview/beside{path}"))), "400", "{path}");
    }
    let headers = format!("Host: {}\r\nSec-Fetch-Dest: iframe\r\n", preview.address);
    assert!(!preview.ask("/de/contact", &headers).contains("preview"));
}

#[test]
fn the_desk_names_what_is_to_be_done_with_file_and_line() {
    let content = content();
    edit(&content.path().join("site.toml"), "phone = \"+49 30 23125000\"", "phone = \"\"");
    let preview = Previewed::of(content.path(), &["--at", "2026-12-26"]);
    let desk = preview.get("/");
    let site = fs::read_to_string(content.path().join("site.toml")).unwrap();
    let line = site.lines().position(|line| line == "phone = \"\"").unwrap() + 1;
    let owed = format!("site.toml:{line}</code> to be supplied by the hospital");
    assert!(desk.contains(&owed), "{owed} in {desk}");
    let order = ["Closing days", "yet to supply", "no professional translator", "All pages"];
    let places = order.map(|words| desk.find(words).expect(words));
    assert!(places.is_sorted(), "{places:?}");
    assert!(desk.contains("href=\"/he/contact\""), "{desk}");
}

#[test]
fn another_address_than_this_machines_and_a_port_in_use_are_one_line_and_exit_code_2() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    for (address, needle) in [
        ("0.0.0.0:0", "this machine"),
        ("[::]:0", "this machine"),
        ("192.0.2.1:8090", "this machine"),
        (&taken, "the port is in use"),
    ] {
        let content = fixture("other-hospital");
        let arguments = ["preview", "--listen", address, "--content", content.to_str().unwrap()];
        let refused = output(&arguments);
        let error = String::from_utf8(refused.stderr).unwrap();
        assert_eq!(refused.status.code(), Some(2), "{error}");
        assert_eq!(error.lines().count(), 1, "{error}");
        assert!(error.contains(address) && error.contains(needle), "{error}");
        assert!(refused.stdout.is_empty());
    }
}

#[test]
fn the_preview_ends_with_exit_code_0_while_a_page_is_open() {
    let content = content();
    let mut preview = Previewed::of(content.path(), &[]);
    let mut events = preview.events();
    events.next();
    let id = preview.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    until(|| preview.child.try_wait().unwrap().is_some());
    assert_eq!(preview.child.wait().unwrap().code(), Some(0));
}

#[test]
fn in_a_frame_a_page_is_byte_for_byte_what_serve_sends() {
    let content = content();
    // With everything published, editors and visitors see the same site.
    edit(&content.path().join("de/plan.toml"), "published = false", "published = true");
    let common = ["--base-url", "https://patients.example", "--at", "2026-11-23T12:00"];
    let preview = Previewed::of(content.path(), &common);
    let served = ["--content", content.path().to_str().unwrap(), "--log", "off"];
    let served = Running::start(&[&served[..], &common].concat());
    let in_frame = format!("Host: {}\r\nSec-Fetch-Dest: iframe\r\n", preview.address);
    for path in ["/de/", "/de/contact", "/he/hours", "/de/plan", "/he/guide", "/de/contact?with=he"]
    {
        let (seen, sent) = (preview.ask(path, &in_frame), get(&served.public, path));
        assert_eq!(status(&sent), "200", "{path}");
        assert_eq!(body(&seen), body(&sent), "{path}");
        assert_ne!(body(&preview.get(path)), body(&sent), "{path} has no bar");
    }
}

fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").unwrap().1
}

#[tokio::test]
async fn the_pages_keep_up_with_the_time_of_day() {
    let seconds = Arc::new(AtomicI64::new(moment("2026-11-23T10:00:00Z").as_second()));
    let clock = Arc::clone(&seconds);
    let now = move || Timestamp::from_second(clock.load(Ordering::Relaxed)).unwrap();
    let mut diagnostics = Diagnostics::default();
    let (content, _) = Content::load(&fixture("other-hospital"));
    let content = CheckedContent::check(content.unwrap(), now(), &mut diagnostics).unwrap();
    let preview = Preview::new("content");
    let base = BaseUrl::parse(BASE).unwrap();
    let (assets, digest) = (assets(), String::new());
    preview.load(Ok(Edition { content, assets, base, digest, clock: Arc::new(now) }));
    let mut app = app(Arc::clone(&preview), 8090);
    let mut page = async || {
        let request = Request::get("/de/contact").header("host", "localhost:8090");
        let Ok(answer) = app.call(request.body(Body::empty()).unwrap()).await;
        String::from_utf8(to_bytes(answer.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap()
    };
    let today = page().await;
    assert!(today.contains("datetime=\"2026-11-23\""), "{today}");
    preview.keep_up();
    assert_eq!(page().await, today, "nothing has changed");
    seconds.store(moment("2026-11-24T10:00:00Z").as_second(), Ordering::Relaxed);
    preview.keep_up();
    let tomorrow = page().await;
    assert!(tomorrow.contains("datetime=\"2026-11-24\""), "{tomorrow}");
}

#[test]
fn serve_has_nothing_of_the_preview() {
    let served = small(&["--log", "off"]);
    for path in ["", "/", "/at", "/beside", "/choose", "/events", "/preview.css", "/preview.js"] {
        let answer = get(&served.public, &format!("/_preview{path}"));
        assert_eq!(status(&answer), "404", "{path}");
        assert!(!answer.contains("preview.js") && !answer.contains("preview-"), "{answer}");
    }
    for site in [real(), other()] {
        for page in documents(site) {
            assert!(!page.text.contains("_preview") && !page.text.contains("\"preview-"));
            let scripts = page.all("script");
            let is_data = |script: &scraper::ElementRef<'_>| {
                script.value().attr("type") == Some("application/ld+json")
            };
            assert!(scripts.iter().all(is_data), "{} has a script", page.path);
        }
    }
}
