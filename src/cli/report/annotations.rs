//! Reports that code hosts show beside the lines of a change.

use serde_json::{Value, json};

use crate::content::digest::digest;
use crate::diagnostics::{Diagnostic, Severity};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The identifier of the rule of every diagnostic: the messages say what each is about.
const RULE: &str = "content";

/// A log in the format SARIF 2.1.0 (OASIS).
pub(super) fn sarif(found: &[Diagnostic]) -> String {
    let results: Vec<Value> = found.iter().map(result).collect();
    let driver = json!({
        "name": "patient-center",
        "version": env!("CARGO_PKG_VERSION"),
        "rules": [{ "id": RULE, "shortDescription": { "text": "the content of the site" } }],
    });
    let run = json!({
        "tool": { "driver": driver },
        // Columns are counted in characters here.
        "columnKind": "unicodeCodePoints",
        "results": results,
    });
    pretty(&json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] }))
}

fn result(diagnostic: &Diagnostic) -> Value {
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut location = json!({ "artifactLocation": { "uri": uri(&diagnostic.file) } });
    if let (Some(place), Some(location)) = (&diagnostic.place, location.as_object_mut()) {
        let length = place.text.get(place.span.clone()).unwrap_or_default().chars().count();
        let region = json!({
            "startLine": place.line,
            "startColumn": place.column,
            "endColumn": place.column + length,
        });
        location.insert("region".to_owned(), region);
    }
    json!({
        "ruleId": RULE,
        "ruleIndex": 0,
        "level": level,
        "message": { "text": described(diagnostic) },
        "locations": [{ "physicalLocation": location }],
    })
}

/// Workflow commands, which GitHub Actions shows as annotations.
pub(super) fn github(found: &[Diagnostic]) -> String {
    let command = |diagnostic: &Diagnostic| {
        let level = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let file = property(&diagnostic.file);
        let place = diagnostic.place.as_ref();
        let place = place.map(|place| format!(",line={},col={}", place.line, place.column));
        let place = place.unwrap_or_default();
        format!("::{level} file={file}{place}::{}\n", data(&described(diagnostic)))
    };
    found.iter().map(command).collect()
}

/// The message of a workflow command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// A code quality report, which GitLab shows beside a merge request.
pub(super) fn gitlab(found: &[Diagnostic]) -> String {
    let issue = |diagnostic: &Diagnostic| {
        let severity = match diagnostic.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
        };
        // The line is left out, so that a mistake is the same one when lines are added above it.
        let text = diagnostic.place.as_ref().map_or("", |place| place.text.as_str());
        let identity = format!("{}\n{}\n{text}", diagnostic.file, diagnostic.message);
        json!({
            "description": described(diagnostic),
            "check_name": RULE,
            "fingerprint": digest(identity, 32),
            "severity": severity,
            "location": {
                "path": diagnostic.file,
                "lines": { "begin": diagnostic.place.as_ref().map_or(1, |place| place.line) },
            },
        })
    };
    pretty(&Value::Array(found.iter().map(issue).collect()))
}

/// The message with its help.
fn described(diagnostic: &Diagnostic) -> String {
    let help = diagnostic.help.iter().map(|help| format!("\nhelp: {help}"));
    diagnostic.message.clone() + &help.collect::<String>()
}

/// `file` as a relative reference (RFC 3986).
fn uri(file: &str) -> String {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    const ESCAPED: &AsciiSet =
        &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    utf8_percent_encode(file, ESCAPED).to_string()
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}
