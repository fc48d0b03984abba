//! The JSON Schemas of the content files: written by the command, committed, named by every file, and shown as tables
//! in the README of the content. `BLESS=1 cargo nextest run -E 'test(schema)'` writes schemas and tables anew.
//!
//! Whether they accept the content and refuse mistakes, `tests/schema/check.py` asks an editor's own checker.

mod reference;

use std::fs;
use std::path::Path;

use serde_json::{Map, Value};

use crate::support::binary::output;
use crate::support::content::{fixture, project};

const SCHEMAS: [&str; 3] = ["page.schema.json", "site.schema.json", "ui.schema.json"];

/// What the command writes.
fn written() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let out = root.path().join("schema");
    let output = output(&["schema", "--out", out.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), SCHEMAS.len());
    root
}

fn read(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn committed(name: &str) -> Value {
    read(&project().join("schema").join(name))
}

#[test]
fn the_schemas_of_the_repository_are_those_that_the_command_writes() {
    let root = written();
    for name in SCHEMAS {
        let (new, old) =
            (root.path().join("schema").join(name), project().join("schema").join(name));
        if std::env::var_os("BLESS").is_some() {
            fs::copy(&new, &old).unwrap();
        }
        let is_same = fs::read(new).unwrap() == fs::read(old).unwrap();
        assert!(is_same, "`patient-center schema --out schema` writes {name} anew");
    }
}

#[test]
fn schemas_replace_schemas_and_nothing_else() {
    let root = written();
    let out = root.path().join("schema");
    let run = || output(&["schema", "--out", out.to_str().unwrap()]).status.code();
    fs::write(out.join(SCHEMAS[0]), "{}").unwrap();
    assert_eq!(run(), Some(0));
    assert_ne!(fs::read_to_string(out.join(SCHEMAS[0])).unwrap(), "{}");
    fs::write(out.join(SCHEMAS[0]), "{}").unwrap();
    fs::write(out.join("notes.txt"), "mine").unwrap();
    assert_eq!(run(), Some(2));
    assert_eq!(fs::read_to_string(out.join(SCHEMAS[0])).unwrap(), "{}", "all files or none");
    assert_eq!(fs::read_to_string(out.join("notes.txt")).unwrap(), "mine");
}

/// Calls `visit` with the path and the schema of every key.
fn each_key(schema: &Value, path: &str, visit: &mut impl FnMut(&str, &Map<String, Value>)) {
    let properties = schema.get("properties").and_then(Value::as_object);
    for (key, value) in properties.into_iter().flatten() {
        let path = format!("{path} {key}");
        visit(&path, value.as_object().unwrap());
        let inner = [Some(value), value.get("items"), value.get("additionalProperties")];
        for inner in inner.into_iter().flatten() {
            each_key(inner, &path, visit);
        }
    }
}

#[test]
fn every_key_says_what_it_is_for_and_shows_an_example() {
    for name in SCHEMAS {
        let mut count = 0;
        each_key(&committed(name), name, &mut |path, schema| {
            count += 1;
            let about = schema.get("description").and_then(Value::as_str).unwrap_or_default();
            let is_sentence =
                about.ends_with('.') && about.starts_with(|c: char| c.is_uppercase() || c == '`');
            assert!(
                is_sentence && !about.contains("None") && !about.contains("[`"),
                "{path}: {about}"
            );
            let holds = |schema: &Value| schema.get("type").is_some_and(|kind| kind == "object");
            let is_table = schema.contains_key("properties")
                || [schema.get("items"), schema.get("additionalProperties")]
                    .into_iter()
                    .flatten()
                    .any(holds);
            assert!(is_table || schema.contains_key("examples"), "{path} has no example");
        });
        assert!(count > 40, "{count} keys of {name}");
    }
}

#[test]
fn no_schema_allows_an_unknown_key_or_null() {
    for name in SCHEMAS {
        let schema = committed(name);
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
        assert_eq!(schema["additionalProperties"], false);
        each_key(&schema, name, &mut |path, schema| {
            let is_closed = schema.get("additionalProperties").is_some_and(|it| *it == false);
            assert!(is_closed || !schema.contains_key("properties"), "{path}");
            assert!(!Value::Object(schema.clone()).to_string().contains("null"), "{path}");
        });
    }
}

/// The schema that the file at `path` names in its first line.
fn named_schema(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let schema = text.lines().next().unwrap().strip_prefix("#:schema ");
    assert!(schema.is_some(), "{} names no schema", path.display());
    let found = path.parent().unwrap().join(schema.unwrap()).canonicalize();
    assert!(found.is_ok(), "{} names {schema:?}, which is not there", path.display());
    let found = found.unwrap();
    found.file_name().unwrap().to_str().unwrap().to_owned()
}

/// Asserts that every file of the content in `root` names its own schema.
fn assert_named(root: &Path) {
    assert_eq!(named_schema(&root.join("site.toml")), "site.schema.json");
    let mut count = 0;
    for directory in fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()) {
        if !directory.join("ui.toml").exists() {
            continue;
        }
        let files = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
        for file in files.filter(|file| file.extension().is_some_and(|it| it == "toml")) {
            let expected = if file.ends_with("ui.toml") { SCHEMAS[2] } else { SCHEMAS[0] };
            assert_eq!(named_schema(&file), expected, "{}", file.display());
            count += 1;
        }
    }
    assert!(count > 2, "{} has {count} files", root.display());
}

#[test]
fn every_content_file_names_its_schema() {
    assert_named(&project().join("content"));
    assert_named(&fixture("other-hospital"));
}

#[test]
fn what_the_program_lays_out_names_its_schema() {
    let root = tempfile::tempdir().unwrap();
    // Of the second language the words are known, of the third they are not; nor are those of the last site.
    for language in ["en", "ar", "sw"] {
        let site = root.path().join(language);
        let content = site.join("content");
        let new = |arguments: &[&str]| {
            let content = ["--content", content.to_str().unwrap()];
            let output = output(&[&["new"], arguments, &content].concat());
            assert_eq!(
                output.status.code(),
                Some(0),
                "{}",
                String::from_utf8_lossy(&output.stderr)
            );
        };
        new(&["site", site.to_str().unwrap(), "--language", language]);
        new(&["page", "visa"]);
        new(&["language", "fr"]);
        new(&["language", "nl"]);
        assert_named(&content);
        for name in SCHEMAS {
            assert_eq!(read(&site.join("schema").join(name)), committed(name));
        }
    }
}
