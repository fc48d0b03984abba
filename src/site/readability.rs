//! How plain the words of the default language are: the length of their sentences, and, in English, how many words are
//! not familiar to every reader.

use std::collections::HashSet;
use std::fmt;

use serde::Serialize;

use crate::content::page::PagePart;
use crate::content::{Content, Language, Page};
use crate::diagnostics::Place;

/// The 2,942 words that most American pupils know at the age of ten: the new Dale-Chall list (Chall and Dale,
/// "Readability Revisited", 1995), from the npm package `dale-chall` 2.0.1 (MIT licence, © 2014 Titus Wormer).
const FAMILIAR: &str = include_str!("familiar_words.txt");
/// What may be added to a familiar word or taken from it, so that it is familiar still, and what takes its place.
const ENDINGS: [(&str, &str); 11] = [
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("d", ""),
    ("ed", ""),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("er", ""),
    ("est", ""),
    ("ly", ""),
];

/// Figures about the running text of published pages in the default language. Headings, lists without a full stop,
/// quotations and official statements are not counted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Readability {
    /// The tag of the language.
    pub language: String,
    /// How many sentences there are.
    pub sentences: usize,
    /// The mean length of a sentence, in words.
    pub words_per_sentence: f64,
    /// The length of the longest sentence, in words.
    pub longest: usize,
    /// The share of words that are neither familiar nor names, from 0 to 1; known for English only.
    pub unfamiliar: Option<f64>,
}

impl Readability {
    /// Of the published pages of `content`; `None` where they have no sentence.
    #[expect(clippy::cast_precision_loss, reason = "counts of words of a small site")]
    pub fn of(content: &Content) -> Option<Self> {
        let language = &content.facts.default_language;
        let pages = content.by_language.get(language)?.pages.values();
        let texts = pages.filter(|page| page.published).flat_map(texts);
        let sentences: Vec<String> = texts
            .flat_map(|(_, text)| sentences(&without_quotations(&text)))
            .filter(|sentence| is_whole(sentence))
            .collect();
        let lengths = sentences.iter().map(|sentence| sentence.split_whitespace().count());
        let (words, longest) = (lengths.clone().sum::<usize>(), lengths.max()?);
        let unfamiliar = is_english(language).then(|| {
            let familiar: HashSet<&str> = FAMILIAR.split_whitespace().collect();
            let count = |sentence: &String| unfamiliar(sentence, &familiar);
            sentences.iter().map(count).sum::<usize>() as f64 / words as f64
        });
        Some(Self {
            language: language.to_string(),
            sentences: sentences.len(),
            words_per_sentence: words as f64 / sentences.len() as f64,
            longest,
            unfamiliar,
        })
    }
}

/// One line.
impl fmt::Display for Readability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { language, sentences, words_per_sentence, longest, unfamiliar } = self;
        write!(
            f,
            "readability of `{language}`: {sentences} sentences of {words_per_sentence:.1} words, the longest of {longest}"
        )?;
        match unfamiliar {
            Some(share) => {
                write!(f, "; {:.0} % of the words are not familiar (Dale-Chall)", share * 100.0)
            }
            None => Ok(()),
        }
    }
}

/// Whether `language` is a form of English.
pub(super) fn is_english(language: &Language) -> bool {
    language.as_str().split('-').next() == Some("en")
}

/// The texts of `page`, each with the place of its section or of the title. Official statements are not among them,
/// nor is what a translation has from its original because it lacks it.
pub(super) fn texts(page: &Page) -> Vec<(&Place, String)> {
    let head = [
        (PagePart::Title, page.title.clone()),
        (PagePart::Heading, page.heading().to_owned()),
        (PagePart::Summary, page.summary.clone()),
        (PagePart::Lead, page.lead.plain()),
    ];
    let head = head.into_iter().filter(|(part, _)| !page.lacks(*part));
    let head = head.map(|(_, text)| (&page.place, text));
    let sections = page.sections.iter().filter(|section| !section.untranslated);
    let sections = sections.flat_map(|section| section.words().map(|text| (&section.place, text)));
    head.chain(sections).collect()
}

/// `text` without the quotations in it: their words are not ours.
pub(super) fn without_quotations(text: &str) -> String {
    let pieces = text.split('“').enumerate().map(|(index, piece)| match piece.split_once('”') {
        Some((_, after)) if index > 0 => after,
        _ => piece,
    });
    pieces.collect()
}

/// The sentences of `text`: each ends with a mark that a space or the end follows.
pub(super) fn sentences(text: &str) -> Vec<String> {
    let mut sentences = vec![String::new()];
    for word in text.split_whitespace() {
        if let Some(last) = sentences.last_mut() {
            last.push_str(word);
            last.push(' ');
        }
        if ends_sentence(word) {
            sentences.push(String::new());
        }
    }
    sentences
}

fn is_whole(sentence: &str) -> bool {
    sentence.split_whitespace().last().is_some_and(ends_sentence)
}

fn ends_sentence(word: &str) -> bool {
    word.trim_end_matches([')', '”', '’']).ends_with(['.', '!', '?', '。', '！', '？', '؟'])
}

/// How many words of `sentence` are not in `familiar`, in any of their forms. A word with a capital letter that does
/// not begin the sentence is a name, and so is familiar, as in the formula of Dale and Chall.
fn unfamiliar(sentence: &str, familiar: &HashSet<&str>) -> usize {
    let words = sentence.split_whitespace().enumerate();
    let parts = words.flat_map(|(index, word)| {
        let is_name = index > 0 && word.chars().any(char::is_uppercase);
        word.split(['-', '/']).filter(move |_| !is_name)
    });
    let bare = parts.map(|part| part.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
    let bare = bare.map(|word| word.replace('’', "'"));
    bare.filter(|word| word.chars().all(|c| c.is_alphabetic() || c == '\''))
        .filter(|word| !word.is_empty() && !is_familiar(word, familiar))
        .count()
}

fn is_familiar(word: &str, familiar: &HashSet<&str>) -> bool {
    let word = word.strip_suffix("'s").unwrap_or(word);
    let is_known = |stem: &str| familiar.contains(stem);
    is_known(word)
        || ENDINGS.iter().any(|(ending, instead)| {
            word.strip_suffix(ending).is_some_and(|stem| {
                is_known(&format!("{stem}{instead}")) || is_known(&without_doubled_end(stem))
            })
        })
}

/// `stopp` as `stop`.
fn without_doubled_end(stem: &str) -> String {
    let mut letters: Vec<char> = stem.chars().collect();
    if let [.., before, last] = letters.as_slice()
        && before == last
    {
        letters.pop();
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_familiar_words_and_names_are_familiar() {
        let familiar: HashSet<&str> = FAMILIAR.split_whitespace().collect();
        for (sentence, expected) in [
            ("We help people who come from other countries.", 0),
            ("She stopped at the stations in Boston, at 55 Fruit Street.", 0),
            ("Follow Cambridge Street to the hospital’s front door.", 0),
            ("Multilingual coordinators facilitate appointments.", 4),
        ] {
            assert_eq!(unfamiliar(sentence, &familiar), expected, "{sentence}");
        }
    }

    #[test]
    fn a_text_is_cut_into_sentences_and_quotations_are_left_out() {
        let text =
            without_quotations("Say: “Call me now. Please.” We come. Is it 5.30 p.m.? (Yes.)");
        let whole: Vec<_> = sentences(&text).into_iter().filter(|it| is_whole(it)).collect();
        assert_eq!(whole, ["Say: We come. ", "Is it 5.30 p.m.? ", "(Yes.) "]);
        assert!(!is_whole("medical care"));
    }
}
