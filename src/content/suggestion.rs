//! What an author probably meant, and what there is to choose from.

/// The candidate that `word` was most likely meant to be.
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.chars().count() / 4)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The candidates as an author reads them: `a`, `b`, `c`.
pub fn list<'a>(candidates: impl Iterator<Item = &'a str>) -> String {
    candidates.map(|candidate| format!("`{candidate}`")).collect::<Vec<_>>().join(", ")
}
