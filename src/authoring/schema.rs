//! The JSON Schemas of the content files (draft 7), for editors that complete and check while one types.
//!
//! They are derived from the structs that the files are read into, and changed to what the reading of a file does:
//! no key is unknown to it, lists, tables of names and switches may be left out, and TOML has no null. Words may be
//! missing from a translation; there is one schema for all languages, so it requires none.

use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};
use toml_edit::DocumentMut;

use super::interfaces::{ENGLISH, interface_of};
use crate::content::{Facts, Page, Ui};

/// The examples: a file in which every key has a value.
const SITE: &str = include_str!("../../templates/schema/site.toml");
const PAGE: &str = include_str!("../../templates/schema/page.toml");
/// Of `ui.toml`, only what the English words have no value for.
const UI: &str = include_str!("../../templates/schema/ui.toml");

/// The most examples of a key.
const MOST_EXAMPLES: usize = 2;

/// The schemas, each with the name of its file.
pub type Schemas = [(&'static str, String); 3];

/// The schemas of `site.toml`, of pages, and of `ui.toml`.
pub fn schemas() -> Schemas {
    let english = without_names(interface_of(ENGLISH).unwrap_or_default());
    let site = schema::<Facts>(Words::Required, &[SITE]);
    let page = schema::<Page>(Words::Optional, &[PAGE]);
    let ui = schema::<Ui>(Words::AllOptional, &[&english, UI]);
    [("site.schema.json", site), ("page.schema.json", page), ("ui.schema.json", ui)]
}

/// The words of the interface without those that name a hospital, its city and its numbers.
fn without_names(interface: &str) -> String {
    let mut words: DocumentMut = interface.parse().unwrap_or_default();
    for table in ["site", "local", "phones"] {
        words.remove(table);
    }
    words.to_string()
}

/// Which keys a file must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Words {
    /// It is the same in every language.
    Required,
    /// A translation may lack words, but nothing else.
    Optional,
    /// It has nothing but words.
    AllOptional,
}

fn schema<T: JsonSchema>(words: Words, examples: &[&str]) -> String {
    let settings = SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true);
    let mut schema =
        settings.with_transform(AsRead(words)).into_generator().into_root_schema_for::<T>();
    // The name of the struct, which an editor would show.
    schema.remove("title");
    if let Some(schema) = schema.as_object_mut() {
        for example in examples {
            let example: toml::Table = toml::from_str(example).unwrap_or_default();
            exemplify(schema, &toml::Value::Table(example));
        }
    }
    format!("{:#}\n", schema.as_value())
}

/// Changes what is derived from a struct to how its file is read.
#[derive(Clone)]
struct AsRead(Words);

impl Transform for AsRead {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        let Some(schema) = schema.as_object_mut() else { return };
        without_null(schema);
        one_key_of_many(schema);
        text(schema, self.0);
        if let Some(Value::String(description)) = schema.get_mut("description") {
            *description = description.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        if schema.contains_key("properties") {
            schema.entry("additionalProperties").or_insert(false.into());
            required(schema, self.0);
        }
    }
}

/// What may be null is left out in TOML.
fn without_null(schema: &mut Map<String, Value>) {
    let null = json!("null");
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|kind| *kind != null);
        if let [kind] = types.as_slice() {
            let kind = kind.clone();
            schema.insert("type".to_owned(), kind);
        }
    }
    let Some(Value::Array(choices)) = schema.get("anyOf") else { return };
    let mut others = choices.iter().filter(|choice| choice.get("type") != Some(&null));
    if let (Some(Value::Object(only)), None) = (others.next().cloned(), others.next()) {
        schema.remove("anyOf");
        for (key, value) in only {
            schema.entry(key).or_insert(value);
        }
    }
}

/// A table with one of several keys is described as one table, because editors complete and explain that better than
/// several tables with one key each.
fn one_key_of_many(schema: &mut Map<String, Value>) {
    let Some(Value::Array(choices)) = schema.get("oneOf") else { return };
    let mut properties = Map::new();
    for choice in choices {
        let Some(Value::Object(only)) = choice.get("properties") else { return };
        for (key, value) in only {
            let mut value = value.clone();
            if let (Some(value), Some(description)) =
                (value.as_object_mut(), choice.get("description"))
            {
                value.insert("description".to_owned(), description.clone());
            }
            properties.insert(key.clone(), value);
        }
    }
    schema.remove("oneOf");
    schema.insert("type".to_owned(), "object".into());
    schema.insert("properties".to_owned(), Value::Object(properties));
    schema.insert("minProperties".to_owned(), 1.into());
    schema.insert("maxProperties".to_owned(), 1.into());
}

