//! Files that are complete but for their words: pages, and a `ui.toml` for a new language.

use std::fmt::Display;

use toml_edit::{Array, DocumentMut, Key, Table, Value};

use super::edit::Unchangeable;
use crate::content::lint::without_breaks;
use crate::content::page::{Block, Page, Photo, Quotation, Section, Sketch};

/// A new page in the default language, not yet public.
pub const NEW_PAGE: &str = include_str!("new-page.toml");

/// The first lines of a page and of `ui.toml`, by which an editor finds their schemas: beside the directory of the
/// content.
const OF_PAGE: &str = "#:schema ../../schema/page.schema.json\n";
const OF_UI: &str = "#:schema ../../schema/ui.schema.json\n";

const ABOUT_OF: &str = "\
# Which words of the original these are; `patient-center translations accept` and `translations
# review` write it.
";

const NOT_PUBLIC: &str = "\
# The original is not public yet. Delete this line when it is.
published = false
";

const ABOUT_UI: &str = "\
# Every word of the interface. The words of the original are above each value. A placeholder in
# braces, such as {time}, is filled in by the site: keep it, and put it where your language needs it.
";

/// Lays out a translation of `original`: its structure, with every word empty and the original's
/// words above it.
pub fn translation(original: &Page) -> String {
    let mut file = File(OF_PAGE.to_owned());
    file.words("title", &original.title);
    if let Some(heading) = &original.heading {
        file.words("heading", heading);
    }
    file.words("nav", &original.nav);
    file.words("summary", &original.summary);
    file.words("lead", &original.lead);
    if !original.published {
        file.add(NOT_PUBLIC);
    }
    file.table("[translation]");
    file.fixed("state", "draft");
    file.add(ABOUT_OF);
    file.fixed("of", original.fingerprint().as_str());
    for action in &original.actions {
        file.table("[[actions]]");
        file.fixed("to", action.to.to_string());
        file.words("label", &action.label);
    }
    original.sections.iter().for_each(|section| file.section(section));
    file.0
}

/// Lays out `ui.toml` after `original`.
pub(super) fn interface(original: &str) -> Result<String, Unchangeable> {
    let document: DocumentMut = original.parse().map_err(|_| Unchangeable::Malformed)?;
    let mut file = File(OF_UI.to_owned() + ABOUT_UI);
    file.tables(document.as_table(), "");
    Ok(file.0)
}

/// A file while it is written.
struct File(String);

impl File {
    fn add(&mut self, text: &str) {
        self.0.push_str(text);
    }

    fn table(&mut self, header: &str) {
        self.add(&format!("\n{header}\n"));
    }

    /// What stays the same in every language.
    fn fixed(&mut self, key: &str, value: impl Into<Value>) {
        let key = Key::new(key);
        self.add(&format!("{} = {}\n", key.display_repr(), value.into().to_string().trim()));
    }

    /// An empty value, under the words that belong there in another language.
    fn words(&mut self, key: &str, original: &(impl Display + ?Sized)) {
        let key = Key::new(key);
        self.add(&format!("{}{} = \"\"\n", comment(&original.to_string()), key.display_repr()));
    }

    /// A list of empty values, under the words that belong there in another language.
    fn list(&mut self, key: &str, originals: &[impl Display]) {
        let item = |words: &str| format!("{}\"\",\n", comment(words)).replace('\n', "\n  ");
        let items: String = originals
            .iter()
            .map(|words| "  ".to_owned() + item(&words.to_string()).trim_end() + "\n")
            .collect();
        self.add(&format!("{key} = [\n{items}]\n"));
    }

