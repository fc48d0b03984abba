//! What an author wrote: TOML files turned into typed values that remember their places.
//!
//! Knows the format and its rules; knows no page layout, no address and no HTTP. What one file says
//! of another is only collected here ([`Reference`]); `site` looks it up.

pub mod change;
pub mod digest;
pub mod drawing;
pub mod edit;
pub mod facts;
pub mod language;
pub mod name;
pub mod originals;
pub mod page;
pub mod pattern;
pub mod reader;
pub mod reference;
pub mod room;
pub mod source;
pub mod suggestion;
pub mod text;
pub mod tree;
pub mod ui;
pub mod writing;

use std::collections::BTreeMap;
use std::path::Path;

use crate::problem::{Problem, Problems};
pub use drawing::Drawing;
pub use facts::{Facts, LanguageFacts};
pub use language::{Direction, Language};
pub use name::{HOME, PageName, SectionId};
use originals::{ORIGINALS, Originals};
pub use page::{Fingerprint, Page};
pub use reference::{Reference, References, Wanted};
use source::Source;
use suggestion::nearest;
pub use text::{Inline, Target, Text};
use tree::Tree;
pub use ui::Ui;

/// The file with the facts that no language changes.
pub const FACTS_FILE: &str = "site.toml";
/// The file with every address ever published, one a line.
pub const ADDRESSES_FILE: &str = "addresses.txt";

/// What is written in one language.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// The interface.
    pub ui: Ui,
    /// The pages, published or not.
    pub pages: BTreeMap<PageName, Page>,
}

/// Everything that the authors wrote.
#[derive(Debug, Clone)]
pub struct Content {
    /// What no language changes.
    pub facts: Facts,
    /// What is written in each language.
    pub words: BTreeMap<Language, Words>,
    /// The drawings by their names.
    pub drawings: BTreeMap<String, Drawing>,
    /// Every address ever published.
    pub addresses: Vec<String>,
    /// The words that translations were made from.
    pub originals: Originals,
    /// What the files say of one another.
    pub references: Vec<Reference>,
}

impl Content {
    /// Reads the directory `root`, with all problems of all files; `None` where a file is missing or
    /// broken without which the others make no sense. What has errors is fit to be checked further,
    /// and for nothing else.
    pub fn load(root: &Path) -> (Option<Self>, Problems) {
        let (files, mut problems) = Tree::bytes(root);
        let (content, faults) = Self::of(files);
        problems.append(faults);
        (content, problems)
    }

    /// The content of `files`, as [`Content::load`] reads it.
    pub fn of(files: Tree<Vec<u8>>) -> (Option<Self>, Problems) {
        let (tree, mut problems) = Tree::of(files);
        if tree.files.is_empty() {
            return (None, problems);
        }
        (Self::read(&tree, &mut problems), problems)
    }

    /// Reads the files of `tree`, as [`Content::load`] does.
    pub fn read(tree: &Tree<String>, problems: &mut Problems) -> Option<Self> {
        let mut references = Vec::new();
        let Some(text) = tree.files.get(FACTS_FILE) else {
            let problem = Problem::error(FACTS_FILE, "the file is missing");
            problems.push(problem.remedy("add it: it names the languages and the facts"));
            return None;
        };
        let facts = Source::new(FACTS_FILE, text);
        let facts = read(facts, problems, &mut references, Facts::read)??;
        let mut content = Self {
            words: facts.languages.iter().map(|l| (l.language.clone(), Words::default())).collect(),
            drawings: BTreeMap::new(),
            addresses: Vec::new(),
            originals: Originals::new(),
            references: Vec::new(),
            facts,
        };
        let mut whole = true;
        for (file, text) in &tree.files {
            whole &= content.file(file, text, problems, &mut references).is_some();
        }
        for facts in &content.facts.languages {
            missing_interface(&facts.language, tree, problems);
        }
        content.references = references;
        whole.then_some(content)
    }

