//! The admin listener.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use patient_center::http::{Serving, admin_router};
use tower::ServiceExt;

use crate::support::site::{NOW, moment, site};

async fn ask(serving: &Arc<Serving>, path: &str) -> (u16, String) {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let response = admin_router(Arc::clone(serving)).oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(bytes.to_vec()).unwrap())
}

fn serving() -> Arc<Serving> {
    let now = moment(NOW);
    Serving::new(site(), Arc::new(move || now))
}

#[tokio::test]
async fn ready_says_which_content_is_served_since_when() {
    let (status, body) = ask(&serving(), "/readyz").await;
    assert_eq!(status, 200);
    assert!(body.starts_with("ready\ncontent: "), "{body}");
    assert!(body.contains("\nsince: 2026-11-23T14:00:00Z\n"), "{body}");
    assert!(body.contains("\nnext change: 2026-11-23T22:00:00Z\n"), "{body}");
}

#[tokio::test]
async fn the_same_content_has_the_same_name_and_another_has_another() {
    let first = serving();
    let (_, before) = ask(&first, "/readyz").await;
    let (_, elsewhere) = ask(&serving(), "/readyz").await;
    assert_eq!(before, elsewhere);
    let mut other = site();
    other.answers.remove("/en/contact");
    first.replace(other);
    let (_, after) = ask(&first, "/readyz").await;
    assert_ne!(before, after);
}

#[tokio::test]
async fn whoever_leaves_is_alive_but_not_ready() {
    let serving = serving();
    serving.leave();
    assert_eq!(ask(&serving, "/livez").await.0, 200);
    let (status, body) = ask(&serving, "/readyz").await;
    assert_eq!(status, 503);
    assert!(body.starts_with("leaving\n"), "{body}");
}
