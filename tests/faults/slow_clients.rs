//! Slow clients: silent, half a request head, a byte now and then, idle, and never reading; a hundred of
//! each. Each is closed at its timeout, and other clients are answered as before.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use tokio::net::TcpSocket;

use crate::support::binary::{Running, until};
use crate::support::load::{Connections, Load, paths, same_as_now};
use crate::support::process::{Process, many_files};
use crate::support::server::{hits, metric, real};

const OF_EACH: usize = 100;
/// The timeouts of the server in these tests.
const HEADER: Duration = Duration::from_secs(1);
const IDLE: Duration = Duration::from_secs(2);
const WRITE: Duration = Duration::from_secs(1);
/// How long after its timeout a client may be closed.
const GRACE: Duration = Duration::from_secs(2);
/// Resident memory, in MiB, that an attack may cost.
const MEMORY: u64 = 50;

/// The largest document of the site.
const BIG: &str = "/en/guide";
/// More responses than the socket buffers of both sides can hold.
const MANY: usize = 1_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Silent,
    Half,
    Dripping,
    Idle,
    NotReading,
}

impl Kind {
    const ALL: [Self; 5] = [Self::Silent, Self::Half, Self::Dripping, Self::Idle, Self::NotReading];

    fn limit(self) -> Duration {
        match self {
            Self::Silent | Self::Half | Self::Dripping => HEADER,
            Self::Idle => IDLE,
            Self::NotReading => WRITE,
        }
    }
}

struct Attacker {
    kind: Kind,
    stream: TcpStream,
    since: Instant,
    closed: Option<Duration>,
}

impl Attacker {
    /// Its limit begins when this returns, at the latest.
    fn start(kind: Kind, address: &str) -> Self {
        let mut stream = match kind {
            Kind::NotReading => with_a_small_window(address),
            _ => TcpStream::connect(address).unwrap(),
        };
        match kind {
            Kind::Silent | Kind::Dripping => {}
            Kind::Half => stream.write_all(b"GET /en/ HTTP/1.1\r\nHost: a\r\n").unwrap(),
            Kind::Idle => {
                stream.write_all(b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
                let mut answer = Vec::new();
                while !answer.ends_with(b"\r\n\r\n") {
                    let mut byte = [0];
                    stream.read_exact(&mut byte).unwrap();
                    answer.push(byte[0]);
                }
            }
            Kind::NotReading => {
                let request = format!("GET {BIG} HTTP/1.1\r\nHost: a\r\n\r\n");
                stream.write_all(request.repeat(MANY).as_bytes()).unwrap();
            }
        }
        stream.set_nonblocking(true).unwrap();
        Self { kind, stream, since: Instant::now(), closed: None }
    }

    /// Does its next step, and checks whether it has been closed.
    fn go_on(&mut self) {
        if self.closed.is_none() && self.is_closed() {
            self.closed = Some(self.since.elapsed());
        }
    }

    fn is_closed(&mut self) -> bool {
        match self.kind {
            // It does not read, so only a failing write shows that the connection is closed.
            Kind::NotReading => matches!(self.stream.write(b"G"), Err(error) if is_final(&error)),
            Kind::Dripping if matches!(self.stream.write(b"G"), Err(error) if is_final(&error)) => {
                true
            }
            _ => match self.stream.read(&mut [0; 64]) {
                Ok(count) => count == 0,
                Err(error) => is_final(&error),
            },
        }
    }
}

fn is_final(error: &std::io::Error) -> bool {
    !matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted)
}

/// A connection with a receive window of a few kilobytes.
pub(crate) fn with_a_small_window(address: &str) -> TcpStream {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().unwrap();
    let stream = runtime.block_on(async {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(4096).unwrap();
        socket.connect(address.parse().unwrap()).await.unwrap().into_std().unwrap()
    });
    stream.set_nonblocking(false).unwrap();
    stream.set_write_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

fn server() -> Running {
    real(&["--header-timeout", "1s", "--idle-timeout", "2s", "--write-timeout", "1s"])
}

/// Attacks, until all are closed; how long each lasted.
fn attack(address: &str, kinds: &[Kind], of_each: usize) -> Vec<(Kind, Duration)> {
    let mut attackers: Vec<_> = Vec::new();
    for _ in 0..of_each {
        for kind in kinds {
            attackers.push(Attacker::start(*kind, address));
            // Earlier clients go on while later ones connect.
            attackers.iter_mut().for_each(Attacker::go_on);
        }
    }
    until(|| {
        attackers.iter_mut().for_each(Attacker::go_on);
        attackers.iter().all(|attacker| attacker.closed.is_some())
    });
    attackers.iter().map(|attacker| (attacker.kind, attacker.closed.unwrap())).collect()
}

#[test]
fn hundreds_of_slow_clients_are_closed_at_their_timeouts_while_others_are_answered() {
    many_files();
    let running = server();
    let all = paths(&["/en/", "/ar/contact", "/ja/hours", "/en/guide", "/", "/robots.txt"]);
    let judge = same_as_now(&running.public, &all);
    let load = Load::start(&running.public, &all, (3, Connections::Kept), judge);
    load.goes_on(100);
    let process = Process(running.id());
    let memory = process.memory();
    let rounds = if std::env::var_os("LONG").is_some() { 5 } else { 1 };
    for _ in 0..rounds {
        let before = load.answered();
        let lasted = attack(&running.public, &Kind::ALL, OF_EACH);
        assert!(load.answered() > before, "nobody else was answered");
        for (kind, lasted) in lasted {
            assert!(lasted <= kind.limit() + GRACE, "{kind:?} was closed after {lasted:?}");
        }
    }
    let grown = process.memory().saturating_sub(memory);
    assert!(grown < MEMORY, "the attack took {grown} MiB");
    load.goes_on(50);
    load.end();
    let expected = (OF_EACH * rounds) as u64;
    assert_eq!(hits(&running, "header"), 3 * expected);
    assert_eq!(hits(&running, "write"), expected);
    assert!(hits(&running, "idle") >= expected);
    assert_eq!(metric(&running, "http_accept_errors_total"), 0);
}

#[test]
fn a_client_that_reads_too_slowly_is_closed_at_the_write_timeout() {
    let running = server();
    let mut stream = with_a_small_window(&running.public);
    let request = format!("GET {BIG} HTTP/1.1\r\nHost: a\r\n\r\n");
    stream.write_all(request.repeat(MANY).as_bytes()).unwrap();
    stream.set_nonblocking(true).unwrap();
    let started = Instant::now();
    until(|| {
        // A hundred bytes at a time do not drain the server's buffer.
        stream.read_exact(&mut [0; 100]).ok();
        hits(&running, "write") == 1
    });
    assert!(started.elapsed() >= WRITE / 2);
}
