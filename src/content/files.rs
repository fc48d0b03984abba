//! The content's directory as it is read from disk: bounded in every direction, and all of it text.
//!
//! SECURITY: everything here may be hostile or half-written. Only regular files inside the root are
//! opened, in a way that a FIFO or a device cannot block, and nothing is followed out of it.

use std::collections::BTreeMap;
use std::fs::{DirEntry, OpenOptions};
use std::io::Read;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::OFlags;

use crate::diagnostics::{Diagnostic, Diagnostics, Place};

/// The largest file, in bytes.
const MAX_FILE: u64 = 1 << 20;
/// The most files.
const MAX_FILES: usize = 50_000;
/// All files together, in bytes.
const MAX_TOTAL: usize = 256 << 20;
/// The deepest directory below the root.
const MAX_DEPTH: usize = 8;
/// The most forbidden characters of one file that are reported each in its place: a file with more is not
/// text, and finding a place means counting lines from the beginning.
const MOST_SHOWN: usize = 10;

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
    Walk::new(stamp, |_| 0).whole(root).0
}

/// Reads all of `root`; leftovers of editors and hidden files are passed over.
pub fn read(root: &Path) -> (Files, Diagnostics) {
    Walk::new(read_file, Vec::len).whole(root)
}

/// `bytes` as the text of `file`: UTF-8 without control characters and bidirectional overrides.
pub(super) fn text<'a>(
    file: &str,
    bytes: &'a [u8],
    diagnostics: &mut Diagnostics,
) -> Option<&'a str> {
    match str::from_utf8(bytes) {
        Ok(text) => {
            diagnostics.append(forbidden_characters(file, text));
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

/// A directory while it is walked.
struct Walk<T> {
    files: BTreeMap<String, T>,
    total: usize,
    problems: Diagnostics,
    /// What is wanted of a file.
    take: fn(&Path) -> Result<T, String>,
    /// How many bytes that takes up.
    weigh: fn(&T) -> usize,
}

impl<T> Walk<T> {
    fn new(take: fn(&Path) -> Result<T, String>, weigh: fn(&T) -> usize) -> Self {
        let (files, problems) = (BTreeMap::new(), Diagnostics::default());
        Self { files, total: 0, problems, take, weigh }
    }

    fn whole(mut self, root: &Path) -> (BTreeMap<String, T>, Diagnostics) {
        let walk = &mut self;
        match root.canonicalize() {
            Ok(root) if root.is_dir() => walk.directory(&root, &root, &root, 0),
            Ok(_) => walk.fault(root, root, "this is not a directory"),
            Err(error) => {
                walk.fault(root, root, &format!("the directory cannot be read: {}", error.kind()));
            }
        }
        if walk.files.is_empty() && !walk.problems.has_errors() {
            walk.fault(root, root, "the directory is empty, so there is nothing to serve");
        }
        (self.files, self.problems)
    }

    /// Walks `directory`, which really is `resolved`.
    fn directory(&mut self, root: &Path, directory: &Path, resolved: &Path, depth: usize) {
        if depth > MAX_DEPTH {
            return self.fault(
                root,
                directory,
                &format!("lies deeper than {MAX_DEPTH} directories"),
            );
        }
        let entries = match std::fs::read_dir(resolved) {
            Ok(entries) => entries,
            Err(error) => {
                return self.fault(root, directory, &format!("cannot be read: {}", error.kind()));
            }
        };
        let mut entries: Vec<DirEntry> = entries.flatten().collect();
        entries.sort_by_key(DirEntry::file_name);
        for entry in entries {
            let path = directory.join(entry.file_name());
            if is_leftover(&path) {
                continue;
            }
            if self.files.len() >= MAX_FILES || self.total > MAX_TOTAL {
                return self.fault(root, root, "has more files or bytes than a site may have");
            }
            // To resolve what is no link would cost more than all the rest of a look at the files.
            match entry.file_type() {
                Ok(kind) if kind.is_file() => self.file(root, &path, &entry.path()),
                _ => self.entry(root, &path, depth),
            }
        }
    }

    fn entry(&mut self, root: &Path, path: &Path, depth: usize) {
        // A link may lead elsewhere inside the root (a mounted ConfigMap is made of such links).
        match path.canonicalize() {
            Ok(resolved) if !resolved.starts_with(root) => {
                self.fault(root, path, "is a link that leads out of the directory");
            }
            Ok(resolved) if resolved.is_dir() => self.directory(root, path, &resolved, depth + 1),
            Ok(resolved) => self.file(root, path, &resolved),
            Err(error) => self.fault(root, path, &format!("cannot be read: {}", error.kind())),
        }
    }

    /// Takes the file at `path`, which really is `resolved`.
    fn file(&mut self, root: &Path, path: &Path, resolved: &Path) {
        match (self.take)(resolved) {
            Ok(taken) => {
                self.total += (self.weigh)(&taken);
                self.files.insert(relative(root, path), taken);
            }
            Err(reason) => self.problems.push(Diagnostic::error(relative(root, path), reason)),
        }
    }

    fn fault(&mut self, root: &Path, path: &Path, message: &str) {
        self.problems.push(Diagnostic::error(relative(root, path), message));
    }
}

fn stamp(path: &Path) -> Result<Stamp, String> {
    let metadata = path.metadata().map_err(|error| error.to_string())?;
    Ok(Stamp {
        device: metadata.dev(),
        inode: metadata.ino(),
        size: metadata.size(),
        modified: (metadata.mtime(), metadata.mtime_nsec()),
        changed: (metadata.ctime(), metadata.ctime_nsec()),
    })
}

/// The bytes of a regular file of at most [`MAX_FILE`] bytes.
fn read_file(path: &Path) -> Result<Vec<u8>, String> {
    let explain = |error: std::io::Error| format!("cannot be read: {}", error.kind());
    // Opening a FIFO returns at once.
    let at_once = OFlags::NONBLOCK.bits().cast_signed();
    let file = OpenOptions::new().read(true).custom_flags(at_once).open(path).map_err(explain)?;
    if !file.metadata().map_err(explain)?.is_file() {
        return Err("is not a regular file".to_owned());
    }
    let mut bytes = Vec::new();
    file.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(explain)?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(format!("is larger than {MAX_FILE} bytes"));
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

/// `path` below `root`, with `/`.
fn relative(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string()
}

/// Whether no text of the content may have this character.
pub fn is_forbidden(character: char) -> bool {
    let control = character.is_control() && !matches!(character, '\n' | '\r' | '\t');
    control || matches!(character, '\u{202a}'..='\u{202e}')
}

/// Control characters have no meaning in a text, and bidirectional overrides hide one.
fn forbidden_characters(path: &str, text: &str) -> Diagnostics {
    let mut problems = Diagnostics::default();
    let mut found = text.char_indices().filter(|(_, character)| is_forbidden(*character));
    for (index, character) in found.by_ref().take(MOST_SHOWN) {
        let place = Place::of(text, &(index..index + character.len_utf8()));
        let message = format!("the character U+{:04X} is not allowed here", character as u32);
        problems.push(Diagnostic::error(path, message).at(&place).help("delete it"));
    }
    let more = found.count();
    if more > 0 {
        let message = format!("{more} more characters are not allowed here");
        problems.push(
            Diagnostic::error(path, message).help("save the file as plain text, encoded as UTF-8"),
        );
    }
    problems
}
