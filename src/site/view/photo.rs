//! A photograph on a page.

use std::ptr;

use super::context::PageContext;
use crate::content::Page;
use crate::content::page::{Block, Photo};
use crate::site::address::{Links, photo_path};
use crate::site::markup::Markup;

/// A photograph with what is said of it.
#[derive(Debug, Clone)]
pub struct PhotoView {
    /// The address of its widest picture.
    pub src: String,
    /// The addresses of all of its pictures with their widths, as `srcset` wants them.
    pub srcset: String,
    /// The width of the widest picture, in pixels.
    pub width: u32,
    /// Its height, in pixels.
    pub height: u32,
    /// Whether it is higher than wide.
    pub is_tall: bool,
    /// Whether it is fetched only when the reader comes near it.
    pub is_lazy: bool,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// The language of `alt` and its direction, where it is that of the original.
    pub alt_language: Option<(String, &'static str)>,
    /// What is said below it.
    pub caption: Option<Markup>,
    /// Who took it.
    pub credit: Option<Markup>,
}

impl PhotoView {
    /// `photo` on `page`; `None` where there are no pictures of it. What a translation leaves out is taken from
    /// the original, and marked as being in its language.
    pub fn new(context: &PageContext<'_>, page: &Page, photo: &Photo) -> Option<Self> {
        let name = photo.file.0.as_str();
        let variants = &context.content.photos.get(name)?.variants;
        let widest = variants.last()?;
        let address = |variant| photo_path(name, variant);
        let each = variants.iter().map(|one| format!("{} {}w", address(one), one.width));
        let original = context.original(&page.name).into_iter().flat_map(Page::photos);
        let original = original.map(|(_, other)| other).find(|other| other.file == photo.file);
        let from = context.original_context().filter(|_| !context.is_original());
        let foreign_alt = photo.alt.is_none().then_some(from).flatten();
        let alt = photo.alt.as_ref().or_else(|| original?.alt.as_ref());
        let credit = photo.credit.as_ref().or_else(|| original?.credit.as_ref());
        Some(Self {
            src: address(widest),
            srcset: each.collect::<Vec<_>>().join(", "),
            width: widest.width,
            height: widest.height,
            is_tall: widest.height > widest.width,
            is_lazy: !is_first(context, page, photo),
            alt: alt.cloned().unwrap_or_default(),
            alt_language: foreign_alt
                .map(|other| (other.tag().to_string(), other.language.direction.as_str())),
            caption: match &photo.caption {
                Some(caption) => Some(context.renderer().text(caption)),
                None => original.and_then(|original| {
                    let other = from?.with_links_of(context);
                    let words = other.renderer().text(original.caption.as_ref()?);
                    Some(Markup::in_language(&words, other.tag(), other.language.direction))
                }),
            },
            credit: credit.map(|credit| context.words(credit)),
        })
    }
}

impl PhotoView {
    /// Whether anything is said below it.
    pub fn has_words(&self) -> bool {
        self.caption.is_some() || self.credit.is_some()
    }
}

/// Whether `photo` is the first thing below the opening of `page`, where a reader comes at once.
fn is_first(context: &PageContext<'_>, page: &Page, photo: &Photo) -> bool {
    let is_alone = !matches!(context.renderer().links, Links::OneDocument(_));
    let first = page.sections.first().and_then(|section| section.blocks.first());
    is_alone && matches!(first, Some(Block::Photo(first)) if ptr::eq(first, photo))
}
