//! What is kept of a request once it is answered: a number, and a line in the log.
//!
//! The line says what an operator needs and nothing about the person: no address, no query, no
//! referrer, and of the path only its pattern.

use std::time::{Duration, Instant};

use axum::http::Method;
use axum::response::Response;

use super::body::Body;
use super::exchange::Answered;
use super::route::method_label;
use super::serving::Serving;

/// One request, as its line in the log has it.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// One of a few.
    pub method: &'static str,
    /// The pattern of the address; one word for all that do not exist.
    pub route: &'static str,
    /// The status code.
    pub status: u16,
    /// From the whole head of the request to the answer, before it is sent.
    pub took: Duration,
    /// The length of the body, in bytes as they are sent.
    pub bytes: usize,
    /// The language of the answer's words, a BCP 47 tag.
    pub language: &'a str,
}

/// Takes the lines of the log. Given by `cli`, because nothing below it writes.
pub trait RequestLog: Send + Sync {
    /// Takes a line; at once, because whoever asked waits for it.
    fn write(&self, entry: &Entry);

    /// How many lines were lost, because nobody took them in time.
    fn lost(&self) -> u64;
}

/// Counts the answer and has it written, with the time since it was `started`; HEAD's is without its body (RFC 9110, section 9.3.2).
pub(super) fn record(
    serving: &Serving,
    method: &Method,
    started: Option<Instant>,
    answered: Answered<'_>,
) -> Response<Body> {
    let Answered { mut response, route, language, counts } = answered;
    if method == Method::HEAD {
        *response.body_mut() = Body::Nothing;
    }
    counts.count(route, response.status());
    if let Some(log) = &serving.log {
        log.write(&Entry {
            method: method_label(method),
            route: route.label(),
            status: response.status().as_u16(),
            took: started.map_or(Duration::ZERO, |started| started.elapsed()),
            bytes: response.body().len(),
            language: language.as_str(),
        });
    }
    response
}
