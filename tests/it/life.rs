//! Shutdown: every request that has been accepted is answered.

use patient_center::net::Limits;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::Duration;

use crate::support::binary::{get, until};
use crate::support::raw::{LIMITS, Server, head, listener, rest};
use crate::support::small::small;

const REQUEST: &[u8] = b"GET /en/ HTTP/1.1\r\nHost: a\r\n\r\n";

#[tokio::test]
async fn requests_that_wait_in_the_accept_queue_are_answered() {
    let listener = listener();
    let address = listener.local_addr().unwrap();
    let mut streams = Vec::new();
    for _ in 0..20 {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(REQUEST).await.unwrap();
        streams.push(stream);
    }
    // The server is stopped before it accepts the first connection.
    let (stop, _) = watch::channel(());
    let server = Server::on(listener, LIMITS, stop);
    server.stop();
    for mut stream in streams {
        let answered = rest(&mut stream).await;
        assert!(answered.starts_with("HTTP/1.1 200 "), "{answered}");
        assert!(answered.contains("\r\nconnection: close\r\n"), "{answered}");
    }
    server.ended().await;
    TcpStream::connect(address).await.expect_err("the listener is closed");
}

#[tokio::test]
async fn shutdown_closes_idle_connections_and_waits_for_started_requests() {
    let server = Server::start(LIMITS);
    let mut idle = server.connect().await;
    idle.write_all(b"HEAD /en/ HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
    head(&mut idle).await;
    let mut half = server.connect().await;
    half.write_all(b"GET /en/ HTTP/1.1\r\n").await.unwrap();
    server.stop();
    assert_eq!(rest(&mut idle).await, "");
    half.write_all(b"Host: a\r\n\r\n").await.unwrap();
    assert!(rest(&mut half).await.ends_with("plain 200 en home"));
    server.ended().await;
}

#[tokio::test]
async fn the_drain_ends_at_its_limit() {
    let drain = Duration::from_millis(200);
    let server = Server::start(Limits { drain, header: Duration::from_mins(1), ..LIMITS });
    let mut half = server.connect().await;
    half.write_all(b"GET /en/ HTTP/1.1\r\n").await.unwrap();
    server.stop();
    server.ended().await;
}

#[test]
fn after_sigterm_the_server_still_answers_but_is_not_ready() {
    let running = small(&["--drain-delay", "5m"]);
    running.signal("-TERM");
    until(|| !get(&running.admin, "/readyz").starts_with("HTTP/1.1 200 "));
    assert!(get(&running.admin, "/readyz").starts_with("HTTP/1.1 503 "));
    assert!(get(&running.admin, "/livez").starts_with("HTTP/1.1 200 "));
    assert!(get(&running.public, "/de/").starts_with("HTTP/1.1 200 "));
    // A second signal ends the delay.
    running.signal("-TERM");
    assert!(running.ended().0.success());
}

#[test]
fn sigterm_ends_the_server_after_the_delay_and_sigint_without() {
    for (signal, delay) in [("-TERM", "10ms"), ("-INT", "5m")] {
        let running = small(&["--drain-delay", delay]);
        running.signal(signal);
        assert!(running.ended().0.success(), "{signal}");
    }
}

#[test]
fn a_request_is_one_log_line_without_personal_data() {
    for (format, pattern) in [("text", "route=\"/{language}/\""), ("json", "\"/{language}/\"")] {
        let running = small(&["--log", format]);
        get(&running.public, "/de/?name=somebody");
        running.signal("-INT");
        let (_, _, log) = running.ended();
        assert_eq!(log.lines().count(), 1, "{log}");
        assert!(log.contains(pattern), "{log}");
        assert!(!log.contains("somebody") && !log.contains("127.0.0.1"), "{log}");
    }
}

#[test]
fn the_site_is_built_again_when_its_pages_change_with_the_time() {
    // A Monday, two seconds before the office closes.
    let running = small(&["--at", "2026-11-23T16:29:58+01:00[Europe/Berlin]"]);
    let closing = "\nnext change: 2026-11-23T15:30:00Z\n";
    let before = get(&running.public, "/de/");
    assert!(before.contains("<b>Heute geöffnet</b>"), "{before}");
    // No cache may keep the page for longer than it is true.
    let max_age = before.split("max-age=").nth(1).and_then(|rest| rest.split(',').next()).unwrap();
    assert!(max_age.parse::<u32>().unwrap() <= 2, "{max_age}");
    until(|| !get(&running.admin, "/readyz").contains(closing));
    let after = get(&running.public, "/de/");
    assert!(after.contains("<b>Für heute geschlossen</b>"), "{after}");
    assert!(after.contains("Öffnet am <bdi>Dienstag, 24. November</bdi>, um"), "{after}");
}
