//! What has to be done for an answer that is not ready.

use std::sync::Arc;

use axum::http::request::Parts;

use super::exchange::Answered;
use super::failure::failure;
use super::on_request::make;
use super::prepared::Prepared;
use super::serving::Serving;
use crate::site::{ErrorKind, PageQuery};

/// An errand. None of them needs the request's body.
#[derive(Debug)]
pub(super) enum Errand {
    /// A page for one reader: in two languages, or by the clock of a zone.
    Make(PageQuery),
    /// A part of a file.
    Range,
}

impl Errand {
    /// Does it; whatever comes of it is an answer.
    pub(super) async fn run<'a>(
        self,
        serving: &Serving,
        site: &'a Arc<Prepared>,
        head: &Parts,
    ) -> Answered<'a> {
        match self {
            Self::Make(asked) => make(serving, site, asked, head).await,
            Self::Range => {
                let part = site.range(head).await;
                part.unwrap_or_else(|| failure(site, ErrorKind::Internal, &head.uri, &head.headers))
            }
        }
    }
}
