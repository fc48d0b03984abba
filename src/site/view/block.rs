//! The sections of a page and their blocks.

use super::card::{ContactDetails, Phone};
use super::context::{LangAttributes, PageContext};
use super::hours::{Cities, HoursByTwoClocks, UnusualDays, WeekTable, standing_hours};
use super::navigation::{LanguageLink, path_to_send};
use super::photo::PhotoView;
use super::sources::SourceLine;
use super::translation::LanguageTable;
use super::zone::ZoneForm;
use crate::content::Page;
use crate::content::page::{Block, Call, Icon, Quotation, Section, Show, Way};
use crate::content::site::{Entrance, InterpreterLine};
use crate::site::address::{CALENDAR, CONTACT_CARD, Links, anchor};
use crate::site::markup::{self, Markup};

/// How many lines of sections fit beside the card, below the opening of a page.
const CARD_LINES: usize = 24;
/// How many characters a line of the text column has.
const LINE: usize = 60;

/// A section of a page.
#[derive(Debug, Clone, Default)]
pub struct SectionView<'a> {
    /// Its identifier.
    pub id: String,
    /// Its language, if it is the original's, because the page lacks it.
    pub untranslated: Option<LangAttributes<'a>>,
    /// Its heading.
    pub heading: Markup,
    /// The small drawing beside the heading.
    pub icon: Option<Icon>,
    /// Whether it needs the text column and the margin.
    pub wide: bool,
    /// Whether it is beside the card, on a screen wide enough for both.
    pub beside: bool,
    /// A remark.
    pub note: Option<Markup>,
    /// Where its facts come from.
    pub sources: Option<SourceLine>,
    /// Its content.
    pub blocks: Vec<BlockView>,
}

/// An official statement, with its translation in languages other than its own.
#[derive(Debug, Clone)]
pub struct QuotationView {
    /// The statement, with quotation marks, word for word.
    pub original: String,
    /// The translation, with the quotation marks of its language.
    pub translation: Option<Markup>,
    /// The translation, or the statement itself where there is none.
    pub shown: Markup,
    /// Who said it.
    pub credit: Markup,
}

/// A drawing.
#[derive(Debug, Clone)]
pub struct DrawingView {
    /// Its coordinates.
    pub view_box: String,
    /// How it fills another shape.
    pub fit: String,
    /// Everything inside it.
    pub inner: Markup,
}

/// A link with a note on what is there.
#[derive(Debug, Clone)]
pub struct WayView {
    /// Where it leads.
    pub href: String,
    /// Its text.
    pub label: Markup,
    /// What is there.
    pub note: Markup,
}

/// A number to call in a situation of the reader.
#[derive(Debug, Clone)]
pub struct CallView {
    /// The situation.
    pub title: Markup,
    /// What the number is for.
    pub text: Option<Markup>,
    /// The number, with its hours; absent where the centre has none.
    pub phone: Option<Phone>,
}

/// An entrance where wheelchairs are available.
#[derive(Debug, Clone)]
pub struct EntranceView {
    /// The building, its street and number.
    pub entrance: Entrance,
    /// Whether it is the one at the centre's address.
    pub ours: bool,
}

/// The address in full.
#[derive(Debug, Clone)]
pub struct AddressView {
    /// From the centre to the country, line by line.
    pub lines: Vec<String>,
    /// The vCard and a map application.
    pub links: Vec<(String, Markup)>,
}

/// A block of a section.
#[derive(Debug, Clone)]
pub enum BlockView {
    /// A paragraph.
    Text(Markup),
    /// A heading below the section's.
    Heading(Markup),
    /// An unordered list.
    List(Vec<Markup>),
    /// An ordered list.
    Steps(Vec<Markup>),
    /// The stages of a process: a title and a text each.
    Stops(Vec<(Markup, Markup)>),
    /// An official statement.
    Quotation(QuotationView),
    /// An important paragraph.
    Notice(Markup),
    /// Links to other pages.
    Ways(Vec<WayView>),
    /// A number to call.
    Phone(Box<Phone>),
    /// Numbers to call, each in its own situation.
    Calls(Vec<CallView>),
    /// A paragraph beside a small drawing.
    Sign(Icon, Markup),
    /// A drawing with its labels.
    Sketch {
        /// Its identifier in the page.
        id: String,
        /// What it shows.
        title: String,
        /// The drawing.
        drawing: DrawingView,
    },
    /// A photograph.
    Photo(Box<PhotoView>),
    /// The address in full.
    Address(AddressView),
    /// How to reach the centre.
    Reach(ContactDetails),
    /// The standing hours, line by line.
    Hours(Vec<Markup>),
    /// The week.
    Week(WeekTable),
    /// The week in several cities.
    Cities(Cities),
    /// The choice of a city or time zone.
    Zone(ZoneForm),
    /// The days that differ from the week.
    UnusualDays(UnusualDays),
    /// The address of the calendar.
    Calendar(String),
    /// The table of languages.
    Languages(LanguageTable),
    /// For each language, the page from which a physician sends the site to a patient.
    Send(Vec<LanguageLink>),
    /// The line on interpreters in many languages.
    Interpreters(Vec<InterpreterLine>),
    /// Buildings with their streets.
    Entrances(Vec<EntranceView>),
    /// Names of garages.
    Garages(Vec<String>),
}

