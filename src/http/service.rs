//! The public site as a service: a request in, an answer out.
//!
//! Nearly every answer is ready, so that it is there when the call returns: no task, no
//! allocation. The few that have to be made run as a task of their own.

use std::convert::Infallible;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;

use axum::http::request::Parts;
use axum::http::{HeaderMap, Request};
use axum::response::Response;
use hyper::service::Service;
use tokio::task::JoinSet;

use super::body::Body;
use super::errand::Errand;
use super::exchange::{Answered, Reply, exchange};
use super::failure::failure;
use super::prepared::Prepared;
use super::record::record;
use super::serving::Serving;
use crate::site::ErrorKind;

/// The public site, in production and in tests.
///
/// There are no routes: an address is a key of the site's answers, and everything else (another
/// spelling, an old address, nothing at all) is a question about those keys, see `address`.
#[derive(Clone)]
pub struct Front(Arc<Serving>);

/// The public site of `serving`.
pub fn front(serving: Arc<Serving>) -> Front {
    Front(serving)
}

impl<B: http_body::Body> Service<Request<B>> for Front {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Answering;

    fn call(&self, request: Request<B>) -> Answering {
        // A stopwatch, not a clock: what it shows goes nowhere but into the log.
        let started = self.0.log.is_some().then(Instant::now);
        let ends_with_head = request.body().is_end_stream();
        let (head, _) = request.into_parts();
        let Self(serving) = self;
        // One site from start to end, whatever is swapped in meanwhile.
        let site = serving.current();
        let reply = catch_unwind(AssertUnwindSafe(|| {
            exchange(&site, &head, ends_with_head, serving.now())
        }));
        match reply {
            Ok(Reply::Now(answered)) => {
                Answering::Now(Some(record(serving, &head.method, started, answered)))
            }
            Ok(Reply::Later(errand)) => {
                let (serving, site) = (Arc::clone(serving), Arc::clone(&*site));
                Answering::Later(Box::pin(later(serving, site, head, errand, started)))
            }
            Err(_) => {
                let answered = panicked(serving, &site, &head);
                Answering::Now(Some(record(serving, &head.method, started, answered)))
            }
        }
    }
}

/// Makes what is not ready, as a task of its own: a panic is its end and not the connection's. Whoever
/// goes away meanwhile takes the task along.
async fn later(
    serving: Arc<Serving>,
    site: Arc<Prepared>,
    head: Parts,
    errand: Errand,
    started: Option<Instant>,
) -> Response<Body> {
    let head = Arc::new(head);
    let mut task = JoinSet::new();
    task.spawn({
        let (serving, site, head) = (Arc::clone(&serving), Arc::clone(&site), Arc::clone(&head));
        async move {
            let answered = errand.run(&serving, &site, &head).await;
            record(&serving, &head.method, started, answered)
        }
    });
    match task.join_next().await {
        Some(Ok(response)) => response,
        _ => record(&serving, &head.method, started, panicked(&serving, &site, &head)),
    }
}

/// The panic itself is reported by the hook that `cli` installs; the visitor gets a page. Nothing
/// that the request said is asked again, except where it was sent to.
fn panicked<'a>(serving: &Serving, site: &'a Prepared, head: &Parts) -> Answered<'a> {
    serving.metrics.panics.add();
    failure(site, ErrorKind::Internal, &head.uri, &HeaderMap::new())
}

/// An answer that is there, or on its way.
pub enum Answering {
    /// It is there; `None` once it is taken.
    Now(Option<Response<Body>>),
    /// It is being made.
    Later(Pin<Box<dyn Future<Output = Response<Body>> + Send>>),
}

impl Future for Answering {
    type Output = Result<Response<Body>, Infallible>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut *self {
            Self::Now(response) => Poll::Ready(Ok(response.take().unwrap_or_default())),
            Self::Later(making) => making.as_mut().poll(context).map(Ok),
        }
    }
}
