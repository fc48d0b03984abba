//! The ten recipes of `content/README.md`, followed to the letter on a copy of the real content: what they say to
//! write is written, the commands are run, `check` says what they show, and visitors see the effect.
//!
//! The wording of an instruction before an example is fixed; see [`Step`]. An example without one fails the test.

use std::cell::Cell;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use patient_center::content::PageName;
use patient_center::site::Site;
use tempfile::TempDir;

use crate::support::binary::{command, get};
use crate::support::content::{Document, MONDAY, document, fixture, lay_over, project, site_of};

/// What a recipe tells its reader to do.
#[derive(Debug)]
enum Step {
    /// "At the end of `FILE`, add:"
    Append(String, Vec<String>),
    /// "In `FILE`, write:", or "In `FILE`, below the line `LINE`, write:". A line with the same key, in the same
    /// table, is replaced.
    Write(String, Option<String>, Vec<String>),
    /// "In the file `FILE`, have only these lines:"
    Replace(String, Vec<String>),
    /// "In `FILE`, below the line `LINE`, delete the line `LINE`."
    Delete(String, String, String),
    /// "Put the photograph `NAME` into `photos/`."
    Photograph(String),
    /// A command, and lines that it prints; `…` in a line stands for anything.
    Run(String, Vec<String>),
}

/// What stands in backticks right after the last `before` in `text`.
fn quoted(text: &str, before: &str) -> Option<String> {
    let (_, rest) = text.rsplit_once(before)?;
    Some(rest.strip_prefix('`')?.split_once('`')?.0.to_owned())
}

/// The step that `paragraph` describes, with the `example` below it.
fn with_example(paragraph: &str, example: Vec<String>) -> Step {
    if paragraph.ends_with(", add:") {
        return Step::Append(quoted(paragraph, "t the end of ").expect(paragraph), example);
    }
    if paragraph.ends_with(", have only these lines:") {
        return Step::Replace(quoted(paragraph, "n the file ").expect(paragraph), example);
    }
    assert!(paragraph.ends_with(", write:"), "nothing says where to write this: {paragraph}");
    // "In `FILE`," and not "`KEY` in `FILE`" earlier in the paragraph.
    let instruction = &paragraph[paragraph.rfind("In `").expect(paragraph)..];
    let below = quoted(instruction, "below the line ");
    Step::Write(quoted(instruction, "In ").unwrap(), below, example)
}

/// The steps that `paragraph` describes without an example.
fn without_example(paragraph: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    if let Some(name) = quoted(paragraph, "Put the photograph ") {
        steps.push(Step::Photograph(name));
    }
    if let (Some(line), Some(start)) =
        (quoted(paragraph, ", delete the line "), paragraph.rfind("In `"))
    {
        let instruction = &paragraph[start..];
        let below = quoted(instruction, "below the line ").unwrap();
        steps.push(Step::Delete(quoted(instruction, "In ").unwrap(), below, line));
    }
    steps
}

/// The commands of an example, each with the lines that it prints.
fn commands(example: &[String]) -> Vec<Step> {
    let mut steps = Vec::new();
    for line in example {
        match (line.strip_prefix("$ patient-center "), steps.last_mut()) {
            (Some(arguments), _) => steps.push(Step::Run(arguments.to_owned(), Vec::new())),
            (None, Some(Step::Run(_, printed))) => printed.push(line.clone()),
            (None, _) => assert!(line.is_empty(), "{line}"),
        }
    }
    steps
}

/// The steps of a recipe.
fn steps(recipe: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut paragraph = String::new();
    let mut lines = recipe.lines();
    while let Some(line) = lines.next() {
        if let Some(kind) = line.strip_prefix("```") {
            let example = lines.by_ref().take_while(|line| *line != "```").map(str::to_owned);
            let example: Vec<_> = example.collect();
            if kind == "console" {
                steps.extend(commands(&example));
            } else {
                steps.push(with_example(paragraph.trim(), example));
            }
            paragraph.clear();
        } else if line.is_empty() {
            // The example of a paragraph that ends with a colon follows after an empty line.
            if !paragraph.trim().ends_with(':') {
                paragraph.clear();
            }
        } else {
            let before = without_example(&paragraph).len();
            paragraph = format!("{paragraph} {line}");
            let found = without_example(&paragraph);
            steps.extend(found.into_iter().skip(before));
        }
    }
    steps
}

/// The recipes by their headings.
fn recipes() -> Vec<(String, Vec<Step>)> {
    let guide = fs::read_to_string(project().join("content/README.md")).unwrap();
    let (_, rest) = guide.split_once("\n# Ten recipes\n").unwrap();
    let (recipes, _) = rest.split_once("\n# ").unwrap();
    let recipes = recipes.split("\n## ").skip(1).map(|recipe| {
        let (heading, text) = recipe.split_once('\n').unwrap();
        (heading.to_owned(), steps(text))
    });
    recipes.collect()
}

