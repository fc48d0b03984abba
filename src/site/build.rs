//! The whole site from the whole content: every address with its answer, in parallel.

use std::collections::HashMap;

use askama::Template;
use jiff::Timestamp;

use super::address::{
    BaseUrl, CALENDAR, CONTACT_CARD, GUIDE, POCKET_CARD, SECURITY, SITEMAP, page_path,
};
use super::answer::{Answer, CachePolicy};
use super::asset::Assets;
use super::calendar::calendar;
use super::checked::CheckedContent;
use super::did_you_mean::DidYouMean;
use super::error_kind::ErrorKind;
use super::on_request::{HTML, OnRequest};
use super::rules;
use super::site::Site;
use super::sitemap::{self, Map};
use super::vcard::vcard;
use super::view::PageContext;
use super::view::layout::RenderOptions;
use super::view::pages::{ChooseView, GuideView, PageView, PocketCardView};
use crate::content::parallel;
use crate::content::{Content, FACTS_FILE, Language, Page, Security};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::schedule::Schedule;

const PLAIN: &str = "text/plain; charset=utf-8";
const XML: &str = "application/xml; charset=utf-8";
const VCARD: &str = "text/vcard; charset=utf-8";
const ICALENDAR: &str = "text/calendar; charset=utf-8";

/// An answer to be made.
struct Task<'a> {
    path: String,
    context: PageContext<'a>,
    what: What<'a>,
}

/// What kind of answer it is.
#[derive(Clone, Copy)]
enum What<'a> {
    Page(&'a Page),
    Guide,
    PocketCard,
    VCard,
    Calendar(&'a Schedule),
    Choose,
    Sitemap(Map),
    Robots,
    Security(&'a Security),
}

#[derive(Template)]
#[template(path = "robots.txt")]
struct RobotsTemplate {
    sitemap: String,
}

#[derive(Template)]
#[template(path = "security.txt")]
struct SecurityTemplate<'a> {
    security: &'a Security,
    language: &'a Language,
    canonical: String,
}

impl Site {
    /// The site as it is at `moment`. The content has been checked: an error is one of this program.
    pub fn build(
        content: &CheckedContent,
        assets: &Assets,
        base: &BaseUrl,
        moment: Timestamp,
    ) -> Result<Self, Diagnostics> {
        let content = content.content();
        let options = RenderOptions { base, assets };
        let answers = make_all(options, &tasks(content, moment))?;
        let facts = &content.facts;
        let default = &facts.default_language;
        let schedule = facts.schedule.as_ref();
        let languages: Vec<_> = facts.languages.iter().map(|l| l.language.clone()).collect();
        let on_request = OnRequest::new(content, base, assets, moment);
        Ok(Self {
            answers,
            did_you_mean: DidYouMean::new(content, moment, on_request.clone()),
            moved: moved(content),
            errors: error_pages(&languages, &on_request),
            on_request,
            languages,
            default_language: default.clone(),
            pages: PageContext::all(content, moment)
                .filter(PageContext::is_original)
                .flat_map(|context| context.published())
                .map(|page| page.name.clone())
                .collect(),
            style_source: assets.style_source(),
            assets: assets.clone(),
            https: base.is_https(),
            next_change: schedule.map_or(Timestamp::MAX, |s| s.next_change(moment)),
        })
    }

    /// Everything that is wrong or to be done, as the rules see it at `moment`.
    pub fn check(content: &Content, moment: Timestamp) -> Diagnostics {
        rules::check(content, moment)
    }
}

/// Every old address, with what took its place in the default language.
fn moved(content: &Content) -> Vec<(String, String)> {
    let facts = &content.facts;
    let redirects = facts.redirects.iter().map(|redirect| {
        let to = page_path(&facts.default_language, &redirect.to.page);
        (redirect.from.clone(), to)
    });
    redirects.collect()
}

fn tasks(content: &Content, moment: Timestamp) -> Vec<Task<'_>> {
    let mut tasks = Vec::new();
    for context in PageContext::all(content, moment) {
        let path = |name: &str| format!("/{}/{name}", context.tag());
        let mut add = |path, what| tasks.push(Task { path, context, what });
        for page in context.published() {
            add(page_path(context.tag(), &page.name), What::Page(page));
        }
        if content.facts.guide {
            add(path(GUIDE), What::Guide);
        }
        add(path(POCKET_CARD), What::PocketCard);
        add(path(CONTACT_CARD), What::VCard);
        if let Some(schedule) = &content.facts.schedule {
            add(path(CALENDAR), What::Calendar(schedule));
        }
        if context.is_original() {
            add("/".to_owned(), What::Choose);
            add("/robots.txt".to_owned(), What::Robots);
            if let Some(security) = &content.facts.security {
                add(SECURITY.to_owned(), What::Security(security));
            }
        }
    }
    let maps = sitemap::maps(content, moment, sitemap::MOST).into_iter();
    tasks.extend(maps.map(|(path, context, map)| Task { path, context, what: What::Sitemap(map) }));
    tasks
}

/// A page for every error in each of `languages`.
fn error_pages(
    languages: &[Language],
    on_request: &OnRequest,
) -> HashMap<(Language, ErrorKind), Answer> {
    let kinds = |language: &Language| {
        let language = language.clone();
        ErrorKind::ALL.map(move |kind| (language.clone(), kind))
    };
    let keys: Vec<_> = languages.iter().flat_map(kinds).collect();
    let pages = parallel::map(&keys, |(language, kind)| on_request.error(language, *kind, None));
    keys.into_iter().zip(pages).filter_map(|(key, page)| Some((key, page?))).collect()
}

/// Every answer.
fn make_all(
    options: RenderOptions<'_>,
    tasks: &[Task<'_>],
) -> Result<HashMap<String, Answer>, Diagnostics> {
    let made = parallel::map(tasks, |task| Ok((task.path.clone(), make(options, task)?)));
    made.into_iter().collect::<Result<_, askama::Error>>().map_err(|_| {
        let mut problems = Diagnostics::default();
        problems.push(Diagnostic::error(FACTS_FILE, "the pages could not be rendered"));
        problems
    })
}

fn make(options: RenderOptions<'_>, task: &Task<'_>) -> Result<Answer, askama::Error> {
    let (context, base) = (&task.context, options.base);
    let (content_type, body) = match task.what {
        What::Page(page) => (HTML, PageView::new(context, page, options).render()?),
        What::Guide => (HTML, GuideView::new(context, options).render()?),
        What::PocketCard => (HTML, PocketCardView::new(context, options).render()?),
        What::VCard => {
            let home = base.absolute(&format!("/{}/contact", context.tag()));
            (VCARD, vcard(context, &home))
        }
        What::Calendar(schedule) => {
            let page = base.absolute(&format!("/{}/hours", context.tag()));
            (ICALENDAR, calendar(context, schedule, &page, base.host()))
        }
        What::Choose => (HTML, ChooseView::new(context, options).render()?),
        What::Sitemap(map) => (XML, map.render(context, base)?),
        What::Robots => (PLAIN, RobotsTemplate { sitemap: base.absolute(SITEMAP) }.render()?),
        What::Security(security) => {
            let canonical = base.absolute(SECURITY);
            let template = SecurityTemplate { security, language: context.tag(), canonical };
            (PLAIN, template.render()?)
        }
    };
    let is_choice = matches!(task.what, What::Choose);
    let cache = if is_choice { CachePolicy::Never } else { CachePolicy::UntilNextChange };
    let answer = Answer::gzipped(content_type, context.tag(), cache, body).with_brotli();
    Ok(Answer { varies_by_language: is_choice, ..answer })
}
