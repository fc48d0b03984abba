//! Answers that are made when they are asked for, because there are too many to keep ready.
//!
//! SECURITY: making one takes about a millisecond of a processor, where sending a ready one takes a
//! hundredth of that, so a crowd that asks for them must not take the ready ones away from
//! everybody else. Few are made at a time, on threads of their own; whoever comes while they are
//! made waits for a moment, and after that is told to come back.

use std::sync::Arc;
use std::time::Duration;

use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::exchange::Answered;
use super::failure::failure;
use super::prepared::Prepared;
use super::query;
use super::serving::Serving;
use crate::site::zone::ZoneAsked;
use crate::site::{ErrorKind, PageQuery};

/// How many are made at a time.
const AT_A_TIME: usize = 2;
/// How long a request waits for its turn: long enough for a burst, too short to pile up.
const PATIENCE: Duration = Duration::from_secs(1);
/// When to come back, in seconds.
const COME_BACK: HeaderValue = HeaderValue::from_static("2");

/// Turns for those who ask; they outlive a change of the site.
#[derive(Debug)]
pub(super) struct Turns(Arc<Semaphore>);

impl Default for Turns {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_A_TIME)))
    }
}

/// What the query of `head` asks of the page at its path: `with` another language, the hours by the clock
/// of a `zone`. `None` where the page as it is ready is the answer.
pub(super) fn asked(site: &Prepared, head: &Parts) -> Option<PageQuery> {
    let query = Some(head.uri.query()?);
    let with = query::first(query, "with");
    let zone = match query::first(query, "zone") {
        Some(name) => Some(ZoneAsked::of(&name)),
        None => query::names(query, "zone").then_some(ZoneAsked::Unknown),
    };
    site.on_request.asked(head.uri.path(), with.as_deref(), zone)
}

/// Makes what was asked; 503 where no turn comes up in time.
pub(super) async fn make<'a>(
    serving: &Serving,
    site: &'a Arc<Prepared>,
    asked: PageQuery,
    head: &Parts,
) -> Answered<'a> {
    let fail = |kind| failure(site, kind, &head.uri, &head.headers);
    let turn = Arc::clone(&serving.turns.0).acquire_owned();
    let Ok(Ok(turn)) = timeout(PATIENCE, turn).await else {
        serving.metrics.busy.add();
        let mut answered = fail(ErrorKind::Busy);
        answered.response.headers_mut().insert(header::RETRY_AFTER, COME_BACK);
        return answered;
    };
    let value = Arc::clone(site);
    // ORDER: the turn goes along to the thread and ends there, not here: a client that goes away
    // ends this future, but not the work.
    let made = spawn_blocking(move || {
        let _turn = turn;
        value.on_request.page(&asked)
    });
    match made.await {
        Ok(Some(answer)) => site.made(&answer, head),
        Ok(None) | Err(_) => fail(ErrorKind::Internal),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use axum::http::{Request, StatusCode};
    use jiff::Timestamp;

    use super::*;
    use crate::content::{Language, PageName};
    use crate::site::{Assets, DidYouMean, OnRequest, Site};

    fn nothing() -> Arc<Serving> {
        let site = Site {
            answers: HashMap::new(),
            moved: Vec::new(),
            did_you_mean: DidYouMean::default(),
            on_request: OnRequest::default(),
            errors: HashMap::new(),
            languages: Vec::new(),
            default_language: Language::new("en").unwrap(),
            pages: Vec::new(),
            assets: Assets::default(),
            style_source: String::new(),
            https: false,
            next_change: Timestamp::MAX,
        };
        Serving::new(site, Arc::new(|| Timestamp::UNIX_EPOCH))
    }

    fn wish() -> PageQuery {
        let language = |tag| Language::new(tag).unwrap();
        let page = PageName::new("contact").unwrap();
        PageQuery { page, language: language("en"), with: Some(language("ar")), zone: None }
    }

    #[tokio::test]
    async fn who_gets_no_turn_is_told_to_come_back_and_a_turn_that_ends_is_the_next_ones() {
        let serving = nothing();
        let (site, turns) = (serving.current(), Arc::clone(&serving.turns.0));
        let (head, ()) = Request::get("/en/contact?with=ar").body(()).unwrap().into_parts();
        let all = u32::try_from(AT_A_TIME).unwrap();
        let taken = Arc::clone(&turns).acquire_many_owned(all).await.unwrap();
        let answered = make(&serving, &site, wish(), &head).await.response;
        assert_eq!(answered.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answered.headers()[header::RETRY_AFTER], "2");
        assert_eq!(answered.headers()[header::CACHE_CONTROL], "no-store");
        assert_eq!(serving.metrics.busy.value(), 1);
        drop(taken);
        // This site has nothing to make, but it was asked.
        let answered = make(&serving, &site, wish(), &head).await.response;
        assert_eq!(answered.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(turns.available_permits(), AT_A_TIME);
    }
}
