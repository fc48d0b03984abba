//! The rules that one file alone cannot break. Each function is one rule; its comment is the rule.
//!
//! A new rule is one function here and one directory of broken content under the tests' fixtures.

mod menu;
mod names;
mod quotation;
mod references;
mod structure;
mod versions;
mod work;

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::address::{CALENDAR, CONTACT_CARD, TAKEN, built_in, page_path};
use crate::content::{ADDRESSES_FILE, Content, FACTS_FILE, HOME, Language, Page, PageName};
use crate::diagnostics::{Diagnostic, Diagnostics};

/// The identifiers in the templates.
const FIXED_IDS: [&str; 4] = ["top", "main", "glance", "hour"];

/// Every rule. `today` is the centre's date, on which only warnings depend.
pub fn check(content: &Content, today: Date) -> Diagnostics {
    let mut problems = Diagnostics::default();
    for rule in [
        originals,
        home,
        reserved,
        fixed_ids,
        references::exist,
        names::cities,
        names::phones,
        names::languages,
        names::reasons,
        names::spoken,
        quotation::marks,
        structure::kept,
        menu::fits,
        addresses,
        labels,
        statements,
        work::owed,
        work::translations,
        versions::kept,
        versions::needed,
    ] {
        for problem in rule(content) {
            problems.push(problem);
        }
    }
    for rule in [work::reviews, work::past_exceptions, work::closures, work::security] {
        for problem in rule(content, today) {
            problems.push(problem);
        }
    }
    problems
}

/// Every page of every language, with its file.
fn pages(content: &Content) -> impl Iterator<Item = (&Language, &Page, String)> {
    content.by_language.iter().flat_map(|(language, words)| {
        let file = move |page: &Page| format!("{language}/{}.toml", page.name);
        words.pages.values().map(move |page| (language, page, file(page)))
    })
}

fn original<'a>(content: &'a Content, name: &PageName) -> Option<&'a Page> {
    content.by_language.get(&content.facts.default_language)?.pages.get(name)
}

/// A translation has an original in the default language, and is published only if that is.
fn originals(content: &Content) -> Vec<Diagnostic> {
    let default = &content.facts.default_language;
    let translated = pages(content).filter(|(language, ..)| *language != default);
    let faults = translated.filter_map(|(_, page, file)| match original(content, &page.name) {
        None => Some(
            Diagnostic::error(file, format!("this page has no original in `{default}`"))
                .at(page.place.clone())
                .help(format!("add `{default}/{}.toml`, or delete this file", page.name)),
        ),
        Some(original) if page.published && !original.published => Some(
            Diagnostic::error(file, "this page is published, but its original is not")
                .at(page.place.clone())
                .help("write `published = false`"),
        ),
        Some(_) if page.translation.is_none() => Some(
            Diagnostic::error(file, "a translation does not say how far it has come")
                .help("add `[translation]` with `state = \"draft\"`"),
        ),
        Some(_) => None,
    });
    faults.collect()
}

/// There is a published home page; every language shows it, translated or not.
fn home(content: &Content) -> Vec<Diagnostic> {
    let default = &content.facts.default_language;
    let home = PageName::new(HOME).and_then(|name| original(content, &name));
    let fault = || {
        Diagnostic::error(
            format!("{default}/home.toml"),
            "the home page is missing or not published",
        )
        .help("every site has a home page, at `/<lang>/`")
    };
    home.is_none_or(|page| !page.published).then(fault).into_iter().collect()
}

/// No page takes the name of something that the site makes of the pages.
fn reserved(content: &Content) -> Vec<Diagnostic> {
    let taken = pages(content).filter(|(_, page, _)| TAKEN.contains(&page.name.as_str()));
    let fault = |(_, page, file): (_, &Page, _)| {
        Diagnostic::error(
            file,
            format!("the site makes something of the name `{}` by itself", page.name),
        )
        .at(page.place.clone())
        .help("give the page another name")
    };
    taken.map(fault).collect()
}

