//! What each file of the content's directory is for. A file that nothing reads is left where it is, and its author
//! is told, because what it says is on no page.

use std::collections::{BTreeMap, BTreeSet};

use super::link_preview;
use super::name::{Language, PageName};
use super::originals::{self, ORIGINALS};
use super::suggestion::nearest;
use crate::diagnostics::{Diagnostic, Diagnostics};

/// The file with the facts that no language changes.
pub const FACTS_FILE: &str = "site.toml";
/// The file with every address ever published, one a line.
pub const ADDRESSES_FILE: &str = "addresses.txt";
/// The guide for editors, which a deployment may leave out.
pub(super) const README_FILE: &str = "README.md";
/// The directory of the drawings.
pub(super) const DRAWINGS: &str = "drawings";
/// The directory of the photographs, which are no text.
const PHOTOS: &str = "photos";

/// The endings of pictures that are no drawings.
const PICTURES: [&str; 8] = ["jpg", "jpeg", "png", "webp", "avif", "gif", "heic", "tiff"];

/// What a file is for.
#[derive(Debug, PartialEq, Eq)]
enum Role {
    /// Its text is content.
    Content,
    /// It is for people, or it is read as bytes.
    Other,
    /// Nothing reads it, and this is what to do about it.
    Unread(String),
    /// Nothing reads the directory that it is in.
    UnreadDirectory,
}

/// Those of `files` whose text is content of a site in these `languages`; the others are reported, unless they are
/// for people.
pub(super) fn content<'a>(
    files: &'a BTreeMap<String, Vec<u8>>,
    languages: &[&Language],
    diagnostics: &mut Diagnostics,
) -> Vec<(&'a str, &'a [u8])> {
    let mut directories: BTreeMap<&str, usize> = BTreeMap::new();
    let content = files.iter().filter(|(file, _)| match role(file, languages) {
        Role::Content => true,
        Role::Other => false,
        Role::Unread(help) => {
            diagnostics.push(warning(file.as_str(), "nothing reads this file", help));
            false
        }
        Role::UnreadDirectory => {
            let directory = file.split('/').next().unwrap_or(file);
            *directories.entry(directory).or_default() += 1;
            false
        }
    });
    let content = content.map(|(file, bytes)| (file.as_str(), bytes.as_slice())).collect();
    diagnostics.extend(directories.into_iter().map(|(directory, count)| {
        let files = if count == 1 { "file" } else { "files" };
        let message = format!("nothing reads the {count} {files} in `{directory}/`");
        warning(directory, message, unknown(directory, languages))
    }));
    content
}

fn warning(file: &str, message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
    Diagnostic::warning(file, message).help(help).group("files are read by nothing")
}

fn role(file: &str, languages: &[&Language]) -> Role {
    let Some((directory, name)) = file.split_once('/') else {
        return match file {
            FACTS_FILE | ADDRESSES_FILE => Role::Content,
            README_FILE => Role::Other,
            _ => Role::Unread(format!(
                "words belong in `<language>/<page>.toml`, facts in `{FACTS_FILE}`; delete it, or keep it elsewhere"
            )),
        };
    };
    match directory {
        PHOTOS => Role::Other,
        DRAWINGS => in_drawings(name),
        ORIGINALS if originals::is_name(name) => Role::Content,
        ORIGINALS => {
            Role::Unread("delete it: `translations accept` writes the files here".to_owned())
        }
        tag if languages.iter().any(|language| language.as_str() == tag) => in_language(name),
        _ => Role::UnreadDirectory,
    }
}

fn in_drawings(name: &str) -> Role {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    if ending == "svg" {
        return Role::Content;
    }
    Role::Unread(if PICTURES.iter().any(|picture| picture.eq_ignore_ascii_case(ending)) {
        "drawings are SVG; photographs belong in `photos/`".to_owned()
    } else {
        "drawings are files `<name>.svg`; delete it, or keep it elsewhere".to_owned()
    })
}

fn in_language(name: &str) -> Role {
    if name == link_preview::NAME {
        return Role::Other;
    }
    let page = name.strip_suffix(".toml");
    if page.is_some_and(|page| PageName::new(page).is_some()) {
        return Role::Content;
    }
    let meant = page.map(|page| page.to_lowercase().replace([' ', '_'], "-"));
    Role::Unread(match meant.filter(|meant| PageName::new(meant).is_some()) {
        Some(meant) => format!("if it is a page, name it `{meant}.toml`, in small letters, digits and hyphens"),
        None => "pages are files `<page>.toml`, in small letters, digits and hyphens; delete it, or keep it \
                 elsewhere"
            .to_owned(),
    })
}

/// What to do about a `directory` that is none of a language.
fn unknown(directory: &str, languages: &[&Language]) -> String {
    let known: BTreeSet<&str> = languages.iter().map(|language| language.as_str()).collect();
    let folded = known.iter().find(|known| known.eq_ignore_ascii_case(directory)).copied();
    if let Some(meant) = folded.or_else(|| nearest(directory, known.iter().copied())) {
        return format!(
            "did you mean `{meant}`? or add `{directory}` to {FACTS_FILE} as `[[language]]`"
        );
    }
    match Language::new(directory) {
        Some(_) => {
            format!("add `{directory}` to {FACTS_FILE} as `[[language]]`, or keep it elsewhere")
        }
        None => "delete it, or keep it elsewhere".to_owned(),
    }
}
