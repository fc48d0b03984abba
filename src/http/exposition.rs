//! The metrics as Prometheus reads them (text format 0.0.4).

use std::fmt::{Display, Write};

use super::connections::Connections;
use super::serving::Serving;

/// All metrics, as they are now.
pub(super) fn exposition(serving: &Serving, connections: &Connections) -> String {
    let mut text = Text(String::new());
    requests(&mut text, serving);
    connection_metrics(&mut text, connections);
    content(&mut text, serving);
    text.family("log_lines_lost_total", "counter", "Lines that nobody took in time.");
    text.sample("log_lines_lost_total", &[], serving.lost_lines());
    text.family("build_info", "gauge", "The version of this program.");
    text.sample("build_info", &[("version", env!("CARGO_PKG_VERSION"))], 1);
    text.0
}

fn requests(text: &mut Text, serving: &Serving) {
    let name = "http_requests_total";
    text.family(name, "counter", "Answers, by pattern of address, status class and language.");
    for (language, counts) in serving.metrics.languages() {
        for (route, class, number) in counts.numbers() {
            let labels =
                [("route", route.label()), ("status", class), ("language", language.as_str())];
            text.sample(name, &labels, number);
        }
    }
    let name = "http_panics_total";
    text.family(name, "counter", "Requests that ended in a mistake of this program.");
    text.sample(name, &[], serving.metrics.panics.value());
}

fn connection_metrics(text: &mut Text, connections: &Connections) {
    let name = "http_connections";
    text.family(name, "gauge", "Connections that owe a head, are being answered, or are idle.");
    for (state, number) in connections.now() {
        text.sample(name, &[("state", state)], number);
    }
    let name = "http_connections_limit";
    text.family(name, "gauge", "How many connections there may be.");
    text.sample(name, &[], connections.limits.connections);
    let name = "http_connections_accepted_total";
    text.family(name, "counter", "Connections so far.");
    text.sample(name, &[], connections.accepted());
    let name = "http_accept_errors_total";
    text.family(name, "counter", "Times that no connection could be accepted.");
    text.sample(name, &[], connections.refused.value());
    let name = "http_limits_hit_total";
    text.family(name, "counter", "Connections ended by a limit.");
    for (limit, number) in connections.hits() {
        text.sample(name, &[("limit", limit)], number);
    }
}

fn content(text: &mut Text, serving: &Serving) {
    let site = serving.current();
    let name = "content_info";
    text.family(name, "gauge", "The version of the content that is served.");
    text.sample(name, &[("version", &site.version)], 1);
    let name = "content_served_since_seconds";
    text.family(name, "gauge", "Since when it is served, in seconds since 1970.");
    text.sample(name, &[], site.since.as_second());
    let name = "content_next_change_seconds";
    text.family(name, "gauge", "When a page will say something else, in seconds since 1970.");
    text.sample(name, &[], site.next_change.as_second());
    let name = "content_last_reload_successful";
    text.family(name, "gauge", "Whether what is served is the newest content there is.");
    text.sample(name, &[], u8::from(serving.refused().is_none()));
    let name = "content_reloads_total";
    text.family(name, "counter", "New content, by what became of it.");
    text.sample(name, &[("outcome", "served")], serving.metrics.reloads.value());
    text.sample(name, &[("outcome", "refused")], serving.metrics.refusals.value());
    let name = "content_busy_total";
    text.family(name, "counter", "Pages that were not made on request: too many wanted one.");
    text.sample(name, &[], serving.metrics.busy.value());
}

/// The text so far. ScriptCheck to a string cannot fail, and a label's value is one of ours: a pattern, a
/// tag, a version, none of which has a character that would have to be escaped.
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
