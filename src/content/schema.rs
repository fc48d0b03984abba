//! The texts of content files in JSON Schema, for editors that complete and check while one types. The schemas of
//! tables are derived from their structs.
//!
//! A schema says less than the reading of a file does: what refers to another file, or depends on the language,
//! is not in it.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::message::Message;
use super::name::{Language, PageName, SectionId};
use super::reference::{DrawingName, PhoneName, PhotoName, SourceName, StatementName};
use super::text::{Target, Text};
use super::toml::{Label, LocalDate, Owed, Verbatim};

/// A span of time, such as `08:00-17:00`.
pub(super) struct TimeSpan;

/// Implements `JsonSchema` for types that are written as texts.
macro_rules! written_as {
    ($($name:ident: $schema:tt,)*) => {
        $(impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        })*
    };
}

written_as! {
    Text: { "type": "string" },
    Message: { "type": "string" },
    Label: { "type": "string" },
    Owed: { "type": "string", "minLength": 0 },
    Verbatim: { "type": "string", "minLength": 1 },
    DrawingName: { "type": "string", "minLength": 1 },
    PhotoName: { "type": "string", "minLength": 1 },
    PhoneName: { "type": "string", "minLength": 1 },
    SourceName: { "type": "string", "minLength": 1 },
    StatementName: { "type": "string", "minLength": 1 },
    LocalDate: { "type": "string", "format": "date" },
    Language: {
        "type": "string",
        "pattern": "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"
    },
    PageName: { "type": "string", "pattern": "^[a-z]([a-z0-9-]{0,62}[a-z0-9])?$" },
    SectionId: { "type": "string", "pattern": "^[a-z]([a-z0-9-]{0,62}[a-z0-9])?$" },
    Target: { "type": "string", "pattern": "^[a-z]([a-z0-9-]*[a-z0-9])?(#[a-z]([a-z0-9-]*[a-z0-9])?)?$" },
    TimeSpan: {
        "type": "string",
        "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]-([0-3][0-9]|4[0-7]):[0-5][0-9]$"
    },
}

/// An array of tables, each of which is a `T` with its `id`.
pub(super) fn identified<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    let mut table = generator.subschema_for::<T>();
    let id = serde_json::json!({
        "description": "The name by which other files refer to it.",
        "type": "string",
        "minLength": 1
    });
    if let Some(properties) = table.get_mut("properties").and_then(|it| it.as_object_mut()) {
        properties.insert("id".to_owned(), id);
    }
    if let Some(required) = table.get_mut("required").and_then(|it| it.as_array_mut()) {
        required.push("id".into());
    }
    json_schema!({ "type": "array", "items": table })
}
