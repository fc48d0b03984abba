//! The blocks of a section: each is one table `[[section.block]]` with one of the keys below.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use crate::content::reference::{DrawingName, PhoneName, PhotoName, StatementName};
use crate::content::text::{Target, Text};
use crate::content::toml::{Label, Verbatim};

/// A block of a section: a paragraph, a list, a fact.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// A paragraph.
    Text(Text),
    /// A heading below the section's own.
    Heading(String),
    /// Points without an order.
    List(#[schemars(length(min = 1))] Vec<Text>),
    /// Points one after the other, numbered.
    Steps(#[schemars(length(min = 1))] Vec<Text>),
    /// The stages of a process, each with a title and a text.
    Stops(#[schemars(length(min = 1))] Vec<Stop>),
    /// An official statement.
    Quotation(Quotation),
    /// Something that must not be missed.
    Notice(Text),
    /// Links to other pages, each with a note.
    Ways(#[schemars(length(min = 1))] Vec<Way>),
    /// The `id` of a `[[phone]]` in `site.toml`, shown with what `ui.toml` says about it.
    Phone(PhoneName),
    /// The numbers to call, each for its own situation.
    Calls(#[schemars(length(min = 1))] Vec<Call>),
    /// A paragraph beside a small drawing.
    Sign(Sign),
    /// A drawing with its labels.
    Sketch(Sketch),
    /// A photograph.
    Photo(Photo),
    /// Facts that no language changes.
    Show(Show),
}

/// A stage of a process.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Stop {
    /// The name of the stage.
    pub title: String,
    /// What happens there.
    pub text: Text,
}

/// An official statement of `site.toml`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Quotation {
    /// The `id` of a `[[statement]]` in `site.toml`.
    pub statement: StatementName,
    /// Whose words they are.
    pub credit: String,
    /// Our translation of the statement; left out in the default language.
    pub translation: Option<String>,
    /// The statement itself as `site.toml` has it; `None` where it has none.
    #[serde(skip)]
    pub words: Option<String>,
}

/// A link to another page, with a note.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Way {
    /// Where the link leads: `page` or `page#section`.
    pub to: Target,
    /// The words of the link.
    pub label: String,
    /// What the reader finds there.
    pub note: String,
}

/// A situation of the reader, and the number to call in it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Call {
    /// The situation.
    pub title: String,
    /// What the number is for.
    pub text: Option<Text>,
    /// The `id` of a `[[phone]]` in `site.toml`; left out: the number at which the center is reached.
    pub phone: Option<PhoneName>,
}

/// A paragraph beside a small drawing.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Sign {
    /// The drawing.
    pub icon: Icon,
    /// The paragraph.
    pub text: Text,
}

/// A drawing with its labels.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Sketch {
    /// The name of a file in `drawings/`, without `.svg`.
    pub drawing: DrawingName,
    /// What the drawing shows, for those who do not see it.
    pub title: String,
    /// The labels of the drawing, by their names in it.
    #[serde(deserialize_with = "labels")]
    pub labels: BTreeMap<String, String>,
}

/// A photograph. What a translation leaves out is shown in the words of the original.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Photo {
    /// The name of a file in `photos/`.
    pub file: PhotoName,
    /// What the photograph shows, for those who do not see it; required in the default language.
    pub alt: Option<String>,
    /// The words below the photograph.
    pub caption: Option<Text>,
    /// Who took the photograph, in whatever language.
    #[serde(default, deserialize_with = "name")]
    pub credit: Option<String>,
}

/// Facts that no language changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Show {
    /// The address, with links to the vCard, the card for a driver and a map application.
    Address,
    /// The ways to reach the center itself, or the hospital's main number until they are known.
    Reach,
    /// The standing hours in words.
    Hours,
    /// The week, day by day, in the time of the reader's city.
    Week,
    /// The hours of a day in the cities, and what the next change of clocks at the center makes of them.
    Cities,
    /// The choice of a city or time zone.
    Zone,
    /// The days to come that differ from the week.
    UnusualDays,
    /// The link to the hours as a calendar.
    Calendar,
    /// The languages with the states of their translations.
    Languages,
    /// For each language, by its name in itself, the page from which a physician sends the site to a patient.
    Send,
    /// The line on interpreters in many languages.
    Interpreters,
    /// The entrances where wheelchairs are available.
    Entrances,
    /// The public garages.
    Garages,
}

impl Show {
    /// How an author names it.
    pub fn name(self) -> String {
        written(self)
    }
}

/// A small drawing beside a heading, where it is faster than a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Icon {
    /// A train.
    Subway,
    /// A wheelchair.
    Wheelchair,
    /// Two people talking.
    Interpreter,
}

impl Icon {
    /// How an author names it.
    pub fn name(self) -> String {
        written(self)
    }
}

/// A variant as an author writes it.
pub(super) fn written(variant: impl Serialize) -> String {
    let name = serde_json::to_value(variant).unwrap_or_default();
    name.as_str().unwrap_or_default().to_owned()
}

