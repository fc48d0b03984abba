//! What is wrong with a file that is not well-formed TOML, in plain words.
//!
//! The parser says what it expected. An author wants to know what to change, so each mistake is told by the line
//! that it is in.

use std::ops::Range;

use super::forms;
use super::help::LONGEST;
use crate::content::lint::QUOTATION_MARKS;

/// A mistake in the form of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SyntaxError {
    /// Where it is, in bytes.
    pub(super) span: Range<usize>,
    /// What is wrong.
    pub(super) message: String,
    /// What to do about it.
    pub(super) help: String,
    /// Whether what the parser says about the rest of the file is a consequence of it.
    pub(super) is_last: bool,
}

impl SyntaxError {
    fn new(span: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: help.into(), is_last: false }
    }

    fn last(self) -> Self {
        Self { is_last: true, ..self }
    }
}

/// What is wrong at `span` of `source`, where the parser says `message`.
pub(super) fn explain(source: &str, span: Range<usize>, message: &str) -> SyntaxError {
    let line = Line::at(source, span.start);
    let rules = [
        unclosed_list,
        comma,
        unclosed_string,
        duplicate,
        header,
        escape,
        typographic_quotes,
        assignment,
    ];
    let found = rules.into_iter().find_map(|rule| rule(&line, &span, message));
    let found = found.or_else(|| value(&line, &span));
    found.unwrap_or_else(|| {
        let help = "compare it with the lines around it: a value is written `key = \"words\"`";
        let message = message.lines().collect::<Vec<_>>().join(", ");
        SyntaxError::new(span.clone(), message, help)
    })
}

/// The line of a mistake.
struct Line<'a> {
    source: &'a str,
    /// Where it starts.
    start: usize,
    text: &'a str,
}

impl<'a> Line<'a> {
    fn at(source: &'a str, index: usize) -> Self {
        let index = source.floor_char_boundary(index.min(source.len()));
        let before = source.get(..index).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let text = source.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
        Self { source, start, text }
    }

    /// Its key, and its value with the place of that.
    fn assignment(&self) -> Option<(&'a str, &'a str, usize)> {
        let (key, value) = self.text.split_once('=')?;
        let start = self.start + key.len() + 1 + (value.len() - value.trim_start().len());
        (!key.contains(['"', '[', '{'])).then(|| (key.trim(), value.trim(), start))
    }

    /// What stands at `index`, up to the end of a value in a list or in a table.
    fn token(&self, index: usize) -> (&'a str, usize) {
        let at =
            self.text.floor_char_boundary(index.saturating_sub(self.start).min(self.text.len()));
        let (before, after) = self.text.split_at(at);
        let from = before.rfind(['=', ',', '[', '{']).map_or(0, |mark| mark + 1);
        let to = at + after.find([',', ']', '}']).unwrap_or(after.len());
        let token = self.text.get(from..to).unwrap_or_default();
        let start = self.start + from + (token.len() - token.trim_start().len());
        (token.trim(), start)
    }

    /// What stands before the value at `index`, as help repeats it: `key = `, or nothing inside a list.
    fn before(&self, index: usize) -> String {
        match self.assignment() {
            Some((key, _, start)) if start == index => format!("{key} = "),
            _ => String::new(),
        }
    }
}

/// `text` if it is short enough to be repeated, else `…`.
fn short(text: &str) -> &str {
    if text.chars().count() <= LONGEST { text } else { "…" }
}

/// Whether a key can be written without quotation marks.
fn is_bare_key(key: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    !key.is_empty()
        && key.split('.').all(|part| !part.trim().is_empty() && part.trim().chars().all(plain))
}

/// A list that has no end takes in the lines after it.
fn unclosed_list(line: &Line<'_>, span: &Range<usize>, message: &str) -> Option<SyntaxError> {
    let in_list = message.contains("array element") || message.contains("in array");
    let starts_anew = line.text.starts_with('[')
        || line.assignment().is_some_and(|(.., start)| span.start < start);
    if !in_list || !starts_anew {
        return None;
    }
    let before = line.source.get(..line.start)?;
    let open = before.rfind("= [").map(|at| at + 2)?;
    let help = "add `]` after its last value";
    Some(SyntaxError::new(open..open + 1, "this list has no end", help).last())
}

/// A comma stands between two values of a list.
fn comma(_: &Line<'_>, span: &Range<usize>, message: &str) -> Option<SyntaxError> {
    let is_missing = message.contains("missing comma");
    is_missing.then(|| {
        let help = "add a `,` between the values of the list";
        SyntaxError::new(span.clone(), "there is no comma before this value", help)
    })
}

