//! The day that the pages show, and the form that chooses another one.

use form_urlencoded::byte_serialize;
use jiff::civil::Date;

use super::state::{Shown, View};

/// The day that the pages show.
pub(super) struct DayView {
    /// Whether the editor chose it.
    pub(super) is_chosen: bool,
    /// `Thursday, 24 December 2026`.
    pub(super) words: String,
    /// `2026-12-24`, the value of a date field.
    pub(super) value: String,
    /// The address that the choice leads back to.
    pub(super) back: String,
    /// The address that ends the choice and leads back.
    pub(super) back_to_now: String,
}

impl DayView {
    /// The day of `shown` on the page at `back`, a path with its query; the pages are those of `view`.
    pub(super) fn new(shown: &Shown, view: Option<&View>, back: &str) -> Self {
        let date: Option<Date> = shown.day.or_else(|| view.map(View::date));
        let encoded: String = byte_serialize(back.as_bytes()).collect();
        Self {
            is_chosen: shown.day.is_some(),
            words: date.map(|date| date.strftime("%A, %-d %B %Y").to_string()).unwrap_or_default(),
            value: date.map(|date| date.to_string()).unwrap_or_default(),
            back: back.to_owned(),
            back_to_now: format!("/_preview/at?back={encoded}"),
        }
    }
}
