//! The groups of warnings: kinds of work that remain to be done, as [`Diagnostic::group`] names them.
//!
//! [`Diagnostic::group`]: crate::diagnostics::Diagnostic::group

/// No closing day is entered for the coming year.
pub const CLOSURES: &str = "closures";
/// What the hospital has yet to supply.
pub const OWED: &str = "owed";
/// A page whose review is overdue.
pub const REVIEW: &str = "review";
/// A translation whose original has changed.
pub const STALE: &str = "stale";
/// A page that is not translated.
pub const MISSING: &str = "missing";
/// A translation that no professional translator has reviewed.
pub const DRAFT: &str = "draft";
/// `security.txt` has to be renewed.
pub const SECURITY: &str = "security";
