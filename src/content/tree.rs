//! The content's directory as it is read from disk: bounded in every direction, and all of it text.
//!
//! SECURITY: everything here may be hostile or half-written. Only regular files inside the root are
//! opened, in a way that a FIFO or a device cannot block, and nothing is followed out of it.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::Read;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use crate::problem::{Place, Problem, Problems};

/// The largest file, in bytes.
const MAX_FILE: u64 = 1 << 20;
/// The most files.
const MAX_FILES: usize = 50_000;
/// All files together, in bytes.
const MAX_TOTAL: usize = 256 << 20;
/// The deepest directory below the root.
const MAX_DEPTH: usize = 8;
/// `O_NONBLOCK` of Linux on every architecture this is built for: opening a FIFO returns at once.
const O_NONBLOCK: i32 = 0o4000;

/// Every file of a directory, by its path relative to the root, with `/`.
#[derive(Debug, Default)]
pub struct Tree<T> {
    /// The files in the order of their paths.
    pub files: BTreeMap<String, T>,
}

impl Tree<Vec<u8>> {
    /// Reads all of `root`; leftovers of editors and hidden files are passed over.
    pub fn bytes(root: &Path) -> (Self, Problems) {
        let mut walk = Walk::default();
        match root.canonicalize() {
            Ok(resolved) if resolved.is_dir() => walk.directory(&resolved, &resolved, 0),
            Ok(_) => walk.fault(root, root, "this is not a directory"),
            Err(error) => {
                walk.fault(root, root, &format!("the directory cannot be read: {}", error.kind()));
            }
        }
        if walk.files.is_empty() && !walk.problems.has_errors() {
            walk.fault(root, root, "the directory is empty, so there is nothing to serve");
        }
        (Self { files: walk.files }, walk.problems)
    }
}

impl Tree<String> {
    /// Reads all of `root` as text: UTF-8 without control characters and bidirectional overrides.
    pub fn text(root: &Path) -> (Self, Problems) {
        let (bytes, mut problems) = Tree::bytes(root);
        let mut files = BTreeMap::new();
        for (path, bytes) in bytes.files {
            match String::from_utf8(bytes) {
                Ok(text) => {
                    problems.append(forbidden_characters(&path, &text));
                    files.insert(path, text);
                }
                Err(error) => {
                    let valid = error.utf8_error().valid_up_to();
                    let text = String::from_utf8_lossy(error.as_bytes());
                    let place = Place::of(&text, &(valid..valid + 1));
                    let problem = Problem::error(path, "not UTF-8 text").at(place);
                    problems.push(problem.remedy("save the file with the encoding UTF-8"));
                }
            }
        }
        (Self { files }, problems)
    }
}

/// A directory while it is walked.
#[derive(Default)]
struct Walk {
    files: BTreeMap<String, Vec<u8>>,
    total: usize,
    problems: Problems,
}

impl Walk {
    fn directory(&mut self, root: &Path, directory: &Path, depth: usize) {
        if depth > MAX_DEPTH {
            return self.fault(
                root,
                directory,
                &format!("lies deeper than {MAX_DEPTH} directories"),
            );
        }
        let entries = match std::fs::read_dir(directory) {
            Ok(entries) => entries,
            Err(error) => {
                return self.fault(root, directory, &format!("cannot be read: {}", error.kind()));
            }
        };
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths.iter().filter(|path| !is_leftover(path)) {
            if self.files.len() >= MAX_FILES || self.total > MAX_TOTAL {
                return self.fault(root, root, "has more files or bytes than a site may have");
            }
            self.entry(root, path, depth);
        }
    }

    fn entry(&mut self, root: &Path, path: &Path, depth: usize) {
        // A link may lead elsewhere inside the root (a mounted ConfigMap is made of such links).
        match path.canonicalize() {
            Ok(resolved) if !resolved.starts_with(root) => {
                self.fault(root, path, "is a link that leads out of the directory");
            }
            Ok(resolved) if resolved.is_dir() => self.directory(root, path, depth + 1),
            Ok(resolved) => match read(&resolved) {
                Ok(bytes) => {
                    self.total += bytes.len();
                    self.files.insert(relative(root, path), bytes);
                }
                Err(reason) => self.problems.push(Problem::error(relative(root, path), reason)),
            },
            Err(error) => self.fault(root, path, &format!("cannot be read: {}", error.kind())),
        }
    }

    fn fault(&mut self, root: &Path, path: &Path, message: &str) {
        self.problems.push(Problem::error(relative(root, path), message));
    }
}

/// The bytes of a regular file of at most [`MAX_FILE`] bytes.
fn read(path: &Path) -> Result<Vec<u8>, String> {
    let explain = |error: std::io::Error| format!("cannot be read: {}", error.kind());
    let file: File =
        OpenOptions::new().read(true).custom_flags(O_NONBLOCK).open(path).map_err(explain)?;
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

/// Control characters have no meaning in a text, and bidirectional overrides hide one.
fn forbidden_characters(path: &str, text: &str) -> Problems {
    let mut problems = Problems::default();
    for (index, character) in text.char_indices() {
        let control = character.is_control() && !matches!(character, '\n' | '\r' | '\t');
        let override_ = matches!(character, '\u{202a}'..='\u{202e}');
        if control || override_ {
            let place = Place::of(text, &(index..index + character.len_utf8()));
            let message = format!("the character U+{:04X} is not allowed here", character as u32);
            problems.push(Problem::error(path, message).at(place).remedy("delete it"));
        }
    }
    problems
}
