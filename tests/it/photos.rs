//! Photographs: what is made of them, what pages say of them, and what nobody may learn from them.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use image::{GenericImageView, ImageFormat, ImageReader};
use patient_center::content::{Content, Photos, files};
use patient_center::site::Site;
use tempfile::TempDir;

use crate::support::content::{
    Document, MONDAY, copy_of, document, edit, fixture, lay_over, site_of,
};

/// The other hospital's content with photographs on the page `haus`.
fn content() -> TempDir {
    let copy = copy_of(&fixture("other-hospital"));
    lay_over(&fixture("photos"), copy.path());
    copy
}

fn site() -> Site {
    site_of(content().path(), MONDAY).unwrap()
}

/// The pictures of the photograph `stem` in `site`, by their widths.
fn pictures(site: &Site, stem: &str) -> Vec<(u32, Vec<u8>)> {
    let prefix = format!("/static/photo-{stem}-");
    let mut found = Vec::new();
    for (path, asset) in &site.assets.files {
        let Some(rest) = path.strip_prefix(&prefix) else { continue };
        assert_eq!(asset.content_type, "image/webp");
        found.push((rest.split_once('.').unwrap().0.parse().unwrap(), asset.bytes.to_vec()));
    }
    found.sort();
    found
}

fn decoded(bytes: &[u8]) -> image::DynamicImage {
    ImageReader::with_format(Cursor::new(bytes), ImageFormat::WebP).decode().unwrap()
}

#[test]
fn a_photograph_becomes_pictures_of_several_widths_and_none_is_larger_than_itself() {
    let site = site();
    for (stem, sizes) in [
        ("garten", &[(480, 300), (960, 600), (1440, 900)][..]),
        ("empfang", &[(480, 300), (640, 400)]),
        // It lies on its side in the file.
        ("haus-linde", &[(480, 640), (900, 1200)]),
    ] {
        let pictures = pictures(&site, stem);
        let found: Vec<_> = pictures.iter().map(|(_, bytes)| decoded(bytes).dimensions()).collect();
        assert_eq!(found, sizes, "{stem}");
        for (width, bytes) in &pictures {
            assert_eq!(decoded(bytes).width(), *width);
            assert!(bytes.len() < 60_000, "{stem}: {} bytes at {width}", bytes.len());
        }
    }
}

#[test]
fn a_photograph_is_shown_upright() {
    // The sky is above, and the meadow is below.
    for (_, bytes) in pictures(&site(), "haus-linde") {
        let picture = decoded(&bytes);
        let (width, height) = picture.dimensions();
        let ([_, _, sky, _], [red, green, blue, _]) =
            (picture.get_pixel(width / 2, 5).0, picture.get_pixel(width / 2, height - 5).0);
        assert!(sky > 190, "the sky is {sky} blue");
        assert!(green > red && green > blue, "the meadow is {red} {green} {blue}");
    }
}

#[test]
fn nothing_is_told_of_the_camera_and_the_place() {
    let source = fs::read(fixture("photos").join("photos/haus-linde.jpg")).unwrap();
    let has = |bytes: &[u8], word: &str| bytes.windows(word.len()).any(|w| w == word.as_bytes());
    let told = ["Exif", "Musterkamera", "Modell Sieben"];
    assert!(told.iter().all(|word| has(&source, word)), "the fixture has metadata");
    for (width, bytes) in pictures(&site(), "haus-linde") {
        for word in told.iter().chain(&["EXIF", "XMP ", "ICCP"]) {
            assert!(!has(&bytes, word), "{word} in the picture {width} pixels wide");
        }
    }
}

fn page(site: &Site, path: &str) -> Document {
    document(path, &site.answers[path])
}

#[test]
fn a_page_keeps_the_place_of_its_photographs_and_fetches_them_when_they_are_near() {
    let site = site();
    let page = page(&site, "/de/haus");
    let images = page.all("figure.photo img");
    assert_eq!(images.len(), 3);
    for (nth, image) in images.iter().enumerate() {
        let value = |name: &str| image.value().attr(name).unwrap_or_default();
        let (width, height) = (value("width"), value("height"));
        let src = &site.assets.files[value("src")];
        assert_eq!(
            decoded(&src.bytes).dimensions(),
            (width.parse().unwrap(), height.parse().unwrap())
        );
        for source in value("srcset").split(", ") {
            let (path, descriptor) = source.split_once(' ').unwrap();
            let picture = decoded(&site.assets.files[path].bytes);
            assert_eq!(format!("{}w", picture.width()), descriptor);
        }
        assert!(!value("alt").is_empty() && !value("sizes").is_empty());
        assert_eq!(value("loading"), if nth == 0 { "" } else { "lazy" });
    }
    let gzip = site.answers["/de/haus"].gzip.as_ref().unwrap();
    assert!(gzip.bytes.len() < 14_000, "{} bytes", gzip.bytes.len());
}

