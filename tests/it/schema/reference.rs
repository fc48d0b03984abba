//! The reference at the end of the README of the content: every key of the schemas, in tables.

use std::fmt::Write;
use std::fs;

use serde_json::{Map, Value};

use super::{read, written};
use crate::support::content::project;

const BEGIN: &str = "<!-- reference: a test writes what follows from the schemas -->\n";
const END: &str = "<!-- end of the reference -->\n";

/// The longest example, in characters.
const LONGEST: usize = 60;

#[test]
fn the_reference_in_the_readme_is_that_of_the_schemas() {
    let path = project().join("content/README.md");
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let new = format!("{before}{BEGIN}\n{}{END}{after}", reference());
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &new).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap();
    assert!(written == new, "BLESS=1 writes the reference anew");
}

fn reference() -> String {
    let files = [
        ("site.schema.json", "Facts: `site.toml`"),
        ("page.schema.json", "A page: `<lang>/<page>.toml`"),
        ("ui.schema.json", "Words of the interface: `<lang>/ui.toml`"),
    ];
    let root = written();
    let mut text = String::new();
    for (schema, title) in files {
        writeln!(text, "### {title}\n").unwrap();
        table(&read(&root.path().join("schema").join(schema)), "", &mut text);
    }
    text
}

/// The keys of the table at `path`, then the tables in it.
fn table(schema: &Value, path: &str, text: &mut String) {
    let properties = schema["properties"].as_object().unwrap();
    let is_required = |key: &String| {
        schema["required"].as_array().is_some_and(|required| required.iter().any(|it| it == key))
    };
    if !path.is_empty() {
        writeln!(text, "#### `{path}`\n").unwrap();
    }
    text.push_str("| key | what it is | kind | required | example |\n|---|---|---|---|---|\n");
    for (key, value) in properties {
        let required = if is_required(key) { "yes" } else { "" };
        let about = value["description"].as_str().unwrap();
        let (kind, example) = (kind(value), example(value));
        writeln!(text, "| `{key}` | {about} | {kind} | {required} | {example} |").unwrap();
    }
    text.push('\n');
    for (key, value) in properties {
        inner_table(key, value, path, text);
        if let Some(choices) = value["oneOf"].as_array() {
            values(key, choices, path, text);
        }
    }
}

/// The table or tables that `key` has in the table at `path`.
fn inner_table(key: &str, value: &Value, path: &str, text: &mut String) {
    let name = path.trim_matches(['[', ']']);
    let name = if name.is_empty() { key.to_owned() } else { format!("{name}.{key}") };
    let has_keys = |schema: &Value| schema.get("properties").is_some();
    if has_keys(value) {
        table(value, &format!("[{name}]"), text);
    } else if has_keys(&value["items"]) {
        table(&value["items"], &format!("[[{name}]]"), text);
    } else if has_keys(&value["additionalProperties"]) {
        table(&value["additionalProperties"], &format!("[{name}.<id>]"), text);
    }
}

/// The values that `key` may have.
fn values(key: &str, choices: &[Value], path: &str, text: &mut String) {
    let of = if path.is_empty() { String::new() } else { format!(" of `{path}`") };
    writeln!(text, "Values of `{key}`{of}:\n").unwrap();
    for choice in choices {
        let (value, about) =
            (choice["const"].as_str().unwrap(), choice["description"].as_str().unwrap());
        writeln!(text, "- `{value}`: {about}").unwrap();
    }
    text.push('\n');
}

fn kind(schema: &Value) -> &'static str {
    let words = schema.as_object().is_some_and(is_any_text);
    match schema["type"].as_str() {
        Some("boolean") => "`true` or `false`",
        Some("number") => "number",
        Some("array") if schema["items"]["type"] == "object" => "tables",
        Some("array") => "list of texts",
        Some("object") if schema.get("properties").is_none() => "table of names",
        Some("object") => "table",
        Some("string") if schema["format"] == "date" => "date",
        Some("string") if schema.get("enum").is_none() && words => "text",
        Some("string") if schema.get("enum").is_none() => "text of this form",
        _ => "one of several",
    }
}

fn is_any_text(schema: &Map<String, Value>) -> bool {
    !schema.contains_key("pattern")
}

/// The first example as TOML.
fn example(schema: &Value) -> String {
    let Some(example) = schema["examples"].get(0) else { return String::new() };
    let example = match example {
        Value::String(text) if schema["format"] == "date" => text.clone(),
        Value::Object(entries) => {
            let entries = entries.iter().map(|(key, value)| {
                let is_bare = key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
                if is_bare { format!("{key} = {value}") } else { format!("\"{key}\" = {value}") }
            });
            format!("{{ {} }}", entries.take(2).collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => {
            let items = items.iter().take(2).map(Value::to_string);
            format!("[{}]", items.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    };
    let shown = if example.chars().count() > LONGEST {
        example.chars().take(LONGEST - 1).chain(['…']).collect()
    } else {
        example
    };
    format!("`{}`", shown.replace('|', "\\|"))
}
