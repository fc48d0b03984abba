//! The content's directory as it is read from disk: bounded in every direction, and all of it text but for
//! photographs.
//!
//! SECURITY: everything here may be hostile or half-written. Only regular files inside the root are
//! opened, in a way that a FIFO or a device cannot block, and nothing is followed out of it.

use std::collections::BTreeMap;
use std::fs::{DirEntry, OpenOptions};
use std::io::{Error, Read};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

use super::lint::BREAKS;
use crate::diagnostics::{Diagnostic, Diagnostics, Place};

/// The largest file, in bytes.
const MAX_FILE: u64 = 1 << 20;
/// The largest photograph, in bytes.
const MAX_PHOTO: u64 = 20_000_000;
/// The directory of the photographs.
pub(super) const PHOTOS: &str = "photos/";
/// The most files.
const MAX_FILES: usize = 50_000;
/// All files together, in bytes.
const MAX_TOTAL: usize = 256 << 20;
/// The deepest directory below the root.
const MAX_DEPTH: usize = 8;
/// The most forbidden characters of one file that are reported each in its place: a file with more is not
/// text, and finding a place means counting lines from the beginning.
const MOST_SHOWN: usize = 10;

/// The path of the root, relative to itself.
const WHOLE: &str = "";

/// Every file of a directory, by its path relative to the root, with `/`.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Metadata of a file: if it differs, the file was changed or replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    device: u64,
    inode: u64,
    size: u64,
    /// Seconds and nanoseconds of the last change of the bytes.
    modified: (i64, i64),
    /// Seconds and nanoseconds of the last change of the bytes or of what is known about them.
    changed: (i64, i64),
}

/// The stamps of the files of `root`; a file that cannot be looked at is left out.
pub fn stamps(root: &Path) -> BTreeMap<String, Stamp> {
    walk(root, stamp, |_| 0).0
}

/// Reads all of `root`; leftovers of editors and hidden files are passed over.
pub fn read(root: &Path) -> (Files, Diagnostics) {
    walk(root, read_file, Vec::len)
}

/// Whether `file`, a path below the root, is a photograph, and no text.
pub(super) fn is_photo(file: &str) -> bool {
    file.starts_with(PHOTOS)
}

/// `bytes` as the text of `file`: UTF-8 without control characters and others that nobody sees.
pub(super) fn text<'a>(
    file: &str,
    bytes: &'a [u8],
    diagnostics: &mut Diagnostics,
) -> Option<&'a str> {
    if is_utf16(bytes) {
        diagnostics
            .push(Diagnostic::error(file, "this file is in UTF-16, not in UTF-8").help(SAVE));
        return None;
    }
    match str::from_utf8(bytes) {
        Ok(text) => {
            forbidden_characters(file, text, diagnostics);
            Some(text)
        }
        Err(error) => {
            let valid = error.valid_up_to();
            let place = Place::of(&String::from_utf8_lossy(bytes), &(valid..valid + 1));
            let diagnostic = Diagnostic::error(file, "not UTF-8 text").at(&place);
            diagnostics.push(diagnostic.help(SAVE));
            None
        }
    }
}

/// What to do about a file in another encoding.
const SAVE: &str = "save the file as UTF-8: most editors have it under “Save as”, as “Encoding”";

/// Whether `bytes` are UTF-16: they begin with its mark, or, as Latin letters do there, every other one is zero.
fn is_utf16(bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(1000)).unwrap_or_default();
    let zeros = start.split(|byte| *byte == 0).count() - 1;
    bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || zeros * 4 > start.len()
}

