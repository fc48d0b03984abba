//! The collecting deserializer: a value that serde reads from, whatever is wrong with it.

use std::iter;
use std::ops::Range;

use serde::de::value::{
    BorrowedStrDeserializer, Error, MapAccessDeserializer, MapDeserializer, SeqDeserializer,
};
use serde::de::{Deserializer, Error as _, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_spanned::de::{SpannedDeserializer, is_spanned};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::help::{self, QUOTES};
use super::text::{MESSAGE, is_blank, is_filled};
use super::wanted::Wanted;
use crate::content::files::is_forbidden;
use crate::content::lint::BREAKS;
use crate::content::reading::{
    check_letters, check_words, has_words, is_translated, lacking, refer, report,
};
use crate::content::reference::ReferenceKind;
use crate::content::suggestion::{hint, list, nearest};

/// What a key has.
#[derive(Clone, Copy)]
enum Node<'de> {
    Written(&'de DeValue<'de>),
    /// Nothing; that is a mistake if it is required.
    Missing,
    /// A placeholder for a value whose mistake has been reported.
    Blank,
}

/// How a value is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A text is words in the language of the file.
    Words,
    /// A text is a name, an identifier or a number.
    Verbatim,
    /// The same, which may be empty.
    Owed,
    /// A text was the name of a variant that holds nothing.
    Variant,
    /// A table whose `id` has been read.
    Identified,
    /// A text is not words in the language of the file, but a translation may lack it.
    Label,
}

/// The tables whose values belong together, by the names of their structs, with the keys that may be
/// left out: a translation that lacks one of the others has the whole table of its original.
pub(super) const SETS: [(&str, &[&str]); 3] = [
    ("CalendarWords", &["first"]),
    ("ClockWords", &[]),
    ("Quotes", &["inner-open", "inner-close"]),
];

/// A value that serde reads from.
#[derive(Clone)]
pub(super) struct Value<'de> {
    key: &'de str,
    node: Node<'de>,
    /// Its span in the file; for a missing value, the span of its table.
    span: Range<usize>,
    kind: Kind,
    /// What must exist elsewhere, if a text is the name of it.
    refers: Option<fn(String) -> ReferenceKind>,
    /// What the file has here that this one translates.
    original: Option<&'de DeValue<'de>>,
    /// Whether this is the original's value itself, whose mistakes are reported in its own file.
    is_original: bool,
}

impl<'de> Value<'de> {
    /// A whole file.
    pub(super) fn root(table: &'de DeValue<'de>, original: Option<&'de DeValue<'de>>) -> Self {
        Self { original, ..Self::new("", Node::Written(table), 0..0) }
    }

    fn new(key: &'de str, node: Node<'de>, span: Range<usize>) -> Self {
        let (kind, refers) = (Kind::Words, None);
        Self { key, node, span, kind, refers, original: None, is_original: false }
    }

    fn written(key: &'de str, value: &'de Spanned<DeValue<'de>>) -> Self {
        Self::new(key, Node::Written(value.get_ref()), value.span())
    }

    /// The value of `key` in the table at `span`.
    fn of(key: &'de str, table: &'de DeTable<'de>, span: &Range<usize>) -> Self {
        let missing = || Self::new(key, Node::Missing, span.clone());
        table.get(key).map_or_else(missing, |value| Self::written(key, value))
    }

    /// The value of `key` in this table, with what the original has there.
    fn field(&self, key: &'static str) -> Self {
        let value = match self.node {
            Node::Written(DeValue::Table(table)) => Self::of(key, table, &self.span),
            Node::Missing if self.may_be_lacking() => {
                Self::new(key, Node::Missing, self.span.clone())
            }
            _ => Self { key, ..self.blank() },
        };
        let original = self.original.and_then(|original| original.get(key));
        let original = original.map(Spanned::get_ref);
        Self { original, is_original: self.is_original, ..value }
    }

    /// What the original has in the place of this; nothing where there is no original.
    fn originally(&self) -> Self {
        let node = self.original.map_or(Node::Blank, Node::Written);
        Self { node, original: None, is_original: true, ..self.clone() }
    }

