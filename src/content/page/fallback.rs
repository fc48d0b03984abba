//! What a translation lacks: the words and sections of its original take the place, and are marked as
//! such. What is there is never changed, whatever its structure.

use std::mem::take;

use super::{Page, PagePart, Section};
use crate::content::page::Block;
use crate::content::text::{Inline, Target, Text};

impl Page {
    /// Fills in what this translation of `original` lacks.
    pub(in crate::content) fn complete(&mut self, original: &Self) {
        self.is_blank = self.has_no_words();
        let lacks_actions = self.actions.is_empty() && !original.actions.is_empty()
            || self.actions.iter().any(|action| action.label.is_empty());
        let lacking = [
            (PagePart::Title, self.title.is_empty()),
            (PagePart::Heading, self.title.is_empty() && self.heading.is_none()),
            (PagePart::Nav, self.nav.is_empty()),
            (PagePart::Summary, self.summary.is_empty()),
            (PagePart::Lead, self.lead.0.is_empty()),
            (PagePart::Actions, lacks_actions),
        ];
        self.untranslated =
            lacking.into_iter().filter(|(_, lacks)| *lacks).map(|(part, _)| part).collect();
        for part in self.untranslated.clone() {
            match part {
                PagePart::Title => self.title.clone_from(&original.title),
                PagePart::Heading => self.heading.clone_from(&original.heading),
                PagePart::Nav => self.nav.clone_from(&original.nav),
                PagePart::Summary => self.summary.clone_from(&original.summary),
                PagePart::Lead => self.lead.clone_from(&original.lead),
                PagePart::Actions => self.actions.clone_from(&original.actions),
            }
        }
        self.sections = completed(take(&mut self.sections), &original.sections);
        let lacks_section = self.sections.iter().any(|section| section.untranslated);
        self.differs |= lacks_section || !self.untranslated.is_empty();
    }

    fn has_no_words(&self) -> bool {
        [&self.title, &self.nav, &self.summary].into_iter().all(String::is_empty)
            && self.lead.0.is_empty()
            && self.sections.iter().all(Section::lacks_words)
    }

    /// Makes words of the links that lead to a page for which `is_gone`: the original does not link it
    /// any more, and the translation follows later.
    pub(in crate::content) fn unlink(&mut self, is_gone: impl Fn(&Target) -> bool + Copy) {
        unlink(&mut self.lead, is_gone);
        self.actions.retain(|action| !is_gone(&action.to));
        for section in &mut self.sections {
            section.note.iter_mut().for_each(|text| unlink(text, is_gone));
            section.source_note.iter_mut().for_each(|text| unlink(text, is_gone));
            for block in &mut section.blocks {
                if let Block::Ways(ways) = block {
                    ways.retain(|way| !is_gone(&way.to));
                }
                block.texts().into_iter().for_each(|text| unlink(text, is_gone));
            }
        }
    }
}

fn unlink(text: &mut Text, is_gone: impl Fn(&Target) -> bool) {
    for piece in &mut text.0 {
        if let Inline::Link(words, target) = piece
            && is_gone(target)
        {
            *piece = Inline::Words(take(words));
        }
    }
}

/// The sections of a translation in its order, with those that it lacks each after the one that is before it
/// in the original. A section with an empty text counts as lacking.
fn completed(own: Vec<Section>, original: &[Section]) -> Vec<Section> {
    let mut sections: Vec<_> = own.into_iter().filter(|section| !section.lacks_words()).collect();
    let mut before = None;
    for wanted in original {
        if !sections.iter().any(|section| section.id == wanted.id) {
            let after = sections.iter().position(|section| Some(&section.id) == before);
            let at = after.map_or(0, |after| after + 1);
            sections.insert(at, Section { untranslated: true, ..wanted.clone() });
        }
        before = Some(&wanted.id);
    }
    sections
}
