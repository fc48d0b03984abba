//! Files that are written in place and in pieces while the server reads them.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use crate::support::binary::until;
use crate::support::load::{Connections, Load, paths};
use crate::support::server::{metric, of};
use crate::support::version::{lay_out, mark, one_version, served};

const PAGES: [&str; 5] = ["home", "contact", "hours", "languages", "privacy"];
const PIECES: usize = 5;

/// The German page `name` of a version. Its last section has the version in its name and leads to the
/// last section of every page: so a page that is cut off, or of another version than any other page,
/// is not whole, however slowly it is written.
fn page(name: &str, version: usize, original: &str) -> String {
    let mark = mark(version);
    let links = PAGES.map(|page| format!(" [Zu {page}]({page}#ende-{mark})")).concat();
    format!(
        "{original}\n[[section]]\nid = \"ende-{mark}\"\nheading = \"Ende von {name}\"\n\n\
         [[section.block]]\ntext = \"Stand {mark}.{links}\"\n"
    )
}

/// Writes a version over the former, file by file and each in pieces.
fn write(content: &Path, version: usize, originals: &[String]) {
    // A different file comes first each time.
    for index in (0..PAGES.len()).map(|index| (index + version) % PAGES.len()) {
        let (name, original) = (PAGES[index], &originals[index]);
        let bytes = page(name, version, original).into_bytes();
        let mut file = File::create(content.join("de").join(format!("{name}.toml"))).unwrap();
        for piece in bytes.chunks(bytes.len().div_ceil(PIECES)) {
            file.write_all(piece).unwrap();
            // Time for the server to read: it has to see an incomplete file now and then.
            sleep(Duration::from_millis(10));
        }
    }
}

#[test]
fn files_that_are_written_in_pieces_are_served_when_they_are_complete() {
    let content = tempfile::tempdir().unwrap();
    let content = content.path();
    // Every page has the same version, except in the last sections.
    lay_out(0, content);
    for entry in ["de", "he"].iter().flat_map(|tag| fs::read_dir(content.join(tag)).unwrap()) {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap().replace(&format!("{} ", mark(0)), "");
        fs::write(path, text).unwrap();
    }
    let original =
        |name| fs::read_to_string(content.join("de").join(format!("{name}.toml"))).unwrap();
    let originals = PAGES.map(original);
    write(content, 0, &originals);
    let running = of(content, &["--poll", "20ms"]);
    let all = paths(&["/de/", "/de/contact", "/de/hours", "/de/languages", "/de/guide"]);
    let judge = one_version(&running.public, &all);
    let load = Load::start(&running.public, &all, (2, Connections::Kept), judge);
    let versions = if std::env::var_os("LONG").is_some() { 100 } else { 12 };
    for version in 1..=versions {
        write(content, version, &originals);
        if version % 3 == 0 || version == versions {
            until(|| served(&running.public, "/de/contact") == version);
        }
    }
    load.goes_on(20);
    load.end();
    assert_eq!(served(&running.public, "/de/guide"), versions);
    assert_eq!(metric(&running, "content_last_reload_successful"), 1);
}
