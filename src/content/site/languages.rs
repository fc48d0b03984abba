//! The languages of the site (`[[language]]`), and those in which it says one line (`[[interpreter]]`).

use std::ops::Range;

use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::hours::time_zone;
use crate::content::lint::{ScriptCheck, WidthLimit};
use crate::content::name::{Direction, Language};
use crate::content::reading::{fault, report};
use crate::content::reference::ReferenceKind;
use crate::content::toml::{Document, Verbatim, narrow, parsed, referred, span_of};

/// A language names itself in the line of languages, three of them in a row.
const LINE: WidthLimit = WidthLimit { columns: 12, place: "the line of languages" };

/// A language of the site.
#[derive(Debug, Clone, Deserialize)]
pub struct LanguageFacts {
    /// Its tag.
    #[serde(rename = "tag")]
    pub language: Language,
    /// Its name in itself.
    #[serde(deserialize_with = "name")]
    pub name: String,
    /// Its direction.
    #[serde(rename = "dir")]
    pub direction: Direction,
    /// Its name as link previews want it (`ar_AR`), from the Open Graph protocol.
    pub locale: String,
    /// The time zones of cities where its readers live, for the card.
    #[serde(deserialize_with = "cities")]
    pub cities: Vec<String>,
}

/// The line that everybody can read in their own language: an interpreter is there.
#[derive(Debug, Clone, Deserialize)]
pub struct InterpreterLine {
    /// The language of the line.
    #[serde(rename = "tag")]
    pub language: Language,
    /// How the staff call the language, in the default language.
    pub name: String,
    /// The direction of the line.
    #[serde(rename = "dir")]
    pub direction: Direction,
    /// The line.
    pub text: String,
}

fn name<'de, D: Deserializer<'de>>(input: D) -> Result<String, D::Error> {
    narrow(input, LINE)
}

/// Time zones, each of which needs a name in every language.
pub(super) fn cities<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<String>, D::Error> {
    let zones = Vec::<Spanned<Verbatim>>::deserialize(input)?.into_iter().filter_map(|zone| {
        parsed(zone.span(), &zone.get_ref().0, time_zone)?;
        Some(referred(zone, ReferenceKind::City))
    });
    Ok(zones.collect())
}

/// Reports what is wrong with the languages as a whole: none, one of them twice, a name or a line in
/// another script than that of its language. Keeps each language once.
pub(super) fn check(
    languages: &mut Vec<LanguageFacts>,
    lines: &[InterpreterLine],
    document: &Document<'_>,
) {
    if languages.is_empty() {
        report(0..0, "there is no language", "add a table `[[language]]`");
    }
    let mut kept: Vec<LanguageFacts> = Vec::new();
    for (facts, table) in languages.drain(..).zip(document.tables("language")) {
        check_script(&facts.language, &facts.name, &span_of(table, "name"));
        if kept.iter().any(|known| known.language == facts.language) {
            let message = format!("the language `{}` appears twice", facts.language);
            report(span_of(table, "tag"), message, "delete one of the tables `[[language]]`");
        } else if facts.language != Language::default() {
            kept.push(facts);
        }
    }
    *languages = kept;
    for (line, table) in lines.iter().zip(document.tables("interpreter")) {
        check_script(&line.language, &line.text, &span_of(table, "text"));
    }
}

/// Reports words that are not in the script of `language`, unless that could not be read.
fn check_script(language: &Language, words: &str, span: &Range<usize>) {
    let known = Some(language).filter(|language| **language != Language::default());
    if let Some(found) = known.and_then(|language| ScriptCheck::of(language).script(words)) {
        fault(span, found);
    }
}
