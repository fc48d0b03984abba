//! Why a well-behaved connection is closed: its maximum life, and the limit of connections.

use std::io::{BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::slow_clients::with_a_small_window;
use crate::support::binary::{Running, until};
use crate::support::client::{Client, read};
use crate::support::process::Process;
use crate::support::server::{connections, hits, metric, small};

#[test]
fn a_busy_connection_ends_with_connection_close_after_its_maximum_life() {
    let life = Duration::from_secs(1);
    let running = small(&["--connection-life", "1s"]);
    let mut client = Client::new(&running.public);
    let started = Instant::now();
    loop {
        let answer = client.get("/de/contact").unwrap();
        assert_eq!(answer.status, 200);
        if answer.is_last() {
            break;
        }
        assert!(started.elapsed() <= life + Duration::from_secs(2), "it lives on");
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(started.elapsed() >= life / 2);
    // No timeout closed it: the server ended it with its last response.
    assert_eq!(hits(&running, "life"), 0);
    until(|| connections(&running) == 0);
}

/// Connections of a server that takes three at most.
struct Waiting {
    running: Running,
    streams: Vec<TcpStream>,
}

impl Waiting {
    /// The server's clock for its connections ticks every 5 ms, a quarter of the shortest timeout; events
    /// between two ticks have the same time.
    const LOOKS: Duration = Duration::from_millis(50);

    fn start() -> Self {
        let arguments = ["--max-connections", "3", "--write-timeout", "20ms"];
        Self { running: small(&arguments), streams: Vec::new() }
    }

    fn comes(&mut self, bytes: &[u8]) {
        let mut stream = TcpStream::connect(&self.running.public).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(bytes).unwrap();
        self.streams.push(stream);
        // The kernel accepts it before the server does.
        let count = self.streams.len().min(3) as u64;
        until(|| connections(&self.running) == count);
        std::thread::sleep(Self::LOOKS);
    }

    /// One request, and its answer, which has no body.
    fn asks(&mut self, index: usize) {
        self.streams[index].write_all(b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        while !answer.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            self.streams[index].read_exact(&mut byte).unwrap();
            answer.push(byte[0]);
        }
        assert!(answer.starts_with(b"HTTP/1.1 204 "));
        std::thread::sleep(Self::LOOKS);
    }

    fn is_closed(&mut self, index: usize) {
        let end = self.streams[index].read(&mut [0]);
        assert!(!matches!(end, Ok(1..)), "it was answered");
        self.streams[index].shutdown(std::net::Shutdown::Both).ok();
    }
}

#[test]
fn at_the_limit_the_connection_that_waited_longest_is_closed() {
    let mut waiting = Waiting::start();
    waiting.comes(b"");
    waiting.comes(b"GET /de/ HTTP/1.1\r\n");
    waiting.comes(b"");
    // From now on, the first is the one that has waited least.
    waiting.asks(0);
    waiting.comes(b"");
    waiting.is_closed(1);
    waiting.comes(b"");
    waiting.is_closed(2);
    waiting.comes(b"");
    waiting.is_closed(0);
    assert_eq!(hits(&waiting.running, "connections"), 3);
    waiting.asks(3);
    waiting.asks(4);
    waiting.asks(5);
}

#[test]
fn a_connection_that_waits_for_a_slot_is_answered_during_shutdown() {
    let running = small(&["--max-connections", "1", "--drain-delay", "1ms", "--poll", "10m"]);
    let process = Process(running.id());
    let files = process.files();
    let mut deaf = with_a_small_window(&running.public);
    deaf.write_all("GET /de/guide HTTP/1.1\r\nHost: a\r\n\r\n".repeat(1_000).as_bytes()).unwrap();
    // Its state is always `answer`, so it cannot be closed for another one.
    let mut looks = 0;
    until(|| {
        let is_answered = metric(&running, "http_connections{state=\"answer\"}") == 1;
        looks = if is_answered { looks + 1 } else { 0 };
        looks == 20
    });
    // The connections that read the metrics are closed.
    until(|| process.files() == files + 1);
    let mut stream = TcpStream::connect(&running.public).unwrap();
    stream.write_all(b"GET /de/contact HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
    // It has been accepted, and waits for a slot.
    until(|| process.files() == files + 2);
    running.signal("-TERM");
    assert_eq!(read(&mut BufReader::new(stream)).unwrap().status, 200);
    drop(deaf);
    assert!(running.ended().0.success());
}
