//! Tests of the whole program through its public interfaces: the library, the production service and the
//! binary.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says so by panicking"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "the time zones that are compiled in are what the site is compared with"
)]

mod addresses;
mod assets;
mod calendar;
mod calls;
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
mod imports;
mod invalid;
mod language_checks;
mod language_table;
mod large_site;
mod life;
mod link_previews;
mod mangled;
mod markup;
mod methods;
mod mutations;
mod near;
mod new_files;
mod new_site;
mod notices;
mod office;
mod on_request;
mod one_language;
mod operator;
mod other_hospital;
mod other_hours;
mod owed_sections;
mod photo_files;
mod photos;
mod preview;
mod proxy_timeouts;
mod readme_examples;
mod recipes;
mod reload;
mod repo_lints;
mod retired;
mod schema;
mod security;
mod send;
mod side_by_side;
mod sources;
mod style;
mod support;
mod time_zones;
mod translation_states;
mod translations;
mod tzdb;
mod word_breaks;
mod zone_names;
