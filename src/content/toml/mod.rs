//! TOML files read by serde, with every mistake of a file at once.
//!
//! [`Document::read`] never stops at a mistake: what cannot be read is reported in its place, a blank value
//! stands in for it, and reading goes on. The content of a file with mistakes is checked further, and
//! never served.
//!
//! What may be left out follows from the type of the field: an `Option`, a list, a map, and a switch
//! (`bool`), which is then on. Everything else is required. A `String` is words in the language of the
//! file and may not be empty; what is not words is [`Verbatim`].
//!
//! In a file that [is a translation](super::reading::is_translated), words may be missing or empty. A
//! `Message` then has those of the [`Original`]; so have the tables of [`de::SETS`] as a whole, so that a date is
//! never half in one language. Any other text is empty.

mod de;
mod forms;
mod help;
mod syntax;
mod text;
mod wanted;

use std::collections::BTreeSet;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub(super) use forms::time_span;
pub(super) use text::{
    Label, LocalDate, Mistake, Owed, Verbatim, date, optional, owed, owed_or_absent, parsed,
    required,
};

use super::files::is_forbidden;
use super::reading::report;

/// A file whose TOML is well-formed.
pub(super) struct Document<'a> {
    root: DeValue<'a>,
    /// The file that it translates.
    original: Option<&'a Original<'a>>,
}

/// A well-formed file of the default language, whose words take the place of those that a translation lacks.
pub(super) struct Original<'a>(DeValue<'a>);

impl<'a> Original<'a> {
    /// `text` after `prepare` has changed its values; `None` where its TOML is not well-formed.
    pub(super) fn parse(text: &'a str, prepare: impl FnOnce(&mut Document<'a>)) -> Option<Self> {
        let (table, errors) = DeTable::parse_recoverable(text);
        errors.is_empty().then(|| {
            let root = DeValue::Table(table.into_inner());
            let mut document = Document { root, original: None };
            prepare(&mut document);
            Self(document.root)
        })
    }
}

