//! The whole site as one value, built from the whole content: every address with its answer, in parallel.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use askama::Template;
use jiff::Timestamp;

use super::address::{
    BaseUrl, CALENDAR, CONTACT_CARD, GUIDE, POCKET_CARD, QR_CODE, SECURITY, SEND, SITEMAP,
    has_send, page_path,
};
use super::answer::{Answer, CachePolicy, ErrorKind, HTML};
use super::asset::Assets;
use super::calendar::calendar;
use super::on_request::OnRequest;
use super::vcard::vcard;
use super::view::PageContext;
use super::view::layout::RenderOptions;
use super::view::outage::OutageView;
use super::view::pages::{ChooseView, GuideView, PageView, PocketCardView};
use super::view::qr::QrFile;
use super::view::send::SendView;
use super::{rules, sitemap};
use crate::content::{
    Content, FACTS_FILE, Facts, Language, PageName, Photos, Security, in_every_language, parallel,
};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::time_zones::TimeZones;

/// Where a reader chooses a language, or is redirected to one.
const ROOT: &str = "/";
const PLAIN: &str = "text/plain; charset=utf-8";
const XML: &str = "application/xml; charset=utf-8";
const SVG: &str = "image/svg+xml; charset=utf-8";
const VCARD: &str = "text/vcard; charset=utf-8";
const ICALENDAR: &str = "text/calendar; charset=utf-8";

/// Content in which neither its files nor the rules found an error; made by [`CheckedContent::check`] alone.
///
/// No error depends on the moment, so the site of a later moment is built from the same value.
#[derive(Debug, Clone)]
pub struct CheckedContent(Arc<Content>);

impl CheckedContent {
    /// Its photographs, with the pictures that were made of them.
    pub fn photos(&self) -> &Photos {
        &self.0.photos
    }

    /// Adds what the rules find at `moment` to the `diagnostics` of reading `content`; `None` where there is
    /// an error among them.
    pub fn check(
        content: Content,
        moment: Timestamp,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        diagnostics.append(rules::check(&content, moment));
        (!diagnostics.has_errors()).then(|| Self(Arc::new(content)))
    }

    /// The content itself.
    pub fn content(&self) -> &Content {
        &self.0
    }

    /// The page that a proxy sends when no server answers, as it is at `moment`.
    pub fn outage_page(&self, moment: Timestamp) -> Result<String, Diagnostics> {
        let original = PageContext::all(&self.0, moment).find(PageContext::is_original);
        let page = original.and_then(|context| OutageView::new(&context).render().ok());
        page.ok_or_else(not_rendered)
    }

    /// The same content as editors see it: what is not published is there, too.
    ///
    /// This is the one place that says what the preview shows and visitors do not see.
    #[must_use]
    pub fn for_editors(&self) -> Self {
        let mut content = Content::clone(&self.0);
        for language in &mut content.facts.languages {
            language.published = true;
        }
        let pages = content.by_language.values_mut().flat_map(|words| words.pages.values_mut());
        for page in pages {
            page.published = true;
        }
        Self(Arc::new(content))
    }
}

/// Every old address with its new one. What is written for one language comes after what is for all: of two, the
/// last counts.
fn moved(facts: &Facts) -> Vec<(String, String)> {
    let (all, one): (Vec<_>, Vec<_>) =
        facts.redirects.iter().partition(|redirect| in_every_language(&redirect.from).is_some());
    let addresses = all.into_iter().chain(one).flat_map(|redirect| {
        let old = facts.addresses_of(&redirect.from).into_iter();
        old.map(|old| {
            let new =
                page_path(facts.redirect_language(&old, &redirect.to), &redirect.to.page.page);
            (old, new)
        })
    });
    addresses.collect()
}

/// Every address of a retired page, with the page that took its place.
fn retired(facts: &Facts) -> Vec<(String, Option<PageName>)> {
    let addresses = facts.retired.iter().flat_map(|retired| {
        let old = facts.addresses_of(&retired.from).into_iter();
        old.map(|old| (old, retired.see.clone()))
    });
    addresses.collect()
}

