//! The admin listener.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use patient_center::net::Connections;
use patient_center::web::{AppState, admin_router, app};
use tower_service::Service;

use crate::support::raw::LIMITS;
use crate::support::site::{NOW, moment, site};

async fn ask(state: &Arc<AppState>, path: &str) -> (u16, String) {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let mut admin = admin_router(state.clone(), Connections::new(LIMITS));
    let response = admin.call(request).await.unwrap();
    let status = response.status().as_u16();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(bytes.to_vec()).unwrap())
}

fn state() -> Arc<AppState> {
    let now = moment(NOW);
    AppState::new(site(), Arc::new(move || now), None)
}

#[tokio::test]
async fn readyz_names_the_content_and_since_when_it_is_served() {
    let (status, body) = ask(&state(), "/readyz").await;
    assert_eq!(status, 200);
    assert!(body.starts_with("ready\ncontent: "), "{body}");
    assert!(body.contains("\nsince: 2026-11-23T14:00:00Z\n"), "{body}");
    assert!(body.contains("\nnext change: 2026-11-23T22:00:00Z\n"), "{body}");
    assert!(body.contains("\ntime zones: 20") && body.contains(" (bundled)\n"), "{body}");
}

#[tokio::test]
async fn readyz_names_the_same_content_equally_and_other_content_otherwise() {
    let first = state();
    let (_, before) = ask(&first, "/readyz").await;
    let (_, elsewhere) = ask(&state(), "/readyz").await;
    assert_eq!(before, elsewhere);
    let mut other = site();
    other.answers.remove("/en/contact");
    first.replace(other);
    let (_, after) = ask(&first, "/readyz").await;
    assert_ne!(before, after);
}

#[tokio::test]
async fn a_draining_server_is_alive_but_not_ready() {
    let state = state();
    state.start_draining();
    assert_eq!(ask(&state, "/livez").await.0, 200);
    let (status, body) = ask(&state, "/readyz").await;
    assert_eq!(status, 503);
    assert!(body.starts_with("leaving\n"), "{body}");
}

/// A series that begins with its first event would hide that event from `rate` and `increase`.
#[tokio::test]
async fn every_series_of_a_counter_is_there_from_the_first_scrape() {
    let (_, body) = ask(&state(), "/metrics").await;
    let mut counters: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut counter = None;
    for line in body.lines() {
        if let Some(family) = line.strip_prefix("# TYPE ") {
            counter = family.strip_suffix(" counter");
            counters.extend(counter.map(|name| (name, Vec::new())));
        } else if line.starts_with('#') {
            counter = None;
        } else if let Some(series) = counter.and_then(|name| counters.get_mut(name)) {
            series.push(line);
        }
    }
    assert!(counters.len() >= 7, "{:?}", counters.keys());
    for (name, series) in &counters {
        assert!(!series.is_empty(), "{name} has no series");
        let numbers = series.iter().map(|line| line.rsplit_once(' ').unwrap().1);
        assert!(numbers.into_iter().all(|number| number == "0"), "{series:?}");
    }
    let requests = &counters["http_requests_total"];
    let languages = site().languages;
    // Eight patterns and four classes of status codes.
    assert_eq!(requests.len(), 8 * 4 * languages.len());
    for language in languages {
        let failures = format!(
            "http_requests_total{{route=\"/{{language}}/{{page}}\",status=\"5xx\",language=\"{language}\"}} 0"
        );
        assert!(requests.contains(&failures.as_str()), "{failures}");
    }
}

#[tokio::test]
async fn metrics_count_responses_with_a_bounded_set_of_labels() {
    let state = state();
    let mut site = app(state.clone());
    for (method, path) in [
        ("GET", "/ar/contact"),
        ("HEAD", "/ar/hours?x=1"),
        ("GET", "/ar/invented-by-a-client"),
        ("INVENTED", "/another/invention"),
        ("GET", "/AR/Contact"),
    ] {
        let request = Request::builder().method(method).uri(path).header("host", "a");
        site.call(request.body(Body::empty()).unwrap()).await.unwrap();
    }
    state.set_reload_error("a mistake".to_owned());
    let (status, body) = ask(&state, "/metrics").await;
    assert_eq!(status, 200);
    let samples: Vec<_> = body.lines().filter(|line| !line.starts_with('#')).collect();
    for expected in [
        "http_requests_total{route=\"/{language}/{page}\",status=\"2xx\",language=\"ar\"} 2",
        "http_requests_total{route=\"none\",status=\"4xx\",language=\"ar\"} 1",
        "http_requests_total{route=\"none\",status=\"4xx\",language=\"en\"} 1",
        "http_requests_total{route=\"moved\",status=\"3xx\",language=\"ar\"} 1",
        "http_connections{state=\"idle\"} 0",
        "http_limits_hit_total{limit=\"header\"} 0",
        "content_last_reload_successful 0",
        "content_reloads_total{outcome=\"refused\"} 1",
        "log_lines_lost_total 0",
    ] {
        assert!(samples.contains(&expected), "{expected} is not in\n{body}");
    }
    assert!(!body.contains("invent"), "{body}");
    // Every sample belongs to the metric family of the last `# TYPE` line.
    let mut family = "";
    for line in body.lines() {
        match line.strip_prefix("# TYPE ") {
            Some(announced) => family = announced.split(' ').next().unwrap(),
            None if line.starts_with('#') => {}
            None => assert_eq!(line.split(['{', ' ']).next(), Some(family), "{line}"),
        }
    }
}