/// Reads the TOML `text` of the file that is being read with `read`. Where the TOML is not well-formed
/// there is no value, and only that is reported: all else would be a guess.
pub(super) fn read<T>(text: &str, read: impl FnOnce(&Document<'_>) -> T) -> Option<T> {
    read_beside(text, None, |_| {}, read)
}

/// The same of a translation of `original`, after `prepare` has changed its texts; their places stay what they are.
pub(super) fn read_beside<T>(
    text: &str,
    original: Option<&Original<'_>>,
    prepare: impl FnOnce(&mut Document<'_>),
    read: impl FnOnce(&Document<'_>) -> T,
) -> Option<T> {
    let (table, mut errors) = DeTable::parse_recoverable(text);
    errors.sort_by_key(|error| error.span().map(|span| span.start));
    let mut lines = BTreeSet::new();
    for error in &errors {
        let span = error.span().unwrap_or_default();
        // Such a character is reported where the file is decoded.
        if text.get(span.start..).is_some_and(|rest| rest.starts_with(is_forbidden)) {
            continue;
        }
        let found = syntax::explain(text, span, error.message());
        let line = text.get(..found.span.start).unwrap_or_default().matches('\n').count();
        // A second mistake of a line is mostly the first one.
        if lines.insert(line) {
            report(found.span, found.message, found.help);
        }
        if found.is_last {
            break;
        }
    }
    errors.is_empty().then(|| {
        let mut document = Document { root: DeValue::Table(table.into_inner()), original };
        prepare(&mut document);
        read(&document)
    })
}

impl Document<'_> {
    /// The file as a `T`; blank where it cannot be one.
    pub(super) fn read<'de, T: Deserialize<'de> + Default>(&'de self) -> T {
        let original = self.original.map(|original| &original.0);
        T::deserialize(de::Value::root(&self.root, original)).unwrap_or_else(|error| {
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
    use crate::content::reading::{Reading, while_reading};

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
        let german = Language::new("de").unwrap_or_default();
        let reading = Reading::of("a.toml", text).in_language(&german, false);
        let (file, found) =
            while_reading(reading, || read(text, |document| document.read::<File>()));
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
        let added = [
            "a table `[inner]`, and below it `first = …`, `second = …`",
            "`name = \"…\"` above the first `[`",
            "`number = …` above the first `[`",
            "`owed = \"…\"` above the first `[`",
            "`pair = [\"…\"]` above the first `[`",
            "`words = \"…\"` above the first `[`",
        ];
        let missing = required.iter().zip(added);
        let missing: Vec<_> = missing
            .map(|(key, added)| format!("the key `{key}` is missing; add {added}"))
            .collect();
        assert_eq!(mistakes, missing);
    }

    /// A line, and what is said of it.
    const MISTAKES: &[(&str, &[&str])] = &[
        ("words = 7", &["1:9 `words` is not a text in quotes; AROUND `words = \"7\"`"]),
        ("words = \"\"", &["1:9 `words` is empty; QUOTES"]),
        ("words = \" \"", &["1:9 `words` is empty; QUOTES"]),
        ("words = \"a\\u202e\"", &["1:9 `words` has the character U+202E; delete it"]),
        ("name = \"\"", &["2:8 `name` is empty; QUOTES"]),
        ("name = \"Москва\"", &[]),
        ("owed = 7", &["3:8 `owed` is not a text in quotes; AROUND `owed = \"7\"`"]),
        ("number = \"1\"", &["4:10 `number` is not a number; write `number = 1`, without quotes"]),
        ("pair = [\"c\"]", &["5:8 `pair` has 1 items instead of 2; write 2 of them"]),
        ("pair = \"c\"", &["5:8 `pair` is not a list; put brackets around it: `pair = [\"c\"]`"]),
        (
            "inner = 1",
            &[
                "6:9 `inner` is not a table; write a table `[inner]`, and below it `first = …`, `second = …`",
            ],
        ),
        ("left-out = \"\"", &["7:12 `left-out` is empty; QUOTES"]),
        (
            "switch = 1",
            &["7:10 `switch` is not a switch; write `switch = true` or `switch = false`"],
        ),
        (
            "day = \"2026-11-23\"",
            &["7:7 `day` is not a date; write `day = 2026-11-23`, without quotes"],
        ),
        (
            "list = [\"a\", 1, \"\"]",
            &[
                "7:14 `list` is not a text in quotes; AROUND `list = \"1\"`",
                "7:17 `list` is empty; QUOTES",
            ],
        ),
        ("map = []", &[]),
        ("map = 1", &["7:7 `map` is not a table; write a table `[map]`"]),
        ("kind = \"smal\"", &["7:8 `kind` cannot be `smal`; did you mean `small`?"]),
        ("kind = \"huge\"", &["7:8 `kind` cannot be `huge`; KIND"]),
        ("kind = { small = 1 }", &["7:18 `small` is not a text alone; write `\"small\"` alone"]),
        ("block = [{ text = 1 }]", &["7:19 `text` is not a text in quotes; AROUND `text = \"1\"`"]),
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
        ("block = [\"text\"]", &["7:10 `block` is not a text in quotes; QUOTES"]),
        ("block = [1]", &["7:10 `block` is not a text in quotes; AROUND `block = \"1\"`"]),
        ("switched = true", &["7:1 unknown key `switched`; did you mean `switch`?"]),
    ];

    #[test]
    fn every_kind_of_mistake_is_reported_in_its_place() {
        let quotes = "write the words between double quotes";
        let kind = "use one of `small`, `very-large`";
        let blocks = "use one of `text`, `list`, `inner`, `kind`";
        for (text, expected) in MISTAKES {
            let filled = expected.iter().map(|line| {
                let around = "put straight quotes \" around it:";
                let line = line.replace("AROUND", around);
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
            "6:10 `switch` is not a switch",
            "7:1 the key `first` is missing",
            "8:11 `second` is not a text in quotes",
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
        assert_eq!(mistakes.len(), 2, "{mistakes:?}");
        assert!(mistakes.iter().all(|mistake| !mistake.contains("words = 7")), "{mistakes:?}");
    }

    #[test]
    fn a_value_keeps_its_place() {
        let narrow = in_german(&with("narrow = \"x\"")).0.and_then(|file| file.narrow);
        assert_eq!(narrow.map(|text| text.span().len()), Some("\"x\"".len()));
    }
}