/// A text without a form of its own is words. Only in a translation may words be empty, and any text of `ui.toml`.
fn text(schema: &mut Map<String, Value>, words: Words) {
    if words == Words::Required && is_words(schema) {
        schema.insert("minLength".to_owned(), 1.into());
    }
    if let (Words::AllOptional, Some(Value::Array(choices))) = (words, schema.get_mut("oneOf")) {
        let about = "Not yet chosen: that of the default language.";
        choices.push(json!({ "type": "string", "const": "", "description": about }));
    }
    if words == Words::AllOptional || schema.get("minLength") == Some(&json!(0)) {
        schema.remove("minLength");
    }
    // What is left out has no value, and TOML has one kind of numbers with a fraction.
    schema.remove("default");
    if schema.get("type") == Some(&json!("number")) {
        schema.remove("format");
    }
}

fn is_words(schema: &Map<String, Value>) -> bool {
    let forms = ["pattern", "format", "enum", "const", "minLength"];
    schema.get("type") == Some(&json!("string"))
        && forms.iter().all(|form| !schema.contains_key(*form))
}

/// What may be left out follows from its type.
fn required(schema: &mut Map<String, Value>, words: Words) {
    let Some(Value::Array(mut required)) = schema.remove("required") else { return };
    let properties = schema.get("properties").and_then(Value::as_object);
    let property = |key: &Value| properties?.get(key.as_str()?)?.as_object();
    required.retain(|key| match words {
        Words::AllOptional => false,
        Words::Optional => property(key).is_some_and(|it| !may_be_left_out(it) && !is_words(it)),
        Words::Required => property(key).is_some_and(|it| !may_be_left_out(it)),
    });
    if !required.is_empty() {
        schema.insert("required".to_owned(), required.into());
    }
}

/// Whether it is a switch, a list or a table of names.
fn may_be_left_out(schema: &Map<String, Value>) -> bool {
    match schema.get("type").and_then(Value::as_str) {
        Some("boolean") => true,
        Some("array") => schema.get("maxItems").is_none(),
        Some("object") => !schema.contains_key("properties"),
        _ => false,
    }
}

/// Adds `example` to the schema of its place.
fn exemplify(schema: &mut Map<String, Value>, example: &toml::Value) {
    match example {
        toml::Value::Table(table) if has_tables(schema) => {
            for (key, value) in table {
                if let Some(inner) = of_key(schema, key) {
                    exemplify(inner, value);
                }
            }
        }
        toml::Value::Array(tables) if tables.iter().any(toml::Value::is_table) => {
            let Some(Value::Object(items)) = schema.get_mut("items") else { return };
            for table in tables {
                exemplify(items, table);
            }
        }
        _ => {
            let examples = schema.entry("examples").or_insert_with(|| json!([]));
            let Some(examples) = examples.as_array_mut() else { return };
            let example = as_json(example);
            if examples.len() < MOST_EXAMPLES && !examples.contains(&example) {
                examples.push(example);
            }
        }
    }
}

/// Whether its keys are known, or each of them has a table.
fn has_tables(schema: &Map<String, Value>) -> bool {
    let names = schema.get("additionalProperties").and_then(|it| it.get("type"));
    schema.contains_key("properties") || names == Some(&json!("object"))
}

/// The schema of the value of `key`.
fn of_key<'a>(schema: &'a mut Map<String, Value>, key: &str) -> Option<&'a mut Map<String, Value>> {
    let known = schema.get("properties").is_some_and(|properties| properties.get(key).is_some());
    let found = if known {
        schema.get_mut("properties")?.get_mut(key)
    } else {
        schema.get_mut("additionalProperties")
    };
    found?.as_object_mut()
}

fn as_json(value: &toml::Value) -> Value {
    match value {
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(items) => items.iter().map(as_json).collect(),
        toml::Value::Table(table) => {
            table.iter().map(|(key, value)| (key.clone(), as_json(value))).collect()
        }
        other => serde_json::to_value(other).unwrap_or_default(),
    }
}
