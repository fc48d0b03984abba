//! The imports between the files of `src`: they run one way between folders, and never in a circle.
//!
//! An import is a path to another file of this crate, in a `use` declaration or in the code, however it
//! is written. A path to a re-exported item is an import of the file that defines the item. `mod`
//! declarations are no imports, and test code is left out.

mod graph;
mod resolve;
mod tokens;

use std::collections::BTreeSet;

use self::graph::cycles;
use self::resolve::Sources;

/// Each folder of `src` (or file beside them), and those that it may import.
const LAYERS: [(&str, &[&str]); 10] = [
    ("diagnostics", &[]),
    ("time_zones", &[]),
    ("schedule", &["diagnostics"]),
    ("content", &["diagnostics", "schedule", "time_zones"]),
    ("authoring", &["diagnostics", "content"]),
    ("site", &["diagnostics", "schedule", "content", "time_zones"]),
    ("net", &[]),
    ("web", &["diagnostics", "schedule", "content", "site", "net", "time_zones"]),
    ("preview", &["diagnostics", "content", "site", "web"]),
    (
        "cli",
        &[
            "diagnostics",
            "schedule",
            "content",
            "authoring",
            "site",
            "net",
            "web",
            "preview",
            "time_zones",
        ],
    ),
];

/// The folder of a file, or the name of a file that is in none.
fn folder(file: &str) -> &str {
    file.split('/').next().unwrap().trim_end_matches(".rs")
}

