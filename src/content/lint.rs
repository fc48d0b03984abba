//! Rules about words: script, letters and width. Pure functions over text; a function that finds a fault
//! is one rule, and its comment is the rule.
//!
//! Most values are ASCII or right, so a value is checked in one or two passes over its characters.

use icu_locale::LocaleExpander;
use icu_locale::subtags::Script as Tag;
use icu_normalizer::ComposingNormalizerBorrowed;
use icu_properties::props::Script;
use icu_properties::{CodePointMapData, CodePointMapDataBorrowed, PropertyNamesLong};
use unicode_width::UnicodeWidthStr;

use super::common_words;
use super::name::Language;

/// Every character that opens or closes a quotation in some language; an apostrophe is not one.
pub const QUOTATION_MARKS: [char; 17] =
    ['"', '“', '”', '„', '‟', '«', '»', '‹', '›', '「', '」', '『', '』', '〝', '〞', '〟', '＂'];

/// Where a word may be broken: between two parts of it, with a hyphen (U+00AD) or without (U+200B).
pub const BREAKS: [char; 2] = ['\u{ad}', '\u{200b}'];

// Each is a few pointers into data that is compiled in, so that making one costs nothing.
const SCRIPTS: CodePointMapDataBorrowed<'static, Script> = CodePointMapData::<Script>::new();
const EXPANDER: LocaleExpander = LocaleExpander::new_extended();
const NFC: ComposingNormalizerBorrowed<'static> = ComposingNormalizerBorrowed::new_nfc();

/// The scripts whose letters are taken for one another: `A` is in all three (UTS #39).
const LOOK_ALIKES: [Script; 3] = [Script::Latin, Script::Cyrillic, Script::Greek];

/// What is wrong with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault<'a> {
    /// The part of the text that is meant.
    pub fragment: &'a str,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl<'a> Fault<'a> {
    fn new(fragment: &'a str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { fragment, message: message.into(), help: help.into() }
    }
}

/// `text` without the places where its words may be broken, for all that is not set in lines.
pub fn without_breaks(text: &str) -> String {
    text.replace(BREAKS, "")
}

/// What is probably wrong with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt<'a> {
    /// What, and where.
    pub fault: Fault<'a>,
    /// What several of them are called after their number.
    pub group: &'static str,
}

/// What is probably wrong with `text`, which are words in the language `tag`.
pub fn doubts<'a>(text: &'a str, tag: &str) -> Vec<Doubt<'a>> {
    html(text).into_iter().chain(other_language(text, tag)).collect()
}

/// There is no HTML: `<b>` is shown as it is written.
fn html(text: &str) -> Option<Doubt<'_>> {
    let fragment = tag(text).or_else(|| entity(text))?;
    let message = format!("`{fragment}` is shown as it is written: there is no HTML in texts");
    let help = "delete it; emphasis is `*words*`, a link `[words](page)`, and other signs are typed as they are";
    Some(Doubt { fault: Fault::new(fragment, message, help), group: "texts with HTML" })
}

/// The first tag of HTML in `text`.
fn tag(text: &str) -> Option<&str> {
    text.match_indices('<').find_map(|(at, _)| {
        let rest = text.get(at..)?;
        let name = rest.get(1..)?.trim_start_matches(['/', '!']);
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        name.starts_with(|c: char| c.is_ascii_alphabetic()).then(|| rest.get(..end))?
    })
}

/// The first character reference of HTML in `text`: `&nbsp;`.
fn entity(text: &str) -> Option<&str> {
    text.match_indices('&').find_map(|(at, _)| {
        let (name, _) = text.get(at + 1..)?.split_once(';')?;
        let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#');
        ((2..=8).contains(&name.len()) && is_name).then(|| text.get(at..at + name.len() + 2))?
    })
}

/// Words are in the language of their file, as far as its most common words tell.
fn other_language<'a>(text: &'a str, tag: &str) -> Option<Doubt<'a>> {
    let other = common_words::other_language(tag, text)?;
    let message = format!("these words look like `{other}`, not like `{tag}`");
    let fault = Fault::new(text, message, "translate them");
    Some(Doubt { fault, group: "texts that look like another language" })
}

/// What is wrong with `text`, in whatever language it is. A text of ASCII alone has none of these faults.
pub fn faults(text: &str) -> impl Iterator<Item = Fault<'_>> {
    let rules = [isolates, composed, look_alikes];
    let foreign = !text.is_ascii();
    rules.into_iter().filter(move |_| foreign).filter_map(move |rule| rule(text))
}

/// Every bidirectional isolate of a value is closed in it, and nothing is closed that is not open.
fn isolates(text: &str) -> Option<Fault<'_>> {
    let mut open = Vec::new();
    for (at, character) in text.char_indices() {
        match character {
            '\u{2066}'..='\u{2068}' => open.push((at, character)),
            '\u{2069}' if open.pop().is_none() => {
                let fragment = text.get(at..at + character.len_utf8())?;
                let message = "an isolate is closed (U+2069) that was not opened";
                let help = "delete the invisible character U+2069";
                return Some(Fault::new(fragment, message, help));
            }
            _ => {}
        }
    }
    let (at, character) = open.pop()?;
    let fragment = text.get(at..at + character.len_utf8())?;
    let message = format!("an isolate (U+{:04X}) is never closed", u32::from(character));
    let help = "delete it, for names and numbers are kept in order without it; or close it \
                with U+2069";
    Some(Fault::new(fragment, message, help))
}

