//! What the whole does, through its front doors: the production router, and the real binary.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

mod addresses;
mod assets;
mod clock;
mod codings;
mod command_line;
mod conditions;
mod connections;
mod failures;
mod foreign_input;
mod front_door;
mod header_set;
mod language_table;
mod life;
mod methods;
mod operator;
mod support;
