//! What an author wrote: TOML files turned into typed values that remember their places.
//!
//! Knows the format and its rules; knows no page layout, no address and no HTTP. What one file says
//! of another is only collected here ([`Reference`]); `site` looks it up.

pub mod digest;
pub mod drawing;
pub mod language;
pub mod lint;
mod load;
pub mod message;
pub mod name;
pub mod originals;
pub mod page;
pub mod parallel;
pub mod reader;
pub mod reference;
pub mod site;
pub mod source;
pub mod suggestion;
pub mod text;
pub mod tree;
pub mod ui;

use std::collections::BTreeMap;
use std::path::Path;

use crate::diagnostics::{Diagnostic, Diagnostics};
pub use drawing::Drawing;
pub use language::{Direction, Language};
use load::{Found, Said};
pub use name::{HOME, PageName, SectionId};
use originals::Originals;
pub use page::{Fingerprint, Page};
pub use reference::{Reference, ReferenceKind, References};
pub use site::{Facts, LanguageFacts, Security};
use source::Source;
pub use text::{Inline, Target, Text};
use tree::Tree;
pub use ui::Ui;

/// The file with the facts that no language changes.
pub const FACTS_FILE: &str = "site.toml";
/// The file with every address ever published, one a line.
pub const ADDRESSES_FILE: &str = "addresses.txt";

/// What is written in one language.
#[derive(Debug, Clone, Default)]
pub struct LanguageContent {
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
    pub by_language: BTreeMap<Language, LanguageContent>,
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
    pub fn load(root: &Path) -> (Option<Self>, Diagnostics) {
        let (files, mut problems) = Tree::bytes(root);
        let (content, faults) = Self::of(files);
        problems.append(faults);
        (content, problems)
    }

    /// The content of `files`, as [`Content::load`] reads it.
    pub fn of(files: Tree<Vec<u8>>) -> (Option<Self>, Diagnostics) {
        let (tree, mut problems) = Tree::of(files);
        if tree.files.is_empty() {
            return (None, problems);
        }
        (Self::read(&tree, &mut problems), problems)
    }

    /// Reads the files of `tree`, as [`Content::load`] does.
    pub fn read(tree: &Tree<String>, problems: &mut Diagnostics) -> Option<Self> {
        let Some(text) = tree.files.get(FACTS_FILE) else {
            let problem = Diagnostic::error(FACTS_FILE, "the file is missing");
            problems.push(problem.help("add it: it names the languages and the facts"));
            return None;
        };
        let mut found = Found::default();
        let facts = found.read(Source::new(FACTS_FILE, text), Facts::read);
        problems.append(found.problems);
        let mut content = Self { references: found.references, ..Self::without_files(facts??) };
        let files: Vec<_> = tree.files.iter().collect();
        let said = parallel::map(&files, |(file, text)| {
            let mut found = Found::default();
            (found.file(&content.facts, file, text), found)
        });
        let mut whole = true;
        for (said, found) in said {
            problems.append(found.problems);
            content.references.extend(found.references);
            match said {
                Some(said) => content.take(said),
                None => whole = false,
            }
        }
        for facts in &content.facts.languages {
            missing_interface(&facts.language, tree, problems);
        }
        whole.then_some(content)
    }

    fn without_files(facts: Facts) -> Self {
        Self {
            by_language: facts
                .languages
                .iter()
                .map(|l| (l.language.clone(), LanguageContent::default()))
                .collect(),
            drawings: BTreeMap::new(),
            addresses: Vec::new(),
            originals: Originals::new(),
            references: Vec::new(),
            facts,
        }
    }

    fn take(&mut self, said: Said) {
        match said {
            Said::Nothing => {}
            Said::Addresses(addresses) => self.addresses = addresses,
            Said::Drawing(name, drawing) => drop(self.drawings.insert(name, drawing)),
            Said::Original(version, words) => drop(self.originals.insert(version, words)),
            Said::Interface(language, ui) => self.by_language.entry(language).or_default().ui = *ui,
            Said::Page(language, page) => {
                let pages = &mut self.by_language.entry(language).or_default().pages;
                pages.insert(page.name.clone(), *page);
            }
        }
    }
}

fn missing_interface(language: &Language, tree: &Tree<String>, problems: &mut Diagnostics) {
    let file = format!("{language}/ui.toml");
    if !tree.files.contains_key(&file) {
        let problem = Diagnostic::error(file, "the file is missing");
        problems.push(problem.help("add it: it has every word of the interface"));
    }
}
