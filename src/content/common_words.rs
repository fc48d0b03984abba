//! The most common words of some languages, by which a text in another language than that of its file is found.
//!
//! It is a small check, for texts that were left untranslated or put into the wrong file: languages of other scripts
//! are told apart by their letters, see `lint`.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

/// About 25 words of each language that are in nearly every sentence.
const WORDS: [(&str, &str); 9] = [
    (
        "en",
        "the and of to for with you your this that are is from not be by have has will can our we if or when in on",
    ),
    (
        "es",
        "el la los las de del y en que un una para con por se su sus es o al no como más este esta le usted",
    ),
    (
        "pt",
        "o a os as de do da dos das e em que um uma para com por se seu sua é ou ao não como mais no na você",
    ),
    (
        "fr",
        "le la les de des du et en que un une pour avec par se son sa est ou au aux ne pas vous nous ce cette dans sur",
    ),
    (
        "tr",
        "ve bir bu için ile de da en çok daha olan olarak ya veya ne gibi kadar sonra her ise size sizin siz bizim",
    ),
    (
        "de",
        "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an sie wir oder bei",
    ),
    (
        "it",
        "il lo la i gli le di del della e in che un una per con da si è o al non come più questo nel su ci",
    ),
    (
        "nl",
        "de het een en van in is op te dat die voor met niet zijn aan er om ook als bij of uw u wij naar",
    ),
    (
        "sw",
        "na ya wa kwa ni la za katika hii huu hizo cha vya yako wako yetu wetu au kama pia kuwa baada kabla wewe sisi",
    ),
];

/// The same, to look a word up.
static SETS: LazyLock<[(&str, HashSet<&str>); WORDS.len()]> =
    LazyLock::new(|| WORDS.map(|(tag, words)| (tag, words.split(' ').collect())));

/// The language whose words are compared with those of a language that is not listed above.
const WIDESPREAD: &str = "en";
/// The shortest text that is judged, in words.
const FEWEST: usize = 5;
/// How many more common words the other language must have.
const MARGIN: usize = 3;

/// The language that `text` seems to be in, if that is another than `tag`.
pub(super) fn other_language(tag: &str, text: &str) -> Option<&'static str> {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    // Each counts once: “no fonts, no maps, no pictures”.
    let words: HashSet<Cow<'_, str>> = words.map(lowercase).collect();
    if words.len() < FEWEST {
        return None;
    }
    let primary = tag.split('-').next().unwrap_or(tag);
    let count =
        |common: &HashSet<&str>| words.iter().filter(|word| common.contains(word.as_ref())).count();
    let own = SETS.iter().find(|(known, _)| *known == primary);
    let own_count = own.map_or(0, |(_, common)| count(common));
    let others = SETS
        .iter()
        .filter(|(known, _)| *known != primary && (own.is_some() || *known == WIDESPREAD));
    let (most, other) = others.map(|(known, common)| (count(common), *known)).max()?;
    (most >= own_count + MARGIN && most > 2 * own_count && most * 5 >= words.len()).then_some(other)
}

/// `word` in lower case, copied only if it is not.
fn lowercase(word: &str) -> Cow<'_, str> {
    if word.contains(char::is_uppercase) { word.to_lowercase().into() } else { word.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_another_language_is_found_and_names_are_not() {
        let english = "You have the right to an interpreter, and it is free for you.";
        for tag in ["es", "pt-BR", "fr", "tr", "de", "sw", "fi", "ru"] {
            assert_eq!(other_language(tag, english), Some("en"), "{tag}");
        }
        assert_eq!(
            other_language(
                "pt-BR",
                "El hospital está en el centro de la ciudad y los pacientes son del mundo."
            ),
            Some("es")
        );
        let right = [
            ("en", english),
            ("es", "La línea roja sale de la estación Charles/MGH y llega al hospital."),
            ("pt", "O hospital fica no centro da cidade e as pacientes são do mundo."),
            ("de", "Welcome to Massachusetts General Hospital"),
            ("fi", "Sairaala on keskustassa, ja potilaat tulevat kaikkialta maailmasta."),
            ("tr", "Office of the Patient Advocate"),
        ];
        for (tag, text) in right {
            assert_eq!(other_language(tag, text), None, "{tag}: {text}");
        }
    }
}
