//! A directory is written whole or not at all: first under a temporary name beside its destination, then
//! it is renamed.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::write::temporary;

/// The destination of a directory that is written whole or not at all.
#[derive(Debug)]
pub(super) struct AtomicDirectory {
    path: PathBuf,
    exists: bool,
    /// Whether there is nothing that would be lost.
    pub(super) is_empty: bool,
}

impl AtomicDirectory {
    /// The destination `path`: a directory, a link to one, or nothing yet. The error is one line.
    pub(super) fn at(path: &Path) -> Result<Self, String> {
        let explain = |error: io::Error| format!("{}: {error}", path.display());
        if path.symlink_metadata().is_ok() {
            let path = path.canonicalize().map_err(explain)?;
            let is_empty = fs::read_dir(&path).map_err(explain)?.next().is_none();
            return Ok(Self { path, exists: true, is_empty });
        }
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        let parent = parent.unwrap_or(Path::new("."));
        let name = path.file_name().ok_or_else(|| format!("{}: not a name", path.display()))?;
        let parent = parent.canonicalize();
        let parent = parent.map_err(|error| format!("{}: its parent: {error}", path.display()))?;
        Ok(Self { path: parent.join(name), exists: false, is_empty: true })
    }

    /// The text of the existing file `name`, if there is one.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.path.join(name)).ok()
    }

    /// The paths of all existing files below the directory, with `/`; a link counts as a file.
    pub(super) fn files(&self) -> Result<Vec<String>, String> {
        let mut found = Vec::new();
        let walked = walk(&self.path, "", &mut found);
        walked.map_err(|error| format!("{}: {error}", self.path.display()))?;
        Ok(found)
    }
}

fn walk(directory: &Path, prefix: &str, found: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), &format!("{name}/"), found)?;
        } else {
            found.push(name);
        }
    }
    Ok(())
}

/// A directory that is being written; it is deleted unless it is published.
#[derive(Debug)]
pub(super) struct StagedDirectory<'a> {
    destination: &'a AtomicDirectory,
    temporary: TempDir,
}

impl<'a> StagedDirectory<'a> {
    /// An empty directory, to be published at `destination`.
    pub(super) fn create(destination: &'a AtomicDirectory) -> Result<Self, String> {
        let temporary = beside(&destination.path);
        let temporary =
            temporary.map_err(|error| format!("{}: {error}", destination.path.display()))?;
        Ok(Self { destination, temporary })
    }

    /// Writes the file `name`, which must not exist yet.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), String> {
        let path = self.temporary.path().join(name);
        let write = || {
            fs::create_dir_all(path.parent().unwrap_or(&path))?;
            File::create_new(&path)?.write_all(bytes)
        };
        write().map_err(|error: io::Error| format!("{name}: {error}"))
    }

    /// Moves the directory to its destination; what was there before is deleted.
    pub(super) fn publish(self) -> Result<(), String> {
        let published = if self.destination.exists { self.replace() } else { self.rename() };
        published.map_err(|error| format!("{}: {error}", self.destination.path.display()))
    }

    fn rename(&self) -> io::Result<()> {
        fs::rename(self.temporary.path(), &self.destination.path)
    }

    fn replace(&self) -> io::Result<()> {
        let destination = &self.destination.path;
        let previous = beside(destination)?;
        // Whoever could read the previous directory can read this one, where that is possible.
        fs::set_permissions(self.temporary.path(), destination.metadata()?.permissions()).ok();
        fs::rename(destination, previous.path())?;
        if let Err(error) = self.rename() {
            // Kept: if it cannot be moved back either, it must not be deleted.
            return fs::rename(previous.keep(), destination).and(Err(error));
        }
        previous.close()
    }
}

/// An empty directory beside `path`.
fn beside(path: &Path) -> io::Result<TempDir> {
    temporary(0o777).tempdir_in(path.parent().unwrap_or(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(root: &Path) -> Vec<String> {
        let entries = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<_> = entries.map(|name| name.into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_directory_exists_when_it_is_published_and_replaces_the_previous_one() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("out");
        for file in ["a/first", "a/second"] {
            let destination = AtomicDirectory::at(&path).unwrap();
            assert_eq!(destination.is_empty, file == "a/first");
            let staged = StagedDirectory::create(&destination).unwrap();
            staged.write(file, b"it").unwrap();
            staged.publish().unwrap();
            assert_eq!(names(root.path()), ["out"]);
            let ordinary = root.path().join("ordinary");
            fs::create_dir(&ordinary).unwrap();
            let permissions = |path: &Path| path.metadata().unwrap().permissions();
            assert_eq!(permissions(&path), permissions(&ordinary), "readable for others");
            fs::remove_dir(ordinary).unwrap();
            assert_eq!(AtomicDirectory::at(&path).unwrap().files().unwrap(), [file]);
        }
    }

    #[test]
    fn what_is_not_published_leaves_nothing_behind() {
        let root = tempfile::tempdir().unwrap();
        let destination = AtomicDirectory::at(&root.path().join("out")).unwrap();
        let staged = StagedDirectory::create(&destination).unwrap();
        staged.write("a", b"it").unwrap();
        assert!(staged.write("a", b"again").is_err() && staged.write("a/b", b"below").is_err());
        drop(staged);
        assert_eq!(names(root.path()), Vec::<String>::new());
    }

    #[test]
    fn what_cannot_be_published_leaves_the_previous_directory() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("out");
        fs::create_dir(&path).unwrap();
        fs::write(path.join("former"), "it").unwrap();
        let destination = AtomicDirectory::at(&path).unwrap();
        let staged = StagedDirectory::create(&destination).unwrap();
        fs::remove_dir(staged.temporary.path()).unwrap();
        assert!(staged.replace().is_err() && staged.publish().is_err());
        assert_eq!((names(root.path()), names(&path)), (vec!["out".into()], vec!["former".into()]));
    }

    #[test]
    fn a_destination_is_a_directory_or_a_name_below_one_and_a_link_is_followed() {
        let root = tempfile::tempdir().unwrap();
        let at = |name: &str| root.path().join(name);
        fs::write(at("file"), "it").unwrap();
        fs::create_dir(at("real")).unwrap();
        std::os::unix::fs::symlink("real", at("link")).unwrap();
        assert!(
            AtomicDirectory::at(&at("file")).is_err()
                && AtomicDirectory::at(&at("no/where")).is_err()
        );
        let destination = AtomicDirectory::at(&at("link")).unwrap();
        let staged = StagedDirectory::create(&destination).unwrap();
        staged.write("a", b"it").unwrap();
        staged.publish().unwrap();
        assert!(at("link").is_symlink() && at("real/a").is_file());
    }
}