/// A copy of the real site on which the recipes are tried, one after the other.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        for directory in ["content", "static"] {
            lay_over(&project().join(directory), &desk.0.path().join(directory));
        }
        desk
    }

    fn content(&self) -> PathBuf {
        self.0.path().join("content")
    }

    fn do_step(&self, step: &Step) {
        let path = |file: &str| self.content().join(file);
        match step {
            Step::Append(file, lines) => {
                let text = fs::read_to_string(path(file)).unwrap();
                fs::write(path(file), text + "\n" + &lines.join("\n") + "\n").unwrap();
            }
            Step::Write(file, below, lines) => write(&path(file), below.as_deref(), lines),
            Step::Replace(file, lines) => {
                assert!(path(file).exists(), "{file}");
                fs::write(path(file), lines.join("\n") + "\n").unwrap();
            }
            Step::Delete(file, below, line) => delete(&path(file), below, line),
            Step::Photograph(name) => {
                let photos = path("photos");
                fs::create_dir_all(&photos).unwrap();
                let photograph = fixture("photos/photos/haus-linde.jpg");
                fs::copy(photograph, photos.join(name)).unwrap();
            }
            Step::Run(arguments, printed) => self.run(arguments, printed),
        }
    }

    fn run(&self, arguments: &str, printed: &[String]) {
        let mut command = command();
        command.current_dir(self.0.path()).args(words(arguments));
        if arguments.starts_with("preview") {
            return answers(command.args(["--listen", "127.0.0.1:0"]));
        }
        if arguments.starts_with("check") && !arguments.contains("--at") {
            command.args(["--at", MONDAY]);
        }
        let done = command.output().unwrap();
        let said = String::from_utf8(done.stdout).unwrap();
        let is_refused = printed.iter().any(|line| line.starts_with("error: "));
        let error = String::from_utf8_lossy(&done.stderr);
        assert_eq!(done.status.success(), !is_refused, "{arguments}: {said}{error}");
        for line in printed {
            let parts: Vec<_> = line.split('…').collect();
            let found = said.lines().any(|said| parts.iter().all(|part| said.contains(part)));
            assert!(found, "{arguments} does not say {line}: {said}");
        }
    }
}

/// The arguments in a line, of which some may be in quotes.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    let words = parts.flat_map(|(nth, part)| match nth % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect(),
        _ => vec![part.to_owned()],
    });
    words.collect()
}

/// Asserts that the preview which `command` starts answers.
fn answers(command: &mut std::process::Command) {
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim_end().strip_prefix("preview on http://").map(str::to_owned);
    let answer = address.as_ref().map(|address| get(address.trim_end_matches('/'), "/en/"));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(answer.expect(&line).starts_with("HTTP/1.1 200 "));
}

/// The line after the one that is `line` in `lines`, whatever comment follows it.
fn after(lines: &[String], line: &str) -> Option<usize> {
    let found = lines.iter().position(|known| {
        known.strip_prefix(line).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '#']))
    });
    found.map(|found| found + 1)
}

/// Writes `lines` into `file` as a person would: below `below` or the header before them, or at the top, and in
/// place of a line with the same key there.
fn write(file: &Path, below: Option<&str>, lines: &[String]) {
    let text = fs::read_to_string(file).unwrap();
    let mut all: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut from = below.map_or(0, |below| after(&all, below).expect(below));
    let mut is_top = below.is_none();
    for line in lines {
        if line.starts_with('[') {
            let found = after(&all[from..], line).map(|index| from + index);
            from = found.unwrap_or_else(|| {
                all.extend([String::new(), line.clone()]);
                all.len()
            });
            is_top = false;
            continue;
        }
        let (key, _) = line.split_once(" = ").expect(line);
        let table = all[from..].iter().position(|line| line.starts_with('['));
        let end = table.map_or(all.len(), |length| from + length);
        let same = all[from..end].iter().position(|old| old.starts_with(&format!("{key} =")));
        match same {
            Some(index) => all[from + index].clone_from(line),
            None => all.insert(if is_top { end } else { from }, line.clone()),
        }
    }
    fs::write(file, all.join("\n") + "\n").unwrap();
}

/// Deletes the first `line` below the line `below`.
fn delete(file: &Path, below: &str, line: &str) {
    let text = fs::read_to_string(file).unwrap();
    let mut all: Vec<String> = text.lines().map(str::to_owned).collect();
    let from = after(&all, below).expect(below);
    let index = from + after(&all[from..], line).expect(line) - 1;
    all.remove(index);
    fs::write(file, all.join("\n") + "\n").unwrap();
}

fn text(site: &Site, path: &str) -> String {
    let answer = &site.answers[path];
    String::from_utf8(answer.identity.bytes.to_vec()).unwrap()
}