#[test]
fn imports_between_folders_run_one_way() {
    let sources = Sources::of_this_crate();
    let mut found = Vec::new();
    for import in sources.imports() {
        let (from, to) = (folder(&import.from), folder(&import.to));
        if from == to || from == "lib" {
            continue;
        }
        let (_, may) = LAYERS.iter().find(|(name, _)| *name == from).expect("a layer");
        if !may.contains(&to) {
            found.push(import.to_string());
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let imports = Sources::of_this_crate().imports();
    let mut report = Vec::new();
    for cycle in cycles(&imports) {
        report.push(format!("{} files import each other: {}", cycle.len(), cycle.join(", ")));
        let inside = |file: &String| cycle.contains(file);
        let mut pairs = BTreeSet::new();
        for import in imports.iter().filter(|it| inside(&it.from) && inside(&it.to)) {
            if pairs.insert((&import.from, &import.to)) {
                report.push(format!("  {import}"));
            }
        }
    }
    assert!(report.is_empty(), "{}", report.join("\n"));
}

/// The imports between some files, as `from > to`, in order.
fn imports(files: &[(&str, &str)]) -> Vec<String> {
    let imports = Sources::new(files).imports();
    let mut pairs: Vec<_> = imports.iter().map(|it| format!("{} > {}", it.from, it.to)).collect();
    pairs.dedup();
    pairs
}

/// A crate of three modules; `code` is in `a/b.rs`, beside `a/c.rs` and below `a/mod.rs`.
fn imports_of_b(code: &str) -> Vec<String> {
    imports(&[
        ("lib.rs", "pub mod a; mod d;"),
        ("a/mod.rs", "pub mod b; pub mod c; pub fn of_a() {} fn hidden() {}"),
        ("a/b.rs", code),
        ("a/c.rs", "pub struct C; pub mod inner { pub struct I; }"),
        ("d.rs", "pub struct D; pub enum E { One }"),
    ])
}

#[test]
fn an_import_is_found_however_it_is_written() {
    for code in [
        "use crate::a::c::C;",
        "use crate::{a::{c::{C}}};",
        "pub(crate) use super::c::C;",
        "use super::super::a::c::C as Other;",
        "use crate::a::c::*;",
        "use super::c;",
        "use super::{c as other};",
        "use crate::a::c::{self};",
        "fn f() { use super::c::C; }",
        "fn f() -> crate::a::c::C { todo!() }",
        "impl From<super::c::C> for u8 {}",
        "fn f() { let x = Vec::<super::c::C>::new(); }",
        "fn f() { format!(\"{}\", super::c::C) }",
        "mod inline { use super::super::c::C; }",
        "use crate::a::c::inner::I;",
        "fn f<'a>(x: &'a str) { '\\''; self::super::c::C; }",
    ] {
        assert_eq!(imports_of_b(code), ["a/b.rs > a/c.rs"], "{code}");
    }
}

#[test]
fn several_imports_in_one_declaration_are_all_found() {
    let code = "use crate::{a::{self, c::C}, d::{D, E as F}}; use super::hidden;";
    let expected = ["a/b.rs > a/mod.rs", "a/b.rs > a/c.rs", "a/b.rs > d.rs", "a/b.rs > a/mod.rs"];
    assert_eq!(imports_of_b(code), expected);
    assert_eq!(imports_of_b("fn f() { super::of_a(); }"), ["a/b.rs > a/mod.rs"]);
    let through_a_name = imports_of_b("use crate::a; fn f() { a::c::C; }");
    assert_eq!(through_a_name, ["a/b.rs > a/mod.rs", "a/b.rs > a/c.rs"]);
}

#[test]
fn what_is_no_import_is_none() {
    for code in [
        "// use crate::a::c::C;",
        "/* use crate::a::c::C; /* nested */ */",
        "/// [`crate::a::c::C`]",
        "const S: &str = \"use crate::a::c::C;\";",
        "const S: &str = r#\"\"crate::a::c::C\"\"#;",
        "use std::collections::BTreeMap; use serde::{Serialize};",
        "mod inline { pub struct C; } use self::inline::C;",
        "struct C; fn f() { C::new(); Self::c(); }",
        "#[cfg(test)] mod tests { use super::super::c::C; }",
        "#[cfg(test)] use super::c::C;",
        "#[cfg(test)]\n#[expect(dead_code)]\nmod tests { fn f() { crate::a::c::C } }",
        "use ::serde::c::C;",
        "pub(in crate::a) fn f() {} pub(in super::super::a) struct S(pub(crate) u8);",
    ] {
        assert_eq!(imports_of_b(code), [""; 0], "{code}");
    }
}

#[test]
fn a_reexported_item_is_an_import_of_the_file_that_defines_it() {
    for reexport in [
        "pub use answer::Answer;",
        "pub use self::answer::Answer;",
        "pub use crate::site::answer::{Answer};",
        "pub use answer::*;",
        "pub use inner::Answer;",
        "pub use answer::Answer as Other; pub use self::Other as Answer;",
    ] {
        let module = format!("mod answer; mod build; mod inner; pub struct Site; {reexport}");
        let files = [
            ("lib.rs", "pub mod site; pub use site::Answer as Shortcut;"),
            ("site/mod.rs", &*module),
            ("site/answer.rs", "pub struct Answer; pub fn answer() {}"),
            ("site/inner.rs", "pub use super::answer::Answer;"),
            ("site/build.rs", "use crate::site::Answer;"),
        ];
        assert!(
            imports(&files).contains(&"site/build.rs > site/answer.rs".to_owned()),
            "{reexport}"
        );
        assert!(!imports(&files).contains(&"site/build.rs > site/mod.rs".to_owned()), "{reexport}");
        assert!(imports(&files).contains(&"lib.rs > site/answer.rs".to_owned()), "{reexport}");
    }
}

#[test]
fn files_that_import_each_other_are_a_cycle() {
    let files = |b: &'static str, c: &'static str| {
        let files = [
            ("lib.rs", "mod a; mod b; mod c;"),
            ("a.rs", "use crate::b::f;"),
            ("b.rs", b),
            ("c.rs", c),
        ];
        cycles(&Sources::new(&files).imports())
    };
    let none: [Vec<String>; 0] = [];
    assert_eq!(files("pub fn f() {}", "use super::{a, b};"), none);
    assert_eq!(files("pub fn f() { crate::a::g() }", ""), [["a.rs", "b.rs"]]);
    assert_eq!(files("use super::c; pub fn f() {}", "use crate::a;"), [["a.rs", "b.rs", "c.rs"]]);
    let child = [
        ("lib.rs", "pub mod a;"),
        ("a/mod.rs", "mod b; pub use b::B; pub struct A;"),
        ("a/b.rs", "pub struct B(super::A);"),
    ];
    assert_eq!(cycles(&Sources::new(&child).imports()), [["a/b.rs", "a/mod.rs"]]);
}
