//! The ten jobs of an office, from a fresh start: a site that `new site` has made, in English, Swahili and Hebrew, with
//! Arabic half done. None of them waits for a translation, and none needs more than three files.

use std::fs;
use std::path::Path;

use patient_center::content::Content;
use patient_center::diagnostics::{Diagnostic, Severity};
use patient_center::site::Site;

use crate::new_site::{checked, nairobi};
use crate::support::binary::output;
use crate::support::content::{
    Document, MONDAY, document, edit, everything, fill_with, fixture, site_of,
};

/// One edit of a file.
enum Edit {
    /// Some words take the place of others.
    Replace(&'static str, &'static str),
    /// Lines at the end.
    Append(&'static str),
    /// Every empty value is filled with words that begin with a letter.
    Fill(&'static str),
    /// A photograph is put there.
    Photograph,
}

use Edit::{Append, Fill, Photograph, Replace};

/// What has to be done, and the edits that do it.
type Job = (&'static str, &'static [(&'static str, Edit)]);

/// All of them in the default language, but for the last one.
const JOBS: [Job; 10] = [
    (
        "Friday's hours",
        &[("site.toml", Replace("friday = [\"09:00-17:00\"]", "friday = [\"09:00-12:00\"]"))],
    ),
    ("a storm", &[("site.toml", Append("[[hours.exception]]\ndate = 2026-11-23\nopen = []\n"))]),
    (
        "a second phone",
        &[
            ("site.toml", Append("[[phone]]\nid = \"night\"\nnumber = \"+254 20 555 0199\"\n")),
            ("en/ui.toml", Append("[phones.night]\nlabel = \"Night\"\nnote = \"After five.\"\n")),
            (
                "en/contact.toml",
                Append(
                    "[[section]]\nid = \"night\"\nheading = \"At night\"\n[[section.block]]\n\
                     phone = \"night\"\n",
                ),
            ),
        ],
    ),
    (
        "publish a page, and list it in the menu",
        &[
            ("en/visa.toml", Replace("\npublished = false\n", "\n")),
            ("site.toml", Replace("[\"home\", \"contact\"]\npages", "[\"visa\"]\npages")),
        ],
    ),
    ("a sentence", &[("en/home.toml", Replace("lead = \"", "lead = \"New since today. "))]),
    (
        "retire a page",
        &[
            ("en/visa.toml", Replace("\nlead = ", "\npublished = false\nlead = ")),
            ("site.toml", Replace("[\"visa\"]\npages", "[\"contact\"]\npages")),
            ("site.toml", Append("[[redirect]]\nfrom = \"/*/visa\"\nto = \"contact\"\n")),
        ],
    ),
    (
        "a notice for a week",
        &[(
            "site.toml",
            Append(
                "[[notice]]\nfrom = 2026-11-23\nuntil = 2026-11-29\n\
                 words = { en = \"We move to the east wing. [Find us](contact)\" }\n",
            ),
        )],
    ),
    (
        "a photograph",
        &[
            ("photos/main-entrance.jpg", Photograph),
            (
                "en/contact.toml",
                Append(
                    "[[section]]\nid = \"entrance\"\nheading = \"The entrance\"\n[[section.block]]\n\
                     photo = { file = \"main-entrance.jpg\", alt = \"A brown door.\" }\n",
                ),
            ),
        ],
    ),
    ("see it tomorrow", &[]),
    (
        "Arabic, two pages",
        &[
            ("ar/home.toml", Fill("م ")),
            ("ar/contact.toml", Fill("م ")),
            ("site.toml", Replace("tag = \"ar\"\npublished = false\n", "tag = \"ar\"\n")),
        ],
    ),
];

impl Edit {
    fn make(&self, file: &Path) {
        match self {
            Replace(old, new) => edit(file, old, new),
            Append(text) => {
                let old = fs::read_to_string(file).unwrap();
                fs::write(file, format!("{old}\n{text}")).unwrap();
            }
            Fill(letter) => fill_with(file, letter),
            Photograph => {
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::copy(fixture("photos/photos/haus-linde.jpg"), file).unwrap();
            }
        }
    }
}

/// Lays out a page in English and, without words, in Hebrew, where another page links to it; and Arabic, of which
/// one sentence is there.
fn half_done(root: &Path) {
    let content = root.join("content");
    let directory = content.to_str().unwrap();
    let run = |arguments: &[&str]| {
        let done = output(&[arguments, &["--content", directory]].concat());
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    run(&["new", "page", "visa"]);
    edit(&content.join("en/visa.toml"), "\nnav = \"\"", "\nnav = \"Visa\"");
    fill_with(&content.join("en/visa.toml"), "");
    run(&["new", "page", "visa", "--in", "he"]);
    run(&["new", "language", "ar"]);
    let link = "[[section.block]]\ntext = \"[ויזה](visa) כאן.\"\n";
    Append(link).make(&content.join("he/contact.toml"));
    let facts = content.join("site.toml");
    edit(&facts, "name = \"\"", "name = \"العربية\"");
    edit(&content.join("en/ui.toml"), "[languages]\n", "[languages]\nar = \"Arabic\"\n");
    edit(&content.join("ar/home.toml"), "\nlead = \"\"", "\nlead = \"م\"");
}

/// The errors of the content, whatever the day.
fn errors(content: &Path) -> Vec<Diagnostic> {
    let (loaded, mut problems) = Content::load(content);
    problems.append(Site::check(&loaded.unwrap(), MONDAY.parse().unwrap()));
    let problems = problems.sorted().into_iter();
    problems.filter(|problem| problem.severity == Severity::Error).collect()
}

fn page(site: &Site, path: &str) -> Document {
    document(path, &site.answers[path])
}

/// Asserts what readers see in every language after `job`.
fn assert_effect(job: &str, content: &Path) {
    let site = site_of(content, MONDAY).unwrap();
    let tomorrow = site_of(content, "2026-11-24T09:00:00Z").unwrap();
    let languages = if job == "Arabic, two pages" { 4 } else { 3 };
    assert_eq!(site.languages.len(), languages, "{job}");
    for language in &site.languages {
        let at = |name: &str| page(&site, &format!("/{language}/{name}"));
        let status = |site: &Site| page(site, &format!("/{language}/")).words(".card .screen dd b");
        let shown = match job {
            "Friday's hours" => at("hours.ics").text.contains("T120000"),
            "a storm" | "see it tomorrow" => status(&site) != status(&tomorrow),
            "a second phone" => at("contact").text.contains("+254 20 555 0199"),
            "publish a page, and list it in the menu" => {
                let link = format!("nav a[href='/{language}/visa']");
                at("visa").all("h1").len() == 1 && !at("").all(&link).is_empty()
            }
            "a sentence" => {
                let is_stale = at("").all(".state").len() == 1;
                is_stale == (language.as_str() != "en")
            }
            "retire a page" => {
                let moved = (format!("/{language}/visa"), format!("/{language}/contact"));
                // What linked to it are ordinary words now.
                let linked = at("contact").text.contains("ויזה כאן.");
                site.moved.contains(&moved)
                    && !site.answers.contains_key(&moved.0)
                    && linked == (language.as_str() == "he")
            }
            "a notice for a week" => {
                let marked = at("").all(".notice[lang=en][dir=ltr] a").len();
                (marked == 1 || language.as_str() == "en")
                    && at("contact").text.contains("the east wing")
            }
            "a photograph" => at("contact").all("figure.photo img[srcset]").len() == 1,
            "Arabic, two pages" => {
                language.as_str() == "ar" || !at("").all("a[lang=ar][href='/ar/']").is_empty()
            }
            // Each job is looked at.
            _ => false,
        };
        assert!(shown, "{job} in {language}");
    }
}

#[test]
fn ten_jobs_are_done_at_once_in_all_languages_with_a_fourth_one_half_done() {
    let (_parent, root) = nairobi();
    half_done(&root);
    let content = root.join("content");
    for (job, edits) in JOBS {
        let before = everything(&content);
        for (file, edit) in edits {
            edit.make(&content.join(file));
        }
        let after = everything(&content);
        let changed = after.iter().filter(|(file, bytes)| before.get(*file) != Some(bytes)).count();
        assert!(changed <= 3, "{job}: {changed} files");
        let errors = errors(&content);
        assert!(errors.is_empty(), "{job}: {}", errors[0]);
        assert_effect(job, &content);
    }
    checked(&root);
}
