//! `/metrics`: the text that Prometheus scrapes (text format 0.0.4).

use std::fmt::{Display, Write};

use super::state::AppState;
use crate::net::Connections;

/// All metrics in the text format 0.0.4 of Prometheus.
pub(super) fn exposition(state: &AppState, connections: &Connections) -> String {
    let mut text = Text::default();
    requests(&mut text, state);
    connection_metrics(&mut text, connections);
    content(&mut text, state);
    text.counter("log_lines_lost_total", "Lines dropped because the log was not written in time.");
    text.value(state.log.as_ref().map_or(0, |log| log.dropped()));
    text.gauge("build_info", "The version of this program.");
    text.sample(&[("version", env!("CARGO_PKG_VERSION"))], 1);
    text.written
}

fn requests(text: &mut Text, state: &AppState) {
    text.counter("http_requests_total", "Responses by route pattern, status class and language.");
    for (language, counts) in state.metrics.languages() {
        for (route, class, number) in counts.numbers() {
            let labels =
                [("route", route.label()), ("status", class), ("language", language.as_str())];
            text.sample(&labels, number);
        }
    }
    text.counter("http_panics_total", "Requests that ended in a panic.");
    text.value(state.metrics.panics.value());
}

fn connection_metrics(text: &mut Text, connections: &Connections) {
    let help = "Open connections: reading a head, with a response in progress, idle.";
    text.gauge("http_connections", help);
    for (state, number) in connections.by_state() {
        text.sample(&[("state", state)], number);
    }
    text.gauge("http_connections_limit", "The limit of open connections.");
    text.value(connections.limit());
    text.counter("http_connections_accepted_total", "Connections accepted since the start.");
    text.value(connections.accepted());
    text.counter("http_accept_errors_total", "Errors of accept, for lack of files or memory.");
    text.value(connections.accept_errors());
    text.counter("http_limits_hit_total", "Connections closed by a limit.");
    for (limit, number) in connections.closed_by_limit() {
        text.sample(&[("limit", limit)], number);
    }
}

fn content(text: &mut Text, state: &AppState) {
    let site = state.index.load();
    text.gauge("content_info", "The version of the content that is served.");
    text.sample(&[("version", &site.version)], 1);
    text.gauge("content_served_since_seconds", "When it was loaded, in seconds since 1970.");
    text.value(site.since.as_second());
    let help = "When a page will say something else, in seconds since 1970.";
    text.gauge("content_next_change_seconds", help);
    text.value(site.next_change.as_second());
    let help = "Whether what is served is the newest content there is.";
    text.gauge("content_last_reload_successful", help);
    text.value(u8::from(state.reload_error.load().is_none()));
    let zones = &site.time_zones;
    text.gauge("tzdb_info", "The release of the time zone database, and where it is from.");
    let version = zones.version().unwrap_or("unknown");
    text.sample(&[("version", version), ("source", zones.source())], 1);
    text.gauge("tzdb_release_year", "The year of that release, if it is known.");
    if let Some(year) = zones.year() {
        text.value(year);
    }
    text.counter("content_reloads_total", "New content, served or refused.");
    text.sample(&[("outcome", "served")], state.metrics.reloads.value());
    text.sample(&[("outcome", "refused")], state.metrics.failed_reloads.value());
    let help = "Pages not rendered on request, because too many were requested.";
    text.counter("content_busy_total", help);
    text.value(state.metrics.busy.value());
}

/// The text so far. Writing to a string cannot fail, and the values of labels are ours: patterns, tags,
/// versions, none of which has a character to escape.
#[derive(Default)]
struct Text {
    written: String,
    /// The name of the metric to which the next samples belong.
    name: &'static str,
}

impl Text {
    fn counter(&mut self, name: &'static str, help: &str) {
        self.begin(name, "counter", help);
    }

    fn gauge(&mut self, name: &'static str, help: &str) {
        self.begin(name, "gauge", help);
    }

    fn begin(&mut self, name: &'static str, kind: &str, help: &str) {
        self.name = name;
        writeln!(self.written, "# HELP {name} {help}\n# TYPE {name} {kind}").ok();
    }

    fn value(&mut self, value: impl Display) {
        writeln!(self.written, "{} {value}", self.name).ok();
    }

    fn sample(&mut self, labels: &[(&str, &str)], value: impl Display) {
        let labels: Vec<_> =
            labels.iter().map(|(label, value)| format!("{label}=\"{value}\"")).collect();
        writeln!(self.written, "{}{{{}}} {value}", self.name, labels.join(",")).ok();
    }
}
