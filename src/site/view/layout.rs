//! What stands around every page: its head, the language line, the navigation, the notice, the
//! card and the foot.

use super::card::Card;
use super::state::State;
use super::{PageContext, Setting};
use crate::content::page::Show;
use crate::content::{HOME, Page, PageName, Ui};
use crate::site::address::{BaseUrl, home_path};
use crate::site::asset::Assets;
use crate::site::markup::{self, Markup};
use crate::site::structured::organization;

/// A link in a list of links.
#[derive(Debug, Clone)]
pub struct Item {
    /// Where it leads.
    pub href: String,
    /// Its words.
    pub label: Markup,
    /// Whether this is the page itself.
    pub current: bool,
}

/// A language in the language line.
#[derive(Debug, Clone)]
pub struct LanguageLink {
    /// Its tag.
    pub tag: String,
    /// Its direction.
    pub dir: &'static str,
    /// Its name in itself.
    pub name: String,
    /// "Read this page in …", with the name in it and the rest for those who do not see the line.
    pub invitation: Markup,
    /// The same page in it.
    pub href: String,
    /// Whether this is the language of the page.
    pub current: bool,
}

/// The same page in another language, for machines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternate {
    /// Its tag, or `x-default`.
    pub tag: String,
    /// Its absolute address.
    pub href: String,
}

/// A drawing that carries no words.
#[derive(Debug, Clone)]
pub struct Ornament {
    /// Its coordinates.
    pub view_box: String,
    /// How it fills another shape.
    pub fit: String,
    /// Everything inside it.
    pub inner: Markup,
}

/// How far a translation has come, for the reader.
#[derive(Debug, Clone)]
pub struct Notice<'a> {
    /// What the reader should know.
    pub text: Markup,
    /// The same page in the original.
    pub href: String,
    /// The tag of the original.
    pub tag: String,
    /// The page with the original beside it, where there is one.
    pub beside: Option<String>,
    /// The language of the notice.
    pub at: Setting<'a>,
}

/// Which page the layout stands around.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'a> {
    /// A page that the authors wrote.
    Page(&'a Page),
    /// A page that is built from the others, by its name in the address.
    BuiltIn(&'a str),
    /// `/`, where a reader chooses a language.
    Root,
    /// No page: an error, which is kept out of every index.
    Nothing,
    /// An address without a page; its 404 can be read in every language there.
    NotFound,
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
    pub switch: Vec<LanguageLink>,
    /// Where everybody finds the line on interpreters in their language.
    pub interpreters: Option<String>,
    /// The home page in this language.
    pub home: String,
    /// The language of names that stay as they are.
    pub names_tag: &'a str,
    /// The names in the default language, where that is another one.
    pub original_names: Option<(String, String)>,
    /// The main navigation.
    pub navigation: Vec<Item>,
    /// The breadcrumbs of pages to this one; empty on the home page.
    pub breadcrumbs: Vec<Item>,
    /// How far the translation has come.
    pub notices: Vec<Notice<'a>>,
    /// The picture under the head of the home page.
    pub banner: Option<Ornament>,
    /// The small picture at the foot.
    pub mark: Option<Ornament>,
    /// The card.
    pub card: Card,
    /// All pages.
    pub pages: Vec<Item>,
    /// When the page was checked, and will be.
    pub review: Vec<Markup>,
}

impl Layout<'_> {
    /// The same around a page that is a view of another one.
    #[must_use]
    pub fn out_of_every_index(self) -> Self {
        Self { indexed: false, alternates: Vec::new(), ..self }
    }
}