    /// `None` where the file is broken, so that what others say of it cannot be judged.
    fn file(
        &mut self,
        file: &str,
        text: &str,
        problems: &mut Problems,
        references: &mut Vec<Reference>,
    ) -> Option<()> {
        let extension = file.rsplit_once('.').map(|(_, extension)| extension);
        match (file.split_once('/'), extension) {
            (None, _) if file == FACTS_FILE || file == "README.md" => {}
            (None, _) if file == ADDRESSES_FILE => {
                self.addresses = text.lines().map(str::trim).map(str::to_owned).collect();
                self.addresses.retain(|line| !line.is_empty() && !line.starts_with('#'));
            }
            (Some(("drawings", name)), Some("svg")) => match Drawing::read(file, text) {
                Ok(drawing) => {
                    let name = name.strip_suffix(".svg").unwrap_or(name).to_owned();
                    self.drawings.insert(name, drawing);
                }
                Err(faults) => problems.append(faults),
            },
            (Some((ORIGINALS, name)), Some("txt")) => {
                self.originals.extend(originals::read(file, name, text, problems));
            }
            (Some((tag, name)), Some("toml")) => {
                self.words_file(file, (tag, name), text, problems, references)?;
            }
            _ => problems.push(unexpected(file)),
        }
        Some(())
    }

    fn words_file(
        &mut self,
        file: &str,
        (tag, name): (&str, &str),
        text: &str,
        problems: &mut Problems,
        references: &mut Vec<Reference>,
    ) -> Option<()> {
        let language = Language::new(tag).filter(|language| self.words.contains_key(language));
        let known = language
            .and_then(|l| Some((Source::new(file, text).in_language(&l), self.words.get_mut(&l)?)));
        let Some((source, words)) = known else {
            let remedy = match nearest(tag, self.words.keys().map(Language::as_str)) {
                Some(nearest) => format!("did you mean `{nearest}`? or add it as `[[language]]`"),
                None => format!("add it to {FACTS_FILE} as `[[language]]`"),
            };
            let message = format!("`{tag}` is not a language of this site");
            problems.push(Problem::error(file, message).remedy(remedy));
            return Some(());
        };
        let name = name.strip_suffix(".toml").unwrap_or(name);
        if name == "ui" {
            words.ui = read(source, problems, references, |reader, _| Ui::read(reader))?;
        } else if let Some(name) = PageName::new(name) {
            let mut page = read(source, problems, references, |reader, found| {
                Page::read(name.clone(), reader, found)
            })?;
            page.quote(&self.facts.statements);
            words.pages.insert(name, page);
        } else {
            let problem = Problem::error(file, format!("`{name}` cannot be the name of a page"));
            problems.push(problem.remedy("use small letters, digits and hyphens"));
        }
        Some(())
    }
}

/// Reads one file; what it found wrong and what it refers to is added to what is known. `None` where
/// the TOML itself is broken.
fn read<T>(
    source: Source<'_>,
    problems: &mut Problems,
    references: &mut Vec<Reference>,
    read: impl FnOnce(&reader::Reader<'_>, &mut References) -> T,
) -> Option<T> {
    let mut found = References::of(source.file());
    let value = source.read(|reader| read(reader, &mut found));
    let well_formed = !source.is_malformed();
    let (faults, quoting) = source.into_records();
    problems.append(faults);
    references.extend(found.into_vec().into_iter().chain(quoting));
    well_formed.then_some(value)
}

/// A file that nobody reads is a mistake: its words would silently be missing.
fn unexpected(file: &str) -> Problem {
    Problem::error(file, "nothing reads this file").remedy(
        "words stand in `<lang>/<page>.toml`, drawings in `drawings/<name>.svg`; delete the rest",
    )
}

fn missing_interface(language: &Language, tree: &Tree<String>, problems: &mut Problems) {
    let file = format!("{language}/ui.toml");
    if !tree.files.contains_key(&file) {
        let problem = Problem::error(file, "the file is missing");
        problems.push(problem.remedy("add it: it has every word of the interface"));
    }
}
