//! A directory is written whole or not at all: first beside its place, then moved there.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::write::beside;

/// Where a directory is to be.
#[derive(Debug)]
pub(super) struct Place {
    target: PathBuf,
    is_there: bool,
    is_empty: bool,
}

impl Place {
    /// Looks at `path`, which may be a link to a directory, a directory, or not there yet; the error is
    /// one line.
    pub(super) fn look(path: &Path) -> Result<Self, String> {
        let explain = |error: io::Error| format!("{}: {error}", path.display());
        let is_there = path.symlink_metadata().is_ok();
        if is_there {
            let target = path.canonicalize().map_err(explain)?;
            let is_empty = fs::read_dir(&target).map_err(explain)?.next().is_none();
            return Ok(Self { target, is_there, is_empty });
        }
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        let parent = parent.unwrap_or(Path::new("."));
        let name = path.file_name().ok_or_else(|| format!("{}: not a name", path.display()))?;
        let parent = parent.canonicalize();
        let parent = parent.map_err(|error| format!("{}: its parent: {error}", path.display()))?;
        Ok(Self { target: parent.join(name), is_there, is_empty: true })
    }

    /// Whether nothing would be lost.
    pub(super) fn is_free(&self) -> bool {
        self.is_empty
    }

    /// The text of the file `name` that is there now, if there is one.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.target.join(name)).ok()
    }

    /// The names of all files that are there now, with `/`; a link is a file.
    pub(super) fn files(&self) -> Result<Vec<String>, String> {
        let mut found = Vec::new();
        let walked = walk(&self.target, "", &mut found);
        walked.map_err(|error| format!("{}: {error}", self.target.display()))?;
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

/// A directory that is being written; unless it is published, nothing of it stays.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    place: &'a Place,
    temporary: PathBuf,
}

impl<'a> Draft<'a> {
    /// An empty one, for `place`.
    pub(super) fn begin(place: &'a Place) -> Result<Self, String> {
        let temporary = beside(&place.target, "tmp");
        match fs::create_dir(&temporary) {
            Ok(()) => Ok(Self { place, temporary }),
            Err(error) => Err(format!("{}: {error}", temporary.display())),
        }
    }

    /// Writes the file `name`, which is not there yet.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), String> {
        self.create(name)
            .and_then(|mut file| file.write_all(bytes))
            .map_err(|error| format!("{name}: {error}"))
    }

    /// The file `name`, which is not there yet, to be written bit by bit.
    pub(super) fn open(&self, name: &str) -> Result<BufWriter<File>, String> {
        self.create(name).map(BufWriter::new).map_err(|error| format!("{name}: {error}"))
    }

    fn create(&self, name: &str) -> io::Result<File> {
        let path = self.temporary.join(name);
        if let Some(directory) = path.parent() {
            fs::create_dir_all(directory)?;
        }
        File::create_new(path)
    }

    /// Moves everything to its place; what was there before, is gone then.
    pub(super) fn publish(self) -> Result<(), String> {
        let target = &self.place.target;
        let moved = if self.place.is_there { self.replace() } else { self.put() };
        moved.map_err(|error| format!("{}: {error}", target.display()))
    }

    fn put(&self) -> io::Result<()> {
        fs::rename(&self.temporary, &self.place.target)
    }

    fn replace(&self) -> io::Result<()> {
        let (target, former) = (&self.place.target, beside(&self.place.target, "old"));
        // Who could read the former one can read this one, where that can be done.
        let permissions = target.metadata()?.permissions();
        fs::set_permissions(&self.temporary, permissions).ok();
        fs::rename(target, &former)?;
        if let Err(error) = self.put() {
            fs::rename(&former, target)?;
            return Err(error);
        }
        fs::remove_dir_all(former)
    }
}

impl Drop for Draft<'_> {
    fn drop(&mut self) {
        // Once it is published, there is nothing here.
        fs::remove_dir_all(&self.temporary).ok();
    }
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
    fn a_directory_is_there_when_it_is_published_and_takes_the_place_of_the_former_one() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("out");
        for file in ["a/first", "a/second"] {
            let place = Place::look(&path).unwrap();
            assert_eq!(place.is_free(), file == "a/first");
            let draft = Draft::begin(&place).unwrap();
            draft.write(file, b"it").unwrap();
            draft.publish().unwrap();
            assert_eq!(names(root.path()), ["out"]);
            assert_eq!(Place::look(&path).unwrap().files().unwrap(), [file]);
        }
    }

    #[test]
    fn what_is_not_published_leaves_nothing_behind() {
        let root = tempfile::tempdir().unwrap();
        let place = Place::look(&root.path().join("out")).unwrap();
        let draft = Draft::begin(&place).unwrap();
        draft.write("a", b"it").unwrap();
        assert!(draft.write("a", b"again").is_err() && draft.write("a/b", b"below").is_err());
        drop(draft);
        assert_eq!(names(root.path()), Vec::<String>::new());
    }

    #[test]
    fn what_cannot_be_moved_there_leaves_what_was() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("out");
        fs::create_dir(&path).unwrap();
        fs::write(path.join("former"), "it").unwrap();
        let place = Place::look(&path).unwrap();
        let draft = Draft::begin(&place).unwrap();
        fs::remove_dir(&draft.temporary).unwrap();
        assert!(draft.replace().is_err() && draft.publish().is_err());
        assert_eq!((names(root.path()), names(&path)), (vec!["out".into()], vec!["former".into()]));
    }

    #[test]
    fn a_place_is_a_directory_or_a_name_below_one_and_a_link_is_followed() {
        let root = tempfile::tempdir().unwrap();
        let at = |name: &str| root.path().join(name);
        fs::write(at("file"), "it").unwrap();
        fs::create_dir(at("real")).unwrap();
        std::os::unix::fs::symlink("real", at("link")).unwrap();
        assert!(Place::look(&at("file")).is_err() && Place::look(&at("no/where")).is_err());
        let place = Place::look(&at("link")).unwrap();
        let draft = Draft::begin(&place).unwrap();
        draft.write("a", b"it").unwrap();
        draft.publish().unwrap();
        assert!(at("link").is_symlink() && at("real/a").is_file());
    }
}
