//! Content negotiation: the language and the content coding of a response.

mod coding;
mod language;
mod quality;

pub(super) use coding::{AcceptedCodings, Coding};
pub(super) use language::LanguageNegotiator;
