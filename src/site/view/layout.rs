//! The layout around every page: its head, the language line, the navigation, the notices, the card and the
//! foot.

use super::block::DrawingView;
use super::card::Card;
use super::context::{LangAttributes, PageContext};
use super::navigation::{Alternate, LanguageLink, NavLink, Subject};
use super::notice::NoticeView;
use super::qr::QrView;
use super::translation::{TranslationNotice, TranslationState};
use super::zone::heading_there;
use crate::content::link_preview;
use crate::content::lint::without_breaks;
use crate::content::message::Message;
use crate::content::page::PagePart;
use crate::content::reference::DrawingName;
use crate::content::{Page, PageName};
use crate::site::address::{BaseUrl, home_path, link_preview_path};
use crate::site::asset::{Assets, ThemeColors};
use crate::site::markup::Markup;
use crate::site::structured::web_page;

/// What every page of a site has in common, whatever its language.
#[derive(Debug, Clone, Copy)]
pub struct RenderOptions<'a> {
    /// The public origin.
    pub base: &'a BaseUrl,
    /// The files that the pages refer to.
    pub assets: &'a Assets,
}

/// The structured data of `page`; a variant of a page, by another clock, has none.
fn structured(context: &PageContext<'_>, page: Option<&Page>, base: &BaseUrl) -> Option<Markup> {
    web_page(context, page.filter(|_| context.asked.is_none())?, base)
}

/// The picture that is shown beside a link to a page.
#[derive(Debug)]
pub struct PreviewPicture {
    /// Its absolute address.
    pub url: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// What stands in it, for those who do not see it.
    pub alt: String,
}

impl PreviewPicture {
    /// The picture in the language of `context`, or else in the default language.
    fn new(context: &PageContext<'_>, base: &BaseUrl) -> Option<Self> {
        let in_language = |of: &PageContext<'_>| {
            let picture = of.written.link_preview.as_ref()?;
            Some((base.absolute(&link_preview_path(of.tag(), picture)), picture.words.clone()))
        };
        let original =
            || in_language(&context.original_context()?).map(|(url, _)| (url, Vec::new()));
        let (url, words) = in_language(context).or_else(original)?;
        // Not in a foreign language, and not without words: the names say most of what stands in it.
        let words = if words.is_empty() { context.link_preview_words() } else { words };
        let (width, height) = (link_preview::WIDTH, link_preview::HEIGHT);
        Some(Self { url, width, height, alt: words.join(" | ") })
    }
}

/// The layout around every page.
#[derive(Debug)]
pub struct Layout<'a> {
    /// The language.
    pub at: LangAttributes<'a>,
    /// The picture in the browser's tab.
    pub icon: Option<&'a str>,
    /// The shape of that picture, which Safari draws in one colour on a pinned tab.
    pub mask_icon: Option<&'a str>,
    /// The colours of the browser's bars.
    pub theme: Option<&'a ThemeColors>,
    /// The title, with the name of the site.
    pub title: String,
    /// The heading.
    pub heading: Markup,
    /// The title alone, for link previews.
    pub preview: String,
    /// Whether it is the page as a reader asked for it: by another clock.
    pub is_variant: bool,
    /// The picture of link previews.
    pub picture: Option<PreviewPicture>,
    /// The name of the site, for link previews.
    pub site_name: String,
    /// The description.
    pub description: String,
    /// The same with the places where its words may be broken: the lead of the pages that the program makes.
    pub lead: Markup,
    /// The absolute address; empty for an error.
    pub canonical: String,
    /// Whether an index may hold it.
    pub indexed: bool,
    /// The same page in all languages that have it; empty where it is not one of them.
    pub alternates: Vec<Alternate>,
    /// The page and the centre for machines, on the pages that show the address in full or the week.
    pub structured: Option<Markup>,
    /// The language as link previews want it.
    pub locale: &'a str,
    /// The name of the language in itself.
    pub language: &'a str,
    /// The language line.
    pub languages: Vec<LanguageLink>,
    /// The language line behind a button on a phone, with this link beside it: the same page in the default
    /// language. Absent in the default language itself, where readers of all languages begin.
    pub original: Option<LanguageLink>,
    /// The home page in this language.
    pub home: String,
    /// The name of the centre in the default language, where that is another one.
    pub original_name: Option<String>,
    /// The main navigation.
    pub navigation: Vec<NavLink>,
    /// The breadcrumbs; empty on the home page.
    pub breadcrumbs: Vec<NavLink>,
    /// Notices that the page is not a reviewed translation.
    pub notices: Vec<TranslationNotice<'a>>,
    /// What readers have to know today before everything else.
    pub urgent: Vec<NoticeView<'a>>,
    /// What else they have to know today.
    pub dated: Vec<NoticeView<'a>>,
    /// The picture under the head of the home page.
    pub banner: Option<DrawingView>,
    /// The small picture at the foot.
    pub mark: Option<DrawingView>,
    /// The QR code of the page, where readers take it with them on paper.
    pub code: Option<QrView>,
    /// The card.
    pub card: Card,
    /// All pages.
    pub pages: Vec<NavLink>,
    /// When the page was checked, and is to be checked next, or should have been.
    pub review: Vec<Markup>,
}

