//! The handlers of the public routes: extractors in, a response out.

mod choose_language;
mod fallback;
mod file;
mod page;

pub(super) use choose_language::choose_language;
pub(super) use fallback::fallback;
pub(super) use file::file;
pub(super) use page::page;
