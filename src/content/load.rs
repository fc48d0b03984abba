//! What one file of the content says: each is read by itself, so that all can be read at once.

use super::drawing::Drawing;
use super::language::Language;
use super::name::PageName;
use super::originals::{self, ORIGINALS, Version};
use super::page::Page;
use super::reader::Reader;
use super::reference::{Reference, References};
use super::site::Facts;
use super::source::Source;
use super::suggestion::nearest;
use super::ui::Ui;
use super::{ADDRESSES_FILE, FACTS_FILE};
use crate::diagnostics::{Diagnostic, Diagnostics};

/// What a file says.
pub(super) enum Said {
    /// Nothing that the site would show, or nothing that can be read.
    Nothing,
    /// Every address ever published.
    Addresses(Vec<String>),
    /// A drawing, by its name.
    Drawing(String, Drawing),
    /// Words that a translation was made from.
    Original(Version, Vec<String>),
    /// The interface in a language.
    Interface(Language, Box<Ui>),
    /// A page in a language.
    Page(Language, Box<Page>),
}

/// What was found while files were read.
#[derive(Default)]
pub(super) struct Found {
    /// What is wrong with them.
    pub(super) problems: Diagnostics,
    /// What they say of one another.
    pub(super) references: Vec<Reference>,
}

impl Found {
    /// Reads one file; `None` where the TOML itself is broken.
    pub(super) fn read<T>(
        &mut self,
        source: Source<'_>,
        read: impl FnOnce(&Reader<'_>, &mut References) -> T,
    ) -> Option<T> {
        let mut references = References::of(source.file());
        let value = source.read(|reader| read(reader, &mut references));
        let well_formed = !source.is_malformed();
        let (faults, quoting) = source.into_records();
        self.problems.append(faults);
        self.references.extend(references.into_vec().into_iter().chain(quoting));
        well_formed.then_some(value)
    }

    /// Reads the file `file` of a site with these `facts`; `None` where it is broken, so that what
    /// others say of it cannot be judged.
    pub(super) fn file(&mut self, facts: &Facts, file: &str, text: &str) -> Option<Said> {
        let extension = file.rsplit_once('.').map(|(_, extension)| extension);
        match (file.split_once('/'), extension) {
            (None, _) if file == FACTS_FILE || file == "README.md" => {}
            (None, _) if file == ADDRESSES_FILE => return Some(Said::Addresses(addresses(text))),
            (Some(("drawings", name)), Some("svg")) => match Drawing::read(file, text) {
                Ok(drawing) => {
                    let name = name.strip_suffix(".svg").unwrap_or(name).to_owned();
                    return Some(Said::Drawing(name, drawing));
                }
                Err(faults) => self.problems.append(faults),
            },
            (Some((ORIGINALS, name)), Some("txt")) => {
                let original = originals::read(file, name, text, &mut self.problems);
                return Some(
                    original.map_or(Said::Nothing, |(of, words)| Said::Original(of, words)),
                );
            }
            (Some((tag, name)), Some("toml")) => {
                return self.words_file(facts, file, (tag, name), text);
            }
            _ => self.problems.push(unexpected(file)),
        }
        Some(Said::Nothing)
    }

    fn words_file(
        &mut self,
        facts: &Facts,
        file: &str,
        (tag, name): (&str, &str),
        text: &str,
    ) -> Option<Said> {
        let known = facts.languages.iter().map(|facts| &facts.language);
        let Some(language) = known.clone().find(|language| language.as_str() == tag) else {
            let help = match nearest(tag, known.map(Language::as_str)) {
                Some(nearest) => format!("did you mean `{nearest}`? or add it as `[[language]]`"),
                None => format!("add it to {FACTS_FILE} as `[[language]]`"),
            };
            let message = format!("`{tag}` is not a language of this site");
            self.problems.push(Diagnostic::error(file, message).help(help));
            return Some(Said::Nothing);
        };
        let source = Source::new(file, text).in_language(language);
        let name = name.strip_suffix(".toml").unwrap_or(name);
        if name == "ui" {
            let ui = self.read(source, |reader, _| Ui::read(reader))?;
            return Some(Said::Interface(language.clone(), Box::new(ui)));
        }
        let Some(name) = PageName::new(name) else {
            let problem = Diagnostic::error(file, format!("`{name}` cannot be the name of a page"));
            self.problems.push(problem.help("use small letters, digits and hyphens"));
            return Some(Said::Nothing);
        };
        let mut page = self.read(source, |reader, found| Page::read(name, reader, found))?;
        page.quote(&facts.statements);
        Some(Said::Page(language.clone(), Box::new(page)))
    }
}

fn addresses(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect()
}

/// A file that nobody reads is a mistake: its words would silently be missing.
fn unexpected(file: &str) -> Diagnostic {
    Diagnostic::error(file, "nothing reads this file").help(
        "words stand in `<lang>/<page>.toml`, drawings in `drawings/<name>.svg`; delete the rest",
    )
}
