//! Sites built from directories: this hospital's, another's, and broken ones.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use jiff::Timestamp;
use patient_center::content::files;
use patient_center::content::{Content, Language};
use patient_center::diagnostics::Diagnostics;
use patient_center::site::address::BaseUrl;
use patient_center::site::{Answer, Assets, CheckedContent, ErrorKind, Site};
use scraper::{Html, Selector};
use tempfile::TempDir;

/// A Monday on which both fixtures are open.
pub(crate) const MONDAY: &str = "2026-11-23T14:30:00Z";
pub(crate) const BASE: &str = "https://patients.example";

/// The project's own directory.
pub(crate) fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A fixture's directory.
pub(crate) fn fixture(name: &str) -> PathBuf {
    project().join("tests/fixtures").join(name)
}

/// Words of this hospital that are wrong on every other site.
pub(crate) const OUR_WORDS: [&str; 12] = [
    "Boston",
    "Massachusetts",
    "Mass General",
    "MGH",
    "Harvard",
    "Fruit Street",
    "Blake",
    "02114",
    "Longfellow",
    "MBTA",
    "New_York",
    "Brigham",
];

/// A copy of a directory, which a test may change.
pub(crate) fn copy_of(directory: &Path) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    lay_over(directory, copy.path());
    copy
}

/// Copies the files below `from` over those below `to`, except `report.txt`, the expected report.
pub(crate) fn lay_over(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            lay_over(&path, &target);
        } else if path.file_name().unwrap() != "report.txt" {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// Changes the only `old` of a file to `new`.
pub(crate) fn edit(file: &Path, old: &str, new: &str) {
    let text = fs::read_to_string(file).unwrap();
    fs::write(file, once(&text, old, new)).unwrap();
}

/// `text` with its only `old` changed to `new`.
pub(crate) fn once(text: &str, old: &str, new: &str) -> String {
    assert_eq!(text.matches(old).count(), 1, "{old} in {text}");
    text.replace(old, new)
}

/// Fills every empty value with the comment above it, or with a word where there is none.
pub(crate) fn fill(file: &Path) {
    fill_with(file, "");
}

/// As [`fill`], each value beginning with `letter`.
pub(crate) fn fill_with(file: &Path, letter: &str) {
    let mut comment = String::new();
    let text = fs::read_to_string(file).unwrap();
    let lines = text.lines().map(|line| {
        if let Some(words) = line.trim().strip_prefix("# ") {
            words.clone_into(&mut comment);
        }
        let words = if comment.is_empty() { "WORDS" } else { &comment };
        let words = format!("{letter}{words}");
        let filled = line.replace("\"\"", &serde_json::to_string(&words).unwrap());
        if !line.trim().starts_with('#') {
            comment.clear();
        }
        filled + "\n"
    });
    let filled: String = lines.collect();
    fs::write(file, filled).unwrap();
}

/// Every file below a directory with its bytes.
pub(crate) fn everything(directory: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(everything(&path));
        } else {
            found.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    found
}

pub(crate) fn assets() -> Assets {
    let (files, _) = files::read(&project().join("static"));
    Assets::new(files).unwrap()
}

/// The site of a content directory at a moment.
pub(crate) fn site_of(content: &Path, moment: &str) -> Result<Site, Diagnostics> {
    let moment: Timestamp = moment.parse().unwrap();
    let (content, mut problems) = Content::load(content);
    match content.and_then(|content| CheckedContent::check(content, moment, &mut problems)) {
        Some(content) => Site::build(&content, &assets(), &BaseUrl::parse(BASE).unwrap(), moment),
        None => Err(problems),
    }
}

/// This hospital's site, built once.
pub(crate) fn real() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| site_of(&project().join("content"), MONDAY).unwrap())
}

/// The other hospital's site, built once.
pub(crate) fn other() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| site_of(&fixture("other-hospital"), MONDAY).unwrap())
}

/// A document of a site.
pub(crate) struct Document {
    pub(crate) path: String,
    pub(crate) text: String,
    pub(crate) html: Html,
}

impl Document {
    pub(crate) fn all(&self, selector: &str) -> Vec<scraper::ElementRef<'_>> {
        self.html.select(&Selector::parse(selector).unwrap()).collect()
    }

    /// The attribute `name` of the only element that `selector` finds.
    pub(crate) fn one(&self, selector: &str, name: &str) -> String {
        let found = self.all(selector);
        assert_eq!(found.len(), 1, "{} has {} of {selector}", self.path, found.len());
        found[0].value().attr(name).unwrap_or_default().to_owned()
    }

    /// The text of the only element that `selector` finds.
    pub(crate) fn words(&self, selector: &str) -> String {
        let found = self.all(selector);
        assert_eq!(found.len(), 1, "{} has {} of {selector}", self.path, found.len());
        found[0].text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// One HTML answer.
pub(crate) fn document(path: &str, answer: &Answer) -> Document {
    let text = String::from_utf8(answer.identity.bytes.to_vec()).unwrap();
    Document { path: path.to_owned(), html: Html::parse_document(&text), text }
}

/// The page of every error in every language.
pub(crate) fn errors(site: &Site) -> impl Iterator<Item = ((Language, ErrorKind), Answer)> {
    let kinds = |own: &Language| ErrorKind::ALL.map(|kind| (own.clone(), kind));
    let keys = site.languages.iter().flat_map(kinds);
    keys.map(|(own, kind)| {
        let page = site.on_request.error(&own, kind, None).expect("it can be rendered");
        ((own, kind), page)
    })
}

/// Every HTML answer of a site, errors too.
pub(crate) fn documents(site: &Site) -> Vec<Document> {
    let pages = site.answers.iter().map(|(path, answer)| (path.clone(), answer.clone()));
    let errors = errors(site).map(|((language, kind), answer)| {
        (format!("/{language}/ (error {})", kind.status()), answer)
    });
    let mut documents: Vec<Document> = pages
        .chain(errors)
        .filter(|(_, answer)| answer.content_type.starts_with("text/html"))
        .map(|(path, answer)| document(&path, &answer))
        .collect();
    documents.sort_by(|a, b| a.path.cmp(&b.path));
    documents
}

/// The pages that search engines may index.
pub(crate) fn pages(site: &Site) -> Vec<Document> {
    let all = documents(site).into_iter();
    all.filter(|document| document.all("meta[name=robots]").is_empty()).collect()
}
