//! What is around every page: its head, the language line, the navigation, the notices, the card and the
//! foot.

use super::card::Card;
use super::context::PageContext;
use super::navigation::{Alternate, LanguageLink, NavLink, Subject, interpreters_path};
use super::translation::{TranslationNotice, TranslationState};
use crate::content::page::Show;
use crate::content::reference::DrawingName;
use crate::content::{Page, Ui};
use crate::site::address::{BaseUrl, home_path};
use crate::site::asset::Assets;
use crate::site::markup::{self, Markup};
use crate::site::structured::organization;

/// What every page of a site has in common, whatever its language.
#[derive(Debug, Clone, Copy)]
pub struct RenderOptions<'a> {
    /// The public origin.
    pub base: &'a BaseUrl,
    /// The files that the pages refer to.
    pub assets: &'a Assets,
}

/// A drawing without text.
#[derive(Debug, Clone)]
pub struct Decoration {
    /// Its coordinates.
    pub view_box: String,
    /// How it fills another shape.
    pub fit: String,
    /// Everything inside it.
    pub inner: Markup,
}

impl Decoration {
    fn new(context: &PageContext<'_>, name: &str) -> Option<Self> {
        let drawing = context.content.drawings.get(name)?;
        let inner = markup::drawing(drawing, |_| String::new());
        Some(Self { view_box: drawing.view_box.clone(), fit: drawing.fit.clone(), inner })
    }
}

/// What stands around every page.
#[derive(Debug)]
pub struct Layout<'a> {
    /// The language.
    pub tag: &'a str,
    /// Its direction.
    pub dir: &'static str,
    /// The words of the interface.
    pub ui: &'a Ui,
    /// The style sheet; its hash stands in the content security policy.
    pub style: Markup,
    /// The picture in the browser's tab.
    pub icon: Option<&'a str>,
    /// The title, with the name of the site.
    pub title: String,
    /// The heading.
    pub heading: Markup,
    /// The title alone, for link previews.
    pub preview: String,
    /// The description.
    pub description: String,
    /// The absolute address; empty for an error.
    pub canonical: String,
    /// Whether an index may hold it.
    pub indexed: bool,
    /// The same page in all languages that have it; empty where it is not one of them.
    pub alternates: Vec<Alternate>,
    /// The centre and its hours for machines, on the pages that say them to people.
    pub structured: Option<Markup>,
    /// The language as link previews want it.
    pub locale: &'a str,
    /// The language line.
    pub languages: Vec<LanguageLink>,
    /// The section with the line on interpreters.
    pub interpreters: Option<String>,
    /// The home page in this language.
    pub home: String,
    /// The language of names that are not translated.
    pub names_tag: &'a str,
    /// The names in the default language, where that is another one.
    pub original_names: Option<(String, String)>,
    /// The main navigation.
    pub navigation: Vec<NavLink>,
    /// The breadcrumbs; empty on the home page.
    pub breadcrumbs: Vec<NavLink>,
    /// Notices that the page is not a reviewed translation.
    pub notices: Vec<TranslationNotice<'a>>,
    /// The picture under the head of the home page.
    pub banner: Option<Decoration>,
    /// The small picture at the foot.
    pub mark: Option<Decoration>,
    /// The card.
    pub card: Card,
    /// All pages.
    pub pages: Vec<NavLink>,
    /// When the page was checked, and is to be checked next.
    pub review: Vec<Markup>,
}

impl<'a> Layout<'a> {
    /// Around `subject`, with its title and its description.
    pub fn new(
        context: &PageContext<'a>,
        subject: Subject<'_>,
        (title, description): (&str, &str),
        options: RenderOptions<'a>,
    ) -> Self {
        let (facts, names) = (context.facts(), &context.ui().site);
        let page = if let Subject::Page(page) = subject { Some(page) } else { None };
        let RenderOptions { base, assets } = options;
        let home = page.is_some_and(|page| page.name.is_home());
        let site_name = if home { &names.hospital } else { &names.center };
        let path = subject.path(context);
        let heading = page.map_or_else(
            || context.renderer().words(title),
            |page| context.fallback_context(&page.name).renderer().words(page.heading()),
        );
        let label = page.map_or_else(|| heading.clone(), |page| context.text_of(&page.name, title));
        let has_breadcrumbs = !home && matches!(subject, Subject::Page(_) | Subject::BuiltIn(_));
        let own_path = path.clone().filter(|_| has_breadcrumbs);
        let decoration = |name: &DrawingName| Decoration::new(context, &name.0);
        Self {
            tag: context.tag().as_str(),
            dir: context.language.direction.as_str(),
            ui: context.ui(),
            style: Markup::style_sheet(&assets.style),
            icon: assets.path("icon.svg"),
            title: format!("{title} | {site_name}"),
            heading,
            preview: title.to_owned(),
            description: description.to_owned(),
            canonical: subject.canonical(context, base),
            indexed: matches!(subject, Subject::Page(_) | Subject::Root),
            alternates: Alternate::of(context, subject, base),
            structured: page.and_then(|page| structured(context, page, base)),
            locale: &context.language.locale,
            languages: LanguageLink::list(context, subject),
            interpreters: interpreters_path(context),
            home: home_path(context.tag()),
            names_tag: facts.default_language.as_str(),
            original_names: context.original_names(),
            navigation: NavLink::menu(context, path.as_deref()),
            breadcrumbs: own_path
                .map(|path| NavLink::breadcrumbs(context, label, path))
                .unwrap_or_default(),
            notices: TranslationNotice::new(context, subject, context).into_iter().collect(),
            banner: facts.banner.as_ref().filter(|_| home).and_then(decoration),
            mark: facts.mark.as_ref().and_then(decoration),
            card: Card::new(context),
            pages: NavLink::foot(context),
            review: page.map(|page| review(context, page)).unwrap_or_default(),
        }
    }

    /// The same around a variant of a page, which search engines should not index.
    #[must_use]
    pub fn not_indexed(self) -> Self {
        Self { indexed: false, alternates: Vec::new(), ..self }
    }
}

/// The centre for machines, on pages that show the address in full or the week.
fn structured(context: &PageContext<'_>, page: &Page, base: &BaseUrl) -> Option<Markup> {
    let shows = page.shows(Show::Address) || page.shows(Show::Week);
    shows.then(|| organization(context, &base.absolute(&home_path(context.tag()))))
}

fn review(context: &PageContext<'_>, page: &Page) -> Vec<Markup> {
    let (renderer, words) = (context.renderer(), &context.ui().interface);
    let on = |date| ("date", Markup::isolated(&context.format.full_date(date)));
    let checked = page.checked.map(|date| renderer.fill(&words.checked, &[on(date)]));
    let check_by = page.check_by.map(|date| renderer.fill(&words.check_by, &[on(date)]));
    let reviewed = page.translation.as_ref().and_then(|own| own.reviewed.as_ref());
    let is_reviewed = TranslationState::of(context, page) == TranslationState::Reviewed;
    let reviewed = reviewed.filter(|_| is_reviewed).map(|(by, date)| {
        let values = [("name", Markup::isolated(by)), on(*date)];
        renderer.fill(&context.ui().translation.reviewed, &values)
    });
    reviewed.into_iter().chain(checked).chain(check_by).collect()
}
