//! What the preview shows now: the last content without an error as of some day, and the errors of newer
//! content.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arc_swap::ArcSwap;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use tokio::sync::watch;

use crate::content::Content;
use crate::content::digest::digest;
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::site::address::BaseUrl;
use crate::site::{Assets, CheckedContent, Site};
use crate::web::{self, AppState, Clock, Observed};

/// How many sites of other days are kept, each as large as the site that `serve` keeps.
const DAYS_KEPT: usize = 4;

/// Content without an error, and what else a site is built from.
#[derive(Clone)]
pub struct Edition {
    /// The content as it was checked.
    pub content: CheckedContent,
    /// The files of the static directory.
    pub assets: Assets,
    /// The address that the pages say they have.
    pub base: BaseUrl,
    /// Names the files that this was read from.
    pub digest: String,
    /// The time of day, or that of `--at`.
    pub clock: Clock,
}

/// The site as of one moment, for editors.
pub(super) struct View {
    /// Answers requests as the public site would.
    pub(super) site: Observed,
    /// The content as editors see it, with everything published.
    pub(super) for_editors: CheckedContent,
    /// The content as it is.
    content: CheckedContent,
    pub(super) style_sources: String,
    /// The moment that the pages show.
    pub(super) moment: Timestamp,
    next_change: Timestamp,
    /// What remains to be done as of that moment, in the order of files and lines.
    pub(super) warnings: Vec<Diagnostic>,
    /// Names the pages: equal as long as they are.
    pub(super) version: String,
}

impl View {
    /// The content as it is, where unpublished pages say that they are.
    pub(super) fn content(&self) -> &Content {
        self.content.content()
    }

    /// The centre's time zone.
    fn time_zone(&self) -> TimeZone {
        let schedule = self.content().facts.schedule.as_ref();
        schedule.map_or(TimeZone::UTC, |schedule| schedule.zone.clone())
    }

    /// The date that the pages show, at the centre.
    pub(super) fn date(&self) -> Date {
        self.moment.to_zoned(self.time_zone()).date()
    }
}

/// What is shown now. A request sees one of these from start to end.
#[derive(Clone, Default)]
pub(super) struct Shown {
    /// The last good site; `None` until the content has been without an error.
    pub(super) view: Option<Arc<View>>,
    /// The errors of the content as it is now, in the order of files and lines.
    pub(super) errors: Arc<Vec<Diagnostic>>,
    /// The day that the editor chose; `None` for now.
    pub(super) day: Option<Date>,
}

impl Shown {
    /// Names everything that is shown.
    pub(super) fn revision(&self) -> String {
        let version = self.view.as_ref().map_or("", |view| &view.version);
        digest(format!("{version} {:?} {:?}", self.day, self.errors), 8)
    }
}

/// What can be shown, and has been built.
#[derive(Default)]
struct Built {
    edition: Option<Edition>,
    /// Sites of days that the editor chose, the last one last.
    days: Vec<(Date, Arc<View>)>,
}

/// The state of the preview, which all handlers share.
pub struct Preview {
    /// What precedes the name of a file of the content, so that editors find it from where they are.
    pub(super) directory: String,
    shown: ArcSwap<Shown>,
    /// Locked while a site is built.
    built: Mutex<Built>,
    changed: watch::Sender<()>,
}

impl Preview {
    /// A preview that has nothing to show yet, of the content in `directory`.
    pub fn new(directory: &str) -> Arc<Self> {
        Arc::new(Self {
            directory: directory.trim_end_matches('/').to_owned(),
            shown: ArcSwap::default(),
            built: Mutex::default(),
            changed: watch::Sender::new(()),
        })
    }

