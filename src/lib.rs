//! The map of this tree; no code.
//!
//! Imports run one way: `diagnostics ← schedule ← content ← site ← http ← cli ← main`;
//! `cli` also uses `authoring`, which uses `content`.
//!
//! * [`diagnostics`]: what is wrong with the content, where, and what to do about it
//! * [`schedule`]: schedule arithmetic; knows no page and no HTTP
//! * [`content`]: what an author wrote: TOML → typed values with their places
//! * [`authoring`]: changes to content files: new pages and languages, accept, review
//! * [`site`]: what a visitor may get: rules, links, pages, compressed and tagged; a value
//! * [`http`]: how it is said over HTTP
//! * [`cli`]: the commands; the only place that prints or reads a clock

pub mod authoring;
pub mod cli;
pub mod content;
pub mod diagnostics;
pub mod net;
pub mod schedule;
pub mod site;
pub mod web;