impl<'a> SectionView<'a> {
    /// The sections of `page`.
    pub fn list(context: &PageContext<'a>, page: &Page) -> Vec<Self> {
        let mut lines = 0;
        let sections = page.sections.iter().map(|section| {
            let beside = lines < CARD_LINES;
            lines += estimated_lines(section);
            Self { beside, ..Self::new(context, page, section) }
        });
        sections.collect()
    }

    fn new(around: &PageContext<'a>, page: &Page, section: &Section) -> Self {
        let context = &around.in_default(section.untranslated);
        let renderer = context.renderer();
        let blocks = section.blocks.iter();
        Self {
            id: match renderer.links {
                Links::Pages(_) | Links::Beside(..) => section.id.to_string(),
                Links::OneDocument(_) => anchor(&page.name, section.id.as_str()),
            },
            untranslated: section.untranslated.then(|| LangAttributes::new(context, around)),
            heading: context.words(&section.heading),
            icon: section.icon,
            beside: false,
            wide: section.blocks.iter().any(|block| matches!(block, Block::Quotation(_))),
            note: section.note.as_ref().map(|note| renderer.text(note)),
            sources: SourceLine::new(context, page, section),
            blocks: blocks.filter_map(|block| BlockView::new(context, page, block)).collect(),
        }
    }

    /// Its heading among text of `context`.
    pub fn label(&self, context: &PageContext<'_>) -> Markup {
        context.among(self.heading.clone(), &context.in_default(self.untranslated.is_some()))
    }
}

impl BlockView {
    /// `None` where the facts have nothing to show.
    fn new(context: &PageContext<'_>, page: &Page, block: &Block) -> Option<Self> {
        let renderer = context.renderer();
        let texts = |texts: &[_]| texts.iter().map(|text| renderer.text(text)).collect();
        Some(match block {
            Block::Text(text) => Self::Text(renderer.text(text)),
            Block::Heading(heading) => Self::Heading(context.words(heading)),
            Block::List(points) => Self::List(texts(points)),
            Block::Steps(points) => Self::Steps(texts(points)),
            Block::Stops(stops) => {
                let stops = stops.iter();
                let stops = stops.map(|s| (context.words(&s.title), renderer.text(&s.text)));
                Self::Stops(stops.collect())
            }
            Block::Quotation(quotation) => Self::Quotation(QuotationView::new(context, quotation)?),
            Block::Notice(text) => Self::Notice(renderer.text(text)),
            Block::Ways(ways) => {
                Self::Ways(ways.iter().map(|way| WayView::new(context, way)).collect())
            }
            Block::Phone(id) => {
                let phone = Phone::listed(context, &id.0)?;
                // Among other ways to reach the centre there is room for one clock.
                let hours = phone.hours.map(|hours| HoursByTwoClocks { there: None, ..hours });
                Self::Phone(Box::new(Phone { hours, ..phone }))
            }
            Block::Calls(calls) => {
                Self::Calls(calls.iter().map(|call| CallView::new(context, call)).collect())
            }
            Block::Sign(sign) => Self::Sign(sign.icon, renderer.text(&sign.text)),
            Block::Sketch(sketch) => {
                let label = |name: &str| sketch.labels.get(name).cloned().unwrap_or_default();
                Self::Sketch {
                    id: format!("{}-{}-title-{}", page.name, sketch.drawing.0, context.tag()),
                    title: sketch.title.clone(),
                    drawing: DrawingView::new(context, &sketch.drawing.0, label)?,
                }
            }
            Block::Photo(photo) => Self::Photo(Box::new(PhotoView::new(context, page, photo)?)),
            Block::Show(show) => Self::show(context, page, *show)?,
        })
    }

