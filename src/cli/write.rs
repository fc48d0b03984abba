//! Files are written all together or not at all: each first as a temporary file beside its place,
//! then every one is moved there; what fails on the way is undone.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, chown};
use std::path::{Path, PathBuf};

/// What becomes of one file.
#[derive(Debug)]
pub(super) struct Change {
    /// Its path below the root, with `/`.
    pub(super) file: String,
    /// What it holds; `None` if it is not there.
    pub(super) old: Option<String>,
    /// What it will hold; `None` if it will not be there.
    pub(super) new: Option<String>,
}

/// Makes all of `changes` below `root`, or none; the error is one line. A file that is no longer what
/// the change says it was, is left alone, and so is everything else.
pub(super) fn apply(root: &Path, changes: &[Change]) -> Result<(), String> {
    let mut draft = Draft::default();
    let done = draft.stage(root, changes).and_then(|()| draft.commit());
    if done.is_err() {
        draft.undo();
    }
    done
}

/// Changes that are prepared, and some of them perhaps made.
#[derive(Default)]
struct Draft<'a> {
    steps: Vec<Step<'a>>,
    new_directories: Vec<PathBuf>,
}

struct Step<'a> {
    target: PathBuf,
    temporary: PathBuf,
    change: &'a Change,
    done: bool,
}

impl<'a> Draft<'a> {
    fn stage(&mut self, root: &Path, changes: &'a [Change]) -> Result<(), String> {
        for change in changes {
            let path = root.join(&change.file);
            let explain = |error: io::Error| format!("{}: {error}", path.display());
            let target = self.target(&path, change).map_err(explain)?;
            let temporary = beside(&target, "tmp");
            self.steps.push(Step { target, temporary, change, done: false });
            if let (Some(step), Some(new)) = (self.steps.last(), &change.new) {
                write(step, new).map_err(explain)?;
            }
        }
        Ok(())
    }

    /// Where `path` really lies (it may be a link), once it is sure that nobody else changed it.
    fn target(&mut self, path: &Path, change: &Change) -> io::Result<PathBuf> {
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
            let made = match step.change.new {
                Some(_) => fs::rename(&step.temporary, &step.target),
                None => fs::remove_file(&step.target),
            };
            made.map_err(|error| format!("{}: {error}", step.target.display()))?;
            step.done = true;
        }
        for directory in self.steps.iter().filter_map(|step| step.target.parent()) {
            // Durable at once where the file system can do that; the files themselves are whole.
            File::open(directory).and_then(|directory| directory.sync_all()).ok();
        }
        Ok(())
    }

    /// Brings back what was. Nothing more can be done about what fails here; the first failure is
    /// the one that is told.
    fn undo(&mut self) {
        for step in self.steps.iter().rev() {
            match &step.change.old {
                _ if !step.done => fs::remove_file(&step.temporary),
                None => fs::remove_file(&step.target),
                Some(old) => {
                    write(step, old).and_then(|()| fs::rename(&step.temporary, &step.target))
                }
            }
            .ok();
        }
        for directory in self.new_directories.iter().rev() {
            fs::remove_dir(directory).ok();
        }
    }
}

/// Where something lies until it takes the place of `target`: hidden, so that a server that reads the
/// directory passes it over.
pub(super) fn beside(target: &Path, ending: &str) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.{}.{ending}", std::process::id()))
}

/// Writes the temporary file, which belongs to whom the target does.
fn write(step: &Step<'_>, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(&step.temporary)?;
    if let Ok(metadata) = step.target.metadata() {
        // Only root can give files away; for everybody else the file is already theirs.
        chown(&step.temporary, Some(metadata.uid()), Some(metadata.gid())).ok();
        file.set_permissions(metadata.permissions())?;
    }
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn change(file: &str, old: Option<&str>, new: Option<&str>) -> Change {
        let own = |text: Option<&str>| text.map(str::to_owned);
        Change { file: file.to_owned(), old: own(old), new: own(new) }
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
    fn files_are_made_changed_and_removed_with_their_permissions_and_through_links() {
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
        assert_eq!(path("a").metadata().unwrap().permissions().mode() & 0o777, 0o640);
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
    fn what_fails_half_way_is_undone() {
        let root = before();
        let was = holds(root.path());
        let changes = [
            change("a", Some("a"), Some("A")),
            change("new/c", None, Some("c")),
            change("b", Some("b"), Some("B")),
        ];
        let mut draft = Draft::default();
        draft.stage(root.path(), &changes).unwrap();
        fs::remove_file(&draft.steps.last().unwrap().temporary).unwrap();
        assert!(draft.commit().is_err());
        draft.undo();
        assert_eq!(holds(root.path()), was);
    }
}