impl<'a> PageContext<'a> {
    /// What stands around `subject`, with `title` and `description` where the authors wrote no page.
    pub fn layout(
        &self,
        subject: Subject<'a>,
        (title, description): (&str, &str),
        base: &BaseUrl,
        assets: &'a Assets,
    ) -> Layout<'a> {
        let names = &self.ui().site;
        let home = matches!(subject, Subject::Page(page) if page.name.is_home());
        let over = if home { &names.hospital } else { &names.center };
        let path = self.path_of(subject);
        Layout {
            tag: self.tag().as_str(),
            dir: self.language.direction.as_str(),
            ui: self.ui(),
            style: Markup::style_sheet(&assets.style),
            icon: assets.path("icon.svg"),
            title: format!("{title} | {over}"),
            heading: match subject {
                Subject::Page(page) => {
                    self.fallback_context(&page.name).format.set.words(page.heading())
                }
                _ => self.format.set.words(title),
            },
            preview: title.to_owned(),
            description: description.to_owned(),
            canonical: self.canonical(subject, base),
            indexed: matches!(subject, Subject::Page(_) | Subject::Root),
            alternates: self.alternates_of(subject, base),
            structured: self.structured(subject, base),
            locale: &self.language.locale,
            switch: self.switch(subject),
            interpreters: self.interpreters(),
            home: home_path(self.tag()),
            names_tag: self.facts().default_language.as_str(),
            original_names: self.original_names(),
            navigation: self.navigation(path.as_deref()),
            breadcrumbs: match (subject, path) {
                (Subject::Page(page), Some(path)) if !home => {
                    self.breadcrumbs(self.text_of(&page.name, title), path)
                }
                (Subject::BuiltIn(_), Some(path)) => {
                    self.breadcrumbs(self.format.set.words(title), path)
                }
                _ => Vec::new(),
            },
            notices: self.notice(subject, self).into_iter().collect(),
            banner: self.facts().banner.as_deref().filter(|_| home).and_then(|n| self.ornament(n)),
            mark: self.facts().mark.as_deref().and_then(|name| self.ornament(name)),
            card: self.card(),
            pages: self.all_pages(),
            review: match subject {
                Subject::Page(page) => self.review(page),
                _ => Vec::new(),
            },
        }
    }

    /// The names of the centre and of the hospital in the default language, if this is another one.
    pub fn original_names(&self) -> Option<(String, String)> {
        let words = self.content.by_language.get(&self.facts().default_language)?;
        let names = &words.ui.site;
        (!self.is_original()).then(|| (names.center.to_string(), names.hospital.to_string()))
    }

    /// The names of the centre and of the hospital in this language.
    pub fn names(&self) -> (String, String) {
        let names = &self.ui().site;
        (names.center.to_string(), names.hospital.to_string())
    }

    /// What the home page says of itself.
    pub fn home_summary(&self) -> String {
        let home = PageName::new(HOME).and_then(|name| self.page(&name));
        home.map(|page| page.summary.clone()).unwrap_or_default()
    }

    /// Where the address in full or the week is shown; the home page has no room for it.
    fn structured(&self, subject: Subject<'_>, base: &BaseUrl) -> Option<Markup> {
        let Subject::Page(page) = subject else { return None };
        let says = page.shows(Show::Address) || page.shows(Show::Week);
        says.then(|| organization(self, &base.absolute(&home_path(self.tag()))))
    }

    fn ornament(&self, name: &str) -> Option<Ornament> {
        let drawing = self.content.drawings.get(name)?;
        let inner = markup::drawing(drawing, |_| String::new());
        Some(Ornament { view_box: drawing.view_box.clone(), fit: drawing.fit.clone(), inner })
    }

    fn review(&self, page: &Page) -> Vec<Markup> {
        let words = &self.ui().interface;
        let set = self.format.set;
        let on = |date| {
            let date = Markup::escaped(&self.format.full_date(date));
            ("date", Markup::isolated(&date))
        };
        let checked = page.checked.map(|date| set.fill(&words.checked, &[on(date)]));
        let check_by = page.check_by.map(|date| set.fill(&words.check_by, &[on(date)]));
        let reviewed = page.translation.as_ref().and_then(|own| own.reviewed.as_ref());
        let reviewed =
            reviewed.filter(|_| self.state(page) == State::Reviewed).map(|(by, date)| {
                let by = Markup::isolated(&Markup::escaped(by));
                set.fill(&self.ui().translation.reviewed, &[("name", by), on(*date)])
            });
        reviewed.into_iter().chain(checked).chain(check_by).collect()
    }
}
