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
    match str::from_utf8(bytes) {
        Ok(text) => {
            forbidden_characters(file, text, diagnostics);
            Some(text)
        }
        Err(error) => {
            let valid = error.valid_up_to();
            let place = Place::of(&String::from_utf8_lossy(bytes), &(valid..valid + 1));
            let diagnostic = Diagnostic::error(file, "not UTF-8 text").at(&place);
            diagnostics.push(diagnostic.help("save the file with the encoding UTF-8"));
            None
        }
    }
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

/// What editors and mounts leave beside the files: `*~`, `.swp`, `#…#`, everything hidden.
fn is_leftover(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.')
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || path.extension().is_some_and(|extension| extension == "swp" || extension == "tmp")
}

fn unreadable(error: &Error) -> String {
    format!("cannot be read: {}", error.kind())
}

/// Whether no text of the content may have this character.
pub fn is_forbidden(character: char) -> bool {
    let control = character.is_control() && !matches!(character, '\n' | '\r' | '\t');
    control || matches!(character, '\u{202a}'..='\u{202e}')
}

/// Control characters have no meaning in a text, and bidirectional overrides hide one. The places where a
/// word may be broken are written as escapes: nobody sees them otherwise.
fn forbidden_characters(file: &str, text: &str, diagnostics: &mut Diagnostics) {
    let hidden = |character| is_forbidden(character) || BREAKS.contains(&character);
    let mut found = text.char_indices().filter(|(_, character)| hidden(*character));
    for (index, character) in found.by_ref().take(MOST_SHOWN) {
        let place = Place::of(text, &(index..index + character.len_utf8()));
        let message = format!("the character U+{:04X} is not allowed here", character as u32);
        let help = if BREAKS.contains(&character) {
            format!("in words, write `\\u{:04X}`, which can be seen", character as u32)
        } else {
            "delete it".to_owned()
        };
        diagnostics.push(Diagnostic::error(file, message).at(&place).help(help));
    }
    let more = found.count();
    if more > 0 {
        let message = format!("{more} more characters are not allowed here");
        let help = "save the file as plain text, encoded as UTF-8";
        diagnostics.push(Diagnostic::error(file, message).help(help));
    }
}