/// Walks the directory `root`: what `take` makes of each file, given its full name and the bytes that it may
/// have, which takes up `weigh` bytes.
fn walk<T>(
    root: &Path,
    take: fn(&Path, u64) -> Result<T, String>,
    weigh: fn(&T) -> usize,
) -> (BTreeMap<String, T>, Diagnostics) {
    let (files, problems) = (BTreeMap::new(), Diagnostics::default());
    let mut walk = Walk { root: PathBuf::new(), take, weigh, files, total: 0, problems };
    match root.canonicalize() {
        Ok(resolved) if resolved.is_dir() => {
            walk.root.clone_from(&resolved);
            walk.directory(Path::new(WHOLE), &resolved);
        }
        Ok(_) => walk.fault(WHOLE, "this is not a directory"),
        Err(error) => {
            walk.fault(WHOLE, format!("the directory cannot be read: {}", error.kind()));
        }
    }
    if walk.files.is_empty() && !walk.problems.has_errors() {
        walk.fault(WHOLE, "the directory is empty, so there is nothing to serve");
    }
    (walk.files, walk.problems)
}

/// A directory while it is walked. Paths are relative to its root, unless they are `resolved`.
struct Walk<T> {
    /// The root as it really is.
    root: PathBuf,
    take: fn(&Path, u64) -> Result<T, String>,
    weigh: fn(&T) -> usize,
    files: BTreeMap<String, T>,
    /// The bytes of all files so far.
    total: usize,
    problems: Diagnostics,
}

impl<T> Walk<T> {
    /// Walks the directory at `path`, which really is `resolved`.
    fn directory(&mut self, path: &Path, resolved: &Path) {
        if path.components().count() > MAX_DEPTH {
            return self.fault(path, format!("lies deeper than {MAX_DEPTH} directories"));
        }
        let entries = match resolved.read_dir() {
            Ok(entries) => entries,
            Err(error) => return self.fault(path, unreadable(&error)),
        };
        let mut entries: Vec<DirEntry> = entries.flatten().collect();
        entries.sort_by_key(DirEntry::file_name);
        for entry in entries {
            let path = path.join(entry.file_name());
            if is_leftover(&path) {
                continue;
            }
            if self.files.len() >= MAX_FILES || self.total > MAX_TOTAL {
                return self.fault(WHOLE, "has more files or bytes than a site may have");
            }
            // To resolve what is no link would cost more than all the rest of a look at the files.
            match entry.file_type() {
                Ok(kind) if kind.is_file() => self.file(&path, &entry.path()),
                _ => self.link_or_directory(&path, &entry.path()),
            }
        }
    }

    /// Walks what is at `path`, and by its full name at `full`.
    fn link_or_directory(&mut self, path: &Path, full: &Path) {
        // A link may lead elsewhere inside the root (a mounted ConfigMap is made of such links).
        match full.canonicalize() {
            Ok(resolved) if !resolved.starts_with(&self.root) => {
                self.fault(path, "is a link that leads out of the directory");
            }
            Ok(resolved) if resolved.is_dir() => self.directory(path, &resolved),
            Ok(resolved) => self.file(path, &resolved),
            Err(error) => self.fault(path, unreadable(&error)),
        }
    }

    /// Takes the file at `path`, which really is `resolved`.
    fn file(&mut self, path: &Path, resolved: &Path) {
        let name = path.display().to_string();
        match (self.take)(resolved, if is_photo(&name) { MAX_PHOTO } else { MAX_FILE }) {
            Ok(taken) => {
                self.total += (self.weigh)(&taken);
                self.files.insert(name, taken);
            }
            Err(reason) => self.fault(path, reason),
        }
    }

    fn fault(&mut self, path: impl AsRef<Path>, message: impl Into<String>) {
        let file = path.as_ref().display().to_string();
        self.problems.push(Diagnostic::error(file, message));
    }
}

fn stamp(path: &Path, _: u64) -> Result<Stamp, String> {
    let metadata = path.metadata().map_err(|error| error.to_string())?;
    Ok(Stamp {
        device: metadata.dev(),
        inode: metadata.ino(),
        size: metadata.size(),
        modified: (metadata.mtime(), metadata.mtime_nsec()),
        changed: (metadata.ctime(), metadata.ctime_nsec()),
    })
}

