//! TOML files read by serde, with every mistake of a file at once.
//!
//! [`Document::read`] never stops at a mistake: what cannot be read is reported in its place, a blank value
//! stands in for it, and reading goes on. The content of a file with mistakes is checked further, and
//! never served.
//!
//! What may be left out follows from the type of the field: an `Option`, a list, a map, and a switch
//! (`bool`), which is then on. Everything else is required. A `String` is words in the language of the
//! file and may not be empty; what is not words is [`Verbatim`].

mod de;
mod text;

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub(super) use text::{LocalDate, Mistake, Owed, Verbatim, date, optional, owed, parsed, required};

use super::reading::report;

/// A file whose TOML is well-formed.
pub(super) struct Document<'a> {
    root: DeValue<'a>,
}

/// Reads the TOML `text` of the file that is being read with `read`. Where the TOML is not well-formed
/// there is no value, and only that is reported: all else would be a guess.
pub(super) fn read<T>(text: &str, read: impl FnOnce(&Document<'_>) -> T) -> Option<T> {
    read_after(text, |_| {}, read)
}

/// As [`read`], after `prepare` has changed its texts; their places stay what they are.
pub(super) fn read_after<T>(
    text: &str,
    prepare: impl FnOnce(&mut Document<'_>),
    read: impl FnOnce(&Document<'_>) -> T,
) -> Option<T> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let message = error.message().lines().collect::<Vec<_>>().join(", ");
        report(error.span().unwrap_or_default(), message, "correct the TOML here");
    }
    errors.is_empty().then(|| {
        let mut document = Document { root: DeValue::Table(table.into_inner()) };
        prepare(&mut document);
        read(&document)
    })
}

impl Document<'_> {
    /// The file as a `T`; blank where it cannot be one.
    pub(super) fn read<'de, T: Deserialize<'de> + Default>(&'de self) -> T {
        T::deserialize(de::Value::root(&self.root)).unwrap_or_else(|error| {
            report(0..0, error.to_string(), "correct the file");
            T::default()
        })
    }

    /// The value of `key`, with its place.
    pub(super) fn get(&self, key: &str) -> Option<Written<'_>> {
        self.root.get(key)
    }

    /// Calls `visit` with the path of every text, such as `hours.next`, and with itself.
    pub(super) fn each_text_mut(&mut self, visit: &mut impl FnMut(&str, &mut String)) {
        visit_mut(&mut self.root, "", visit);
    }

    /// The tables of the array `key`; none where it is something else.
    pub(super) fn tables(&self, key: &str) -> impl Iterator<Item = Written<'_>> {
        tables(&self.root, key)
    }

    /// Where the value of `key` is, which is no part of a table; `0..0` where there is none.
    pub(super) fn span_of(&self, key: &str) -> Range<usize> {
        self.get(key).map_or(0..0, Spanned::span)
    }
}

/// The tables of the array `key` in `table`; none where it is something else.
pub(super) fn tables<'a>(table: &'a DeValue<'a>, key: &str) -> impl Iterator<Item = Written<'a>> {
    let array = table.get(key).and_then(|value| value.get_ref().as_array());
    array.into_iter().flat_map(|items| items.iter())
}

/// A value of a file, with its place.
pub(super) type Written<'a> = &'a Spanned<DeValue<'a>>;

/// Where the value of `key` in `table` is; the place of the table where there is none.
pub(super) fn span_of(table: Written<'_>, key: &str) -> Range<usize> {
    table.get_ref().get(key).unwrap_or(table).span()
}

/// Calls `visit` with every text of `value`: its path, such as `hours.next`, itself, and its place.
pub(super) fn each_text(
    value: Written<'_>,
    path: &str,
    visit: &mut impl FnMut(&str, &str, Range<usize>),
) {
    match value.get_ref() {
        DeValue::String(text) => visit(path, text, value.span()),
        DeValue::Array(items) => items.iter().for_each(|item| each_text(item, path, visit)),
        DeValue::Table(table) => {
            for (key, value) in table {
                each_text(value, &format!("{path}.{}", key.get_ref()), visit);
            }
        }
        _ => {}
    }
}

