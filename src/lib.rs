//! The modules of the program; no code.
//!
//! Imports run one way: `diagnostics, schedule ← content ← site ← web ← cli ← main`. `preview` uses `web` and
//! is used by `cli`; `authoring` uses `content` and is used by `cli`; `net` uses none of the others,
//! and `time_zones` is below all of them.
//!
//! * [`diagnostics`]: a mistake in the content: file, place, message, help
//! * [`schedule`]: opening hours and exceptions
//! * [`time_zones`]: the time zone database
//! * [`content`]: TOML files → typed values with their places
//! * [`authoring`]: edits of content files, text in and text out
//! * [`site`]: the site as a value: checked, rendered, compressed and tagged
//! * [`preview`]: the site on an editor's machine, with what visitors do not see; no part of the public site
//! * [`net`]: listeners and connections
//! * [`web`]: the site over HTTP
//! * [`cli`]: the commands; the only module that prints, reads the time of day or writes files

pub mod authoring;
pub mod cli;
pub mod content;
pub mod diagnostics;
pub mod net;
pub mod preview;
pub mod schedule;
pub mod site;
pub mod time_zones;
pub mod web;
