//! The real accept loop over real sockets: malformed requests and timeouts.

use std::time::Duration;

use patient_center::net::Limits;
use tokio::io::AsyncWriteExt;
use tokio::time::{Instant, sleep};

use crate::support::raw::{LIMITS, Server, head, rest};

#[tokio::test]
async fn a_missing_doubled_or_malformed_host_is_400_and_is_not_echoed() {
    let server = Server::start(LIMITS);
    for hosts in [
        "",
        "Host: evil.example\r\nHost: evil.example\r\n",
        "Host: evil.example/\r\n",
        "Host: x@evil.example\r\n",
        "Host: \r\n",
        "Host: evil.example:x\r\n",
    ] {
        let request = format!("GET /en HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n");
        let answered = server.exchange(request.as_bytes()).await;
        assert!(answered.starts_with("HTTP/1.1 400 "), "{hosts}: {answered}");
        assert!(answered.ends_with("plain 400 en sorry"), "{hosts}: {answered}");
        assert!(!answered.contains("evil"), "{answered}");
    }
}

#[tokio::test]
async fn a_host_is_never_part_of_a_redirect() {
    let server = Server::start(LIMITS);
    for target in ["/en", "http://evil.example/en", "//en"] {
        let request =
            format!("GET {target} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
        let answered = server.exchange(request.as_bytes()).await;
        assert!(answered.contains("\r\nlocation: /en/\r\n"), "{target}: {answered}");
        assert!(!answered.contains("evil"), "{answered}");
    }
}

const MANGLED: &str = "GET /en/contact>. HTTP/1.1\r\nHost: a.example\r\n\r\n";

#[tokio::test]
async fn bytes_that_the_parser_refuses_are_understood_in_every_request_of_a_connection() {
    let server = Server::start(LIMITS);
    let mut stream = server.connect().await;
    for _ in 0..3 {
        stream.write_all(MANGLED.as_bytes()).await.unwrap();
        let answered = head(&mut stream).await;
        assert!(answered.contains("\r\nlocation: /en/contact\r\n"), "{answered}");
    }
    // However the line is cut into packets.
    for at in ["GET /en/cont".len(), "GET /en/contact".len(), "GET /en/contact>".len()] {
        let (first, second) = MANGLED.split_at(at);
        stream.write_all(first.as_bytes()).await.unwrap();
        sleep(Duration::from_millis(20)).await;
        stream.write_all(second.as_bytes()).await.unwrap();
        let answered = head(&mut stream).await;
        assert!(answered.contains("\r\nlocation: /en/contact\r\n"), "{answered}");
    }
}

#[tokio::test]
async fn no_line_begins_or_ends_elsewhere_because_of_such_bytes() {
    let server = Server::start(LIMITS);
    // Two requests in one packet: as many responses, the second one hyper's own.
    let two = format!("GET /en> HTTP/1.1\r\nHost: a.example\r\nX: <\">`\r\n\r\n{MANGLED}");
    let answered = server.exchange(two.as_bytes()).await;
    assert_eq!(answered.matches("HTTP/1.1 ").count(), 2, "{answered}");
    assert!(answered.starts_with("HTTP/1.1 301 "), "{answered}");
    assert!(answered.contains("HTTP/1.1 400 "), "{answered}");
    for line in
        ["GET /en> HTTP/1.1>", "GET> /en HTTP/1.1", "GET /en /> HTTP/1.1", "<GET /en HTTP/1.1"]
    {
        let request = format!("{line}\r\nHost: a.example\r\nConnection: close\r\n\r\n");
        let answered = server.exchange(request.as_bytes()).await;
        assert!(answered.starts_with("HTTP/1.1 4"), "{line}: {answered}");
        assert!(!answered.contains("location"), "{line}: {answered}");
    }
}

#[tokio::test]
async fn hostile_request_lines_are_4xx() {
    let server = Server::start(LIMITS);
    let long = format!("/{}", "a".repeat(20_000));
    for target in [
        "/%ff",
        "/%00",
        "/en/%00",
        "/..",
        "/../../etc/passwd",
        "//host",
        "//host/%2e%2e",
        &long,
        "/\u{0}",
        "/a b",
        "http://",
        "*",
        "host:80",
    ] {
        let request = format!("GET {target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        let answered = server.exchange(request.as_bytes()).await;
        let status = answered.get(9..12).unwrap_or_default();
        assert!(["400", "404", "414", "431"].contains(&status), "{target:.40}: {answered:.200}");
        assert!(!answered.to_lowercase().contains("location:"), "{target:.40}");
    }
}

#[tokio::test]
async fn more_than_64_header_lines_are_431() {
    let server = Server::start(LIMITS);
    let lines = "X-Line: x\r\n".repeat(70);
    let request = format!("GET /en/ HTTP/1.1\r\nHost: a\r\n{lines}\r\n");
    assert!(server.exchange(request.as_bytes()).await.starts_with("HTTP/1.1 431 "));
}

#[tokio::test]
async fn a_request_body_is_413_and_is_never_read_as_a_request() {
    let server = Server::start(LIMITS);
    let body = "GET /ar/ HTTP/1.1\r\nHost: a\r\n\r\n".repeat(2_000);
    for framing in [format!("Content-Length: {}", body.len()), "Transfer-Encoding: chunked".into()]
    {
        let request = format!("POST /en/ HTTP/1.1\r\nHost: a\r\n{framing}\r\n\r\n{body}");
        let answered = server.exchange(request.as_bytes()).await;
        assert!(answered.starts_with("HTTP/1.1 413 "), "{answered}");
        assert!(answered.contains("\r\nconnection: close\r\n"), "{answered}");
        assert_eq!(answered.matches("HTTP/1.1 ").count(), 1, "{answered}");
        assert!(answered.ends_with("plain 413 en sorry"), "{answered}");
    }
}

#[tokio::test]
async fn expect_100_continue_is_413_without_a_100() {
    let server = Server::start(LIMITS);
    let request =
        b"POST /en/ HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n";
    assert!(server.exchange(request).await.starts_with("HTTP/1.1 413 "));
}

#[tokio::test]
async fn answers_without_a_body_have_neither_length_nor_coding_on_the_wire() {
    let server = Server::start(LIMITS);
    for (request, status) in
        [("OPTIONS /en/ HTTP/1.1\r\n", "204"), ("GET /en/ HTTP/1.1\r\nIf-None-Match: *\r\n", "304")]
    {
        let request = format!("{request}Host: a\r\nConnection: close\r\n\r\n");
        let answered = server.exchange(request.as_bytes()).await;
        assert!(answered.starts_with(&format!("HTTP/1.1 {status} ")), "{answered}");
        assert!(!answered.contains("content-length"), "{answered}");
        assert!(!answered.contains("transfer-encoding"), "{answered}");
        assert!(answered.contains("\r\ndate: "), "{answered}");
        assert!(!answered.contains("\r\nserver: "), "{answered}");
    }
}

#[tokio::test]
async fn a_connection_is_kept_for_the_next_request() {
    let server = Server::start(LIMITS);
    let mut stream = server.connect().await;
    for _ in 0..3 {
        stream.write_all(b"HEAD /en/ HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
        assert!(head(&mut stream).await.starts_with("HTTP/1.1 200 "));
    }
}

/// Much shorter than [`LONG`], so that the time shows which of two timeouts closed a connection.
const SHORT: Duration = Duration::from_millis(300);
const LONG: Duration = Duration::from_mins(1);

#[tokio::test]
async fn connections_without_a_complete_request_head_are_closed_at_the_header_timeout() {
    let server = Server::start(Limits { header: SHORT, idle: LONG, ..LIMITS });
    for begin in [&b""[..], b"GET /en/ HTTP/1.1\r\nHost: a\r\n"] {
        let mut stream = server.connect().await;
        stream.write_all(begin).await.unwrap();
        let started = Instant::now();
        assert_eq!(rest(&mut stream).await, "");
        assert!(started.elapsed() >= SHORT / 2);
    }
    let mut stream = server.connect().await;
    let started = Instant::now();
    // Each byte arrives in time, but the complete head does not.
    while stream.write_all(b"G").await.is_ok() {
        assert!(started.elapsed() < LONG / 2, "the dripping client is still there");
        sleep(SHORT / 10).await;
    }
}

#[tokio::test]
async fn the_header_timeout_holds_for_later_requests_too() {
    let server = Server::start(Limits { header: SHORT, idle: LONG, ..LIMITS });
    let mut stream = server.connect().await;
    stream.write_all(b"HEAD /en/ HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
    head(&mut stream).await;
    stream.write_all(b"HEAD /en/ HT").await.unwrap();
    assert_eq!(rest(&mut stream).await, "");
}

#[tokio::test]
async fn an_idle_connection_is_closed_at_the_idle_timeout_and_not_at_the_header_timeout() {
    let server = Server::start(Limits { header: SHORT, idle: SHORT * 4, ..LIMITS });
    let mut stream = server.connect().await;
    stream.write_all(b"HEAD /en/ HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
    head(&mut stream).await;
    let started = Instant::now();
    assert_eq!(rest(&mut stream).await, "");
    assert!(started.elapsed() > SHORT * 2);
}