fn visit_mut(value: &mut DeValue<'_>, path: &str, visit: &mut impl FnMut(&str, &mut String)) {
    match value {
        DeValue::String(text) => visit(path, text.to_mut()),
        DeValue::Array(items) => {
            items.iter_mut().for_each(|item| visit_mut(item.get_mut(), path, visit));
        }
        DeValue::Table(table) => {
            for (key, value) in table.iter_mut() {
                let dot = if path.is_empty() { "" } else { "." };
                visit_mut(value.get_mut(), &format!("{path}{dot}{}", key.get_ref()), visit);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::Date;

    use super::*;
    use crate::content::name::Language;
    use crate::content::reading::while_reading;

    #[expect(dead_code, reason = "what matters is how it is read")]
    #[derive(Debug, Default, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    struct File {
        words: String,
        left_out: Option<String>,
        name: Verbatim,
        owed: Owed,
        number: f64,
        switch: bool,
        #[serde(deserialize_with = "date")]
        day: Option<Date>,
        list: Vec<String>,
        pair: [String; 2],
        inner: Inner,
        inners: Vec<Inner>,
        map: BTreeMap<String, Inner>,
        by_id: BTreeMap<String, Inner>,
        kind: Option<Kind>,
        block: Vec<Block>,
        narrow: Option<Spanned<Verbatim>>,
    }

    #[expect(dead_code, reason = "what matters is how it is read")]
    #[derive(Debug, Default, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    struct Inner {
        first: String,
        second: Vec<Verbatim>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Kind {
        Small,
        VeryLarge,
    }

    #[expect(dead_code, reason = "what matters is how it is read")]
    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Block {
        Text(String),
        List(Vec<String>),
        Inner(Inner),
        Kind(Kind),
    }

    /// Nothing that is required is missing; everything else is.
    const LEAST: &str = "words = \"a\"\nname = \"b\"\nowed = \"\"\nnumber = 1\n\
                         pair = [\"c\", \"d\"]\ninner = { first = \"e\" }\n";

    fn in_german(text: &str) -> (Option<File>, Vec<String>) {
        let german = Language::new("de");
        let (file, found) = while_reading("a.toml", text, german.as_ref(), || {
            read(text, |document| document.read::<File>())
        });
        let shown = found.diagnostics.sorted().into_iter().map(|diagnostic| {
            let place = diagnostic.place.map(|place| format!("{}:{} ", place.line, place.column));
            let help = diagnostic.help.unwrap_or_default();
            format!("{}{}; {help}", place.unwrap_or_default(), diagnostic.message)
        });
        (file, shown.collect())
    }

    /// The least file with `text` in the place of the line of the same key.
    fn with(text: &str) -> String {
        let key = |line: &str| line.split_once(" =").map(|(key, _)| key.to_owned());
        let mut lines: Vec<&str> = LEAST.lines().collect();
        match lines.iter().position(|line| key(line).is_some() && key(line) == key(text)) {
            Some(line) => lines.splice(line..=line, [text]).for_each(drop),
            None => lines.push(text),
        }
        lines.join("\n")
    }

    #[test]
    fn what_may_be_left_out_follows_from_its_type() {
        let (file, mistakes) = in_german(LEAST);
        assert_eq!(mistakes, Vec::<String>::new());
        let file = file.unwrap_or_default();
        assert!(file.switch && file.left_out.is_none() && file.list.is_empty());
        assert!(file.map.is_empty() && file.by_id.is_empty() && file.block.is_empty());
        let (_, mistakes) = in_german("");
        let required = ["inner", "name", "number", "owed", "pair", "words"];
        let missing = required.map(|key| format!("the key `{key}` is missing; add `{key} = …`"));
        assert_eq!(mistakes, missing);
    }

    /// A line, and what is said of it.
    const MISTAKES: &[(&str, &[&str])] = &[
        ("words = 7", &["1:9 `words` must be a text in quotes; QUOTES"]),
        ("words = \"\"", &["1:9 `words` is empty; QUOTES"]),
        ("words = \" \"", &["1:9 `words` is empty; QUOTES"]),
        ("words = \"a\\u202e\"", &["1:9 `words` has the character U+202E; delete it"]),
        ("name = \"\"", &["2:8 `name` is empty; QUOTES"]),
        ("name = \"Москва\"", &[]),
        ("owed = 7", &["3:8 `owed` must be a text in quotes; QUOTES"]),
        ("number = \"1\"", &["4:10 `number` is of the wrong kind; write a number"]),
        ("pair = [\"c\"]", &["5:8 `pair` has 1 items instead of 2; write 2 of them"]),
        ("pair = \"c\"", &["5:8 `pair` is of the wrong kind; write a list"]),
        ("inner = 1", &["6:9 `inner` is of the wrong kind; write a table"]),
        ("left-out = \"\"", &["7:12 `left-out` is empty; QUOTES"]),
        ("switch = 1", &["7:10 `switch` is of the wrong kind; write true or false"]),
        (
            "day = \"2026-11-23\"",
            &["7:7 `day` is of the wrong kind; write a date without quotes, such as 2026-11-23"],
        ),
        (
            "list = [\"a\", 1, \"\"]",
            &["7:14 `list` must be a text in quotes; QUOTES", "7:17 `list` is empty; QUOTES"],
        ),
        ("map = []", &[]),
        ("map = 1", &["7:7 `map` is of the wrong kind; write a table"]),
        ("kind = \"smal\"", &["7:8 `kind` cannot be `smal`; did you mean `small`?"]),
        ("kind = \"huge\"", &["7:8 `kind` cannot be `huge`; KIND"]),
        (
            "kind = { small = 1 }",
            &["7:18 `small` is of the wrong kind; write it alone, as a text in quotes"],
        ),
        ("block = [{ text = 1 }]", &["7:19 `text` must be a text in quotes; QUOTES"]),
        (
            "block = [{ list = [] }]",
            &["7:10 `list` is empty; write its items, or delete the block"],
        ),
        (
            "block = [{ picture = 1 }]",
            &["7:10 a block has one key that says its kind, this one: `picture`; BLOCKS"],
        ),
        (
            "block = [{ txt = 1 }]",
            &["7:10 a block has one key that says its kind, this one: `txt`; did you mean `text`?"],
        ),
        (
            "block = [{ kind = \"small\", text = \"a\" }]",
            &["7:10 a block has one key that says its kind, this one: `kind`, `text`; BLOCKS"],
        ),
        ("block = [{}]", &["7:10 a block has one key that says its kind, this one: ; BLOCKS"]),
        ("block = [\"text\"]", &["7:10 `block` must be a text in quotes; QUOTES"]),
        ("block = [1]", &["7:10 `block` must be a text in quotes; QUOTES"]),
        ("switched = true", &["7:1 unknown key `switched`; did you mean `switch`?"]),
    ];

    #[test]
    fn every_kind_of_mistake_is_reported_in_its_place() {
        let quotes = "write the words between double quotes";
        let kind = "use one of `small`, `very-large`";
        let blocks = "use one of `text`, `list`, `inner`, `kind`";
        for (text, expected) in MISTAKES {
            let filled = expected.iter().map(|line| {
                line.replace("QUOTES", quotes).replace("KIND", kind).replace("BLOCKS", blocks)
            });
            let (file, mistakes) = in_german(&with(text));
            assert_eq!(mistakes, filled.collect::<Vec<_>>(), "{text}");
            assert!(file.is_some(), "{text}");
        }
    }

    #[test]
    fn all_mistakes_of_a_file_are_reported_at_once() {
        let text = "words = \"Отдел\"\nnane = 1\nowed = \"\"\nnumber = 1\npair = [\"c\", \"d\", \"e\"]\n\
                    switch = 1\n[inner]\nsecond = [1]\n[[inners]]\nfirst = \"\"\n[[inners]]\nfirst = \"a\"\n\
                    third = 1\n[map.x]\n[[by-id]]\nid = \"a\"\nfirst = \"a\"\n[[by-id]]\nid = \"a\"\n\
                    first = \"b\"\n[[by-id]]\nfirst = \"c\"\n[[block]]\ninner = { frist = \"a\" }\n";
        let messages: Vec<String> = in_german(text)
            .1
            .into_iter()
            .map(|line| line.split_once(';').map_or_else(String::new, |(line, _)| line.to_owned()))
            .collect();
        let expected = [
            "the key `name` is missing",
            "1:10 none of these letters is Latin, the script of `de`",
            "2:1 unknown key `nane`",
            "5:8 `pair` has 3 items instead of 2",
            "6:10 `switch` is of the wrong kind",
            "7:1 the key `first` is missing",
            "8:11 `second` must be a text in quotes",
            "10:9 `first` is empty",
            "13:1 unknown key `third`",
            "14:1 the key `first` is missing",
            "19:6 `a` appears twice",
            "21:1 the key `id` is missing",
            "24:9 the key `first` is missing",
            "24:11 unknown key `frist`",
        ];
        assert_eq!(messages, expected);
    }

    #[test]
    fn of_broken_toml_only_that_is_reported() {
        let (file, mistakes) = in_german("words = 7\nname = \"\n[inner\n");
        assert!(file.is_none());
        assert!(
            !mistakes.is_empty() && mistakes.iter().all(|m| m.ends_with("correct the TOML here"))
        );
    }

    #[test]
    fn a_value_keeps_its_place() {
        let narrow = in_german(&with("narrow = \"x\"")).0.and_then(|file| file.narrow);
        assert_eq!(narrow.map(|text| text.span().len()), Some("\"x\"".len()));
    }
}
