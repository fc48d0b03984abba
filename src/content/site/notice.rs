//! The notices of `site.toml`, which appear and disappear by themselves: `[[notice]]`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use crate::content::name::{Language, PageName};
use crate::content::reading::{check_script, report};
use crate::content::text::{Target, Text};
use crate::content::toml::{LocalDate, date};
use crate::diagnostics::Place;

/// What readers have to know for some days.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Notice {
    /// The first day at the center on which the notice is shown; left out: any day before the last one.
    #[serde(deserialize_with = "date")]
    #[schemars(with = "Option<LocalDate>")]
    pub from: Option<Date>,
    /// The last day at the center on which the notice is shown.
    #[serde(deserialize_with = "day")]
    #[schemars(with = "LocalDate")]
    pub until: Option<Date>,
    /// Whether the notice comes right after the first sentence of a page; left out: no.
    #[serde(deserialize_with = "switch")]
    pub urgent: bool,
    /// The page that the notice is on; left out: every page.
    #[serde(deserialize_with = "page")]
    pub page: Option<PageName>,
    /// The words of the notice by their languages; the default language is required.
    #[serde(deserialize_with = "words")]
    pub words: BTreeMap<Language, Text>,
    /// The place of its last day in the file.
    #[serde(skip)]
    pub place: Place,
}

impl Notice {
    /// Whether it is shown on the day `today` at the center.
    pub fn is_shown(&self, today: Date) -> bool {
        self.from.is_none_or(|from| from <= today) && !self.is_past(today)
    }

    /// Whether its last day is before `today`.
    pub fn is_past(&self, today: Date) -> bool {
        self.until.is_none_or(|until| until < today)
    }
}

fn day<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Date>, D::Error> {
    Ok(LocalDate::deserialize(input)?.date())
}

/// Off where it is left out.
fn switch<'de, D: Deserializer<'de>>(input: D) -> Result<bool, D::Error> {
    Ok(Option::<bool>::deserialize(input)?.unwrap_or(false))
}

fn page<'de, D: Deserializer<'de>>(input: D) -> Result<Option<PageName>, D::Error> {
    let Some(target) = Option::<Spanned<Target>>::deserialize(input)? else { return Ok(None) };
    let (span, target) = (target.span(), target.into_inner());
    if target.section.is_some() {
        report(span, format!("`{target}` is a part of a page"), "name the page alone");
    }
    Ok((target != Target::default()).then_some(target.page))
}

fn words<'de, D: Deserializer<'de>>(input: D) -> Result<BTreeMap<Language, Text>, D::Error> {
    let mut words = BTreeMap::new();
    for (tag, text) in BTreeMap::<String, Spanned<Text>>::deserialize(input)? {
        let span = text.span();
        let Some(language) = Language::new(&tag) else {
            report(span, format!("`{tag}` is not a language tag"), "write `en = \"…\"`");
            continue;
        };
        check_script(&language, &text.get_ref().plain(), &span);
        words.insert(language, text.into_inner());
    }
    Ok(words)
}
