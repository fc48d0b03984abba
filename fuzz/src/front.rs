//! The production service over one small site, and what is true of every answer.

use std::fmt;
use std::sync::{Arc, LazyLock};

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri, header};
use http_body_util::BodyExt;
use patient_center::content::{Content, Language};
use patient_center::site::{Answer, CheckedContent, ErrorKind, Site};
use patient_center::web::{AppState, app};
use tokio::runtime::Runtime;
use tower_service::Service;

use super::files::{ASSETS, CONTENT, base, moment};

/// The languages that the small site is given beside its own two, for those who negotiate.
const MORE: [&str; 9] = ["en", "ar", "zh-Hans", "zh-Hant", "es", "pt-BR", "fr", "ru", "sr-Latn"];

/// On every answer, exactly once.
const SET: [&str; 11] = [
    "content-security-policy",
    "strict-transport-security",
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "cross-origin-opener-policy",
    "cross-origin-embedder-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
    "content-language",
    "cache-control",
];

/// On an answer at most once.
const AT_MOST_ONCE: [&str; 7] =
    ["content-type", "content-length", "content-encoding", "etag", "vary", "location", "allow"];

static SITE: LazyLock<Site> = LazyLock::new(|| {
    let (content, mut problems) = Content::from_files(&CONTENT);
    let content = content.and_then(|c| CheckedContent::check(c, moment(), &mut problems));
    let built = Site::build(&content.expect("a whole site"), &ASSETS, &base(), moment());
    spoken(built.expect("a site without a mistake"))
});

static STATE: LazyLock<Arc<AppState>> =
    LazyLock::new(|| AppState::new(site().clone(), Arc::new(moment), None));

thread_local! {
    static RUNTIME: Runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime");
}

/// The site behind [`ask`].
pub(super) fn site() -> &'static Site {
    &SITE
}

/// `site` with the pages of its default language under [`MORE`] tags, and with old addresses that
/// must never lead anywhere.
fn spoken(mut site: Site) -> Site {
    let default = site.default_language.clone();
    let own: Vec<(String, Answer)> = site
        .answers
        .iter()
        .filter_map(|(path, answer)| {
            Some((path.strip_prefix(&format!("/{default}/"))?.to_owned(), answer.clone()))
        })
        .collect();
    let error = |kind| site.on_request.error(&default, kind, None).expect("it can be rendered");
    let errors = ErrorKind::ALL.map(|kind| (kind, error(kind)));
    for language in MORE.map(|tag| Language::new(tag).expect("a tag")) {
        for (name, answer) in &own {
            let answer = Answer { language: language.clone(), ..answer.clone() };
            site.answers.insert(format!("/{language}/{name}"), answer);
        }
        site.errors.extend(errors.iter().map(|(kind, page)| {
            ((language.clone(), *kind), Answer { language: language.clone(), ..page.clone() })
        }));
        site.languages.push(language);
    }
    for (from, to) in [("/evil", "//example.org"), ("/dangling", "/de/nirgendwo")] {
        site.moved.push((from.to_owned(), to.to_owned()));
    }
    site
}

/// So many lines of one header stand in a request, and the few that stand beside them.
const MOST_LINES: usize = 60;

/// What came back.
pub(super) struct Answered {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl fmt::Debug for Answered {
    /// Without the body, which is long.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.status, self.headers)
    }
}

impl Answered {
    /// The value of a header; empty where it is not there.
    pub(super) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).map(|value| value.to_str().expect("visible ASCII"));
        value.unwrap_or_default()
    }
}

/// GET of an address that is ours, with the lines of one header.
pub(super) fn get(path: &'static str, name: &HeaderName, lines: &[HeaderValue]) -> Answered {
    let lines = lines.iter().map(|line| (name.clone(), line.clone()));
    ask(&Method::GET, &Uri::from_static(path), lines)
}

/// Asks the production service, and checks what is true of every answer.
pub(super) fn ask(
    method: &Method,
    address: &Uri,
    headers: impl IntoIterator<Item = (HeaderName, HeaderValue)>,
) -> Answered {
    let mut request = Request::new(Body::empty());
    *request.method_mut() = method.clone();
    *request.uri_mut() = address.clone();
    request.headers_mut().insert(header::HOST, HeaderValue::from_static("patients.example"));
    for (name, value) in headers {
        request.headers_mut().append(name, value);
    }
    let answered = RUNTIME.with(|runtime| runtime.block_on(sent(request)));
    assert_sound(method, &answered);
    answered
}

async fn sent(request: Request<Body>) -> Answered {
    let answer = app(STATE.clone()).call(request).await.expect("there is always an answer");
    let (head, body) = answer.into_parts();
    let body = body.collect().await.expect("a body out of memory never breaks off").to_bytes();
    Answered { status: head.status.as_u16(), headers: head.headers, body }
}

fn assert_sound(method: &Method, answered: &Answered) {
    let count = |name| answered.headers.get_all(name).iter().count();
    for name in SET {
        assert_eq!(count(name), 1, "{name} of {answered:?}");
    }
    for name in AT_MOST_ONCE {
        assert!(count(name) <= 1, "{name} of {answered:?}");
    }
    let foreign = |name: &str| {
        name == "server" || name == "set-cookie" || name.starts_with("access-control-")
    };
    assert!(!answered.headers.keys().any(|name| foreign(name.as_str())), "{answered:?}");
    assert!(
        matches!(answered.status, 200 | 204 | 301 | 302 | 304 | 404 | 405),
        "status {}",
        answered.status
    );
    let language = answered.header("content-language");
    assert!(site().languages.iter().any(|known| known.as_str() == language), "{language}");
    let length = answered.header("content-length");
    if matches!(answered.status, 204 | 304) {
        assert!(length.is_empty() && answered.body.is_empty(), "{answered:?}");
    } else if *method != Method::HEAD {
        assert_eq!(length, answered.body.len().to_string());
    }
    if matches!(answered.status, 200 | 304) {
        assert!(answered.header("vary").contains("Accept-Encoding"), "{answered:?}");
        assert!(answered.header("etag").starts_with('"'), "{answered:?}");
    }
}

/// The lines of a header, as the server's parser leaves them; `None` where it would refuse them, or the
/// service would, because there are too many (431).
pub(super) fn lines(input: &[u8]) -> Option<Vec<HeaderValue>> {
    let trimmed = |line: &[u8]| HeaderValue::from_bytes(line.trim_ascii()).ok();
    let lines: Vec<_> = input.split(|byte| *byte == b'\n').map(trimmed).collect::<Option<_>>()?;
    (lines.len() <= MOST_LINES).then_some(lines)
}