/// The quotation mark before the words has none after them.
fn unclosed_string(line: &Line<'_>, span: &Range<usize>, message: &str) -> Option<SyntaxError> {
    if !message.contains("invalid") || !message.contains(" string") {
        return None;
    }
    for mark in ["\"\"\"", "'''"] {
        if message.contains("multi-line")
            && let Some(open) = line.source.rfind(mark)
        {
            let help = format!(
                "add `{mark}` after the last of them; or write them in one line, between `\"` and `\"`"
            );
            return Some(SyntaxError::new(open..open + 3, "these words have no end", help).last());
        }
    }
    let before = line.text.get(..span.start.checked_sub(line.start)?)?;
    let open = before.find(['"', '\''])?;
    let mark = before.get(open..=open)?;
    let (from, to) = (line.start + open, line.start + line.text.len());
    let message = "the quotation mark before these words has none after them";
    let help = match line.text.trim_end().chars().next_back() {
        Some(last) if is_typographic(last) => {
            format!("write `{mark}` at the end of the words, not `{last}`")
        }
        _ => format!("add `{mark}` at the end of the words"),
    };
    Some(SyntaxError::new(from..to, message, help))
}

/// A key or a table is there twice.
fn duplicate(line: &Line<'_>, span: &Range<usize>, message: &str) -> Option<SyntaxError> {
    if !message.contains("duplicate") {
        return None;
    }
    let name = line.source.get(span.clone())?;
    if !line.text.trim_start().starts_with('[') {
        let message = format!("the key `{name}` appears twice in its table");
        return Some(SyntaxError::new(
            span.clone(),
            message,
            "keep one of the two lines, and delete the other",
        ));
    }
    let full = line.text.trim().trim_matches(['[', ']']).trim();
    let single = format!("\n[{full}]");
    let earlier = line.source.get(..line.start)?;
    if line.text.trim_start().starts_with("[[") {
        // One table of a list that was written as if it were alone.
        let at = format!("\n{earlier}").find(&single)?;
        let message = format!("`[{full}]` has one bracket, and further below `[[{full}]]` has two");
        let help = format!("write `[[{full}]]` here, too");
        return Some(SyntaxError::new(at..at + single.len() - 1, message, help).last());
    }
    let message = format!("the table `[{full}]` appears twice");
    let help = format!(
        "keep one line `[{full}]`, with the keys of both below it; one of several is written `[[{full}]]`"
    );
    Some(SyntaxError::new(span.clone(), message, help))
}

/// The name of a table stands in one pair of brackets or in two.
fn header(line: &Line<'_>, _: &Range<usize>, _: &str) -> Option<SyntaxError> {
    let text = line.text.trim();
    if !text.starts_with('[') || line.text.contains('=') {
        return None;
    }
    let name = text.trim_matches(['[', ']']).trim();
    let message = "this is not the name of a table in brackets";
    let name: String = name.chars().map(|c| if c.is_whitespace() { '-' } else { c }).collect();
    let name = if text.starts_with("[[") { format!("[[{name}]]") } else { format!("[{name}]") };
    let help = format!("write `{name}` alone in its line");
    Some(SyntaxError::new(line.start..line.start + line.text.len(), message, help).last())
}

/// A backslash begins an escape.
fn escape(line: &Line<'_>, span: &Range<usize>, message: &str) -> Option<SyntaxError> {
    if !message.contains("escape") && !message.contains("unicode value") {
        return None;
    }
    let before = line.source.get(..span.start)?;
    let at = before.rfind('\\')?;
    let next = line.source.get(at + 1..)?.chars().next()?;
    let help = if matches!(next, '*' | '[') {
        format!("write two of them: `\\\\{next}`")
    } else {
        "write two of them, `\\\\`, or delete it; a line break and other signs are typed as they are".to_owned()
    };
    let message = format!("a single `\\` before `{next}` means nothing");
    Some(SyntaxError::new(at..at + 1 + next.len_utf8(), message, help))
}

/// Whether `mark` is a quotation mark other than the straight ones, with which a value begins and ends.
fn is_typographic(mark: char) -> bool {
    QUOTATION_MARKS.contains(&mark) && mark != '"' || "‘’‚‛´`".contains(mark)
}

/// The quotation marks around a value are straight ones.
fn typographic_quotes(line: &Line<'_>, span: &Range<usize>, _: &str) -> Option<SyntaxError> {
    let (_, start) = line.token(span.start);
    let rest = line.source.get(start..line.start + line.text.len())?;
    let open = rest.chars().next().filter(|c| is_typographic(*c))?;
    let inner = rest.get(open.len_utf8()..)?;
    let end = inner.find(|c| is_typographic(c) || c == '"').unwrap_or(inner.len());
    let words = inner.get(..end)?;
    let help = format!(
        "put straight quotes \" around the value: `{}\"{}\"`",
        line.before(start),
        short(words.trim())
    );
    let message = format!("`{open}` is not the quotation mark for a value");
    Some(SyntaxError::new(start..start + open.len_utf8(), message, help))
}