/// Letters are written in Unicode's form NFC: an accented letter is one character, not two.
fn composed(text: &str) -> Option<Fault<'_>> {
    if NFC.is_normalized(text) {
        return None;
    }
    let (right, rest) = NFC.split_normalized(text);
    let from = right.trim_end_matches(|c: char| !c.is_whitespace()).len();
    let to = right.len() + rest.find(char::is_whitespace).unwrap_or(rest.len());
    let fragment = text.get(from..to)?;
    let message = format!("`{fragment}` has a letter that is written in parts");
    let composed = NFC.normalize(fragment);
    let help = format!("type it again, as `{composed}`; editors and converters call this form NFC");
    Some(Fault::new(fragment, message, help))
}

/// The letters of a word are of one script: a Latin `c` in a Cyrillic word looks right, and is not
/// found, not read out and not printed right.
fn look_alikes(text: &str) -> Option<Fault<'_>> {
    let belongs = |c: char| {
        let script = script_of(c);
        BREAKS.contains(&c) || script == Script::Inherited || LOOK_ALIKES.contains(&script)
    };
    let words = text.split(|c| !belongs(c)).filter(|word| !word.is_ascii());
    words.into_iter().find_map(|fragment| {
        let letters = || fragment.chars().filter(|c| script_of(*c) != Script::Inherited);
        let count = |script| letters().filter(|c| script_of(*c) == script).count();
        let mut found = LOOK_ALIKES.map(|script| (count(script), script));
        found.sort_unstable_by_key(|(count, _)| std::cmp::Reverse(*count));
        let [(_, most), (1.., fewer), _] = found else { return None };
        let intruder = letters().find(|c| script_of(*c) == fewer)?;
        let (most, fewer) = (name(most), name(fewer));
        let message =
            format!("`{fragment}` has a {fewer} letter, `{intruder}`, among its {most} ones");
        let help = "type the whole word again with one keyboard; between two scripts write a \
                    space or a hyphen";
        Some(Fault::new(fragment, message, help))
    })
}

/// The scripts that a language is written in.
#[derive(Debug, Clone, Default)]
pub struct ScriptCheck {
    tag: String,
    /// Empty where they are not known.
    scripts: Vec<Script>,
}

impl ScriptCheck {
    /// From the likely subtags of the language's tag (UTS #35).
    pub fn of(language: &Language) -> Self {
        let Some(mut likely) = language.identifier() else { return Self::default() };
        EXPANDER.maximize(&mut likely);
        Self { tag: language.to_string(), scripts: likely.script.map(scripts).unwrap_or_default() }
    }

    /// Words are in the script of their language: at least one of their letters is, because Latin names may
    /// be among them. An abbreviation in capitals may be alone.
    pub fn script<'a>(&self, text: &'a str) -> Option<Fault<'a>> {
        let first = self.scripts.first()?;
        let mut alone = true;
        for letter in letters(text) {
            if self.scripts.contains(&script_of(letter)) {
                return None;
            }
            alone &= letter.is_uppercase();
        }
        let (script, tag) = (name(*first), &self.tag);
        let message = || format!("none of these letters is {script}, the script of `{tag}`");
        let help = "translate them; only an abbreviation in capitals may stay as it is";
        (!alone).then(|| Fault::new(text, message(), help))
    }
}

/// The scripts that a code stands for: some codes name several (ISO 15924); Korean of today is all Hangul.
fn scripts(tag: Tag) -> Vec<Script> {
    match tag.as_str() {
        "Hans" | "Hant" => vec![Script::Han, Script::Bopomofo],
        "Jpan" => vec![Script::Han, Script::Hiragana, Script::Katakana],
        "Kore" => vec![Script::Hangul],
        _ if Script::from(tag) == Script::Unknown => Vec::new(),
        _ => vec![Script::from(tag)],
    }
}

/// The letters of a text that a reader sees: without `{places}` and without where its links lead.
fn letters(text: &str) -> impl Iterator<Item = char> {
    let (mut before, mut until) = (' ', None);
    text.chars().filter(move |&c| {
        let previous = std::mem::replace(&mut before, c);
        if let Some(end) = until {
            until = until.filter(|_| c != end);
            return false;
        }
        until = match (previous, c) {
            (_, '{') => Some('}'),
            (']', '(') => Some(')'),
            _ => None,
        };
        c.is_alphabetic()
    })
}

fn script_of(character: char) -> Script {
    SCRIPTS.get(character)
}

fn name(script: Script) -> &'static str {
    PropertyNamesLong::<Script>::new().get(script).unwrap_or("own")
}

/// What is wrong with `words` that are too long for a narrow place of a page, on a phone 360 pixels wide, and
/// what to do about it.
///
/// Words are measured in columns, as a terminal does (UAX #11): most letters are one wide, a
/// full-width character is two. At 15 pixels a column is seven and a half (Greek, Han) to eight
/// and a half (Cyrillic); `columns` is the width of the place by that measure, and the longest good word
/// of twelve languages stays within it.
pub fn too_wide(words: &str, columns: usize, place: &str) -> Option<(String, String)> {
    let long = width(words);
    let message = || format!("{long} letters wide, where a phone has room for {columns}: {place}");
    let help = "use shorter words; a character as wide as two letters counts twice";
    (long > columns).then(|| (message(), help.to_owned()))
}

/// How many columns `text` is wide; `{places}` and [`BREAKS`] do not count.
pub fn width(text: &str) -> usize {
    let pieces = text.split('{').enumerate().map(|(index, piece)| match piece.split_once('}') {
        Some((_, words)) if index > 0 => words,
        _ => piece,
    });
    pieces.map(UnicodeWidthStr::width).sum()
}