/// An address that was once published answers for ever: it is a page, or it is redirected.
fn addresses(content: &Content) -> Vec<Diagnostic> {
    let default = content.by_language.get(&content.facts.default_language);
    let published = default.into_iter().flat_map(|words| words.pages.values());
    let names: Vec<_> = published.filter(|page| page.published).map(|page| &page.name).collect();
    let in_all = |name| content.by_language.keys().map(move |language| page_path(language, name));
    let paths: BTreeSet<String> = names.into_iter().flat_map(in_all).collect();
    let redirected: BTreeSet<&String> = content.facts.redirects.iter().map(|r| &r.from).collect();
    let built_in: Vec<_> = built_in(&content.facts).chain([CONTACT_CARD, CALENDAR]).collect();
    let is_built_in = |address: &str| {
        let languages = content.by_language.keys().any(|language| {
            let name = address.strip_prefix(&format!("/{language}/")).unwrap_or_default();
            built_in.contains(&name)
        });
        languages || address == "/"
    };
    let answers = |address: &String| {
        paths.contains(address) || redirected.contains(address) || is_built_in(address)
    };
    let gone = content.addresses.iter().filter(|address| !answers(address)).map(|address| {
        Diagnostic::error(ADDRESSES_FILE, format!("`{address}` was published and answers no more"))
            .help(format!("add a `[[redirect]]` with `from = \"{address}\"` to {FACTS_FILE}"))
    });
    let known: BTreeSet<&String> = content.addresses.iter().collect();
    let listed = |path: &&String| known.contains(path);
    let new = paths.iter().filter(|path| !listed(path)).map(|path| {
        Diagnostic::warning(
            ADDRESSES_FILE,
            format!("`{path}` is published and not yet written down"),
        )
        .help("add it as a line, so that it is never lost")
    });
    let nowhere = content.addresses.is_empty();
    if nowhere { Vec::new() } else { gone.chain(new).collect() }
}

/// No section takes an identifier of what stands around every page.
fn fixed_ids(content: &Content) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (_, page, file) in pages(content) {
        for section in page.sections.iter().filter(|s| FIXED_IDS.contains(&s.id.as_str())) {
            let message = format!("`{}` is the name of a part of every page", section.id);
            problems.push(
                Diagnostic::error(&file, message)
                    .at(section.place.clone())
                    .help("give the section another `id`"),
            );
        }
    }
    problems
}

/// A sketch gives every label of its drawing a text, and no other.
fn labels(content: &Content) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (_, page, file) in pages(content) {
        for (section, sketch) in page.sketches() {
            let Some(drawing) = content.drawings.get(&sketch.drawing) else { continue };
            let given = sketch.labels.keys();
            let name = &sketch.drawing;
            for label in drawing.labels.iter().filter(|label| !sketch.labels.contains_key(*label)) {
                let message = format!("the drawing `{name}` has a label `{label}`, and no text");
                problems.push(
                    Diagnostic::error(&file, message)
                        .at(section.place.clone())
                        .help(format!("add `{label} = \"…\"`")),
                );
            }
            for label in given.filter(|label| !drawing.labels.contains(*label)) {
                let message = format!("the drawing `{name}` has no label `{label}`");
                problems.push(
                    Diagnostic::error(&file, message).at(section.place.clone()).help("delete it"),
                );
            }
        }
    }
    problems
}

/// An official statement is quoted as it is in its own language, and translated in every other.
fn statements(content: &Content) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (language, page, file) in pages(content) {
        let own = *language == content.facts.default_language;
        for (section, quotation) in page.quotations() {
            let statement = &quotation.statement;
            let fault = match (own, &quotation.translation) {
                (true, Some(_)) => ("is in its own language here", "delete `translation`"),
                (false, None) => ("has no translation", "add `translation = \"…\"`"),
                _ => continue,
            };
            let message = format!("the statement `{statement}` {}", fault.0);
            problems
                .push(Diagnostic::error(&file, message).at(section.place.clone()).help(fault.1));
        }
    }
    problems
}
