//! Rules about single pages: originals, names, identifiers, drawings, statements.

use super::lookup::{original, pages};
use crate::content::lint::too_wide;
use crate::content::{Content, HOME, Page, PageName};
use crate::diagnostics::Diagnostic;
use crate::site::address::TAKEN;

/// The identifiers that the templates use.
const FIXED_IDS: [&str; 4] = ["top", "main", "glance", "hour"];

/// On a phone the menu has two columns of 154 pixels; of the scripts of twelve languages Cyrillic is
/// the widest, eight and a half pixels a letter.
const MENU_COLUMNS: usize = 18;

/// A translation has an original in the default language, and is published only if that is.
pub(super) fn originals(content: &Content) -> Vec<Diagnostic> {
    let default = &content.facts.default_language;
    let translated = pages(content).filter(|(language, ..)| *language != default);
    let faults = translated.filter_map(|(_, page, file)| match original(content, &page.name) {
        None => Some(
            Diagnostic::error(file, format!("this page has no original in `{default}`"))
                .at(&page.place)
                .help(format!("add `{default}/{}.toml`, or delete this file", page.name)),
        ),
        Some(original) if page.published && !original.published => Some(
            Diagnostic::error(file, "this page is published, but its original is not")
                .at(&page.place)
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
pub(super) fn home(content: &Content) -> Vec<Diagnostic> {
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

/// No page has the name of a built-in page.
pub(super) fn reserved(content: &Content) -> Vec<Diagnostic> {
    let taken = pages(content).filter(|(_, page, _)| TAKEN.contains(&page.name.as_str()));
    let fault = |(_, page, file): (_, &Page, _)| {
        Diagnostic::error(
            file,
            format!("the site makes something of the name `{}` by itself", page.name),
        )
        .at(&page.place)
        .help("give the page another name")
    };
    taken.map(fault).collect()
}

/// No section has an identifier that the layout uses.
pub(super) fn fixed_ids(content: &Content) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (_, page, file) in pages(content) {
        for section in page.sections.iter().filter(|s| FIXED_IDS.contains(&s.id.as_str())) {
            let message = format!("`{}` is the name of a part of every page", section.id);
            problems.push(
                Diagnostic::error(&file, message)
                    .at(&section.place)
                    .help("give the section another `id`"),
            );
        }
    }
    problems
}

/// A sketch has a text for every label of its drawing, and no other.
pub(super) fn labels(content: &Content) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (_, page, file) in pages(content) {
        for (section, sketch) in page.sketches() {
            let Some(drawing) = content.drawings.get(&sketch.drawing.0) else { continue };
            let given = sketch.labels.keys();
            let name = &sketch.drawing.0;
            for label in drawing.labels.iter().filter(|label| !sketch.labels.contains_key(*label)) {
                let message = format!("the drawing `{name}` has a label `{label}`, and no text");
                problems.push(
                    Diagnostic::error(&file, message)
                        .at(&section.place)
                        .help(format!("add `{label} = \"…\"`")),
                );
            }
            for label in given.filter(|label| !drawing.labels.contains(*label)) {
                let message = format!("the drawing `{name}` has no label `{label}`");
                problems
                    .push(Diagnostic::error(&file, message).at(&section.place).help("delete it"));
            }
        }
    }
    problems
}

/// An official statement is quoted untranslated in its own language, and with a translation in every other.
pub(super) fn statements(content: &Content) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (language, page, file) in pages(content) {
        let own = *language == content.facts.default_language;
        for (section, quotation) in page.quotations() {
            let statement = &quotation.statement.0;
            let fault = match (own, &quotation.translation) {
                (true, Some(_)) => ("is in its own language here", "delete `translation`"),
                (false, None) => ("has no translation", "add `translation = \"…\"`"),
                _ => continue,
            };
            let message = format!("the statement `{statement}` {}", fault.0);
            problems.push(Diagnostic::error(&file, message).at(&section.place).help(fault.1));
        }
    }
    problems
}

/// The short name of a page in the menu fits into it.
pub(super) fn short_names(content: &Content) -> Vec<Diagnostic> {
    let listed =
        pages(content).filter(|(_, page, _)| content.facts.navigation.contains(&page.name));
    let faults = listed.filter_map(|(_, page, file)| {
        let (message, help) = too_wide(&page.nav, MENU_COLUMNS, "the menu")?;
        Some(Diagnostic::error(file, message).at(&page.nav_place).help(help))
    });
    faults.collect()
}
