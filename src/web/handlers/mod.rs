//! The handlers of the public routes: extractors in, a response out.

mod cached;
mod choose_language;
mod fallback;
mod page;

pub(super) use cached::cached;
pub(super) use choose_language::choose_language;
pub(super) use fallback::fallback;
pub(super) use page::page;