/// What a visitor of one language can see on one day.
struct Seen<'a>(&'a Site, &'a str);

impl Seen<'_> {
    fn path(&self, name: &str) -> String {
        format!("/{}/{name}", self.1)
    }

    fn text(&self, name: &str) -> String {
        text(self.0, &self.path(name))
    }

    fn page(&self, name: &str) -> Document {
        document(&self.path(name), &self.0.answers[&self.path(name)])
    }

    fn status(&self, name: &str) -> String {
        self.page(name).words(".card .screen dd b")
    }
}

/// Calls `assert` for every language of the site of `content` at `moment`.
fn in_every_language(content: &Path, moment: &str, assert: impl Fn(&str, &Seen<'_>)) {
    let site = site_of(content, moment).unwrap();
    for language in &site.languages {
        assert(language.as_str(), &Seen(&site, language.as_str()));
    }
}

/// What the first five recipes have done.
fn hours_number_page_and_translation(content: &Path) {
    in_every_language(content, MONDAY, |language, seen| {
        assert!(seen.text("hours.ics").contains("T130000"), "{language}");
        assert!(seen.text("hours").contains("\"closes\":\"13:00\""), "{language}");
        assert!(seen.text("hours.ics").contains("DTSTART;VALUE=DATE:20261224"), "{language}");
        assert!(!seen.status("").contains("Christmas Eve"), "{language}");
        assert!(seen.text("contact").contains("617-555-0123"), "{language}");
        let menu = format!("nav a[href='/{language}/visa']");
        assert!(!seen.page("").all(&menu).is_empty(), "{language}");
        let title = if language == "es" { "Visado" } else { "Visa" };
        assert_eq!(seen.page("visa").words("h1"), title, "{language}");
        assert_ne!(language, "it");
    });
}

/// What all of them have done, on an ordinary day.
fn retired_page_language_and_photograph(content: &Path) {
    let count = Cell::new(0);
    in_every_language(content, MONDAY, |language, seen| {
        count.set(count.get() + usize::from(language == "it"));
        let (old, see) = (seen.path("visa"), PageName::new("languages"));
        assert!(!seen.0.answers.contains_key(&old) && seen.0.retired.contains(&(old, see)));
        let italian = seen.page("").all("a[lang=it][href='/it/']").len();
        assert!(italian > 0 || language == "it", "{language}");
        assert_eq!(seen.page("contact").all("figure.photo img[srcset]").len(), 1, "{language}");
        let contact = seen.0.answers[&seen.path("contact")].gzip.as_ref().unwrap();
        assert!(contact.bytes.len() < 14_000, "{language}: {}", contact.bytes.len());
    });
    assert_eq!(count.get(), 1, "Italian is served");
}

/// The notice, on a day of its week, and the closing day, on which it is gone.
fn notice_and_closing_day(content: &Path) {
    let words = |language: &str| match language {
        "es" => "ascensor averiado",
        _ => "A lift is out",
    };
    let pages = ["", "contact", "hours"];
    in_every_language(content, "2026-12-15T15:00:00Z", |language, seen| {
        for name in pages {
            assert!(seen.text(name).contains(words(language)), "{}", seen.path(name));
        }
    });
    in_every_language(content, "2026-12-24T15:00:00Z", |language, seen| {
        for name in pages {
            assert!(!seen.text(name).contains(words(language)), "{}", seen.path(name));
            assert!(seen.status(name).contains("Christmas Eve"), "{}", seen.path(name));
        }
    });
}

#[test]
fn each_recipe_of_the_guide_does_what_it_says() {
    let desk = Desk::new();
    let recipes = recipes();
    assert_eq!(recipes.len(), 10);
    for (number, (heading, steps)) in (1..).zip(&recipes) {
        assert!(heading.starts_with(&format!("{number}. ")), "{heading}");
        assert!(!steps.is_empty(), "{heading}");
        for step in steps {
            desk.do_step(step);
        }
        desk.run("check", &[]);
        if number == 5 {
            // The next one takes the page away again.
            hours_number_page_and_translation(&desk.content());
        }
    }
    retired_page_language_and_photograph(&desk.content());
    notice_and_closing_day(&desk.content());
}

#[test]
fn the_steps_of_a_recipe_are_found_in_its_words() {
    let recipes = recipes();
    let all = || recipes.iter().flat_map(|(_, steps)| steps);
    let count = |is_kind: fn(&Step) -> bool| all().filter(|step| is_kind(step)).count();
    assert_eq!(count(|step| matches!(step, Step::Photograph(_))), 1);
    assert_eq!(count(|step| matches!(step, Step::Delete(..))), 1);
    assert!(count(|step| matches!(step, Step::Append(..))) >= 8);
    assert!(count(|step| matches!(step, Step::Write(..))) >= 7);
    assert!(count(|step| matches!(step, Step::Run(..))) >= 10);
}
