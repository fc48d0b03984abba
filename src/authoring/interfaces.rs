//! The words of the interface that are known: those of this program's own content, in twelve languages. A new site
//! and a new language begin with them, without what they say of their hospital.

use toml_edit::{DocumentMut, Item, Key, Table, TableLike, value};

use super::edit::{Unchangeable, set};
use super::layout::{comment, interface};
use crate::content::Language;

/// The languages whose interface is known, with their `ui.toml`.
const INTERFACES: [(&str, &str); 12] = [
    (ENGLISH, include_str!("../../content/en/ui.toml")),
    ("ar", include_str!("../../content/ar/ui.toml")),
    ("zh-Hans", include_str!("../../content/zh-Hans/ui.toml")),
    ("zh-Hant", include_str!("../../content/zh-Hant/ui.toml")),
    ("es", include_str!("../../content/es/ui.toml")),
    ("pt-BR", include_str!("../../content/pt-BR/ui.toml")),
    ("fr", include_str!("../../content/fr/ui.toml")),
    ("ru", include_str!("../../content/ru/ui.toml")),
    ("el", include_str!("../../content/el/ui.toml")),
    ("tr", include_str!("../../content/tr/ui.toml")),
    ("ja", include_str!("../../content/ja/ui.toml")),
    ("ko", include_str!("../../content/ko/ui.toml")),
];

/// The language that the known interfaces name as that of the originals.
pub(super) const ENGLISH: &str = "en";

/// The messages that name English as the language of the originals.
const NAME_ENGLISH: [(&str, &[&str]); 2] = [
    (
        "translation",
        &["stale", "missing", "original", "original-statement", "state-stale", "state-missing"],
    ),
    ("pocket-card", &["summary"]),
];

/// The `ui.toml` of the language `tag`, where it is known.
pub(super) fn interface_of(tag: &str) -> Option<&'static str> {
    INTERFACES.iter().find(|(known, _)| *known == tag).map(|(_, ui)| *ui)
}

/// The table `key` of `document`.
pub(super) fn table<'a>(
    document: &'a mut DocumentMut,
    key: &'static str,
) -> Result<&'a mut dyn TableLike, Unchangeable> {
    let found = document.get_mut(key).and_then(Item::as_table_like_mut);
    found.ok_or(Unchangeable::Missing(key))
}

/// Lays out the `ui.toml` of `language` for a site whose `original` is in the language `default`. What is known of
/// its words is there; what the site says of itself is empty, with the original's words above it.
///
/// # Errors
///
/// The original is not TOML.
pub fn interface_in(
    language: &Language,
    original: &str,
    default: &Language,
) -> Result<String, Unchangeable> {
    let Some(known) = interface_of(language.as_str()) else { return interface(original) };
    let original: DocumentMut = original.parse().map_err(|_| Unchangeable::Malformed)?;
    let mut document: DocumentMut = known.parse().map_err(|_| Unchangeable::Malformed)?;
    let site = original.get("site").and_then(Item::as_table_like);
    let own = table(&mut document, "site")?;
    for key in ["center", "hospital", "interpreter", "access"] {
        match site.and_then(|site| site.get(key)?.as_str()) {
            Some(words) => empty(own, key, words),
            None => drop(own.remove(key)),
        }
    }
    let local = table(&mut document, "local")?;
    for key in keys(local) {
        set(local, &key, "".into());
    }
    if default.as_str() != ENGLISH {
        for (name, messages) in NAME_ENGLISH {
            let words = original.get(name).and_then(Item::as_table_like);
            let own = table(&mut document, name)?;
            for key in messages {
                let words = words.and_then(|words| words.get(key)?.as_str());
                empty(own, key, words.unwrap_or_default());
            }
        }
    }
    for name in ["phones", "cities", "languages", "spoken", "reasons", "sources"] {
        let known = document.remove(name);
        let Some(wanted) = original.get(name).and_then(Item::as_table) else { continue };
        document.insert(name, Item::Table(names(wanted, known.as_ref())));
    }
    Ok(document.to_string())
}

fn keys(table: &dyn TableLike) -> Vec<String> {
    table.iter().map(|(key, _)| key.to_owned()).collect()
}

/// Empties the value of `key`, under the `original` words.
fn empty(table: &mut dyn TableLike, key: &str, original: &str) {
    set(table, key, "".into());
    if let Some(mut key) = table.key_mut(key) {
        key.leaf_decor_mut().set_prefix(comment(original));
    }
}

/// The table of names that `wanted` is in another language: each name that is in `known`, the others empty.
fn names(wanted: &Table, known: Option<&Item>) -> Table {
    let mut names = Table::new();
    names.set_implicit(wanted.is_implicit());
    for (key, item) in wanted {
        let known = known.and_then(|known| known.get(key));
        match (item, known.and_then(Item::as_str)) {
            // What a phone number is for, each site says itself.
            (Item::Table(inner), _) => {
                drop(names.insert(key, Item::Table(self::names(inner, None))));
            }
            (_, Some(known)) => drop(names.insert(key, value(known))),
            (other, None) => {
                let original = other.as_str().unwrap_or_default();
                let key = Key::new(key);
                names.insert_formatted(&key, value(""));
                empty(&mut names, key.get(), original);
            }
        }
    }
    names
}
