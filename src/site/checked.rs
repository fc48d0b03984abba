//! Content that has been checked: the only thing that a site is built from.

use std::sync::Arc;

use jiff::Timestamp;

use super::rules;
use crate::content::Content;
use crate::diagnostics::Diagnostics;

/// Content in which neither its files nor the rules found an error; made by [`CheckedContent::check`] alone.
///
/// No error depends on the moment, so the site of a later moment is built from the same value.
#[derive(Debug, Clone)]
pub struct CheckedContent(Arc<Content>);

impl CheckedContent {
    /// Adds what the rules find at `moment` to the `diagnostics` of reading `content`; `None` where there is
    /// an error among them.
    pub fn check(
        content: Content,
        moment: Timestamp,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        diagnostics.append(rules::check(&content, moment));
        (!diagnostics.has_errors()).then(|| Self(Arc::new(content)))
    }

    /// What was checked.
    pub(super) fn content(&self) -> &Arc<Content> {
        &self.0
    }
}