/// The whole site, as it is at one moment.
#[derive(Debug, Clone)]
pub struct Site {
    /// Every answer by its canonical path (`/`, `/en/`, `/en/contact`, `/sitemap.xml` …).
    pub answers: HashMap<String, Answer>,
    /// Old addresses as they were published, and the canonical path that each redirects to; of two
    /// spellings of one address, the last counts.
    pub moved: Vec<(String, String)>,
    /// The addresses of retired pages as they were published, and for each the page that took its place, if any.
    pub retired: Vec<(String, Option<PageName>)>,
    /// For every page that took the place of a retired one, the page that says so in each language.
    pub retired_pages: HashMap<(Language, PageName), Answer>,
    /// The pages that are rendered on request, and the 404 pages that suggest another page.
    pub on_request: OnRequest,
    /// A page in every language for every error whose pages are rendered beforehand.
    pub errors: HashMap<(Language, ErrorKind), Answer>,
    /// In the order of the language line.
    pub languages: Vec<Language>,
    /// The language for visitors with none of `languages`; one of them.
    pub default_language: Language,
    /// The published pages.
    pub pages: Vec<PageName>,
    /// What the pages refer to.
    pub assets: Assets,
    /// The source expressions of the styles in the content security policy: `'sha256-…' 'sha256-…'`.
    pub style_sources: String,
    /// Whether the public address is `https`, so that strict transport security may be announced.
    pub https: bool,
    /// When any page will change, so that the site has to be built again.
    pub next_change: Timestamp,
    /// The time zones by whose rules the pages say the hours.
    pub time_zones: TimeZones,
}

impl Site {
    /// The site as it is at `moment`. The content has been checked: an error is one of this program.
    pub fn build(
        CheckedContent(content): &CheckedContent,
        assets: &Assets,
        base: &BaseUrl,
        moment: Timestamp,
    ) -> Result<Self, Diagnostics> {
        let assets = &assets.at(base).with_photos(&content.photos).with_link_previews(content);
        let answers = make_all(&tasks(content, moment, RenderOptions { base, assets }), assets)?;
        let facts = &content.facts;
        let languages: Vec<_> = facts.published_languages().map(|l| l.language.clone()).collect();
        let on_request = OnRequest::new(content, base, assets, moment);
        let original = PageContext::all(content, moment).find(PageContext::is_original);
        let pages = original.iter().flat_map(PageContext::published);
        let schedule = facts.schedule.as_ref();
        let retired = retired(facts);
        Ok(Self {
            answers,
            moved: moved(facts),
            retired_pages: retired_pages(&languages, &retired, &on_request),
            retired,
            errors: error_pages(&languages, &on_request),
            on_request,
            languages,
            default_language: facts.default_language.clone(),
            pages: pages.map(|page| page.name.clone()).collect(),
            style_sources: assets.style_sources(),
            assets: assets.clone(),
            https: base.is_https(),
            next_change: schedule.map_or(Timestamp::MAX, |s| s.next_change(moment)),
            time_zones: content.time_zones.clone(),
        })
    }

    /// The addresses of pages that `content` publishes and its list of published addresses does not have.
    pub fn unlisted_addresses(content: &Content) -> Vec<String> {
        rules::unlisted_addresses(content)
    }

    /// Everything that is wrong or to be done, as the rules see it at `moment`.
    pub fn check(content: &Content, moment: Timestamp) -> Diagnostics {
        rules::check(content, moment)
    }
}

/// A text to be rendered, and where it is served.
struct Task<'a> {
    path: String,
    language: &'a Language,
    content_type: &'static str,
    render: Render<'a>,
}

type Render<'a> = Box<dyn Fn() -> askama::Result<String> + Sync + 'a>;

/// A file for programs.
#[derive(Template)]
enum TextFile {
    #[template(path = "robots.txt")]
    Robots { sitemap: String },
    #[template(path = "security.txt")]
    Security { security: Security, language: Language, canonical: String },
}

