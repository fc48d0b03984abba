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
use super::sitemap;
use super::vcard::vcard;
use super::view::PageContext;
use super::view::layout::RenderOptions;
use super::view::pages::{ChooseView, GuideView, PageView, PocketCardView};
use crate::content::parallel;
use crate::content::{Content, FACTS_FILE, Language, Security};
use crate::diagnostics::{Diagnostic, Diagnostics};

/// Where a reader chooses a language, or is redirected to one.
const ROOT: &str = "/";
const PLAIN: &str = "text/plain; charset=utf-8";
const XML: &str = "application/xml; charset=utf-8";
const VCARD: &str = "text/vcard; charset=utf-8";
const ICALENDAR: &str = "text/calendar; charset=utf-8";

/// A text to be rendered, and where it is served.
struct Task<'a> {
    path: String,
    language: &'a Language,
    content_type: &'static str,
    render: Render<'a>,
}

type Render<'a> = Box<dyn Fn() -> askama::Result<String> + Sync + 'a>;

#[derive(Template)]
#[template(path = "robots.txt")]
struct RobotsTemplate<'a> {
    sitemap: &'a str,
}

#[derive(Template)]
#[template(path = "security.txt")]
struct SecurityTemplate<'a> {
    security: &'a Security,
    language: &'a Language,
    canonical: &'a str,
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
        let answers = make_all(&tasks(content, moment, options))?;
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

/// Everything that the site renders beforehand.
fn tasks<'a>(content: &'a Content, moment: Timestamp, options: RenderOptions<'a>) -> Vec<Task<'a>> {
    let (facts, base) = (&content.facts, options.base);
    let mut tasks = Vec::new();
    for context in PageContext::all(content, moment) {
        let language = context.tag();
        let path = |name: &str| format!("/{language}/{name}");
        let mut add = |path, content_type, render: Render<'a>| {
            tasks.push(Task { path, language, content_type, render });
        };
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
        let sitemap = base.absolute(SITEMAP);
        let render = move || RobotsTemplate { sitemap: &sitemap }.render();
        add("/robots.txt".to_owned(), PLAIN, Box::new(render));
        if let Some(security) = &facts.security {
            let canonical = base.absolute(SECURITY);
            let render =
                move || SecurityTemplate { security, language, canonical: &canonical }.render();
            add(SECURITY.to_owned(), PLAIN, Box::new(render));
        }
    }
    let maps = sitemap::maps(content, moment, sitemap::MOST).into_iter();
    tasks.extend(maps.map(|(path, context, map)| Task {
        path,
        language: context.tag(),
        content_type: XML,
        render: Box::new(move || map.render(&context, base)),
    }));
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

/// Renders and compresses every task.
fn make_all(tasks: &[Task<'_>]) -> Result<HashMap<String, Answer>, Diagnostics> {
    let made = parallel::map(tasks, |task| Ok((task.path.clone(), make(task)?)));
    made.into_iter().collect::<Result<_, askama::Error>>().map_err(|_| {
        let mut problems = Diagnostics::default();
        problems.push(Diagnostic::error(FACTS_FILE, "the pages could not be rendered"));
        problems
    })
}

fn make(task: &Task<'_>) -> askama::Result<Answer> {
    let varies_by_language = task.path == ROOT;
    let cache = if varies_by_language { CachePolicy::Never } else { CachePolicy::UntilNextChange };
    let body = (task.render)()?;
    let answer = Answer::gzipped(task.content_type, task.language, cache, body).with_brotli();
    Ok(Answer { varies_by_language, ..answer })
}
