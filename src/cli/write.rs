//! Several files are changed together or not at all: each new text is first written to a temporary file
//! in the same directory, then all of them are renamed into place. A failure on the way is rolled back.

use std::fs::{self, File, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

/// A change of one file.
#[derive(Debug)]
pub(super) struct FileChange {
    /// The path below the root, with `/`.
    pub(super) file: String,
    /// The text before; `None` if the file does not exist.
    pub(super) old: Option<String>,
    /// The text after; `None` if the file is to be deleted.
    pub(super) new: Option<String>,
}

/// Makes all of `changes` below `root`, or none. The error is one line. If any file is not what its
/// change says it was, nothing is changed.
pub(super) fn apply(root: &Path, changes: &[FileChange]) -> Result<(), String> {
    let mut transaction = Transaction::default();
    let result = transaction.stage(root, changes).and_then(|()| transaction.commit());
    if result.is_err() {
        transaction.roll_back();
    }
    result
}

/// Changes that are staged, and perhaps some of them made.
#[derive(Default)]
struct Transaction<'a> {
    steps: Vec<Step<'a>>,
    new_directories: Vec<PathBuf>,
}

struct Step<'a> {
    change: &'a FileChange,
    target: PathBuf,
    /// The new text until it is in place; deleted when it is dropped.
    staged: Option<NamedTempFile>,
    is_done: bool,
}

impl<'a> Transaction<'a> {
    fn stage(&mut self, root: &Path, changes: &'a [FileChange]) -> Result<(), String> {
        for change in changes {
            let path = root.join(&change.file);
            let explain = |error: io::Error| format!("{}: {error}", path.display());
            let target = self.target(&path, change).map_err(explain)?;
            let staged = change.new.as_ref().map(|new| write_beside(&target, new));
            let staged = staged.transpose().map_err(explain)?;
            self.steps.push(Step { change, target, staged, is_done: false });
        }
        Ok(())
    }

    /// The file that `path` is or links to, if it still has the text that `change` expects.
    fn target(&mut self, path: &Path, change: &FileChange) -> io::Result<PathBuf> {
        let Some(old) = &change.old else {
            self.make_directory(path.parent().unwrap_or(path))?;
            return match path.symlink_metadata() {
                Ok(_) => Err(io::Error::other("is already there")),
                Err(_) => Ok(path.to_owned()),
            };
        };
        let target = path.canonicalize()?;
        if fs::read(&target)? != old.as_bytes() {
            return Err(io::Error::other("somebody has changed it meanwhile; try again"));
        }
        Ok(target)
    }

    fn make_directory(&mut self, directory: &Path) -> io::Result<()> {
        if !directory.is_dir() {
            fs::create_dir(directory)?;
            self.new_directories.push(directory.to_owned());
        }
        Ok(())
    }

    fn commit(&mut self) -> Result<(), String> {
        for step in &mut self.steps {
            let made = match step.staged.take() {
                Some(staged) => staged.persist(&step.target).map(drop).map_err(|error| error.error),
                None => fs::remove_file(&step.target),
            };
            made.map_err(|error| format!("{}: {error}", step.target.display()))?;
            step.is_done = true;
        }
        for directory in self.steps.iter().filter_map(|step| step.target.parent()) {
            // Makes the renames durable. Not every file system can; the files are whole all the same.
            File::open(directory).and_then(|directory| directory.sync_all()).ok();
        }
        Ok(())
    }

    /// Restores the old texts. Errors are ignored: the first one, which led here, is reported.
    fn roll_back(&mut self) {
        for step in self.steps.drain(..).rev().filter(|step| step.is_done) {
            match &step.change.old {
                None => fs::remove_file(&step.target),
                Some(old) => write_beside(&step.target, old)
                    .and_then(|file| Ok(file.persist(&step.target).map(drop)?)),
            }
            .ok();
        }
        for directory in self.new_directories.iter().rev() {
            fs::remove_dir(directory).ok();
        }
    }
}

/// Writes `text` to a temporary file beside `target`, with the owner and the permissions of `target`.
fn write_beside(target: &Path, text: &str) -> io::Result<NamedTempFile> {
    let mut file = temporary(0o666).tempfile_in(target.parent().unwrap_or(target))?;
    if let Ok(metadata) = target.metadata() {
        // Only root can change the owner; everybody else owns the file already.
        chown(file.path(), Some(metadata.uid()), Some(metadata.gid())).ok();
        file.as_file().set_permissions(metadata.permissions())?;
    }
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Temporary files or directories with `mode`, as far as the umask allows. Their names begin with a dot:
/// a server that reads the directory ignores them.
pub(super) fn temporary(mode: u32) -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(".patient-center-").permissions(Permissions::from_mode(mode));
    builder
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn change(file: &str, old: Option<&str>, new: Option<&str>) -> FileChange {
        let own = |text: Option<&str>| text.map(str::to_owned);
        FileChange { file: file.to_owned(), old: own(old), new: own(new) }
    }

    fn holds(root: &Path) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for entry in fs::read_dir(root).unwrap().map(Result::unwrap) {
            let name = entry.file_name().into_string().unwrap();
            found.push((name, fs::read_to_string(entry.path()).unwrap_or_default()));
        }
        found.sort();
        found
    }

    fn before() -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("a"), "a").unwrap();
        fs::write(root.path().join("b"), "b").unwrap();
        root
    }

    #[test]
    fn files_are_created_changed_and_deleted_with_their_permissions_and_through_links() {
        let root = before();
        let path = |name: &str| root.path().join(name);
        fs::set_permissions(path("a"), fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink("a", path("link")).unwrap();
        let changes = [
            change("link", Some("a"), Some("A")),
            change("new/c", None, Some("c")),
            change("b", Some("b"), None),
        ];
        apply(root.path(), &changes).unwrap();
        let mode = |name: &str| path(name).metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode("a"), 0o640);
        fs::write(path("new/ordinary"), "").unwrap();
        assert_eq!(mode("new/c"), mode("new/ordinary"), "a new file is readable for others");
        fs::remove_file(path("new/ordinary")).unwrap();
        assert!(path("link").is_symlink());
        assert_eq!(fs::read_to_string(path("new/c")).unwrap(), "c");
        assert_eq!(holds(&path("new")).len(), 1);
        let names: Vec<String> = holds(root.path()).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["a", "link", "new"]);
        assert_eq!(fs::read_to_string(path("a")).unwrap(), "A");
    }

    #[test]
    fn what_cannot_be_prepared_leaves_nothing_behind() {
        let root = before();
        let was = holds(root.path());
        for last in [
            change("b", Some("another b"), Some("B")),
            change("b", None, Some("B")),
            change("gone", Some("gone"), None),
            change("a/below", None, Some("a is no directory")),
        ] {
            let first = change("a", Some("a"), Some("A"));
            let changes = [first, change("new/c", None, Some("c")), last];
            assert!(apply(root.path(), &changes).is_err());
            assert_eq!(holds(root.path()), was);
        }
    }

    #[test]
    fn a_failure_half_way_is_rolled_back() {
        let root = before();
        let was = holds(root.path());
        let changes = [
            change("a", Some("a"), Some("A")),
            change("new/c", None, Some("c")),
            change("b", Some("b"), Some("B")),
        ];
        let mut transaction = Transaction::default();
        transaction.stage(root.path(), &changes).unwrap();
        fs::remove_file(transaction.steps.last().unwrap().staged.as_ref().unwrap().path()).unwrap();
        assert!(transaction.commit().is_err());
        transaction.roll_back();
        assert_eq!(holds(root.path()), was);
    }
}
