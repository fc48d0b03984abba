//! `/metrics`: the text that Prometheus scrapes (text format 0.0.4).

use std::fmt::{Display, Write};

use super::middleware::RequestLog;
use super::state::AppState;
use crate::net::Connections;

/// All metrics in the text format 0.0.4 of Prometheus.
pub(super) fn exposition(state: &AppState, connections: &Connections) -> String {
    let mut text = Text(String::new());
    requests(&mut text, state);
    connection_metrics(&mut text, connections);
    content(&mut text, state);
    text.family(
        "log_lines_lost_total",
        "counter",
        "Lines dropped because the log was not written in time.",
    );
    text.sample("log_lines_lost_total", &[], state.log().map_or(0, RequestLog::dropped));
    text.family("build_info", "gauge", "The version of this program.");
    text.sample("build_info", &[("version", env!("CARGO_PKG_VERSION"))], 1);
    text.0
}

fn requests(text: &mut Text, state: &AppState) {
    let name = "http_requests_total";
    text.family(name, "counter", "Responses by route pattern, status class and language.");
    for (language, counts) in state.metrics().languages() {
        for (route, class, number) in counts.numbers() {
            let labels =
                [("route", route.label()), ("status", class), ("language", language.as_str())];
            text.sample(name, &labels, number);
        }
    }
    let name = "http_panics_total";
    text.family(name, "counter", "Requests that ended in a panic.");
    text.sample(name, &[], state.metrics().panics.value());
}

fn connection_metrics(text: &mut Text, connections: &Connections) {
    let name = "http_connections";
    text.family(
        name,
        "gauge",
        "Open connections: reading a head, with a response in progress, idle.",
    );
    for (state, number) in connections.by_state() {
        text.sample(name, &[("state", state)], number);
    }
    let name = "http_connections_limit";
    text.family(name, "gauge", "The limit of open connections.");
    text.sample(name, &[], connections.limit());
    let name = "http_connections_accepted_total";
    text.family(name, "counter", "Connections accepted since the start.");
    text.sample(name, &[], connections.accepted());
    let name = "http_accept_errors_total";
    text.family(name, "counter", "Errors of accept, for lack of files or memory.");
    text.sample(name, &[], connections.accept_errors());
    let name = "http_limits_hit_total";
    text.family(name, "counter", "Connections closed by a limit.");
    for (limit, number) in connections.closed_by_limit() {
        text.sample(name, &[("limit", limit)], number);
    }
}

fn content(text: &mut Text, state: &AppState) {
    let site = state.index();
    let name = "content_info";
    text.family(name, "gauge", "The version of the content that is served.");
    text.sample(name, &[("version", &site.version)], 1);
    let name = "content_served_since_seconds";
    text.family(name, "gauge", "When it was loaded, in seconds since 1970.");
    text.sample(name, &[], site.since.as_second());
    let name = "content_next_change_seconds";
    text.family(name, "gauge", "When a page will say something else, in seconds since 1970.");
    text.sample(name, &[], site.next_change.as_second());
    let name = "content_last_reload_successful";
    text.family(name, "gauge", "Whether what is served is the newest content there is.");
    text.sample(name, &[], u8::from(state.reload_error().is_none()));
    let name = "content_reloads_total";
    text.family(name, "counter", "New content, served or refused.");
    text.sample(name, &[("outcome", "served")], state.metrics().reloads.value());
    text.sample(name, &[("outcome", "refused")], state.metrics().failed_reloads.value());
    let name = "content_busy_total";
    text.family(name, "counter", "Pages not rendered on request, because too many were requested.");
    text.sample(name, &[], state.metrics().busy.value());
}

/// The text so far. Writing to a string cannot fail, and the values of labels are ours: patterns, tags,
/// versions, none of which has a character to escape.
struct Text(String);

impl Text {
    fn family(&mut self, name: &str, kind: &str, help: &str) {
        writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}").ok();
    }

    fn sample(&mut self, name: &str, labels: &[(&str, &str)], value: impl Display) {
        let labels: Vec<_> =
            labels.iter().map(|(label, value)| format!("{label}=\"{value}\"")).collect();
        let labels =
            if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
        writeln!(self.0, "{name}{labels} {value}").ok();
    }
}