/// A line of a file is `key = value`, the name of a table, or a remark.
fn assignment(line: &Line<'_>, span: &Range<usize>, message: &str) -> Option<SyntaxError> {
    let text = line.text.trim();
    let whole = || line.start..line.start + line.text.len();
    if text.starts_with("//")
        || text.starts_with("/*")
        || text.starts_with("<!--")
        || text.starts_with(';')
    {
        return Some(SyntaxError::new(whole(), "a remark begins with `#`", "write `#` before it"));
    }
    let Some((key, value, start)) = line.assignment() else {
        if message.contains("array") || text.starts_with(['"', '\'', ']', '{', '}', ',']) {
            return None;
        }
        let (key, value) = text.split_once([' ', ':', '\t']).unwrap_or((text, ""));
        let is_pair = text.contains(':') || value.trim_start().starts_with('"');
        let value = value.trim_matches([' ', ':', '"']);
        let key = key.trim_end_matches(':');
        let help = if is_pair && is_bare_key(key) && !value.is_empty() {
            format!("write `{key} = \"{}\"`", short(value))
        } else {
            "write `key = \"words\"`, or `#` before a remark".to_owned()
        };
        return Some(SyntaxError::new(whole(), "this line has no `=`", help).last());
    };
    if value.is_empty() {
        let message = format!("`{key}` has no value");
        let help = format!("write it behind the `=`: `{key} = \"…\"`; or delete the line");
        return Some(SyntaxError::new(whole(), message, help));
    }
    if value.starts_with('=') {
        return Some(SyntaxError::new(start..start + 1, "this `=` is one too many", "delete it"));
    }
    if span.start < start && !is_bare_key(key) {
        let help = "a key is written in small letters, digits and hyphens; other keys are written between straight quotes";
        return Some(SyntaxError::new(span.clone(), format!("`{key}` cannot be a key"), help));
    }
    None
}

/// A value is words between straight quotes, a date, a number, a switch, or a list of them.
fn value(line: &Line<'_>, span: &Range<usize>) -> Option<SyntaxError> {
    let (key, all, all_start) = line.assignment()?;
    // A mark of the value itself may have ended it.
    if all.starts_with(['"', '\'']) {
        return after_closing(line, span, all, all_start);
    }
    let (token, start) =
        if all.starts_with(['[', '{']) { line.token(span.start) } else { (all, all_start) };
    let token = token.split(" #").next().unwrap_or(token).trim();
    let span = start..start + token.len();
    let before = line.before(start);
    if let Some(date) = forms::date(token) {
        let help = format!("a date is written year, month, day: `{before}{date}`");
        return Some(SyntaxError::new(span, "this date is in another form", help));
    }
    if forms::is_like_date(token) {
        let help = format!(
            "a date is written year, month, day, with two figures for the month and the day, such as `{before}2026-11-30`"
        );
        return Some(SyntaxError::new(span, "there is no such date", help));
    }
    if let Some(time) = forms::time_span(token) {
        let value = if before.is_empty() { format!("\"{time}\"") } else { format!("[\"{time}\"]") };
        let help = format!("put straight quotes \" around it: `{before}{value}`");
        return Some(SyntaxError::new(span, "these times have no quotation marks", help));
    }
    if let Some(switch) = forms::switch(token) {
        let help = format!("write `{before}{switch}`, in small letters and without quotes");
        return Some(SyntaxError::new(span, format!("`{token}` is written `{switch}` here"), help));
    }
    let decimal = token.replacen(',', ".", 1);
    if token.contains(',') && decimal.parse::<f64>().is_ok() {
        let help = format!("write `{before}{decimal}`");
        return Some(SyntaxError::new(span, "a number has a decimal point, not a comma", help));
    }
    if token.starts_with(|c: char| c.is_alphanumeric()) && key != token {
        let words = token.trim_end_matches(['"', '\'']);
        let help = format!("put straight quotes \" around them: `{before}\"{}\"`", short(words));
        return Some(SyntaxError::new(
            span,
            "these words have no quotation marks around them",
            help,
        ));
    }
    None
}

/// What stands behind the quotation mark that ends a value.
fn after_closing(
    line: &Line<'_>,
    span: &Range<usize>,
    value: &str,
    start: usize,
) -> Option<SyntaxError> {
    let mark = value.chars().next()?;
    let end = start + value.len();
    // The parser points to what follows the mark, maybe after spaces.
    let before = line.source.get(..span.start)?.trim_end();
    let at = before.len().checked_sub(1).filter(|at| *at > start && before.ends_with(mark))?;
    if !value.get(1..)?.ends_with(mark) || at + 1 >= end {
        let help = "delete it; a remark begins with `#`";
        return Some(SyntaxError::new(
            span.start..end.max(span.start),
            "there is more in this line after the value",
            help,
        ));
    }
    let letters =
        [line.source.get(..at)?.chars().next_back(), line.source.get(at + 1..)?.chars().next()];
    let is_hebrew = |c: &Option<char>| c.is_some_and(|c| ('\u{5d0}'..='\u{5ea}').contains(&c));
    let help = if letters.iter().all(is_hebrew) {
        "between Hebrew letters write ״ (U+05F4)"
    } else if mark == '\'' {
        "write ’ for an apostrophe; and put straight quotes \" around the value"
    } else {
        "inside the words use the quotation marks of the language, such as “ and ”"
    };
    Some(SyntaxError::new(at..at + 1, "this quotation mark ends the words", help))
}
