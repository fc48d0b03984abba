//! The name that was probably meant, and the names to choose from: in reports for authors, and on 404 pages.

/// The most candidates that an author is shown.
const MOST: usize = 30;

/// The candidate that `word` was most likely meant to be.
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    let measured = candidates.filter_map(|candidate| {
        let own_length = candidate.chars().count();
        let most = 1 + own_length / 4;
        // Words are no nearer than their lengths, which cost nothing to compare.
        if own_length.abs_diff(length) > most {
            return None;
        }
        let distance = strsim::damerau_levenshtein(word, candidate);
        (distance <= most).then_some((distance, candidate))
    });
    measured.min().map(|(_, candidate)| candidate)
}

/// The help for `name`, which is none of `candidates`: the nearest of them, or all of them after `listed`.
pub fn hint<'a>(
    name: &str,
    candidates: impl Iterator<Item = &'a str> + Clone,
    listed: &str,
) -> String {
    match nearest(name, candidates.clone()) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => format!("{listed} {}", list(candidates)),
    }
}

/// The candidates as an author reads them: `a`, `b`, `c`; of very many the first ones.
pub fn list<'a>(candidates: impl Iterator<Item = &'a str>) -> String {
    let mut listed: Vec<_> =
        candidates.map(|candidate| format!("`{candidate}`")).take(MOST + 1).collect();
    if let Some(last) = listed.get_mut(MOST) {
        "…".clone_into(last);
    }
    listed.join(", ")
}