    fn show(context: &PageContext<'_>, page: &Page, show: Show) -> Option<Self> {
        let facts = context.facts();
        Some(match show {
            Show::Address => Self::Address(AddressView::new(context)),
            Show::Reach => Self::Reach(ContactDetails::new(context)),
            Show::Hours => Self::Hours(standing_hours(context)),
            Show::Week => Self::Week(WeekTable::new(context)?),
            Show::Cities => Self::Cities(Cities::new(context)?),
            Show::Zone => Self::Zone(ZoneForm::new(context, page)?),
            Show::UnusualDays => Self::UnusualDays(UnusualDays::new(context)?),
            Show::Calendar => {
                Self::Calendar(format!("/{}/{CALENDAR}", context.renderer().links.language()))
            }
            Show::Languages => Self::Languages(LanguageTable::new(context, page)),
            Show::Send => {
                let link =
                    |patient| LanguageLink::new(&patient, context, path_to_send(&patient, context));
                Self::Send(context.languages().map(link).collect())
            }
            Show::Interpreters => Self::Interpreters(facts.interpreters.clone()),
            Show::Entrances => {
                let view = |entrance: &Entrance| EntranceView {
                    entrance: entrance.clone(),
                    ours: facts.address.street.as_ref() == Some(&entrance.street),
                };
                Self::Entrances(facts.entrances.iter().map(view).collect())
            }
            Show::Garages => Self::Garages(facts.garages.clone()),
        })
    }
}

impl WayView {
    fn new(context: &PageContext<'_>, way: &Way) -> Self {
        let (label, note) = (context.words(&way.label), context.words(&way.note));
        Self { href: context.renderer().links.href(&way.to), label, note }
    }
}

impl CallView {
    fn new(context: &PageContext<'_>, call: &Call) -> Self {
        let phone = match &call.phone {
            Some(id) => Phone::listed(context, &id.0),
            None => ContactDetails::new(context).phones.into_iter().next().map(|phone| {
                let week = context.facts().schedule.as_ref().map(|schedule| &schedule.week);
                let hours = week.and_then(|week| HoursByTwoClocks::new(context, week));
                // Beside another number there is room for one way to dial.
                Phone { hours, domestic: None, ..phone }
            }),
        };
        let text = call.text.as_ref().map(|text| context.renderer().text(text));
        Self { title: context.words(&call.title), text, phone }
    }
}

impl QuotationView {
    fn new(context: &PageContext<'_>, quotation: &Quotation) -> Option<Self> {
        let statement = context.facts().statements.get(&quotation.statement.0)?;
        let quoted = |context: &PageContext<'_>, words: &str| {
            let (open, close) = &context.ui().quotes;
            format!("{open}{words}{close}")
        };
        let translation = quotation.translation.as_ref();
        let translation = translation.map(|words| context.words(&quoted(context, words)));
        let source = context.original_context()?;
        let original = quoted(&source, &statement.text);
        let untranslated = || context.among(Markup::escaped(&original), &source);
        Some(Self {
            shown: translation.clone().unwrap_or_else(untranslated),
            original,
            translation,
            credit: context.words(&quotation.credit),
        })
    }
}

impl DrawingView {
    /// The drawing `name`, with `label` giving the text of each of its labels.
    pub fn new(
        context: &PageContext<'_>,
        name: &str,
        label: impl Fn(&str) -> String,
    ) -> Option<Self> {
        let drawing = context.content.drawings.get(name)?;
        let (view_box, fit) = (drawing.view_box.clone(), drawing.fit.clone());
        Some(Self { view_box, fit, inner: markup::drawing(drawing, label) })
    }
}

impl AddressView {
    fn new(context: &PageContext<'_>) -> Self {
        let (address, words) = (&context.facts().address, &context.ui().contact);
        let language = context.renderer().links.language();
        let save = (format!("/{language}/{CONTACT_CARD}"), &words.save);
        let position = address.position();
        let map = position.map(|(north, east)| (format!("geo:{north},{east}"), &words.map_app));
        let links = std::iter::once(save).chain(map);
        let links = links.map(|(href, label)| (href, context.label(label)));
        Self { lines: envelope(context), links: links.collect() }
    }
}

/// The address as it is written on an envelope: the names as the hospital writes them, the lines, the
/// country.
pub fn envelope(context: &PageContext<'_>) -> Vec<String> {
    let address = &context.facts().address;
    let (center, hospital) = context.original_names().unwrap_or_else(|| context.names());
    let mut place = address.shown_lines();
    if let Some(last) = place.last_mut().filter(|last| **last != address.country) {
        *last = format!("{last}, {}", address.country);
    }
    [center, hospital].into_iter().chain(place).collect()
}

/// About how many lines a section takes beside the card. A fact that is shown counts as five.
fn estimated_lines(section: &Section) -> usize {
    let words = section.words().map(|words| 2 + words.chars().count() / LINE);
    let shown = section.blocks.iter().map(|block| match block {
        Block::Show(_) | Block::Phone(_) => 1,
        Block::Calls(calls) => calls.len(),
        Block::Photo(_) => 3,
        _ => 0,
    });
    words.sum::<usize>() + 5 * shown.sum::<usize>()
}