/// Names of streets stay as they are, in whatever script.
fn labels<'de, D: Deserializer<'de>>(input: D) -> Result<BTreeMap<String, String>, D::Error> {
    let labels = BTreeMap::<String, Label>::deserialize(input)?;
    Ok(labels.into_iter().map(|(name, label)| (name, label.0)).collect())
}

fn name<'de, D: Deserializer<'de>>(input: D) -> Result<Option<String>, D::Error> {
    Ok(Option::<Verbatim>::deserialize(input)?.map(|name| name.0))
}

/// A piece of a section: words, or a link.
pub(super) enum Piece<'a> {
    /// Words without links and emphasis.
    Words(&'a str),
    /// A text with its links.
    Text(&'a Text),
    /// The target of a link.
    Target(&'a Target),
}

impl Block {
    /// Its texts that may have links.
    pub(super) fn texts(&mut self) -> Vec<&mut Text> {
        match self {
            Self::Text(text) | Self::Notice(text) | Self::Sign(Sign { text, .. }) => vec![text],
            Self::List(texts) | Self::Steps(texts) => texts.iter_mut().collect(),
            Self::Stops(stops) => stops.iter_mut().map(|stop| &mut stop.text).collect(),
            Self::Calls(calls) => calls.iter_mut().filter_map(|call| call.text.as_mut()).collect(),
            Self::Photo(photo) => photo.caption.iter_mut().collect(),
            Self::Heading(_)
            | Self::Quotation(_)
            | Self::Ways(_)
            | Self::Phone(_)
            | Self::Sketch(_)
            | Self::Show(_) => Vec::new(),
        }
    }

    /// Its pieces in the order of reading; official statements are not among them.
    pub(super) fn pieces(&self) -> Vec<Piece<'_>> {
        match self {
            Self::Text(text) | Self::Notice(text) | Self::Sign(Sign { text, .. }) => {
                vec![Piece::Text(text)]
            }
            Self::Heading(heading) => vec![Piece::Words(heading)],
            Self::List(texts) | Self::Steps(texts) => texts.iter().map(Piece::Text).collect(),
            Self::Stops(stops) => {
                let stops = stops.iter();
                stops.flat_map(|s| [Piece::Words(&s.title), Piece::Text(&s.text)]).collect()
            }
            Self::Quotation(quotation) => vec![Piece::Words(&quotation.credit)],
            Self::Calls(calls) => {
                let pieces = calls.iter().map(|call| {
                    let text = call.text.iter().map(Piece::Text);
                    std::iter::once(Piece::Words(&call.title)).chain(text)
                });
                pieces.flatten().collect()
            }
            Self::Ways(ways) => {
                let pieces = ways.iter().flat_map(|way| {
                    [Piece::Target(&way.to), Piece::Words(&way.label), Piece::Words(&way.note)]
                });
                pieces.collect()
            }
            Self::Sketch(sketch) => {
                let words = std::iter::once(&sketch.title).chain(sketch.labels.values());
                words.map(|words| Piece::Words(words)).collect()
            }
            Self::Photo(photo) => {
                let alt = photo.alt.iter().map(|alt| Piece::Words(alt));
                let credit = photo.credit.iter().map(|credit| Piece::Words(credit));
                alt.chain(photo.caption.iter().map(Piece::Text)).chain(credit).collect()
            }
            // Facts and the words of the interface: no words of this page.
            Self::Phone(_) | Self::Show(_) => Vec::new(),
        }
    }
}

/// Its kind as an author writes it, with what no translation changes: `list` of 3, `phone = "main"`.
impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(_) => write!(f, "`text`"),
            Self::Heading(_) => write!(f, "`heading`"),
            Self::List(texts) => write!(f, "`list` of {}", texts.len()),
            Self::Steps(texts) => write!(f, "`steps` of {}", texts.len()),
            Self::Stops(stops) => write!(f, "`stops` of {}", stops.len()),
            Self::Quotation(quotation) => write!(f, "`quotation` of `{}`", quotation.statement.0),
            Self::Notice(_) => write!(f, "`notice`"),
            Self::Ways(ways) => write!(f, "`ways` of {}", ways.len()),
            Self::Phone(id) => write!(f, "`phone = \"{}\"`", id.0),
            Self::Calls(calls) => {
                let to = |call: &Call| match (&call.phone, &call.text) {
                    (Some(id), Some(_)) => format!("`{}` with `text`", id.0),
                    (Some(id), None) => format!("`{}`", id.0),
                    (None, Some(_)) => "the center with `text`".to_owned(),
                    (None, None) => "the center".to_owned(),
                };
                write!(f, "`calls` to {}", calls.iter().map(to).collect::<Vec<_>>().join(", "))
            }
            Self::Sign(sign) => write!(f, "`sign` with `{}`", sign.icon.name()),
            Self::Sketch(sketch) => write!(f, "`sketch` of `{}`", sketch.drawing.0),
            Self::Photo(photo) => write!(f, "`photo` of `{}`", photo.file.0),
            Self::Show(show) => write!(f, "`show = \"{}\"`", show.name()),
        }
    }
}
