//! Previews of links: what pages say for them, the pictures, and which pictures are refused.

use std::fs;
use std::path::Path;

use axum::body::Body;
use axum::http::Request;
use patient_center::content::Content;
use patient_center::site::Site;
use tempfile::TempDir;

use crate::fuzz::headers::SECURITY_HEADERS;
use crate::support::content::{
    BASE, Document, MONDAY, copy_of, document, documents, edit, fixture, project, real, site_of,
};
use crate::support::front::Front;

const SIZE: (u32, u32) = (1200, 630);

/// A picture of one colour, which says of itself that it shows `words`.
fn picture((width, height): (u32, u32), words: Option<&str>) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    if let Some(words) = words {
        encoder.add_itxt_chunk("Description".to_owned(), words.to_owned()).unwrap();
    }
    let pixels = vec![200; usize::try_from(width * height).unwrap()];
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    file
}

/// The other hospital's content with these pictures.
fn with(pictures: &[(&str, Vec<u8>)]) -> TempDir {
    let copy = copy_of(&fixture("other-hospital"));
    for (language, bytes) in pictures {
        fs::write(copy.path().join(language).join("link-preview.png"), bytes).unwrap();
    }
    copy
}

/// What is said of the pictures below `root`.
fn said(root: &Path) -> String {
    let (content, mut problems) = Content::load(root);
    problems.append(Site::check(&content.unwrap(), MONDAY.parse().unwrap()));
    let found = problems.sorted().into_iter().filter(|p| p.file.ends_with("link-preview.png"));
    found.map(|problem| problem.to_string() + "\n").collect()
}

fn property(document: &Document, name: &str) -> String {
    document.one(&format!("meta[property=\"{name}\"]"), "content")
}

/// The path of the picture that `document` names.
fn path(document: &Document) -> String {
    let url = property(document, "og:image");
    let path = url.strip_prefix(BASE);
    assert!(path.is_some(), "{url} of {}", document.path);
    path.unwrap_or_default().to_owned()
}

fn home(site: &Site, path: &str) -> Document {
    document(path, &site.answers[path])
}

#[test]
fn every_page_names_a_picture_that_is_there() {
    let named =
        documents(real()).into_iter().filter(|page| !page.all("link[rel=canonical]").is_empty());
    let named: Vec<_> = named.collect();
    assert!(named.len() > 100, "{}", named.len());
    for page in named {
        let asset = &real().assets.files[&path(&page)];
        let (width, height) =
            (property(&page, "og:image:width"), property(&page, "og:image:height"));
        let decoder = png::Decoder::new(std::io::Cursor::new(&asset.bytes)).read_info().unwrap();
        assert_eq!(decoder.info().size(), (width.parse().unwrap(), height.parse().unwrap()));
        assert!(asset.bytes.len() <= 60_000);
        assert_ne!(property(&page, "og:image:alt"), "", "{}", page.path);
        assert_eq!(page.one("meta[name=\"twitter:card\"]", "content"), "summary_large_image");
    }
}

#[tokio::test]
async fn a_picture_may_be_shown_by_other_origins_and_nothing_else_may() {
    let front = Front::real();
    let picture = path(&home(real(), "/en/"));
    let tag = real().assets.files[&picture].answer(&picture, &real().default_language).identity.tag;
    for (status, conditions) in [(200, None), (304, Some(tag.as_str()))] {
        let mut request = Request::get(&picture).header("host", "a.example");
        if let Some(tag) = conditions {
            request = request.header("if-none-match", tag);
        }
        let answer = front.bytes(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status(), status);
        for (name, value) in SECURITY_HEADERS {
            let own = name == "cross-origin-resource-policy";
            // The policy and the strict transport security are those of the small site.
            if own || !["content-security-policy", "strict-transport-security"].contains(&name) {
                let expected = if own { "cross-origin" } else { value };
                assert_eq!(answer.headers()[name], expected, "{name} of a {status}");
            }
            assert_eq!(answer.headers().get_all(name).iter().count(), 1, "{name} of a {status}");
        }
        assert_eq!(answer.headers()["cache-control"], "max-age=31536000, immutable");
    }
    for path in ["/en/", "/favicon.ico", "/apple-touch-icon.png", "/mask-icon.svg"] {
        let request = Request::get(path).header("host", "a.example").body(Body::empty()).unwrap();
        let answer = front.bytes(request).await;
        assert_eq!(answer.status(), 200, "{path}");
        assert_eq!(answer.headers()["cross-origin-resource-policy"], "same-origin", "{path}");
    }
}

