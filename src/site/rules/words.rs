//! Rules about the words of pages: what is left of the original in a translation, and what is hard to read.

use std::collections::BTreeSet;

use super::lookup::{original, originals, translated};
use crate::content::Content;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::site::readability::{is_english, sentences, texts, without_quotations};

/// The shortest text that is compared with the original, in words: a shorter one may be a name.
const FEWEST: usize = 4;
/// The longest sentence for a reader of limited English, in words.
const LONGEST: usize = 22;
/// How many words of a text a message repeats.
const REPEATED: usize = 6;

/// A text of a translation is not that of the original.
pub(super) fn left_over(content: &Content, problems: &mut Diagnostics) {
    for (page, file) in translated(content) {
        let Some(original) = original(content, &page.name) else { continue };
        let originals = texts(original);
        let theirs: BTreeSet<&str> = originals.iter().map(|(_, text)| text.as_str()).collect();
        let tag = &content.facts.default_language;
        for (place, text) in texts(page) {
            let is_long = text
                .split_whitespace()
                .filter(|word| word.starts_with(char::is_alphabetic))
                .count()
                >= FEWEST;
            if is_long && theirs.contains(text.as_str()) {
                let message = format!("this text is the one in `{tag}`: “{}”", beginning(&text));
                let warning = Diagnostic::warning(&file, message).at(place).help("translate it");
                problems.push(warning.group("texts that are not translated"));
            }
        }
    }
}

/// A sentence in English is short enough for readers who learned the language late.
pub(super) fn long_sentences(content: &Content, problems: &mut Diagnostics) {
    let tag = &content.facts.default_language;
    if !is_english(tag) {
        return;
    }
    for page in originals(content).filter(|page| page.published) {
        for (place, text) in texts(page) {
            for sentence in sentences(&without_quotations(&text)) {
                let count = sentence.split_whitespace().count();
                if count > LONGEST {
                    let message =
                        format!("a sentence of {count} words: “{}”", beginning(&sentence));
                    let help = format!(
                        "write two of them: many readers learned English late; up to {LONGEST} words are easy to follow"
                    );
                    let file = format!("{tag}/{}.toml", page.name);
                    let warning = Diagnostic::warning(file, message).at(place).help(help);
                    problems.push(warning.group("sentences of more than 22 words"));
                }
            }
        }
    }
}

/// The first words of `text`.
fn beginning(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let more = if words.len() > REPEATED { " …" } else { "" };
    words.iter().take(REPEATED).copied().collect::<Vec<_>>().join(" ") + more
}