    /// Shows newer content, or why it has an error; then the last good site stays.
    pub fn load(&self, loaded: Result<Edition, Diagnostics>) {
        let mut built = self.lock();
        let shown = Shown::clone(&self.shown());
        let view = loaded.and_then(|edition| {
            let view = self.build(&edition, shown.day)?;
            *built = Built { edition: Some(edition), days: Vec::new() };
            Ok(view)
        });
        self.show(match view {
            Ok(view) => Shown { view: Some(view), errors: Arc::default(), ..shown },
            Err(diagnostics) => Shown { errors: errors(diagnostics), ..shown },
        });
    }

    /// Shows the site as of the beginning of `day`, or as of now.
    pub(super) fn choose(&self, day: Option<Date>) {
        let mut built = self.lock();
        let shown = Shown { day, ..Shown::clone(&self.shown()) };
        self.show(match self.view_of(&mut built, day) {
            // Without a good site, the day is for the first one.
            Ok(view) => Shown { view: view.or(shown.view), ..shown },
            Err(diagnostics) => Shown { errors: errors(diagnostics), ..shown },
        });
    }

    /// Builds the site again if it shows now and the pages have changed with the time of day.
    pub fn keep_up(&self) {
        let built = self.lock();
        let shown = self.shown();
        let (Some(view), Some(edition), None) = (&shown.view, &built.edition, shown.day) else {
            return;
        };
        // No error depends on the time; if there is one, the previous site is still shown.
        if (edition.clock)() >= view.next_change
            && let Ok(view) = self.build(edition, None)
        {
            self.show(Shown { view: Some(view), ..Shown::clone(&shown) });
        }
    }

    /// The site as of `day`; `None` where there is no good content.
    fn view_of(
        &self,
        built: &mut Built,
        day: Option<Date>,
    ) -> Result<Option<Arc<View>>, Diagnostics> {
        let Some(edition) = &built.edition else { return Ok(None) };
        if let Some((_, view)) = built.days.iter().find(|(date, _)| Some(*date) == day) {
            return Ok(Some(Arc::clone(view)));
        }
        let view = self.build(edition, day)?;
        if let Some(date) = day {
            if built.days.len() >= DAYS_KEPT {
                built.days.remove(0);
            }
            built.days.push((date, Arc::clone(&view)));
        }
        Ok(Some(view))
    }

    fn lock(&self) -> MutexGuard<'_, Built> {
        self.built.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn show(&self, shown: Shown) {
        self.shown.store(Arc::new(shown));
        self.changed.send_replace(());
    }

    fn build(&self, edition: &Edition, day: Option<Date>) -> Result<Arc<View>, Diagnostics> {
        let content = edition.content.content();
        let schedule = content.facts.schedule.as_ref();
        let zone = schedule.map_or(TimeZone::UTC, |schedule| schedule.zone.clone());
        let begins = |day: Date| Some(day.to_zoned(zone.clone()).ok()?.timestamp());
        let moment = day.and_then(begins).unwrap_or_else(|| (edition.clock)());
        let for_editors = edition.content.for_editors();
        let site = Site::build(&for_editors, &edition.assets, &edition.base, moment)?;
        let warnings = Site::check(content, moment).within(&self.directory);
        let (style_sources, next_change) = (site.style_sources.clone(), site.next_change);
        let state = AppState::new(site, Arc::new(move || moment), None);
        Ok(Arc::new(View {
            site: web::app(state),
            for_editors,
            content: edition.content.clone(),
            style_sources,
            moment,
            next_change,
            warnings: warnings.sorted(),
            version: digest(format!("{} {moment}", edition.digest), 8),
        }))
    }

    /// What is shown now.
    pub(super) fn shown(&self) -> Arc<Shown> {
        self.shown.load_full()
    }

    /// Changes whenever something else is shown.
    pub(super) fn changes(&self) -> watch::Receiver<()> {
        self.changed.subscribe()
    }
}

/// Why the content cannot be shown; its warnings are those of the last good content.
fn errors(diagnostics: Diagnostics) -> Arc<Vec<Diagnostic>> {
    let is_error = |found: &Diagnostic| found.severity == Severity::Error;
    Arc::new(diagnostics.sorted().into_iter().filter(is_error).collect())
}
