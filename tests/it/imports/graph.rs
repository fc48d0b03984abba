//! Cycles among imports.

use std::collections::{BTreeMap, BTreeSet};

use super::resolve::Import;

/// Every largest set of files each of which imports all others of the set, directly or through others;
/// in order.
pub(super) fn cycles(imports: &[Import]) -> Vec<Vec<String>> {
    let mut direct: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for import in imports {
        direct.entry(&import.from).or_default().insert(&import.to);
    }
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        direct.keys().map(|file| (*file, reached_from(file, &direct))).collect();
    let in_one = |a: &str, b: &str| {
        reached[a].contains(b) && reached.get(b).is_some_and(|it| it.contains(a))
    };
    let mut cycles = BTreeSet::new();
    for file in reached.keys().filter(|file| in_one(file, file)) {
        let cycle = reached.keys().filter(|other| in_one(file, other));
        cycles.insert(cycle.map(|file| (*file).to_owned()).collect::<Vec<_>>());
    }
    cycles.into_iter().collect()
}

fn reached_from<'a>(
    file: &'a str,
    direct: &BTreeMap<&'a str, BTreeSet<&'a str>>,
) -> BTreeSet<&'a str> {
    let (mut reached, mut open) = (BTreeSet::new(), vec![file]);
    while let Some(file) = open.pop() {
        for next in direct.get(file).into_iter().flatten() {
            if reached.insert(*next) {
                open.push(next);
            }
        }
    }
    reached
}
