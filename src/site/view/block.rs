//! A page's sections and blocks, ready to print.

use super::PageContext;
use super::bar::Day;
use super::card::{Phone, Reach};
use super::closures::{Change, UnusualDays};
use super::hours::{Cities, Week};
use super::languages::LanguageRow;
use super::zone::ZoneForm;
use crate::content::page::{Block, Icon, Quotation, Section, Show, Sketch};
use crate::content::site::InterpreterLine;
use crate::content::{Page, Target};
use crate::site::address::{CALENDAR, CONTACT_CARD, Links, POCKET_CARD, anchor};
use crate::site::markup::{self, Markup};

/// How many lines of sections fit beside the card, below the opening of a page.
const CARD_LINES: usize = 14;
/// How many characters stand in a line of the text column.
const LINE: usize = 60;

/// A section, ready to print.
#[derive(Debug, Clone)]
pub struct SectionView {
    /// Its fragment.
    pub id: String,
    /// Its heading.
    pub heading: Markup,
    /// The small drawing beside the heading.
    pub icon: Option<Icon>,
    /// Whether it needs the text column and the margin.
    pub wide: bool,
    /// Whether it stands beside the card, on a screen wide enough for both.
    pub beside: bool,
    /// Remarks and sources.
    pub notes: Vec<Markup>,
    /// What it says.
    pub blocks: Vec<BlockView>,
}

/// An official statement with its translation, if the language is not its own.
#[derive(Debug, Clone)]
pub struct QuotationView {
    /// The statement, with quotation marks, word for word.
    pub original: String,
    /// Our translation, with the quotation marks of its language.
    pub translation: Option<Markup>,
    /// Whose words they are.
    pub credit: Markup,
}

/// A drawing with its labels.
#[derive(Debug, Clone)]
pub struct SketchView {
    /// Its identifier in the page.
    pub id: String,
    /// Its coordinates.
    pub view_box: String,
    /// How it fills another shape.
    pub fit: String,
    /// What it shows.
    pub title: String,
    /// Everything inside it.
    pub inner: Markup,
}

/// A link with what is there.
#[derive(Debug, Clone)]
pub struct WayView {
    /// Where it leads.
    pub href: String,
    /// Its words.
    pub label: Markup,
    /// What is there.
    pub note: Markup,
}

/// The address in full.
#[derive(Debug, Clone)]
pub struct AddressView {
    /// From the centre to the country, line by line.
    pub lines: Vec<String>,
    /// The vCard, the card for a driver, and a map application.
    pub links: Vec<(String, Markup)>,
}

/// A block, ready to print.
#[derive(Debug, Clone)]
pub enum BlockView {
    /// A paragraph.
    Text(Markup),
    /// A heading below the section's.
    Heading(Markup),
    /// Points without an order.
    List(Vec<Markup>),
    /// Points one after the other.
    Steps(Vec<Markup>),
    /// Stations of a way.
    Stops(Vec<(Markup, Markup)>),
    /// An official statement.
    Quotation(QuotationView),
    /// Something that must not be missed.
    Notice(Markup),
    /// Pages that lead on.
    Ways(Vec<WayView>),
    /// A number to call.
    Phone(Phone),
    /// A drawing.
    Sketch(SketchView),
    /// The address in full.
    Address(AddressView),
    /// How to reach the centre.
    Reach(Reach),
    /// The standing hours, line by line.
    Hours(Vec<Markup>),
    /// One day as a bar.
    Day(Box<Day>),
    /// The week.
    Week(Week),
    /// One day in the cities.
    Cities(Cities),
    /// The choice of a city or time zone.
    Zone(ZoneForm),
    /// The next change of clocks.
    ClockChange(Change),
    /// The days that differ from the week.
    UnusualDays(UnusualDays),
    /// Where the hours are as a calendar.
    Calendar(String),
    /// The languages.
    Languages(Vec<LanguageRow>),
    /// The line on interpreters in many languages.
    Interpreters(Vec<InterpreterLine>),
    /// Buildings with their streets.
    Entrances(Vec<(String, String)>),
    /// Names of garages.
    Garages(Vec<String>),
}

