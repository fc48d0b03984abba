//! The menu has room for short names only.

use crate::content::Content;
use crate::content::lint::width::WidthLimit;
use crate::diagnostics::Diagnostic;

/// On a phone the menu has two columns of 154 pixels; of the scripts of twelve languages Cyrillic is
/// the widest, eight and a half pixels a letter.
const MENU: WidthLimit = WidthLimit { columns: 18, place: "the menu" };

/// The short name of a page in the menu fits into it.
pub(super) fn fits(content: &Content) -> Vec<Diagnostic> {
    let listed =
        super::pages(content).filter(|(_, page, _)| content.facts.navigation.contains(&page.name));
    let faults = listed.filter_map(|(_, page, file)| {
        let (message, help) = MENU.fault(&page.nav)?;
        Some(Diagnostic::error(file, message).at(page.nav_place.clone()).help(help))
    });
    faults.collect()
}
