//! Values that are written as a text: how each is read, and what is said where it cannot be.

use std::fmt;
use std::ops::Range;

use jiff::civil::Date;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;
use toml::de::DeValue;
use unicode_width::UnicodeWidthChar;

use crate::content::message::Message;
use crate::content::name::{Language, SectionId};
use crate::content::reading::{refer, report};
use crate::content::reference::ReferenceKind;
use crate::content::text::{Target, Text};

/// A text that is not words of a language: a name, an identifier, a mark. The deserializer recognizes this type
/// and the next three by their names.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Verbatim(pub(crate) String);

/// The same, but words of a translation, which may lack them: the label of a drawing.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Label(pub(crate) String);

/// The same as [`Verbatim`], but empty until the hospital has supplied it.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Owed(pub(crate) String);

/// A day of the calendar, written without quotes.
#[derive(Deserialize)]
pub(crate) struct LocalDate(String);

impl LocalDate {
    /// The day; `None` where it could not be read.
    pub(crate) fn date(&self) -> Option<Date> {
        self.0.parse().ok()
    }
}

/// Why a text is not what it should be, and what to write instead.
pub(crate) struct Mistake(pub(crate) String, pub(crate) String);

impl Mistake {
    /// With a `message` and a `help`.
    pub(crate) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self(message.into(), help.into())
    }
}

/// Parses the text at `span`, and reports an error. `None` also for an empty text, which has been reported or
/// is not supplied yet.
pub(crate) fn parsed<T>(
    span: Range<usize>,
    text: &str,
    parse: impl FnOnce(&str) -> Result<T, Mistake>,
) -> Option<T> {
    if text.is_empty() {
        return None;
    }
    parse(text).map_err(|Mistake(message, help)| report(span, message, help)).ok()
}

/// A required text; the default where `parse` refuses it.
pub(crate) fn required<'de, D: Deserializer<'de>, T: Default>(
    input: D,
    parse: impl FnOnce(&str) -> Result<T, Mistake>,
) -> Result<T, D::Error> {
    let text = Spanned::<Verbatim>::deserialize(input)?;
    Ok(parsed(text.span(), &text.get_ref().0, parse).unwrap_or_default())
}

/// A text that may be left out.
pub(crate) fn optional<'de, D: Deserializer<'de>, T>(
    input: D,
    parse: impl FnOnce(&str) -> Result<T, Mistake>,
) -> Result<Option<T>, D::Error> {
    let text = Option::<Spanned<Verbatim>>::deserialize(input)?;
    Ok(text.and_then(|text| parsed(text.span(), &text.get_ref().0, parse)))
}

/// A required text that is empty until the hospital has supplied it.
pub(crate) fn owed<'de, D: Deserializer<'de>, T>(
    input: D,
    parse: impl FnOnce(&str) -> Result<T, Mistake>,
) -> Result<Option<T>, D::Error> {
    let text = Spanned::<Owed>::deserialize(input)?;
    Ok(parsed(text.span(), &text.get_ref().0, parse))
}

/// The same, but it may also be left out.
pub(crate) fn owed_or_absent<'de, D: Deserializer<'de>, T>(
    input: D,
    parse: impl FnOnce(&str) -> Result<T, Mistake>,
) -> Result<Option<T>, D::Error> {
    let text = Option::<Spanned<Owed>>::deserialize(input)?;
    Ok(text.and_then(|text| parsed(text.span(), &text.get_ref().0, parse)))
}

/// A date that may be left out.
pub(crate) fn date<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Date>, D::Error> {
    Ok(Option::<LocalDate>::deserialize(input)?.and_then(|date| date.date()))
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        required(input, |tag| {
            let help = "write a BCP 47 tag in its usual case, such as `en`, `zh-Hans` or `pt-BR`";
            let wrong = || Mistake::new(format!("`{tag}` is not a language tag"), help);
            Self::new(tag).ok_or_else(wrong)
        })
    }
}

impl<'de> Deserialize<'de> for SectionId {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let help = "write small letters, digits and hyphens";
        let wrong = || Mistake::new("not an identifier", help);
        required(input, |id| Self::new(id).ok_or_else(wrong))
    }
}

impl<'de> Deserialize<'de> for Target {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let name = Spanned::<Verbatim>::deserialize(input)?;
        let wrong = || Mistake::new("not the name of a page", "write `page` or `page#section`");
        let target =
            parsed(name.span(), &name.get_ref().0, |name| Self::parse(name).ok_or_else(wrong));
        if let Some(target) = &target {
            refer(&name.span(), ReferenceKind::Page(target.clone()));
        }
        Ok(target.unwrap_or_default())
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let words = Spanned::<String>::deserialize(input)?;
        let wrong = |fault| Mistake::new("this text cannot be read", fault);
        let text = parsed(words.span(), words.get_ref(), |words| Self::parse(words).map_err(wrong));
        let text = text.unwrap_or_default();
        for target in text.targets() {
            refer(&words.span(), ReferenceKind::Page(target.clone()));
        }
        Ok(text)
    }
}

/// Its placeholders are checked with its key, which says what they are.
impl<'de> Deserialize<'de> for Message {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_newtype_struct(MESSAGE, MessageVisitor)
    }
}

/// The name by which the deserializer recognizes a [`Message`]. Its words are a text; those of the default
/// language, where it has none of its own, are a text in a newtype.
pub(super) const MESSAGE: &str = "Message";

struct MessageVisitor;

impl<'de> Visitor<'de> for MessageVisitor {
    type Value = Message;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("words")
    }

    fn visit_str<E: Error>(self, words: &str) -> Result<Message, E> {
        Ok(Message::parse(words).unwrap_or_default())
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, input: D) -> Result<Message, D::Error> {
        let words = String::deserialize(input)?;
        let message = Message::parse(&words).unwrap_or_default();
        Ok(Message { untranslated: true, ..message })
    }
}

/// Whether nobody sees anything of `text`.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c.width().unwrap_or(0) == 0)
}

/// Whether all texts of `value` have words.
pub(super) fn is_filled(value: &DeValue<'_>) -> bool {
    match value {
        DeValue::String(text) => !is_blank(text),
        DeValue::Array(items) => items.iter().all(|item| is_filled(item.get_ref())),
        _ => true,
    }
}