    /// Whether these are words that a translation may lack.
    fn may_be_lacking(&self) -> bool {
        matches!(self.kind, Kind::Words | Kind::Label) && is_translated()
    }

    /// Whether this is a table with a value for each of `fields` but the `optional` ones.
    fn is_complete(&self, fields: &[&str], optional: &[&str]) -> bool {
        let Node::Written(table @ DeValue::Table(_)) = self.node else { return false };
        let mut required = fields.iter().filter(|key| !optional.contains(key));
        required.all(|key| table.get(*key).is_some_and(|value| is_filled(value.get_ref())))
    }

    fn blank(&self) -> Self {
        Self::new(self.key, Node::Blank, self.span.clone())
    }

    fn report(&self, message: String, help: impl Into<String>) {
        if !self.is_original {
            report(self.span.clone(), message, help);
        }
    }

    /// Reports that a translation lacks these words.
    fn lacking(&self) -> &'static str {
        if !self.is_original {
            let message = format!("`{}` is not translated", self.key);
            lacking(self.span.clone(), message, "write its words between double quotes");
        }
        ""
    }

    /// Reports that this is missing or something else than `wanted`.
    fn expected(&self, wanted: Wanted) {
        let key = self.key;
        match self.node {
            Node::Written(value) => {
                let message = format!("`{key}` is not {}", wanted.name());
                self.report(message, help::corrected(key, &self.span, value, wanted));
            }
            Node::Missing => {
                let help = help::addition(key, &self.span, wanted);
                self.report(format!("the key `{key}` is missing"), help);
            }
            Node::Blank => {}
        }
    }

    /// Reports that this is something else than `wanted`; it may be left out.
    fn expected_if_written(&self, wanted: Wanted) {
        if let Node::Written(_) = self.node {
            self.expected(wanted);
        }
    }

    /// The text that this is; empty where it is none, or one that no text may be.
    fn text(&self) -> &'de str {
        let (key, help) = (self.key, QUOTES);
        let Node::Written(DeValue::String(text)) = self.node else {
            if matches!(self.node, Node::Missing) && self.may_be_lacking() {
                return self.lacking();
            }
            self.expected(Wanted::Text);
            return "";
        };
        if self.kind == Kind::Variant {
            self.report(format!("`{key}` is not a text in quotes"), help);
            return "";
        }
        if text.is_empty() && self.kind == Kind::Owed {
            return "";
        }
        // A no-break space at an end is a choice: French marks have one inside.
        let text = text.trim_matches([' ', '\t', '\r', '\n']);
        if is_blank(text) {
            if self.may_be_lacking() {
                return self.lacking();
            }
            self.report(format!("`{key}` is empty"), help);
            return "";
        }
        if self.is_original {
            return text;
        }
        if let Some(character) = text.chars().find(|c| is_forbidden(*c) || *c == '\r') {
            // It was written as an escape, or the file would have been refused.
            let code = character as u32;
            self.report(format!("`{key}` has the character U+{code:04X}"), "delete it");
            return "";
        }
        let is_words = self.kind == Kind::Words && has_words();
        if let Some(character) = text.chars().find(|c| BREAKS.contains(c) && !is_words) {
            let code = character as u32;
            let message = format!("`{key}` has the character U+{code:04X}");
            self.report(message, "delete it: only words are broken");
        }
        check_letters(text, &self.span);
        if is_words {
            check_words(text, &self.span);
        }
        if let Some(kind) = self.refers {
            refer(&self.span, kind(text.to_owned()));
        }
        text
    }

    /// Words of the interface; those of the original where a translation lacks them.
    fn message<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        let own = self.text();
        let original = self.originally();
        let words = if own.is_empty() { original.text() } else { "" };
        if self.is_original || !words.is_empty() {
            let words = if own.is_empty() { words } else { own };
            return visitor.visit_newtype_struct(BorrowedStrDeserializer::new(words));
        }
        visitor.visit_borrowed_str(own)
    }

    /// The date that this is; empty where it is none.
    fn date(&self) -> String {
        match self.node {
            Node::Written(DeValue::Datetime(date)) if date.time.is_none() => date.to_string(),
            _ => {
                self.expected(Wanted::Date);
                String::new()
            }
        }
    }

    /// The items of a list.
    fn items(&self) -> Vec<Self> {
        let Node::Written(DeValue::Array(items)) = self.node else {
            self.expected_if_written(Wanted::List);
            return Vec::new();
        };
        let (kind, is_original) = (self.kind, self.is_original);
        let item = |item| Self { kind, is_original, ..Self::written(self.key, item) };
        items.iter().map(item).collect()
    }

    /// The entries of a map.
    fn entries(&self) -> Vec<(&'de str, Self)> {
        match self.node {
            Node::Written(DeValue::Table(table)) => {
                let entry = |(key, value)| (key, Self::written(key, value));
                table.iter().map(|(key, value)| entry((&**key.get_ref(), value))).collect()
            }
            Node::Written(DeValue::Array(_)) => self.identified(),
            _ => {
                self.expected_if_written(Wanted::Table(&[]));
                Vec::new()
            }
        }
    }

    /// The tables of an array, by their `id`.
    fn identified(&self) -> Vec<(&'de str, Self)> {
        let mut entries: Vec<(&str, Self)> = Vec::new();
        for item in self.items() {
            let Node::Written(DeValue::Table(table)) = item.node else {
                item.expected(Wanted::Table(&[]));
                continue;
            };
            let id = Self { kind: Kind::Verbatim, ..Self::of("id", table, &item.span) };
            let name = id.text();
            if !name.is_empty() && entries.iter().any(|(known, _)| *known == name) {
                id.report(format!("`{name}` appears twice"), "give one of them another `id`");
            }
            entries.push((name, Self { kind: Kind::Identified, ..item }));
        }
        entries
    }

    /// The values of `fields`; every other key is reported.
    fn fields(&self, fields: &'static [&'static str]) -> Vec<(&'de str, Self)> {
        let Node::Written(DeValue::Table(table)) = self.node else {
            if !(matches!(self.node, Node::Missing) && self.may_be_lacking()) {
                self.expected(Wanted::Table(fields));
            }
            return fields.iter().map(|key| (*key, self.field(key))).collect();
        };
        for key in table.keys().filter(|_| !self.is_original) {
            let name: &str = key.get_ref();
            let is_id = name == "id" && self.kind == Kind::Identified;
            if !fields.contains(&name) && !is_id {
                let help = hint(name, fields.iter().copied(), "known here:");
                report(key.span(), format!("unknown key `{name}`"), help);
            }
        }
        fields.iter().map(|key| (*key, self.field(key))).collect()
    }

    /// The variant of an enum that this is, with what it holds.
    fn variant(&self, variants: &'static [&'static str]) -> Option<(&'de str, Self)> {
        let is_known = |name: &str| variants.contains(&name);
        let Node::Written(DeValue::Table(_)) = self.node else {
            let name = Self { kind: Kind::Verbatim, ..self.clone() }.text();
            if !is_known(name) && !name.is_empty() {
                let help = hint(name, variants.iter().copied(), "use one of");
                self.report(format!("`{}` cannot be `{name}`", self.key), help);
            }
            return is_known(name).then(|| (name, Self { kind: Kind::Variant, ..self.clone() }));
        };
        let entries = self.entries();
        if let [(name, value)] = entries.as_slice()
            && is_known(name)
        {
            if let Node::Written(DeValue::Array(items)) = value.node
                && items.is_empty()
            {
                let help = format!("write its items, or delete the {}", self.key);
                self.report(format!("`{name}` is empty"), help);
            }
            return Some((name, value.clone()));
        }
        let names = || entries.iter().map(|(name, _)| *name);
        let meant = names().find_map(|name| nearest(name, variants.iter().copied()));
        let help = match meant.filter(|_| !names().any(is_known)) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("use one of {}", list(variants.iter().copied())),
        };
        let (key, found) = (self.key, list(names()));
        self.report(format!("a {key} has one key that says its kind, this one: {found}"), help);
        None
    }
}