    /// The values of `table`, then the tables in it; `path` is its own name with a dot behind it.
    fn tables(&mut self, table: &Table, path: &str) {
        for (key, value) in table.iter().filter_map(|(key, item)| Some((key, item.as_value()?))) {
            match value {
                Value::String(words) => self.words(key, words.value()),
                Value::Array(items) => {
                    self.list(key, &items.iter().filter_map(Value::as_str).collect::<Vec<_>>());
                }
                other => self.fixed(key, other.clone()),
            }
        }
        for (key, inner) in table.iter().filter_map(|(key, item)| Some((key, item.as_table()?))) {
            let name = format!("{path}{}", Key::new(key).display_repr());
            if inner.iter().any(|(_, item)| item.is_value()) {
                self.table(&format!("[{name}]"));
            }
            self.tables(inner, &format!("{name}."));
        }
    }

    fn section(&mut self, section: &Section) {
        self.table("[[section]]");
        self.fixed("id", section.id.as_str());
        self.words("heading", &section.heading);
        if let Some(icon) = section.icon {
            self.fixed("icon", icon.name());
        }
        if let Some(note) = &section.note {
            self.words("note", note);
        }
        if let Some(note) = &section.source_note {
            self.words("source-note", note);
        }
        if !section.sources.is_empty() {
            let sources = section.sources.iter().map(|source| source.0.as_str());
            self.fixed("sources", sources.collect::<Array>());
        }
        for block in &section.blocks {
            self.table("[[section.block]]");
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Text(text) => self.words("text", text),
            Block::Heading(heading) => self.words("heading", heading),
            Block::List(texts) => self.list("list", texts),
            Block::Steps(texts) => self.list("steps", texts),
            Block::Notice(text) => self.words("notice", text),
            Block::Stops(stops) => {
                for stop in stops {
                    self.table("[[section.block.stops]]");
                    self.words("title", &stop.title);
                    self.words("text", &stop.text);
                }
            }
            Block::Ways(ways) => {
                for way in ways {
                    self.table("[[section.block.ways]]");
                    self.fixed("to", way.to.to_string());
                    self.words("label", &way.label);
                    self.words("note", &way.note);
                }
            }
            Block::Calls(calls) => {
                for call in calls {
                    self.table("[[section.block.calls]]");
                    self.words("title", &call.title);
                    if let Some(text) = &call.text {
                        self.words("text", text);
                    }
                    if let Some(phone) = &call.phone {
                        self.fixed("phone", phone.0.as_str());
                    }
                }
            }
            Block::Sign(sign) => {
                self.table("[section.block.sign]");
                self.fixed("icon", sign.icon.name());
                self.words("text", &sign.text);
            }
            Block::Quotation(quotation) => self.quotation(quotation),
            Block::Sketch(sketch) => self.sketch(sketch),
            Block::Photo(photo) => self.photo(photo),
            Block::Phone(phone) => self.fixed("phone", phone.0.as_str()),
            Block::Show(show) => self.fixed("show", show.name()),
        }
    }

    fn quotation(&mut self, quotation: &Quotation) {
        self.table("[section.block.quotation]");
        self.fixed("statement", quotation.statement.0.as_str());
        self.words("credit", &quotation.credit);
        self.words("translation", quotation.words.as_deref().unwrap_or_default());
    }

    fn photo(&mut self, photo: &Photo) {
        self.table("[section.block.photo]");
        self.fixed("file", photo.file.0.as_str());
        if let Some(alt) = &photo.alt {
            self.words("alt", alt);
        }
        if let Some(caption) = &photo.caption {
            self.words("caption", caption);
        }
    }

    fn sketch(&mut self, sketch: &Sketch) {
        self.table("[section.block.sketch]");
        self.fixed("drawing", sketch.drawing.0.as_str());
        self.words("title", &sketch.title);
        if !sketch.labels.is_empty() {
            self.table("[section.block.sketch.labels]");
        }
        for (label, words) in &sketch.labels {
            self.words(label, words);
        }
    }
}

/// `words` as a TOML comment, one `#` line per line; empty for no words.
pub(super) fn comment(words: &str) -> String {
    without_breaks(words)
        .trim()
        .lines()
        .map(|line| format!("# {}", line.trim()).trim_end().to_owned() + "\n")
        .collect()
}