/// Everything that the site renders beforehand.
fn tasks<'a>(content: &'a Content, moment: Timestamp, options: RenderOptions<'a>) -> Vec<Task<'a>> {
    let (facts, base) = (&content.facts, options.base);
    let mut tasks = Vec::new();
    for context in PageContext::all(content, moment) {
        let language = context.tag();
        let path = |name: &str| format!("/{language}/{name}");
        let mut add =
            |path, content_type, render| tasks.push(Task { path, language, content_type, render });
        for page in context.published() {
            let render = move || PageView::new(&context, page, options).render();
            add(page_path(language, &page.name), HTML, Box::new(render));
        }
        if facts.guide {
            let render = move || GuideView::new(&context, options).render();
            add(path(GUIDE), HTML, Box::new(render));
        }
        let render = move || PocketCardView::new(&context, options).render();
        add(path(POCKET_CARD), HTML, Box::new(render));
        if has_send(content) {
            let physician = context.original_context().unwrap_or(context);
            let render = move || SendView::new(&context, &physician, options).render();
            add(path(SEND), HTML, Box::new(render));
        }
        if let Some(file) = QrFile::new(&context, base).filter(|_| has_send(content)) {
            add(path(QR_CODE), SVG, Box::new(move || file.render()));
        }
        let url = base.absolute(&path("contact"));
        add(path(CONTACT_CARD), VCARD, Box::new(move || Ok(vcard(&context, &url))));
        if let Some(schedule) = &facts.schedule {
            let url = base.absolute(&path("hours"));
            let render = move || Ok(calendar(&context, schedule, &url, base.host()));
            add(path(CALENDAR), ICALENDAR, Box::new(render));
        }
        if !context.is_original() {
            continue;
        }
        let render = move || ChooseView::new(&context, options).render();
        add(ROOT.to_owned(), HTML, Box::new(render));
        let robots = TextFile::Robots { sitemap: base.absolute(SITEMAP) };
        add("/robots.txt".to_owned(), PLAIN, Box::new(move || robots.render()));
        if let Some(security) = facts.security.clone() {
            let canonical = base.absolute(SECURITY);
            let file = TextFile::Security { security, language: language.clone(), canonical };
            add(SECURITY.to_owned(), PLAIN, Box::new(move || file.render()));
        }
    }
    for (path, language, map) in sitemap::maps(content, moment, base, sitemap::MOST) {
        let render = Box::new(move || map.render());
        tasks.push(Task { path, language, content_type: XML, render });
    }
    tasks
}

/// A page in each of `languages` for every error whose pages are rendered beforehand.
fn error_pages(
    languages: &[Language],
    on_request: &OnRequest,
) -> HashMap<(Language, ErrorKind), Answer> {
    let kinds =
        |language: &Language| ErrorKind::RENDERED_BEFOREHAND.map(|kind| (language.clone(), kind));
    let keys: Vec<_> = languages.iter().flat_map(kinds).collect();
    let pages = parallel::map(&keys, |(language, kind)| on_request.error(language, *kind, None));
    keys.into_iter().zip(pages).filter_map(|(key, page)| Some((key, page?))).collect()
}

/// The page that says in each of `languages` that a page was `retired`, for every page that took the place of one.
fn retired_pages(
    languages: &[Language],
    retired: &[(String, Option<PageName>)],
    on_request: &OnRequest,
) -> HashMap<(Language, PageName), Answer> {
    let see: BTreeSet<_> = retired.iter().filter_map(|(_, see)| see.as_ref()).collect();
    let keys = |see: &PageName| {
        let keys = languages.iter().map(|language| (language.clone(), see.clone()));
        keys.collect::<Vec<_>>()
    };
    let keys: Vec<_> = see.into_iter().flat_map(keys).collect();
    let page = |(language, see): &(Language, PageName)| {
        on_request.error(language, ErrorKind::Gone, Some(see))
    };
    let pages = parallel::map(&keys, page);
    keys.into_iter().zip(pages).filter_map(|(key, page)| Some((key, page?))).collect()
}

/// Renders and compresses every task.
fn make_all(tasks: &[Task<'_>], assets: &Assets) -> Result<HashMap<String, Answer>, Diagnostics> {
    let render = |task: &Task<'_>| {
        let varies_by_language = task.path == ROOT;
        let cache =
            if varies_by_language { CachePolicy::Never } else { CachePolicy::UntilNextChange };
        let body = (task.render)()?;
        let answer = match task.content_type {
            HTML => assets.page(task.language, cache, &body),
            other => Answer::gzipped(other, task.language, cache, body),
        };
        Ok((task.path.clone(), Answer { varies_by_language, ..answer.with_brotli() }))
    };
    let answers = parallel::map(tasks, render);
    answers.into_iter().collect::<Result<_, askama::Error>>().map_err(|_| not_rendered())
}

fn not_rendered() -> Diagnostics {
    let mut problems = Diagnostics::default();
    problems.push(Diagnostic::error(FACTS_FILE, "the pages could not be rendered"));
    problems
}