type Read<T> = Result<T, Error>;

impl<'de> Deserializer<'de> for Value<'de> {
    type Error = Error;

    /// No content has a value of another type than those below.
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Read<V::Value> {
        Err(Error::custom(format!("`{}` is of a type that is not read", self.key)))
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_borrowed_str(self.text())
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        if let Node::Written(DeValue::Boolean(switch)) = self.node {
            return visitor.visit_bool(*switch);
        }
        self.expected_if_written(Wanted::Switch);
        visitor.visit_bool(true)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        let number = match self.node {
            Node::Written(DeValue::Integer(number)) => number.as_str().parse().ok(),
            Node::Written(DeValue::Float(number)) => number.as_str().parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.expected(Wanted::Number);
        }
        visitor.visit_f64(number.unwrap_or_default())
    }

    /// The content of a variant that holds nothing.
    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        if self.kind != Kind::Variant {
            self.expected_if_written(Wanted::Alone);
        }
        visitor.visit_unit()
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self.node {
            Node::Written(DeValue::String(text)) if is_blank(text) && self.may_be_lacking() => {
                self.lacking();
                visitor.visit_none()
            }
            Node::Written(_) => visitor.visit_some(self),
            Node::Missing | Node::Blank => visitor.visit_none(),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Read<V::Value> {
        if name == MESSAGE {
            return self.message(visitor);
        }
        // The name of the newtype says how its text is read, and whether it refers to something.
        let (kind, refers): (_, Option<fn(_) -> _>) = match name {
            "Verbatim" => (Kind::Verbatim, None),
            "Owed" => (Kind::Owed, None),
            "Label" => (Kind::Label, None),
            "DrawingName" => (Kind::Verbatim, Some(ReferenceKind::Drawing)),
            "PhotoName" => (Kind::Verbatim, Some(ReferenceKind::Photo)),
            "PhoneName" => (Kind::Verbatim, Some(ReferenceKind::Phone)),
            "SourceName" => (Kind::Verbatim, Some(ReferenceKind::Source)),
            "StatementName" => (Kind::Verbatim, Some(ReferenceKind::Statement)),
            "LocalDate" => return visitor.visit_newtype_struct(self.date().into_deserializer()),
            _ => (self.kind, None),
        };
        visitor.visit_newtype_struct(Self { kind, refers, ..self })
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_seq(SeqDeserializer::new(self.items().into_iter()))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, len: usize, visitor: V) -> Read<V::Value> {
        let mut items = self.items();
        match self.node {
            Node::Missing => self.expected(Wanted::List),
            Node::Written(DeValue::Array(_)) if items.len() != len => {
                let message = format!("`{}` has {} items instead of {len}", self.key, items.len());
                self.report(message, format!("write {len} of them"));
            }
            _ => {}
        }
        items.resize(len, self.blank());
        visitor.visit_seq(SeqDeserializer::new(items.into_iter()))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_map(MapDeserializer::new(self.entries().into_iter()))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        if is_spanned(name) {
            let span = self.span.clone();
            return visitor.visit_map(SpannedDeserializer::new(self, span));
        }
        let set = SETS.iter().find(|(set, _)| *set == name && is_translated() && !self.is_original);
        let mut values = self.fields(fields);
        if set.is_some_and(|(_, optional)| !self.is_complete(fields, optional)) {
            let message = format!("`[{}]` is not translated as a whole", self.key);
            lacking(self.span.clone(), message, "write all of its values");
            values = self.originally().fields(fields);
        }
        visitor.visit_map(MapDeserializer::new(values.into_iter()))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        let blank = || variants.first().map(|first| (*first, self.blank()));
        let variant = self.variant(variants).or_else(blank);
        let map = MapDeserializer::new(iter::once(variant).flatten());
        MapAccessDeserializer::new(map).deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 char str bytes byte_buf unit_struct tuple_struct
        identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Error> for Value<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
