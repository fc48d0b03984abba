//! The preview: the site on the editor's own machine, with everything that visitors do not see.
//!
//! The pages are those of `web`, built from the content as editors see it; a bar at the top of each says in
//! what state it is. `/` is the desk: what remains to be done. A page reloads by itself when a file changes, and
//! shows the report of a broken edit. `serve` has nothing of it.

mod annotate;
mod day;
mod desk;
mod diagnostic_view;
mod handlers;
mod headers;
mod host;
mod page_status;
mod router;
mod state;

pub use router::app;
pub use state::{Edition, Preview};
