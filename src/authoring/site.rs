//! A new site: everything that it needs to start, in one language, with words and facts that are to be replaced.
//!
//! The words of the interface are those of this program's own content, without what they say of its hospital.

use std::collections::BTreeMap;

use toml_edit::{DocumentMut, Item, Table, Value};

use super::edit::{Unchangeable, set};
use super::interfaces::{ENGLISH, interface_of, table};
use super::schema::schemas;
use crate::content::Language;
use crate::content::lint::ScriptCheck;

/// The words of the pages and the names, in the languages whose interface is known.
const WORDS: &str = include_str!("../../templates/new-site/words.toml");

/// The templates of the content: `{{key}}` stands for a text of that name.
const FACTS: &str = include_str!("../../templates/new-site/site.toml");
const HOME: &str = include_str!("../../templates/new-site/home.toml");
const CONTACT: &str = include_str!("../../templates/new-site/contact.toml");
const STYLE: &str = include_str!("../../static/style.css");
const ICON: &str = include_str!("../../templates/new-site/icon.svg");
const FAVICON: &[u8] = include_bytes!("../../templates/new-site/favicon.ico");

const ABOUT_ADDRESSES: &str = "\
# Every address ever published, one a line. `check` reports one that does not exist any more.
";
const ABOUT_NAMES: &str = "
# The words for what site.toml names, each in a table of its own: `[phones.<id>]` with `label` and `note`,
# `[cities]`, `[reasons]`. In `[site]` there may be two more lines: `interpreter`, the link at the end of the menu
# to the line on interpreters, and `access`, a line below the address on how to get there.
";
const IN_ENGLISH: &str = "\
# The words of this file are English, and the language of this site is another one: replace them.
";

/// The files of a new site.
#[derive(Debug)]
pub struct NewSite {
    /// The language of the site: the one that was asked for, or English where English words could not stand in
    /// for its own.
    pub language: Language,
    /// Whether its words are in its language, and not English ones that stand in for them.
    pub has_own_words: bool,
    /// The files by their paths, below `content/`, `schema/` and `static/`.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Lays out a site in the language `asked`.
///
/// # Errors
///
/// A template of this program is not what it should be.
pub fn new_site(asked: &Language) -> Result<NewSite, Unchangeable> {
    let known = interface_of(asked.as_str());
    let words: DocumentMut = WORDS.parse().map_err(|_| Unchangeable::Malformed)?;
    let stands_in = text(&words, &[ENGLISH, "lead"])
        .is_ok_and(|english| ScriptCheck::of(asked).script(english).is_none());
    let english = || Language::new(ENGLISH).ok_or(Unchangeable::Malformed);
    let language = if known.is_some() || stands_in { asked.clone() } else { english()? };
    let interface = interface_of(language.as_str());
    let spoken = if interface.is_some() { language.as_str() } else { ENGLISH };
    let source = interface.or_else(|| interface_of(ENGLISH)).unwrap_or_default();
    let document: DocumentMut = source.parse().map_err(|_| Unchangeable::Malformed)?;
    let site =
        Template { tag: language.as_str(), own: interface.is_some(), spoken, words, document };
    let content = format!("content/{language}");
    let files = [
        ("content/site.toml".to_owned(), site.facts(&language)?),
        ("content/addresses.txt".to_owned(), site.addresses()),
        (format!("{content}/ui.toml"), site.interface()?),
        (format!("{content}/home.toml"), site.page(HOME)?),
        (format!("{content}/contact.toml"), site.page(CONTACT)?),
        ("static/style.css".to_owned(), STYLE.to_owned()),
        ("static/icon.svg".to_owned(), ICON.to_owned()),
    ];
    let mut files: BTreeMap<_, _> =
        files.into_iter().map(|(file, text)| (file, text.into_bytes())).collect();
    let schemas = schemas().into_iter();
    files.extend(schemas.map(|(name, text)| (format!("schema/{name}"), text.into_bytes())));
    files.insert("static/at-root/favicon.ico".to_owned(), FAVICON.to_owned());
    Ok(NewSite { language: language.clone(), has_own_words: site.own, files })
}

/// The text at `path`.
fn text<'a>(table: &'a Table, path: &[&str]) -> Result<&'a str, Unchangeable> {
    let (first, rest) = path.split_first().ok_or(Unchangeable::Malformed)?;
    let found = rest.iter().try_fold(table.get(first), |item, key| Some(item?.get(key)));
    found.flatten().and_then(Item::as_str).ok_or(Unchangeable::Malformed)
}