impl PageContext<'_> {
    /// The sections of `page`, ready to print.
    pub fn sections(&self, page: &Page) -> Vec<SectionView> {
        let mut lines = 0;
        let sections = page.sections.iter().map(|section| {
            let beside = lines < CARD_LINES;
            lines += estimated_lines(section);
            SectionView { beside, ..self.section(page, section) }
        });
        sections.collect()
    }

    fn section(&self, page: &Page, section: &Section) -> SectionView {
        let set = self.format.set;
        let blocks = section.blocks.iter().filter_map(|block| self.block(page, block));
        SectionView {
            id: match set.links {
                Links::Pages(_) | Links::Beside(..) => section.id.to_string(),
                Links::OneDocument(_) => anchor(&page.name, section.id.as_str()),
            },
            heading: set.words(&section.heading),
            icon: section.icon,
            beside: false,
            wide: section.blocks.iter().any(|b| matches!(b, Block::Quotation(_) | Block::Stops(_))),
            notes: section
                .note
                .iter()
                .map(|note| set.text(note))
                .chain(self.sources(&section.sources))
                .collect(),
            blocks: blocks.collect(),
        }
    }

    fn block(&self, page: &Page, block: &Block) -> Option<BlockView> {
        let set = self.format.set;
        let texts = |texts: &[_]| texts.iter().map(|text| set.text(text)).collect();
        Some(match block {
            Block::Text(text) => BlockView::Text(set.text(text)),
            Block::Heading(heading) => BlockView::Heading(set.words(heading)),
            Block::List(points) => BlockView::List(texts(points)),
            Block::Steps(points) => BlockView::Steps(texts(points)),
            Block::Stops(stops) => BlockView::Stops(
                stops.iter().map(|stop| (set.words(&stop.title), set.text(&stop.text))).collect(),
            ),
            Block::Quotation(quotation) => BlockView::Quotation(self.quotation(quotation)?),
            Block::Notice(text) => BlockView::Notice(set.text(text)),
            Block::Ways(ways) => BlockView::Ways(
                ways.iter().map(|way| self.way(&way.to, &way.label, &way.note)).collect(),
            ),
            Block::Phone(id) => BlockView::Phone(self.phone(id)?),
            Block::Sketch(sketch) => BlockView::Sketch(self.sketch(page, sketch)?),
            Block::Show(show) => self.show(page, *show)?,
        })
    }

    fn show(&self, page: &Page, show: Show) -> Option<BlockView> {
        let facts = self.facts();
        Some(match show {
            Show::Address => BlockView::Address(self.address()),
            Show::Reach => BlockView::Reach(self.reach()),
            Show::Hours => BlockView::Hours(self.standing_hours()),
            Show::Day => BlockView::Day(Box::new(self.day()?)),
            Show::Week => BlockView::Week(self.week()?),
            Show::Cities => BlockView::Cities(self.cities()?),
            Show::Zone => BlockView::Zone(self.zone_form(page)?),
            Show::ClockChange => BlockView::ClockChange(self.clock_change()?),
            Show::UnusualDays => BlockView::UnusualDays(self.unusual_days()?),
            Show::Calendar => {
                let language = self.format.set.links.language();
                BlockView::Calendar(format!("/{language}/{CALENDAR}"))
            }
            Show::Languages => BlockView::Languages(self.languages(page)),
            Show::Interpreters => BlockView::Interpreters(facts.interpreters.clone()),
            Show::Entrances => BlockView::Entrances(
                facts.entrances.iter().map(|e| (e.building.clone(), e.street.clone())).collect(),
            ),
            Show::Garages => BlockView::Garages(facts.garages.clone()),
        })
    }

    fn way(&self, to: &Target, label: &str, note: &str) -> WayView {
        let set = self.format.set;
        WayView { href: set.links.href(to), label: set.words(label), note: set.words(note) }
    }

    fn quotation(&self, quotation: &Quotation) -> Option<QuotationView> {
        let statement = self.facts().statements.get(&quotation.statement)?;
        let marked =
            |(open, close): &(String, String), words: &str| format!("{open}{words}{close}");
        let original_ui = &self.content.by_language.get(&self.facts().default_language)?.ui;
        let set = self.format.set;
        Some(QuotationView {
            original: marked(&original_ui.quotes, statement),
            translation: quotation
                .translation
                .as_ref()
                .map(|words| set.words(&marked(&self.ui().quotes, words))),
            credit: set.words(&quotation.credit),
        })
    }

    fn sketch(&self, page: &Page, sketch: &Sketch) -> Option<SketchView> {
        let drawing = self.content.drawings.get(&sketch.drawing)?;
        Some(SketchView {
            id: format!("{}-{}-title-{}", page.name, sketch.drawing, self.tag()),
            view_box: drawing.view_box.clone(),
            fit: drawing.fit.clone(),
            title: sketch.title.clone(),
            inner: markup::drawing(drawing, |label| {
                sketch.labels.get(label).cloned().unwrap_or_default()
            }),
        })
    }

    fn address(&self) -> AddressView {
        let facts = self.facts();
        let words = &self.ui().contact;
        let geo = format!("geo:{},{}", facts.address.latitude, facts.address.longitude);
        let label = |pattern| self.format.set.label(pattern);
        let language = self.format.set.links.language();
        AddressView {
            lines: self.envelope(),
            links: vec![
                (format!("/{language}/{CONTACT_CARD}"), label(&words.save)),
                (format!("/{language}/{POCKET_CARD}"), label(&words.show)),
                (geo, label(&words.map_app)),
            ],
        }
    }

    /// The address as it is written on an envelope: the names as the hospital writes them, the
    /// lines, the country.
    pub fn envelope(&self) -> Vec<String> {
        let address = &self.facts().address;
        let (center, hospital) = self.original_names().unwrap_or_else(|| self.names());
        let mut lines = vec![center, hospital];
        lines.extend(address.lines.iter().cloned());
        if let Some(last) = lines.last_mut() {
            *last = format!("{last}, {}", address.country);
        }
        lines
    }
}

/// About how many lines a section takes beside the card; what it shows counts as a few.
fn estimated_lines(section: &Section) -> usize {
    let words = section.words().map(|words| 2 + words.chars().count() / LINE);
    let shown = section.blocks.iter().filter(|b| matches!(b, Block::Show(_) | Block::Phone(_)));
    words.sum::<usize>() + 5 * shown.count()
}
