//! Requests to the production router, and what can be said about its answers.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, Request, Response, StatusCode};
use bytes::Bytes;
use http_body_util::BodyExt;
use patient_center::site::Site;
use patient_center::web::{AppState, Clock, app};
use tower_service::Service;

use super::content::real;
use super::site::{NOW, moment, site};

pub(crate) struct Front {
    state: Arc<AppState>,
}

pub(crate) struct Answered {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Front {
    /// The small site, at [`NOW`].
    pub(crate) fn new() -> Self {
        Self::at(NOW)
    }

    /// The small site, at another moment.
    pub(crate) fn at(now: &str) -> Self {
        let now = moment(now);
        Self::with_clock(Arc::new(move || now))
    }

    pub(crate) fn with_clock(clock: Clock) -> Self {
        Self { state: AppState::new(site(), clock, None) }
    }

    /// `site`, on a Monday.
    pub(crate) fn of(site: Site) -> Self {
        let now = moment(super::content::MONDAY);
        Self { state: AppState::new(site, Arc::new(move || now), None) }
    }

    /// The real site, on a Monday.
    pub(crate) fn real() -> Self {
        Self::of(real().clone())
    }

    /// GET with a well-formed host and `headers`.
    pub(crate) async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answered {
        self.ask("GET", path, headers).await
    }

    pub(crate) async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answered {
        let mut request = Request::builder().method(method).uri(path).header("host", "a.example");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answered {
        let (head, bytes) = self.bytes(request).await.into_parts();
        let body = String::from_utf8(bytes.to_vec()).unwrap();
        Answered { status: head.status, headers: head.headers, body }
    }

    /// The answer as it is on the wire, where it need not be text.
    pub(crate) async fn bytes(&self, request: Request<Body>) -> Response<Bytes> {
        let (head, body) = app(self.state.clone()).call(request).await.unwrap().into_parts();
        Response::from_parts(head, body.collect().await.unwrap().to_bytes())
    }
}

impl Answered {
    /// The value of a header that is there at most once; empty if it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        let values: Vec<_> = self.headers.get_all(name).iter().collect();
        assert!(values.len() <= 1, "{name} is there {} times", values.len());
        values.first().map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.headers.contains_key(name)
    }
}
