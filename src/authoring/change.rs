//! What has changed between two versions of a page's words: text by text, and in each text word by
//! word.

use std::mem::take;

use serde::Serialize;
use similar::{Algorithm, ChangeTag, DiffOp, TextDiff, capture_diff_slices};

/// Words of a text, and in which version they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// In both versions.
    Kept(String),
    /// In the old version only.
    Removed(String),
    /// In the new version only.
    Added(String),
}

/// One text that has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// As it was; `None` if it is new.
    pub old: Option<String>,
    /// As it is; `None` if it is gone.
    pub new: Option<String>,
    /// Both, word by word.
    pub parts: Vec<Part>,
}

/// Every text that differs between `old` and `new`, in the order of the page.
pub fn changes(old: &[String], new: &[String]) -> Vec<Change> {
    let steps = capture_diff_slices(Algorithm::Patience, old, new);
    let differing = steps.iter().filter(|step| !matches!(step, DiffOp::Equal { .. }));
    differing
        .flat_map(|step| {
            let was = old.get(step.old_range()).unwrap_or_default();
            let is = new.get(step.new_range()).unwrap_or_default();
            (0..was.len().max(is.len())).map(|nth| change(was.get(nth), is.get(nth)))
        })
        .collect()
}

fn change(old: Option<&String>, new: Option<&String>) -> Change {
    let parts = parts(old.map_or("", String::as_str), new.map_or("", String::as_str));
    Change { parts, old: old.cloned(), new: new.cloned() }
}

/// `old` and `new` word by word: what is kept, removed before what was added in its place. The words of
/// scripts without spaces are characters (UAX #29).
fn parts(old: &str, new: &str) -> Vec<Part> {
    let mut parts = Parts::default();
    for change in TextDiff::from_unicode_words(old, new).iter_all_changes() {
        match change.tag() {
            ChangeTag::Equal => parts.keep(change.value()),
            ChangeTag::Delete => parts.removed.push_str(change.value()),
            ChangeTag::Insert => parts.added.push_str(change.value()),
        }
    }
    parts.flush();
    parts.done
}

/// The parts of a text while they are put together.
#[derive(Default)]
struct Parts {
    done: Vec<Part>,
    removed: String,
    added: String,
}

impl Parts {
    /// A space between two changed words is no reason to show them apart.
    fn keep(&mut self, word: &str) {
        let between_changes = !self.removed.is_empty() || !self.added.is_empty();
        if between_changes && word.trim().is_empty() {
            self.removed.push_str(word);
            self.added.push_str(word);
            return;
        }
        self.flush();
        self.push(Part::Kept(word.to_owned()));
    }

    /// Ends a change. Spaces at its end that are in both versions are no part of it.
    fn flush(&mut self) {
        let (removed, added) = (take(&mut self.removed), take(&mut self.added));
        let spaces = removed.get(removed.trim_end().len()..).unwrap_or_default();
        let shared = if added.ends_with(spaces) { spaces } else { "" };
        let without = |words: &str| words.strip_suffix(shared).unwrap_or(words).to_owned();
        self.push(Part::Removed(without(&removed)));
        self.push(Part::Added(without(&added)));
        self.push(Part::Kept(shared.to_owned()));
    }

    fn push(&mut self, part: Part) {
        match (self.done.last_mut(), part) {
            (_, Part::Kept(words) | Part::Removed(words) | Part::Added(words))
                if words.is_empty() => {}
            (Some(Part::Kept(before)), Part::Kept(words)) => before.push_str(&words),
            (_, part) => self.done.push(part),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each change as people read it.
    fn shown(old: &[&str], new: &[&str]) -> Vec<String> {
        let own = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
        let changes = changes(&own(old), &own(new)).into_iter().map(|change| {
            let parts = change.parts.iter().map(|part| match part {
                Part::Kept(words) => words.clone(),
                Part::Removed(words) => format!("[{words}]"),
                Part::Added(words) => format!("<{words}>"),
            });
            parts.collect()
        });
        changes.collect()
    }

    #[test]
    fn only_the_words_that_changed_are_marked() {
        for (old, new, expected) in [
            ("in room 180.", "in room 182.", "in room [180]<182>."),
            ("one block", "two long blocks", "[one block]<two long blocks>"),
            ("a b", "a very b", "a <very >b"),
            ("don’t go", "don’t walk", "don’t [go]<walk>"),
            ("病院の正面玄関", "病院の玄関", "病院の[正面]玄関"),
            ("", "new", "<new>"),
        ] {
            assert_eq!(shown(&[old], &[new]), [expected]);
        }
    }

    #[test]
    fn texts_that_stay_are_not_told_and_others_stay_in_their_order() {
        assert!(shown(&["a", "b"], &["a", "b"]).is_empty());
        assert_eq!(shown(&["a", "b", "c"], &["a", "c"]), ["[b]"]);
        assert_eq!(shown(&["a", "c"], &["a", "b", "c", "d"]), ["<b>", "<d>"]);
        assert_eq!(shown(&["one a", "two b"], &["one x", "two b", "y"]), ["one [a]<x>", "<y>"]);
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(128))]

        /// What is kept and removed is the old text, what is kept and added the new one.
        #[test]
        fn nothing_is_lost(old in "[ab ,.字é]{0,12}", new in "[ab ,.字é]{0,12}") {
            let (mut was, mut is) = (String::new(), String::new());
            for part in parts(&old, &new) {
                match part {
                    Part::Kept(words) => {
                        was.push_str(&words);
                        is.push_str(&words);
                    }
                    Part::Removed(words) => was.push_str(&words),
                    Part::Added(words) => is.push_str(&words),
                }
            }
            assert_eq!((was, is), (old, new));
        }
    }
}
