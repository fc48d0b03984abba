//! What the templates print: one view struct for each template or part of one, built from a
//! [`PageContext`]. Text is chosen, dates are formatted and links are resolved here; templates do not
//! compute.

pub mod block;
pub mod card;
pub mod context;
pub mod hours;
pub mod layout;
pub mod navigation;
pub mod notice;
pub mod pages;
pub mod photo;
pub mod qr;
pub mod send;
pub mod side_by_side;
pub mod sources;
pub mod translation;
pub mod zone;

pub use context::PageContext;