/// The bytes of a regular file of at most `limit` bytes.
fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>, String> {
    let explain = |error: Error| unreadable(&error);
    // Opening a FIFO returns at once.
    let at_once = OFlags::NONBLOCK.bits().cast_signed();
    let file = OpenOptions::new().read(true).custom_flags(at_once).open(path).map_err(explain)?;
    if !file.metadata().map_err(explain)?.is_file() {
        return Err("is not a regular file".to_owned());
    }
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes).map_err(explain)?;
    if bytes.len() as u64 > limit {
        return Err(format!("is larger than {limit} bytes"));
    }
    Ok(bytes)
}

/// What editors, mounts, systems and copying leave beside the files: `*~`, `.swp`, `#…#`, everything hidden,
/// `Thumbs.db`, `~$*`, `* copy.*`, `* (1).*`.
fn is_leftover(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || ["thumbs.db", "ehthumbs.db", "desktop.ini"].contains(&&*name)
        || ["swp", "tmp", "bak", "orig"].contains(&ending)
        || is_copy(stem)
}

/// Whether a system has named the file when it was copied: `home copy`, `home copy 2`, `home - Copy (2)`, `home (1)`.
fn is_copy(stem: &str) -> bool {
    let number = |c: char| c.is_ascii_digit() || c == '(' || c == ')';
    let (first, last) = stem.rsplit_once(' ').unwrap_or(("", stem));
    let is_number = last.chars().all(number) && !last.is_empty();
    let copied = |stem: &str| stem.ends_with(" copy");
    copied(stem) || is_number && (copied(first) || last.starts_with('(') && last.ends_with(')'))
}

fn unreadable(error: &Error) -> String {
    format!("cannot be read: {}", error.kind())
}

/// Whether no text of the content may have this character: it does something else than to be seen, or it stands
/// for a letter that was lost.
pub fn is_forbidden(character: char) -> bool {
    let control = character.is_control() && !matches!(character, '\n' | '\r' | '\t');
    control
        || matches!(
            character,
            '\u{180e}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}'
                // Private use: what a word processor has pasted.
                | '\u{e000}'..='\u{f8ff}' | '\u{feff}' | '\u{fff9}'..='\u{ffff}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// Control characters have no meaning in a text, and invisible ones hide in it. The places where a word may be
/// broken are written as escapes: nobody sees them otherwise.
fn forbidden_characters(file: &str, text: &str, diagnostics: &mut Diagnostics) {
    let hidden = |character| is_forbidden(character) || BREAKS.contains(&character);
    // At the beginning, it says that the file is UTF-8.
    let start = if text.starts_with(MARK) { MARK.len_utf8() } else { 0 };
    let mut found = text.char_indices().filter(|(at, c)| *at >= start && hidden(*c));
    for (index, character) in found.by_ref().take(MOST_SHOWN) {
        let place = Place::of(text, &(index..index + character.len_utf8()));
        let message = format!("the character U+{:04X} is not allowed here", character as u32);
        let diagnostic = Diagnostic::error(file, message).at(&place);
        diagnostics.push(diagnostic.help(remedy(text, index, character)));
    }
    let more = found.count();
    if more > 0 {
        let message = format!("{more} more characters are not allowed here");
        let help = "save the file as plain text, encoded as UTF-8";
        diagnostics.push(Diagnostic::error(file, message).help(help));
    }
}

/// U+FEFF, the mark at the beginning of a file.
const MARK: char = '\u{feff}';

/// What to do about the forbidden `character` at `index` of `text`.
fn remedy(text: &str, index: usize, character: char) -> String {
    if BREAKS.contains(&character) {
        return format!("in words, write `\\u{:04X}`, which can be seen", character as u32);
    }
    if character == char::REPLACEMENT_CHARACTER {
        return "a letter was lost here: type it again, and save the file as UTF-8".to_owned();
    }
    let before = text.get(..index).and_then(|before| before.chars().next_back());
    let after = text.get(index..).and_then(|after| after.chars().nth(1));
    match (before, after) {
        (Some(before), Some(after)) if before.is_alphanumeric() && after.is_alphanumeric() => {
            format!(
                "delete it: nobody sees it between `{before}` and `{after}`; or type both again"
            )
        }
        _ => "delete it".to_owned(),
    }
}