#[test]
fn a_translation_shows_the_words_of_the_original_where_it_has_none() {
    let site = site();
    let page = page(&site, "/he/haus");
    let alternatives: Vec<_> = page
        .all("figure.photo img")
        .iter()
        .map(|image| {
            let value = |name: &str| image.value().attr(name).map(str::to_owned);
            (value("alt").unwrap(), value("lang"), value("dir"))
        })
        .collect();
    assert_eq!(alternatives[0].1, None);
    let german = ("de".to_owned(), "ltr".to_owned());
    let (lang, dir) = (Some(german.0), Some(german.1));
    assert_eq!(alternatives[1], ("Das Haus Linde mit seiner braunen Tür.".to_owned(), lang, dir));
    let captions = page.all("figure.photo figcaption");
    assert_eq!(captions.len(), 2);
    let german = page.words("figcaption > bdi[lang='de'][dir='ltr']");
    assert!(german.starts_with("Der Empfang ist"), "{german}");
    assert!(captions[0].text().any(|text| text.contains("Erika Beispiel")), "the credit");
    assert_eq!(page.all("figcaption a[href='/he/contact']").len(), 1);
}

#[test]
fn side_by_side_a_photograph_is_there_once_with_the_words_of_both() {
    let site = site();
    let asked = site.on_request.asked("/de/haus", Some("he"), None).unwrap();
    let page = document("/de/haus?with=he", &site.on_request.page(&asked).unwrap());
    let images: Vec<_> =
        page.all("main img").iter().map(|image| image.value().attr("alt").unwrap()).collect();
    assert_eq!(images.len(), 3);
    assert!(images[0].contains("helles Haus"));
    let caption = &page.all("figcaption")[0];
    assert!(caption.text().any(|text| text.contains("Vom Garten")));
    assert!(caption.text().any(|text| text.contains("הגינה")));
}

#[test]
fn an_unchanged_photograph_is_not_made_into_pictures_again() {
    let copy = content();
    let read = |before: &Photos| {
        let (files, _) = files::read(copy.path());
        let (content, _) = Content::from_files(&files);
        let mut content = content.unwrap();
        let problems = content.prepare_photos(&files, before);
        assert!(!problems.has_errors());
        content.photos
    };
    let first = read(&Photos::new());
    fs::copy(copy.path().join("photos/empfang.png"), copy.path().join("photos/neu.png")).unwrap();
    let other = fs::read(fixture("photos").join("photos/garten.webp")).unwrap();
    fs::write(copy.path().join("photos/garten.webp"), &other[..]).unwrap();
    let second = read(&first);
    let same = |name: &str| {
        let pointers = |photos: &Photos| {
            photos[name].variants.iter().map(|one| one.bytes.as_ptr()).collect::<Vec<_>>()
        };
        pointers(&first) == pointers(&second)
    };
    assert!(same("haus-linde.jpg") && same("empfang.png") && same("garten.webp"));
    assert_eq!(second["neu.png"].variants[0].digest, second["empfang.png"].variants[0].digest);
}

fn warnings(root: &Path) -> String {
    let (content, mut problems) = Content::load(root);
    problems.append(Site::check(&content.unwrap(), MONDAY.parse().unwrap()));
    problems.sorted().iter().map(ToString::to_string).collect()
}

#[test]
fn a_photograph_that_no_page_shows_is_a_warning() {
    let copy = content();
    assert!(!warnings(copy.path()).contains("no page shows it"));
    for language in ["de", "he"] {
        edit(&copy.path().join(language).join("haus.toml"), "empfang.png", "garten.webp");
    }
    let warnings = warnings(copy.path());
    assert!(warnings.contains("photos/empfang.png") && warnings.contains("no page shows it"));
}

#[test]
fn a_photograph_is_bounded_in_bytes() {
    let copy = content();
    let file = copy.path().join("photos/empfang.png");
    fs::write(&file, vec![0; 20_000_001]).unwrap();
    let (_, problems) = Content::load(copy.path());
    let problems: String = problems.sorted().iter().map(ToString::to_string).collect();
    assert!(problems.contains("is larger than 20000000 bytes"), "{problems}");
}

#[test]
fn a_link_to_another_website_names_it_and_tells_it_nothing() {
    let site = site();
    for (path, host) in [
        ("/de/haus", "https://www.bus.example/linie?nr=7&ziel=linde#heute"),
        ("/he/haus", "https://www.bus.example/he"),
    ] {
        let page = page(&site, path);
        let links = page.all("a[rel='external noopener noreferrer']");
        assert_eq!(links.len(), 1, "{path}");
        assert_eq!(links[0].value().attr("href"), Some(host));
        let name = page.one("a[rel^='external'] bdi", "dir");
        assert_eq!(name, "ltr");
        assert!(links[0].text().collect::<String>().ends_with(" (bus.example)"));
    }
    let guide = page(&site, "/de/guide");
    assert_eq!(guide.all("a[rel^='external']").len(), 1);
}
