//! What differs between a translation and its original: sections, blocks and links. A translation may have
//! any structure; one that differs is stale.

use std::collections::BTreeSet;

use super::{Page, Section};
use crate::content::text::Target;
use crate::diagnostics::{Diagnostic, Place, group};

/// A translation with its original, and the differences found.
struct Pair<'a> {
    own: &'a Page,
    original: &'a Page,
    file: &'a str,
    original_file: &'a str,
    faults: Vec<Diagnostic>,
}

/// A translation has the sections of its original in their order, in each the same blocks, and in
/// each the same links, in whatever order. `own` is as it is written, before it was completed.
pub(in crate::content) fn differences(
    (own, file): (&Page, &str),
    (original, original_file): (&Page, &str),
) -> Vec<Diagnostic> {
    let mut pair = Pair { own, original, file, original_file, faults: Vec::new() };
    pair.head();
    pair.sections();
    pair.faults
}

impl Pair<'_> {
    fn fault(&mut self, place: &Place, message: impl Into<String>, help: impl Into<String>) {
        let warning = Diagnostic::warning(self.file, message).at(place).help(help);
        self.faults.push(warning.group(group::STRUCTURE));
    }

    /// A heading where the original has one, and the links of the head.
    fn head(&mut self) {
        let (own, original) = (self.own, self.original);
        if own.heading.is_none() && original.heading.is_some() {
            let message = "the page has no `heading`, and its original has one";
            self.fault(&own.place, message, "add `heading = \"…\"`");
        }
        if own.heading.is_some() && original.heading.is_none() {
            let message = "the page has a `heading`, and its original has none";
            self.fault(&own.place, message, "delete it: the title is the heading");
        }
        if !own.lead.0.is_empty() {
            let (targets, wanted) = (own.head_targets(), original.head_targets());
            self.links(&own.place, "the head of the page", &targets, &wanted);
            let counts = (own.external_links(), original.external_links());
            self.external_links(&own.place, "the head of the page", counts);
        }
    }

    fn sections(&mut self) {
        let (own, original) = (&self.own.sections, &self.original.sections);
        let ids = |of: &[Section]| of.iter().map(|s| s.id.clone()).collect::<BTreeSet<_>>();
        let (own_ids, original_ids) = (ids(own), ids(original));
        if own_ids.len() < own.len() || original_ids.len() < original.len() {
            return; // a doubled id is reported by the reader
        }
        for missing in original_ids.difference(&own_ids) {
            let help = format!("translate it from `{}`", self.original_file);
            let message = format!("the section `{missing}` of the original is missing");
            self.fault(&self.own.place, message, help);
        }
        for extra in own.iter().filter(|section| !original_ids.contains(&section.id)) {
            let message = format!("the original has no section `{}`", extra.id);
            self.fault(&extra.place, message, "delete it, or give it the `id` of the original");
        }
        let shared = || original.iter().filter(|section| own_ids.contains(&section.id));
        let known = own.iter().filter(|section| original_ids.contains(&section.id));
        if let Some((own, original)) = known.zip(shared()).find(|(own, other)| own.id != other.id) {
            let message =
                format!("the section `{}` is where the original has `{}`", own.id, original.id);
            self.fault(&own.place, message, "keep the sections in the order of the original");
        }
        for original in shared() {
            if let Some(own) = own.iter().find(|section| section.id == original.id) {
                self.section(own, original);
            }
        }
    }

    fn section(&mut self, own: &Section, original: &Section) {
        self.blocks(own, original);
        let id = &own.id;
        let notes = [
            ("note", &own.note, &original.note),
            ("source-note", &own.source_note, &original.source_note),
        ];
        for (key, own_note, original_note) in notes {
            if own_note.is_none() && original_note.is_some() {
                let message = format!("the `{key}` of the section `{id}` is missing");
                self.fault(&own.place, message, format!("add `{key} = \"…\"`"));
            }
            if own_note.is_some() && original_note.is_none() {
                let message = format!("the section `{id}` of the original has no `{key}`");
                self.fault(&own.place, message, "delete it");
            }
        }
        if !own.lacks_words() {
            let place = format!("the section `{id}`");
            self.links(&own.place, &place, &own.targets(), &original.targets());
            let counts = (own.external_links(), original.external_links());
            self.external_links(&own.place, &place, counts);
        }
    }

    /// The first block that is not what the original has there.
    fn blocks(&mut self, own: &Section, original: &Section) {
        let block = |section: &Section, nth: usize| {
            section.blocks.get(nth).map_or_else(|| "nothing".to_owned(), ToString::to_string)
        };
        let count = own.blocks.len().max(original.blocks.len());
        let mut pairs = (0..count).map(|nth| (nth + 1, block(own, nth), block(original, nth)));
        let first = pairs.find(|(_, found, wanted)| found != wanted);
        let (Some((number, found, wanted)), id) = (first, &own.id) else { return };
        let message =
            format!("block {number} of the section `{id}` is {found}, in the original {wanted}");
        let help = format!("bring the section into line with `{}`", self.original_file);
        self.fault(&own.place, message, help);
    }

    /// Another website may have another address in each language, so that only their number is compared.
    fn external_links(&mut self, place: &Place, part: &str, (found, wanted): (usize, usize)) {
        if found != wanted {
            let message =
                format!("{part} has {found} links to other websites, its original {wanted}");
            self.fault(place, message, "link what the original links, in whatever language");
        }
    }

    fn links(&mut self, place: &Place, part: &str, own: &[&Target], original: &[&Target]) {
        let count = |of: &[&Target], target: &str| {
            of.iter().filter(|other| other.to_string() == target).count()
        };
        let targets = own.iter().chain(original).map(ToString::to_string);
        for target in targets.collect::<BTreeSet<String>>() {
            let (help, message) = match (count(own, &target), count(original, &target)) {
                (found, wanted) if found == wanted => continue,
                (0, _) => (
                    format!("add it: `[words]({target})`"),
                    format!("{part} has no link to `{target}`, and its original has"),
                ),
                (_, 0) => (
                    "delete it, or let it lead where the original leads".to_owned(),
                    format!("{part} has a link to `{target}`, and its original has none"),
                ),
                (found, wanted) => (
                    "link what the original links".to_owned(),
                    format!("{part} has {found} links to `{target}`, its original {wanted}"),
                ),
            };
            self.fault(place, message, help);
        }
    }
}