/// What a new site is made of.
struct Template<'a> {
    /// The site's language.
    tag: &'a str,
    /// Whether the words are in it.
    own: bool,
    /// The language of the words.
    spoken: &'a str,
    /// The words of the pages, in every language.
    words: DocumentMut,
    /// The words of the interface.
    document: DocumentMut,
}

impl Template<'_> {
    fn word(&self, key: &str) -> Result<&str, Unchangeable> {
        text(&self.words, &[self.spoken, key])
    }

    /// The language's name in itself; its tag where that is not known.
    fn name(&self) -> Result<&str, Unchangeable> {
        if self.own { self.word("name") } else { Ok(self.tag) }
    }

    fn facts(&self, language: &Language) -> Result<String, Unchangeable> {
        let locale = language.locale();
        let values = [
            ("tag", self.tag),
            ("name", self.name()?),
            ("dir", language.direction().as_str()),
            ("locale", &locale),
            ("country", self.word("country")?),
        ];
        let facts = FACTS.replace("{{directory}}", self.tag).replace("{{plain-tag}}", self.tag);
        Ok(filled(&facts, values))
    }

    fn addresses(&self) -> String {
        format!("{ABOUT_ADDRESSES}/{tag}/\n/{tag}/contact\n", tag = self.tag)
    }

    fn page(&self, template: &str) -> Result<String, Unchangeable> {
        let own = self.words.get(self.spoken).and_then(Item::as_table);
        let own = own.into_iter().flat_map(Table::iter);
        let own = own.filter_map(|(key, item)| Some((key, item.as_str()?)));
        let headings = [
            ("address-heading", text(&self.document, &["card", "address"])?),
            ("hours-heading", text(&self.document, &["card", "hours"])?),
        ];
        Ok(self.noted(filled(template, own.chain(headings))))
    }

    /// The interface, without what it says of its hospital.
    fn interface(&self) -> Result<String, Unchangeable> {
        let mut document = self.document.clone();
        let site = table(&mut document, "site")?;
        set(site, "center", self.word("center")?.into());
        set(site, "hospital", self.word("hospital")?.into());
        // Statements about a hospital, which a new one makes itself.
        site.remove("interpreter");
        site.remove("access");
        let local = table(&mut document, "local")?;
        for key in local.iter().map(|(key, _)| key.to_owned()).collect::<Vec<_>>() {
            let fact = text(&self.words, &[self.spoken, "local", &key])?;
            set(local, &key, fact.into());
        }
        set(table(&mut document, "pocket-card")?, "summary", self.word("card")?.into());
        for names in ["phones", "cities", "spoken", "reasons", "sources"] {
            document.remove(names);
        }
        let languages = table(&mut document, "languages")?;
        languages.clear();
        set(languages, self.tag, self.name()?.into());
        Ok(self.noted(document.to_string() + ABOUT_NAMES))
    }

    /// With a note that the words are English ones, where they are in another language's file; below the first
    /// line, which names the schema.
    fn noted(&self, mut text: String) -> String {
        if !self.own {
            text.insert_str(text.find('\n').map_or(0, |end| end + 1), IN_ENGLISH);
        }
        text
    }
}

/// `template` with each `{{key}}` replaced by the TOML of its text.
fn filled<'a>(template: &str, values: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    values.into_iter().fold(template.to_owned(), |filled, (key, text)| {
        filled.replace(&format!("{{{{{key}}}}}"), Value::from(text).to_string().trim())
    })
}