#[test]
fn without_a_picture_of_its_own_a_language_has_that_of_the_default_language() {
    let none = with(&[]);
    let site = site_of(none.path(), MONDAY).unwrap();
    assert!(home(&site, "/de/").all("meta[property^=\"og:image\"]").is_empty());
    let german = with(&[("de", picture(SIZE, Some("Haus\nLinde")))]);
    let site = site_of(german.path(), MONDAY).unwrap();
    let (de, he) = (home(&site, "/de/"), home(&site, "/he/"));
    assert_eq!(path(&de), path(&he));
    assert!(path(&de).starts_with("/static/preview-de."));
    assert_eq!(property(&de, "og:image:alt"), "Haus | Linde");
    // What stands in it, in the language of the page.
    assert!(property(&he, "og:image:alt").starts_with(&property(&he, "og:site_name")));
    let both = with(&[("de", picture(SIZE, None)), ("he", picture(SIZE, Some("א\nב")))]);
    let site = site_of(both.path(), MONDAY).unwrap();
    let (de, he) = (home(&site, "/de/"), home(&site, "/he/"));
    assert_eq!(property(&he, "og:image:alt"), "א | ב");
    assert!(property(&de, "og:image:alt").starts_with(&property(&de, "og:site_name")));
}

#[test]
fn a_picture_with_other_words_than_the_content_is_a_warning() {
    let root = with(&[]);
    let (content, _) = Content::load(root.path());
    let words = content.unwrap().by_language.into_iter().find(|(tag, _)| tag.as_str() == "de");
    let (_, words) = words.unwrap();
    let site = &words.ui.site;
    let heading = words.pages.values().find(|page| page.name.is_home()).unwrap().heading();
    let lines = [site.center.to_string(), site.hospital.to_string(), heading.to_owned()];
    let text = lines.join("\n").replace('\u{ad}', "");
    let root = with(&[("de", picture(SIZE, Some(&text))), ("he", picture(SIZE, None))]);
    assert_eq!(said(root.path()), "");
    let heading = heading.to_owned();
    edit(&root.path().join("de/home.toml"), &format!("\"{heading}\""), "\"Anders\"");
    let warning = said(root.path());
    assert!(warning.starts_with("warning: the picture says “"), "{warning}");
    assert!(warning.contains("Anders”") && warning.contains("link-previews/make"), "{warning}");
    site_of(root.path(), MONDAY).unwrap();
}

#[test]
fn what_is_no_picture_of_that_size_is_refused() {
    let whole = picture(SIZE, None);
    let cut = whole[..whole.len() - 20].to_vec();
    let heavy = [whole.clone(), vec![0; 60_000]].concat();
    let mut damaged = whole.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    for (bytes, message) in [
        (Vec::new(), "is not a whole PNG picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), "is not a whole PNG picture"),
        (cut, "is not a whole PNG picture"),
        (damaged, "is not a whole PNG picture"),
        (heavy, "more than 60000"),
        (picture((1200, 600), None), "has 1200 × 600 pixels, not 1200 × 630"),
    ] {
        let root = with(&[("de", bytes)]);
        let said = said(root.path());
        assert!(said.starts_with("error: ") && said.contains(message), "{message}: {said}");
        assert!(said.contains("help: make it with `link-previews/make`, or delete it"), "{said}");
        assert!(site_of(root.path(), MONDAY).is_err());
    }
}

#[test]
fn the_bars_of_a_browser_have_the_colour_of_the_paper() {
    let style = fs::read_to_string(project().join("static/style.css")).unwrap();
    let papers: Vec<_> =
        style.split("--paper: ").skip(1).map(|rest| rest.split(';').next().unwrap()).collect();
    for page in documents(real()) {
        for (scheme, paper) in ["light", "dark"].iter().zip(&papers) {
            let selector =
                format!("meta[name=theme-color][media=\"(prefers-color-scheme:{scheme})\"]");
            assert_eq!(page.one(&selector, "content"), *paper, "{}", page.path);
        }
        assert!(style.contains(&format!("--ink: {};", page.one("link[rel=mask-icon]", "color"))));
    }
}
