//! What `check` says of the mistakes that editors make: one edit of the other hospital's content at a time, each
//! with what must be said of it and on which line.

use std::sync::LazyLock;

use patient_center::content::{Content, Files, files};
use patient_center::diagnostics::{Diagnostic, Severity};
use patient_center::site::Site;

use crate::support::content::{MONDAY, fixture, project};

/// A change of one file.
enum Edit {
    /// The first of these texts becomes the second.
    Change(&'static str, &'static str),
    /// The file ends before this text.
    CutBefore(&'static str),
    /// The file ends after this text.
    CutAfter(&'static str),
    /// This is added at the end.
    Append(&'static str),
    /// The file is not there.
    Delete,
    /// The file is written in another encoding.
    Encode(fn(&str) -> Vec<u8>),
}

/// What must be said.
enum Expected {
    /// An error, so many lines below the edit.
    Error(usize),
    /// An error about the file as a whole, or at its beginning.
    ErrorInFile,
    /// A warning in the file, and no error.
    Warning,
    /// Nothing about the file, and no error.
    Legal,
}

use Edit::{Append, Change, CutAfter, CutBefore, Delete, Encode};
use Expected::{Error, ErrorInFile, Legal, Warning};

/// A file, what happens to it, and what must be said.
type Case = (&'static str, Edit, Expected);

fn utf16(text: &str) -> Vec<u8> {
    [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect()
}

fn marked(text: &str) -> Vec<u8> {
    format!("\u{feff}{text}").into_bytes()
}

fn crlf(text: &str) -> Vec<u8> {
    text.replace('\n', "\r\n").into_bytes()
}

/// Edits of `site.toml`.
const FACTS: &[Case] = &[
    ("site.toml", Delete, ErrorInFile),
    ("site.toml", Encode(utf16), ErrorInFile),
    ("site.toml", Encode(latin1), Error(0)),
    ("site.toml", Encode(marked), Legal),
    ("site.toml", Encode(crlf), Legal),
    ("site.toml", CutBefore("[[language]]"), Error(0)),
    ("site.toml", CutAfter("lines = [\"Beispielweg 7"), Error(0)),
    ("site.toml", CutAfter("[hours.week]\nmonday ="), Error(1)),
    ("site.toml", CutBefore("[[redirect]]"), Legal),
    ("site.toml", Change("default-language = \"de\"", "default-language = \"fr\""), Error(0)),
    ("site.toml", Change("default-language = \"de\"", "default-language = de"), Error(0)),
    ("site.toml", Change("default-language = \"de\"", "default_language = \"de\""), Error(0)),
    ("site.toml", Change("navigation = [\"home\"", "navigation = [\"heim\""), Error(0)),
    ("site.toml", Change("navigation = [\"home\"", "navigation = [\"home\", \"home\""), Error(0)),
    ("site.toml", Change("main-phone = \"zentrale\"", "main-phone = \"zentral\""), Error(0)),
    (
        "site.toml",
        Change("garages = [\"Parkhaus Ahorn\"]", "garages = \"Parkhaus Ahorn\""),
        Error(0),
    ),
    (
        "site.toml",
        Change("garages = [\"Parkhaus Ahorn\"]", "garages = [\"Parkhaus Ahorn\""),
        Error(0),
    ),
    ("site.toml", Change("country = \"Deutschland\"", ""), ErrorInFile),
    ("site.toml", Change("latitude = 50.5", "latitude = \"50.5\""), Error(0)),
    ("site.toml", Change("latitude = 50.5", "latitude = 50,5"), Error(0)),
    ("site.toml", Change("latitude = 50.5", "latitude = 505"), Error(0)),
    ("site.toml", Change("latitude = 50.5", "latitude = 50"), Legal),
    ("site.toml", Change("phone = \"+49 30 23125000\"", "phone = \"030 23125000\""), Error(0)),
    ("site.toml", Change("phone = \"+49 30 23125000\"", "phone = \"\""), Warning),
    ("site.toml", Change("fax = \"+49 30 23125001\"", "fax = +49 30 23125001"), Error(0)),
    ("site.toml", Change("email = \"gaeste@", "email = \"gaeste"), Error(0)),
    ("site.toml", Change("request-form = \"https:", "request-form = \"http:"), Error(0)),
    ("site.toml", Change("[contact]", "[kontakt]"), Error(0)),
    ("site.toml", Change("[security]", "[contact]"), Error(0)),
    ("site.toml", Change("expires = 2027-06-30", "expires = 30.06.2027"), Error(0)),
    ("site.toml", Change("expires = 2027-06-30", "expires = 2027-06-31"), Error(0)),
    ("site.toml", Change("expires = 2027-06-30", "expires = 2026-06-30"), Warning),
    ("site.toml", Change("zone = \"Europe/Berlin\"", "zone = \"Berlin\""), Error(0)),
    ("site.toml", Change("friday = [\"09:00-13:00\"]", "friday = \"09:00-13:00\""), Error(0)),
    ("site.toml", Change("friday = [\"09:00-13:00\"]", "friday = [\"9-13\"]"), Error(0)),
    ("site.toml", Change("friday = [\"09:00-13:00\"]", "friday = [“09:00-13:00”]"), Error(0)),
    ("site.toml", Change("friday = [\"09:00-13:00\"]", "friday = 09:00-13:00"), Error(0)),
    ("site.toml", Change("friday = [\"09:00-13:00\"]", "friday = [\"13:00-09:00\"]"), Error(0)),
    (
        "site.toml",
        Change("friday = [\"09:00-13:00\"]", "friday = [\"09:00-13:00\", \"12:00-14:00\"]"),
        Error(0),
    ),
    ("site.toml", Change("friday = [\"09:00-13:00\"]", "friday = []"), Legal),
    ("site.toml", Change("friday = [\"09:00-13:00\"]", ""), Legal),
    ("site.toml", Change("friday = [\"09:00-13:00\"]", "freitag = [\"09:00-13:00\"]"), Error(0)),
    ("site.toml", Change("friday = [\"09:00-13:00\"]", "friday = []\nfriday = []"), Error(1)),
    ("site.toml", Change("date = 2026-12-24", "date = 24.12.2026"), Error(0)),
    ("site.toml", Change("date = 2026-12-24", "date = \"2026-12-24\""), Error(0)),
    ("site.toml", Change("date = 2026-12-24", "date = 24/12/2026"), Error(0)),
    ("site.toml", Change("[[hours.exception]]", "[hours.exception]"), Error(0)),
    ("site.toml", Change("open = []", "open = \"\""), Error(0)),
    ("site.toml", Change("tag = \"he\"", "tag = \"hebräisch\""), Error(0)),
    ("site.toml", Change("tag = \"he\"", "tag = \"de\""), Error(0)),
    ("site.toml", Change("dir = \"rtl\"", "dir = rtl"), Error(0)),
    ("site.toml", Change("years = \"2020-2021\"", "years = 2020"), Error(0)),
    ("site.toml", Change("to = \"home\"", "to = \"nirgends\""), Error(0)),
    ("site.toml", Change("from = \"/alt\"", "from = \"alt\""), Error(0)),
    ("site.toml", Change("from = \"/alt\"", "from = \"/DE/Hours/\""), Error(0)),
    ("site.toml", Change("from = \"/alt\"", "from = \"/alt?id=7\""), Error(0)),
    ("site.toml", Append("\n[[redirect]\nfrom = \"/neu\"\nto = \"home\"\n"), Error(1)),
    ("site.toml", Append("\nWir ziehen um.\n"), Error(1)),
];

/// Edits of the default language.
const ORIGINALS: &[Case] = &[
    ("de/home.toml", Delete, ErrorInFile),
    ("de/home.toml", Encode(utf16), ErrorInFile),
    ("de/home.toml", Encode(latin1), Error(0)),
    ("de/home.toml", CutAfter("heading = \"Drei"), Error(0)),
    (
        "de/home.toml",
        CutAfter("[[section]]\nid = \"stationen\"\nheading = \"Drei Stationen\"\n"),
        Error(0),
    ),
    ("de/home.toml", CutBefore("{ title = \"Nachher\""), Error(0)),
    ("de/home.toml", Change("title = \"Büro für Gäste aus dem Ausland\"", ""), ErrorInFile),
    ("de/home.toml", Change("title = \"Büro", "titel = \"Büro"), Error(0)),
    ("de/home.toml", Change("nav = \"Start\"", "nav = \"\""), Error(0)),
    ("de/home.toml", Change("nav = \"Start\"", "nav = \"  \""), Error(0)),
    ("de/home.toml", Change("nav = \"Start\"", "nav = \"Start\"\nnav = \"Start\""), Error(1)),
    ("de/home.toml", Change("nav = \"Start\"", "nav = Start"), Error(0)),
    ("de/home.toml", Change("nav = \"Start\"", "nav = “Start”"), Error(0)),
    ("de/home.toml", Change("nav = \"Start\"", "nav = „Start“"), Error(0)),
    ("de/home.toml", Change("nav = \"Start\"", "nav = 'Start'"), Legal),
    ("de/home.toml", Change("nav = \"Start\"", "nav = \"Start"), Error(0)),
    ("de/home.toml", Change("nav = \"Start\"", "nav \"Start\""), Error(0)),
    ("de/home.toml", Change("nav = \"Start\"", "nav: \"Start\""), Error(0)),
    ("de/home.toml", Change("nav = \"Start\"", "nav ="), Error(0)),
    ("de/home.toml", Change("nav = \"Start\"", "nav = 7"), Error(0)),
    ("de/home.toml", Change("nav = \"Start\"", "nav = [\"Start\"]"), Error(0)),
    ("de/home.toml", Change("nav = \"Start\"", "nav = \"St\"ar\"t\""), Error(0)),
    ("de/home.toml", Change("nav = \"Start\"", "\tnav   =   \"Start\"   # kurz"), Legal),
    ("de/home.toml", Change("nav = \"Start\"", "nav = \"Start\"\npublished = yes"), Error(1)),
    ("de/home.toml", Change("nav = \"Start\"", "nav = \"Start\"\npublished = \"true\""), Error(1)),
    ("de/home.toml", Change("nav = \"Start\"", "nav = \"Start\"\npublished = false"), ErrorInFile),
    ("de/home.toml", Change("nav = \"Start\"", "nav = \"Start\"\n// kurz"), Error(1)),
    ("de/home.toml", Change("nav = \"Start\"", "nav = \"Sta\u{feff}rt\""), Error(0)),
    ("de/home.toml", Change("nav = \"Start\"", "nav = \"Sta\u{200b}rt\""), Error(0)),
    ("de/home.toml", Change("nav = \"Start\"", "nav = \"Stаrt\""), Error(0)),
    (
        "de/home.toml",
        Change("nav = \"Start\"", "nav = \"Ein viel zu langer Name für das Menü\""),
        Error(0),
    ),
    ("de/home.toml", Change("to = \"contact\"", "to = \"kontakt\""), Error(0)),
    ("de/home.toml", Change("*Ihre Unterlagen*", "*Ihre Unterlagen"), Error(0)),
    ("de/home.toml", Change("*Ihre Unterlagen*", "\\*Ihre Unterlagen"), Error(0)),
    ("de/home.toml", Change("*Ihre Unterlagen*", "\\\\*Ihre Unterlagen"), Legal),
    ("de/home.toml", Change("*Ihre Unterlagen*", "<b>Ihre Unterlagen</b>"), Warning),
    ("de/home.toml", Change("*Ihre Unterlagen*", "Ihre&nbsp;Unterlagen"), Warning),
    ("de/home.toml", Change("*Ihre Unterlagen*", "“Ihre Unterlagen”"), Error(0)),
    ("de/home.toml", Change("*Ihre Unterlagen*", "„Ihre Unterlagen“"), Legal),
    ("de/home.toml", Change("(contact#adresse)", "(contact#anschrift)"), Error(0)),
    ("de/home.toml", Change("(contact#adresse)", "(contact#adresse"), Error(0)),
    ("de/home.toml", Change("(contact#adresse)", "(javascript:alert)"), Error(0)),
    ("de/home.toml", Change("id = \"stationen\"", "id = \"hilfe\""), Error(0)),
    ("de/home.toml", Change("id = \"stationen\"", "id = \"Stationen\""), Error(0)),
    ("de/home.toml", Change("id = \"stationen\"", "id = \"main\""), Error(0)),
    (
        "de/home.toml",
        Change("[[section]]\nid = \"stationen\"", "[section]\nid = \"stationen\""),
        Error(0),
    ),
    ("de/home.toml", Change("sources = [\"leitbild\"]", "sources = [\"leitbilt\"]"), Error(0)),
    ("de/home.toml", Change("statement = \"leitbild\"", "statement = \"leitsatz\""), Error(0)),
    ("de/contact.toml", Change("checked = 2026-11-02", "checked = 02.11.2026"), Error(0)),
    ("de/contact.toml", Change("checked = 2026-11-02", "checked = 2026-11-2"), Error(0)),
    ("de/contact.toml", Change("check-by = 2027-05-02", "check-by = 2026-05-02"), Warning),
    ("de/contact.toml", Change("icon = \"subway\"", "icon = \"train\""), Error(0)),
    ("de/contact.toml", Change("show = \"reach\"", "show = \"telefon\""), Error(0)),
    ("de/contact.toml", Change("show = \"reach\"", "zeige = \"reach\""), ErrorInFile),
    ("de/contact.toml", Change("phone = \"zentrale\"", "phone = \"zentral\""), Error(0)),
    (
        "de/contact.toml",
        Change(
            "Gehen Sie den Beispielweg bergauf.",
            "Take the subway to this stop and walk up the hill with your bags.",
        ),
        Warning,
    ),
    ("de/ui.toml", Delete, ErrorInFile),
    ("de/ui.toml", Encode(utf16), ErrorInFile),
    ("de/ui.toml", CutBefore("[errors]"), ErrorInFile),
    ("de/ui.toml", Change("skip = \"Direkt zum Text\"\n", ""), ErrorInFile),
    ("de/ui.toml", Change("skip = \"Direkt zum Text\"", "skip = \"\""), Error(0)),
    ("de/ui.toml", Change("skip = \"Direkt zum Text\"", "skipp = \"Direkt zum Text\""), Error(0)),
    ("de/ui.toml", Change("Quelle: {source}", "Quelle:"), Error(0)),
    ("de/ui.toml", Change("Quelle: {source}", "Quelle: {quelle}"), Error(0)),
    ("de/ui.toml", Change("Quelle: {source}", "Quelle: {source"), Error(0)),
    ("de/ui.toml", Change("[card]", "[card"), Error(0)),
    ("de/ui.toml", Change("\"Montag\", ", "\"Montag\" "), Error(0)),
    ("de/ui.toml", Change("\"Montag\", ", ""), Error(0)),
    ("de/ui.toml", Change("first-day = \"monday\"", "first-day = \"montag\""), Error(0)),
    (
        "de/ui.toml",
        Change("[phones.zentrale]", "[phones]\nzentrale = \"Zentrale\"\n[phones.nachts]"),
        Error(1),
    ),
    ("de/plan.toml", Delete, Legal),
    ("de/plan.toml", Change("published = false", "published = no"), Error(0)),
];

/// Files that nobody asked for.
const STRAY: &[Case] = &[
    ("notizen.txt", Append("Anruf am Montag"), Warning),
    ("de/Neue Seite.toml", Append("title = \"x\""), Warning),
    ("drawings/eingang.jpg", Append("\u{0}\u{1}"), Warning),
    ("sicherung", Append("x"), Warning),
];

/// Words that are missing in a language other than the default one.
const MISSING_IN_A_TRANSLATION: &[Case] = &[
    ("he/home.toml", Delete, Warning),
    ("he/contact.toml", CutBefore("[[section]]\nid = \"zeiten\""), Warning),
    ("he/ui.toml", Change("skip = ", "skipp = "), Error(0)),
    ("he/ui.toml", Change("[reasons]", "[gründe]"), Error(0)),
    ("he/hours.toml", Change("note = ", "notiz = "), Error(0)),
];

/// Other edits of a translation.
const TRANSLATIONS: &[Case] = &[
    ("he/home.toml", Encode(utf16), ErrorInFile),
    ("he/hours.toml", Change("title = \"", "title = “"), Error(0)),
    ("he/hours.toml", Change("שעות פתיחה", "צה\\\"ל"), Error(0)),
    ("he/hours.toml", Change("שעות פתיחה", "צה\"ל"), Error(0)),
    ("he/hours.toml", Change("שעות פתיחה", "צה״ל"), Legal),
    ("he/hours.toml", Change("שעות פתיחה", "Opening hours"), Error(0)),
    ("he/hours.toml", Change("state = \"draft\"", "state = \"fertig\""), Error(0)),
    ("he/hours.toml", Change("state = \"draft\"", "state = \"reviewed\""), Error(0)),
    ("he/hours.toml", Change("(contact#erreichen)", "(contact#nirgends)"), Error(0)),
    ("he/hours.toml", Change("of = \"2d0b89f8a53cfc65\"", "of = \"gestern\""), Error(0)),
];

fn base() -> Files {
    files::read(&fixture("other-hospital")).0
}

/// All that is said of `files`.
fn said(files: &Files) -> Vec<Diagnostic> {
    let (content, mut found) = Content::from_files(files);
    if let Some(content) = content {
        found.append(Site::check(&content, MONDAY.parse().unwrap()));
    }
    found.sorted()
}

/// Makes the edit; the line of the edit, from 1.
fn make(files: &mut Files, file: &str, edit: &Edit) -> usize {
    let text =
        files.get(file).map(|bytes| String::from_utf8(bytes.clone()).unwrap()).unwrap_or_default();
    let find = |part: &str| text.find(part).expect("the file has what is edited");
    let (bytes, at) = match edit {
        Change(old, new) => (text.replacen(old, new, 1).into_bytes(), find(old)),
        CutBefore(part) => (text.as_bytes()[..find(part)].to_vec(), 0),
        CutAfter(part) => (text.as_bytes()[..find(part) + part.len()].to_vec(), find(part)),
        Append(more) => (format!("{text}{more}").into_bytes(), text.len()),
        Encode(encode) => (encode(&text), 0),
        Delete => {
            files.remove(file).unwrap();
            return 1;
        }
    };
    files.insert(file.to_owned(), bytes);
    text[..at].matches('\n').count() + 1
}

/// What is wrong with what is said in `case`, if anything is.
fn fault((file, edit, expected): &Case, number: usize) -> Option<String> {
    static KNOWN: LazyLock<Vec<Diagnostic>> = LazyLock::new(|| said(&base()));
    let mut files = base();
    let line = make(&mut files, file, edit);
    let said: Vec<_> = said(&files).into_iter().filter(|it| !KNOWN.contains(it)).collect();
    let errors = || said.iter().filter(|it| it.severity == Severity::Error);
    let own_error =
        |test: &dyn Fn(&Diagnostic) -> bool| errors().any(|it| it.file == *file && test(it));
    let line_of = |it: &Diagnostic| it.place.as_ref().map(|place| place.line);
    let is_right = match expected {
        // Where a file was cut or encoded, the line is wherever the mistake is.
        Error(below) => own_error(&|it| match edit {
            Encode(_) | CutBefore(_) | CutAfter(_) => it.help.is_some(),
            _ => line_of(it) == Some(line + below),
        }),
        ErrorInFile => own_error(&|_| true),
        Warning => {
            errors().count() == 0 && said.iter().any(|it| it.file == *file || file.is_empty())
        }
        Legal => errors().count() == 0 && !said.iter().any(|it| it.file == *file),
    };
    let whole: Vec<_> = said.iter().map(ToString::to_string).collect();
    (!is_right).then(|| format!("case {number} of {file}, line {line}:\n{}", whole.join("\n")))
}

fn assert_said(cases: &[Case]) {
    let faults: Vec<_> =
        cases.iter().enumerate().filter_map(|(number, case)| fault(case, number)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_mistake_in_the_facts_is_told_on_its_line() {
    assert_said(FACTS);
}

#[test]
fn every_mistake_in_the_default_language_is_told_on_its_line() {
    assert_said(ORIGINALS);
}

#[test]
fn what_nothing_reads_is_a_warning() {
    assert_said(STRAY);
}

#[test]
fn words_missing_in_a_translation_are_told() {
    assert_said(MISSING_IN_A_TRANSLATION);
}

#[test]
fn every_mistake_in_a_translation_is_told_on_its_line() {
    assert_said(TRANSLATIONS);
}

#[test]
fn there_are_enough_edits() {
    let all = [FACTS, ORIGINALS, STRAY, MISSING_IN_A_TRANSLATION, TRANSLATIONS];
    assert!(all.iter().map(|cases| cases.len()).sum::<usize>() >= 80);
}

#[test]
fn help_leads_out() {
    let helped = |file: &str, old: &'static str, new: &'static str| {
        let mut files = base();
        make(&mut files, file, &Change(old, new));
        said(&files).into_iter().filter_map(|it| it.help).collect::<Vec<_>>().join("\n")
    };
    let nav = "nav = \"Start\"";
    let friday = "friday = [\"09:00-13:00\"]";
    let cases = [
        ("de/home.toml", nav, "nav = “Start”", "`nav = \"Start\"`"),
        ("de/home.toml", nav, "nav = Start", "`nav = \"Start\"`"),
        ("de/home.toml", nav, "nav = \"Start”", "write `\"` at the end of the words, not `”`"),
        ("de/home.toml", nav, "nav: \"Start\"", "`nav = \"Start\"`"),
        ("de/home.toml", nav, "nav = \"a * b\"\nlead2 = 1", "did you mean `lead`?"),
        ("de/home.toml", "*Ihre Unterlagen*", "* Ihre Unterlagen", "`\\\\*`"),
        ("de/home.toml", nav, "nav = \"Start\"\nchecked = 30.11.2026", "`checked = 2026-11-30`"),
        (
            "de/home.toml",
            nav,
            "nav = \"Start\"\nchecked = \"30/11/2026\"",
            "`checked = 2026-11-30`",
        ),
        ("de/home.toml", nav, "nav = \"Start\"\npublished = no", "`published = false`"),
        ("he/hours.toml", "שעות פתיחה", "צה\\\"ל", "״ (U+05F4)"),
        ("he/hours.toml", "שעות פתיחה", "צה\"ל", "״ (U+05F4)"),
        ("site.toml", friday, "friday = \"08:00-13:00\"", "`friday = [\"08:00-13:00\"]`"),
        ("site.toml", friday, "friday = [\"8am–1pm\"]", "`08:00-13:00`"),
        ("site.toml", "latitude = 50.5", "latitude = 50,5", "`latitude = 50.5`"),
        (
            "de/ui.toml",
            "[phones.zentrale]",
            "[phones]\nzentrale = \"Zentrale\"\n[phones.x]",
            "`[phones.zentrale]`, and below it `label = …`, `note = …`",
        ),
    ];
    for (file, old, new, help) in cases {
        let found = helped(file, old, new);
        assert!(found.contains(help), "{new}: {found}");
    }
}

#[test]
fn a_long_english_sentence_is_a_warning() {
    let mut files = files::read(&project().join("content")).0;
    let long = format!("lead = \"We {}.\"\nlead-before = ", "go on and ".repeat(10));
    let home = String::from_utf8(files["en/home.toml"].clone()).unwrap();
    let found = |files: &Files| {
        let group = Some("sentences of more than 22 words");
        said(files).into_iter().filter(|it| it.group == group && it.file == "en/home.toml").count()
    };
    let before = found(&files);
    let (start, rest) = home.split_once("lead = ").unwrap();
    let (_, rest) = rest.split_once('\n').unwrap();
    let long = long.lines().next().unwrap();
    files.insert("en/home.toml".to_owned(), format!("{start}{long}\n{rest}").into_bytes());
    assert_eq!(found(&files), before + 1);
}
