//! Rules about the versions that translations were made from; warnings, because no visitor is affected.

use std::collections::BTreeSet;

use super::lookup::{original, pages};
use crate::content::originals::{Version, file};
use crate::content::{Content, Fingerprint, Page};
use crate::diagnostics::Diagnostic;

/// A translation records which version of the original it was made from; an older version is kept.
pub(super) fn kept(content: &Content) -> Vec<Diagnostic> {
    let faults = translations(content).filter_map(|(page, of, file)| {
        let now = original(content, &page.name)?.fingerprint();
        let message = match of {
            None => "nothing says which words this page was translated from, so that nobody will \
                     see when they change"
                .to_owned(),
            Some(of) if *of == now => return None,
            Some(of) if content.originals.contains_key(&(page.name.clone(), of.clone())) => {
                return None;
            }
            Some(of) => format!("the words that it was translated from (`{of}`) are not kept"),
        };
        let (tag, name) = (file.split_once('/').map_or("", |(tag, _)| tag), &page.name);
        let help = format!(
            "compare it with `{}/{name}.toml`; then run `patient-center translations accept {tag} \
             {name}`",
            content.facts.default_language
        );
        Some(Diagnostic::warning(file, message).help(help))
    });
    faults.collect()
}

/// A version is kept only as long as a translation refers to it.
pub(super) fn needed(content: &Content) -> Vec<Diagnostic> {
    let used: BTreeSet<Version> = translations(content)
        .filter_map(|(page, of, _)| Some((page.name.clone(), of?.clone())))
        .collect();
    let unused = content.originals.keys().filter(|version| !used.contains(version));
    let fault = |version| {
        Diagnostic::warning(file(version), "no translation was made from these words any more")
            .help("delete the file")
    };
    unused.map(fault).collect()
}

/// Every translation with the version that it was made from, and its file.
fn translations(content: &Content) -> impl Iterator<Item = (&Page, Option<&Fingerprint>, String)> {
    pages(content).filter_map(|(_, page, file)| {
        let translation = page.translation.as_ref()?;
        Some((page, translation.of.as_ref(), file))
    })
}
