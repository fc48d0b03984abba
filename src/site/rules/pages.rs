//! Rules about single pages: originals, names, identifiers, drawings, statements.

use super::lookup::{error, original, pages, translated};
use crate::content::lint::too_wide;
use crate::content::page::{PagePart, Section};
use crate::content::{Content, HOME, PageName};
use crate::diagnostics::{Diagnostic, Diagnostics, group};
use crate::site::address::TAKEN;

/// The identifiers that the templates use.
const FIXED_IDS: [&str; 4] = ["top", "main", "glance", "hour"];

/// On a phone the menu has two columns of 154 pixels; of the scripts of twelve languages Cyrillic is
/// the widest, eight and a half pixels a letter.
const MENU_COLUMNS: usize = 18;

/// The group of warnings about translations that are not shown, because their original is not.
const NO_ORIGINAL: &str = "pages have no original";

/// A translation has an original in the default language, and is shown only if that is published.
pub(super) fn originals(content: &Content, problems: &mut Diagnostics) {
    let default = &content.facts.default_language;
    for (page, file) in translated(content) {
        let Some(original) = original(content, &page.name) else {
            let message = format!("this page has no original in `{default}`");
            let help = format!("add `{default}/{}.toml`, or delete this file", page.name);
            let warning = Diagnostic::warning(file, message).at(&page.place).help(help);
            problems.push(warning.group(NO_ORIGINAL));
            continue;
        };
        if page.published && !original.published {
            let message = "this page is published, but its original is not";
            let warning = Diagnostic::warning(file, message).at(&page.place);
            problems.push(warning.help("write `published = false`").group(NO_ORIGINAL));
        } else if page.translation.is_none() {
            let message = "a translation does not say how far it has come";
            let help = "add `[translation]` with `state = \"draft\"`";
            problems.push(Diagnostic::warning(file, message).help(help).group(group::DRAFT));
        }
    }
}

/// There is a published home page; every language shows it, translated or not.
pub(super) fn home(content: &Content, problems: &mut Diagnostics) {
    let home = PageName::new(HOME).and_then(|name| original(content, &name));
    if home.is_none_or(|page| !page.published) {
        let file = format!("{}/home.toml", content.facts.default_language);
        let problem = Diagnostic::error(file, "the home page is missing or not published");
        problems.push(problem.help("every site has a home page, at `/<lang>/`"));
    }
}

/// No page has the name of a built-in page.
pub(super) fn reserved(content: &Content, problems: &mut Diagnostics) {
    for (_, page, file) in pages(content) {
        let name = page.name.as_str();
        if TAKEN.contains(&name) {
            let message = format!("the name `{name}` is reserved: the site uses it itself");
            problems.push(error(&file, &page.place, message, "give the page another name"));
        }
    }
}

/// No section has an identifier that the layout uses.
pub(super) fn fixed_ids(content: &Content, problems: &mut Diagnostics) {
    for (_, page, file) in pages(content) {
        let fixed = |section: &&Section| FIXED_IDS.contains(&section.id.as_str());
        for section in page.sections.iter().filter(|s| !s.untranslated).filter(fixed) {
            let message = format!("`{}` is the name of a part of every page", section.id);
            problems.push(error(&file, &section.place, message, "give the section another `id`"));
        }
    }
}

/// A sketch has a text for every label of its drawing, and no other.
pub(super) fn labels(content: &Content, problems: &mut Diagnostics) {
    for (_, page, file) in pages(content) {
        for (section, sketch) in page.sketches().filter(|(section, _)| !section.untranslated) {
            let (name, given) = (&sketch.drawing.0, &sketch.labels);
            let Some(drawing) = content.drawings.get(name) else { continue };
            for label in drawing.labels.iter().filter(|label| !given.contains_key(*label)) {
                let message = format!("the drawing `{name}` has a label `{label}`, and no text");
                let help = format!("add `{label} = \"…\"`");
                problems.push(error(&file, &section.place, message, help));
            }
            for label in given.keys().filter(|label| !drawing.labels.contains(*label)) {
                let message = format!("the drawing `{name}` has no label `{label}`");
                problems.push(error(&file, &section.place, message, "delete it"));
            }
        }
    }
}

/// An official statement is quoted untranslated in its own language, and with a translation in others.
pub(super) fn statements(content: &Content, problems: &mut Diagnostics) {
    for (language, page, file) in pages(content) {
        let own = *language == content.facts.default_language;
        for (section, quotation) in page.quotations() {
            let name = &quotation.statement.0;
            if own && quotation.translation.is_some() {
                let message = format!("the statement `{name}` is in its own language here");
                problems.push(error(&file, &section.place, message, "delete `translation`"));
            }
            if !own && !section.untranslated && quotation.translation.is_none() {
                let message = format!("the statement `{name}` has no translation");
                let warning = Diagnostic::warning(&file, message).at(&section.place);
                let help = "add `translation = \"…\"`; until then it is shown alone";
                problems.push(warning.help(help).group(group::WORDS));
            }
        }
    }
}

/// In the default language, every photograph says what it shows; other languages may leave it out.
pub(super) fn alternatives(content: &Content, problems: &mut Diagnostics) {
    for (language, page, file) in pages(content) {
        let own = *language == content.facts.default_language;
        for (section, photo) in page.photos().filter(|(_, photo)| own && photo.alt.is_none()) {
            let message = format!("the photo `{}` has no `alt`", photo.file.0);
            let help = "add `alt = \"…\"`: what it shows, for those who do not see it";
            problems.push(error(&file, &section.place, message, help));
        }
    }
}

/// The short name of a page in the menu fits into it.
pub(super) fn short_names(content: &Content, problems: &mut Diagnostics) {
    for (_, page, file) in pages(content) {
        if content.facts.navigation.contains(&page.name)
            && !page.lacks(PagePart::Nav)
            && let Some((message, help)) = too_wide(&page.nav, MENU_COLUMNS, "the menu")
        {
            problems.push(error(&file, &page.nav_place, message, help));
        }
    }
}
