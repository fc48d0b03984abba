//! What the whole does, through its front doors: the production router, and the real binary.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says so by panicking"
)]

mod addresses;
mod assets;
mod check;
mod clock;
mod closed_world;
mod codings;
mod command_line;
mod conditions;
mod connections;
mod crowds;
mod dates;
mod export;
mod export_in_nginx;
mod facts;
mod failures;
mod fingerprint;
mod foreign_input;
mod front_door;
#[expect(unreachable_pub, reason = "a crate of its own elsewhere, see fuzz/Cargo.toml")]
#[path = "../../fuzz/src/lib.rs"]
mod fuzz;
mod fuzzed;
mod header_set;
mod hours;
mod hours_simulated;
mod invalid;
mod language_checks;
mod language_table;
mod large_site;
mod life;
mod markup;
mod methods;
mod near;
mod new_files;
mod on_request;
mod operator;
mod other_hospital;
mod other_hours;
mod readme_examples;
mod reload;
mod security;
mod side_by_side;
mod support;
mod tidy;
mod time_zones;
mod translation_states;
mod translations;
