//! The words that explain a failure.

use super::super::message::Message;
use super::super::reader::Reader;
use super::group::{pattern, words};

words! {
    /// `[errors]`: what went wrong, without its cause, and what to do.
    ErrorWords {
        /// 400.
        bad_request_title(),
        /// 400.
        bad_request(),
        /// 404.
        not_found_title(),
        /// 404.
        not_found(),
        /// 404, above the page that was probably meant.
        near(),
        /// 405.
        method_title(),
        /// 405.
        method(),
        /// 413.
        body_title(),
        /// 413.
        body(),
        /// 500.
        internal_title(),
        /// 500.
        internal(),
        /// 503.
        busy_title(),
        /// 503.
        busy(),
        /// Above the list of all pages.
        pages(),
    }
}