impl<'a> Layout<'a> {
    /// Around `subject`, with its title and its description.
    pub fn new(
        context: &PageContext<'a>,
        subject: Subject<'_>,
        (title, description): (&str, &str),
        RenderOptions { base, assets }: RenderOptions<'a>,
    ) -> Self {
        let (facts, names) = (context.facts(), &context.ui().site);
        let page = if let Subject::Page(page) = subject { Some(page) } else { None };
        let (document, asked) = page.and_then(|page| heading_there(context, page)).unzip();
        let document = document.as_deref().unwrap_or(title);
        let is_home = page.is_some_and(|page| page.name.is_home());
        let home = home_path(context.tag());
        let site_name = if is_home { &names.hospital } else { &names.center };
        let (path, (heading, label)) = (subject.path(context), heading(context, page, title));
        let has_breadcrumbs = !is_home && matches!(subject, Subject::Page(_) | Subject::BuiltIn(_));
        let own_path = path.as_deref().filter(|_| has_breadcrumbs);
        let canonical = subject.canonical(context, base);
        let languages = LanguageLink::list(context, subject);
        let original = languages.iter().find(|link| link.tag == facts.default_language.as_str());
        let (urgent, dated) = dated(&[*context], context, subject);
        let unlabelled = |name: &DrawingName| DrawingView::new(context, &name.0, |_| String::new());
        Self {
            at: LangAttributes::new(context, context),
            icon: assets.path("icon.svg"),
            mask_icon: assets.path("at-root/mask-icon.svg"),
            theme: assets.theme.as_ref(),
            title: without_breaks(&format!("{document} | {site_name}")),
            heading: asked.unwrap_or(heading),
            preview: without_breaks(title),
            is_variant: context.asked.is_some(),
            picture: PreviewPicture::new(context, base),
            description: without_breaks(description),
            lead: context.words(description),
            site_name: context.names().0,
            code: QrView::of_page(context, subject, &canonical),
            canonical,
            indexed: matches!(subject, Subject::Page(_) | Subject::Root),
            alternates: Alternate::of(context, subject, base),
            structured: structured(context, page, base),
            locale: &context.language.locale,
            original: original.filter(|link| !link.current).cloned(),
            language: &context.language.name,
            languages,
            home,
            original_name: original_name(context),
            navigation: NavLink::menu(context, path.as_deref()),
            breadcrumbs: NavLink::breadcrumbs(context, label, own_path),
            notices: TranslationNotice::new(context, subject, context).into_iter().collect(),
            urgent,
            dated,
            banner: facts.banner.as_ref().filter(|_| is_home).and_then(unlabelled),
            mark: facts.mark.as_ref().and_then(unlabelled),
            card: Card::new(context, subject),
            pages: NavLink::foot(context),
            review: page.map(|page| review(context, page)).unwrap_or_default(),
        }
    }

    /// Around a `subject` that the interface names: by its title, and its description.
    pub fn of_interface(
        context: &PageContext<'a>,
        subject: Subject<'_>,
        (title, description): (&Message, &Message),
        options: RenderOptions<'a>,
    ) -> Self {
        let words = (title.to_string(), description.to_string());
        let mut layout = Self::new(context, subject, (&words.0, &words.1), options);
        layout.heading = context.label(title);
        layout.lead = context.renderer().marked(description, layout.lead);
        if let Some(own) = layout.breadcrumbs.last_mut() {
            own.label.clone_from(&layout.heading);
        }
        layout
    }

    /// The same around a variant of a page, which search engines should not index.
    #[must_use]
    pub fn not_indexed(self) -> Self {
        Self { indexed: false, alternates: Vec::new(), ..self }
    }
}

/// The heading of `page`, and its title as a link has it; for what is no page, both are `title`.
fn heading(context: &PageContext<'_>, page: Option<&Page>, title: &str) -> (Markup, Markup) {
    let Some(page) = page else {
        let words = context.words(title);
        return (words.clone(), words);
    };
    let heading = context.fallback_context(&page.name).heading(page);
    (heading, context.text_of(page, page.lacks(PagePart::Title), title))
}

fn original_name(context: &PageContext<'_>) -> Option<String> {
    let has_own = !context.ui().site.center.untranslated;
    context.original_names().filter(|_| has_own).map(|(center, _)| center)
}

/// The urgent notices about `subject` on the day of these `contexts`, and the other ones.
pub fn dated<'a>(
    contexts: &[PageContext<'a>],
    around: &PageContext<'a>,
    subject: Subject<'_>,
) -> (Vec<NoticeView<'a>>, Vec<NoticeView<'a>>) {
    let name = match subject {
        Subject::Page(page) => Some(&page.name),
        Subject::BuiltIn(_) => None,
        Subject::Root | Subject::Error(_) => return (Vec::new(), Vec::new()),
    };
    let is_meant = |page: Option<&PageName>| page.is_none() || page == name;
    let notices = NoticeView::list(contexts, around, is_meant).into_iter();
    notices.partition(|notice| notice.is_urgent)
}

fn review(context: &PageContext<'_>, page: &Page) -> Vec<Markup> {
    let words = &context.ui().interface;
    let on = |date| ("date", context.format.full_date_markup(date));
    let checked = page.checked.map(|date| context.fill(&words.checked, &[on(date)]));
    let today = context.facts().schedule.as_ref().map(|schedule| schedule.date(context.moment));
    let check_by = page.check_by.map(|date| {
        let is_overdue = today.is_some_and(|today| date < today);
        context.fill(if is_overdue { &words.overdue } else { &words.check_by }, &[on(date)])
    });
    let reviewed = page.translation.as_ref().and_then(|own| own.reviewed.as_ref());
    let is_reviewed = TranslationState::of(context, page) == TranslationState::Reviewed;
    let reviewed = reviewed.filter(|_| is_reviewed).map(|(by, date)| {
        let values = [("name", Markup::isolated(by)), on(*date)];
        context.fill(&context.ui().translation.reviewed, &values)
    });
    reviewed.into_iter().chain(checked).chain(check_by).collect()
}
