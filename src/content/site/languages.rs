//! The languages of the site (`[[language]]`), and those in which it says one line (`[[interpreter]]`).

use super::super::language::{Direction, Language};
use super::super::lint::script::ScriptCheck;
use super::super::lint::width::WidthLimit;
use super::super::reader::{Located, Reader};
use super::super::reference::{ReferenceKind, References};

/// A language names itself in the line of languages, three of them in a row.
const LINE: WidthLimit = WidthLimit { columns: 12, place: "the line of languages" };

/// A language of the site.
#[derive(Debug, Clone)]
pub struct LanguageFacts {
    /// Its tag.
    pub language: Language,
    /// Its name in itself.
    pub name: String,
    /// Its direction.
    pub direction: Direction,
    /// Its name as link previews want it (`ar_AR`), from the Open Graph protocol.
    pub locale: String,
    /// The time zones of cities where its readers live, for the card.
    pub cities: Vec<String>,
}

/// The line that everybody can read in their own language: an interpreter is there.
#[derive(Debug, Clone)]
pub struct InterpreterLine {
    /// The language of the line.
    pub language: Language,
    /// How the staff call the language, in the default language.
    pub name: String,
    /// The direction of the line.
    pub direction: Direction,
    /// The line.
    pub text: String,
}

/// The tables `[[language]]`.
pub(super) fn languages(reader: &Reader<'_>, references: &mut References) -> Vec<LanguageFacts> {
    let tables = reader.tables("language");
    if tables.is_empty() {
        reader.report("there is no language", "add a table `[[language]]`");
    }
    let mut languages: Vec<LanguageFacts> = Vec::new();
    for table in tables {
        let Some(language) = table.consume(|table| language(table, references)) else { continue };
        if languages.iter().any(|known| known.language == language.language) {
            let message = format!("the language `{}` stands here twice", language.language);
            reader.report(message, "delete one of the tables `[[language]]`");
            continue;
        }
        languages.push(language);
    }
    languages
}

fn language(table: &Reader<'_>, references: &mut References) -> Option<LanguageFacts> {
    let tag = table.text("tag");
    let dir = table.text("dir");
    let direction = direction(&dir);
    let (name, locale) = (table.text("name"), table.text("locale").value);
    let cities = cities(table, references);
    let language = known(&tag);
    LINE.check(&name);
    in_its_script(&name, language.as_ref());
    Some(LanguageFacts { language: language?, name: name.value, direction, locale, cities })
}

/// A list of time zones, each of which needs a name in every language.
pub(super) fn cities(table: &Reader<'_>, references: &mut References) -> Vec<String> {
    let zones = table.texts("cities").into_iter().filter_map(|zone| {
        let known = jiff::tz::TimeZone::get(&zone.value).is_ok();
        if !known && !zone.value.is_empty() {
            zone.report(
                format!("`{}` is not a time zone", zone.value),
                "write its name in the IANA database, such as `Europe/Paris`",
            );
        }
        references.add(&zone, ReferenceKind::City(zone.value.clone()));
        known.then_some(zone.value)
    });
    zones.collect()
}

/// The lines `[[interpreter]]`.
pub(super) fn interpreters(reader: &Reader<'_>) -> Vec<InterpreterLine> {
    let lines = reader.tables("interpreter").into_iter().filter_map(|table| {
        table.consume(|table| {
            let (tag, dir) = (table.text("tag"), table.text("dir"));
            let (name, text) = (table.text("name").value, table.text("text"));
            let (language, direction) = (known(&tag), direction(&dir));
            in_its_script(&text, language.as_ref());
            Some(InterpreterLine { language: language?, name, direction, text: text.value })
        })
    });
    lines.collect()
}

/// Reports words that are not in the script of `language`.
fn in_its_script(words: &Located<'_, String>, language: Option<&Language>) {
    if let Some(fault) =
        language.and_then(|language| ScriptCheck::of(language).script(&words.value))
    {
        words.fault(fault);
    }
}

fn direction(dir: &Located<'_, String>) -> Direction {
    match dir.value.as_str() {
        "rtl" => Direction::Rtl,
        "ltr" | "" => Direction::Ltr,
        _ => {
            dir.report("an unknown direction", "write `ltr` or `rtl`");
            Direction::Ltr
        }
    }
}

fn known(tag: &Located<'_, String>) -> Option<Language> {
    let language = Language::new(&tag.value);
    if language.is_none() && !tag.value.is_empty() {
        tag.report(
            format!("`{}` is not a language tag", tag.value),
            "write a BCP 47 tag in its usual case, such as `en`, `zh-Hans` or `pt-BR`",
        );
    }
    language
}
