//! An ordinary client: it keeps its connection, reads every response to its end, and repeats a request on a
//! new connection if the old one was closed before a response (RFC 9112, section 9.3.1).

use std::fmt;
use std::io::{self, BufRead, BufReader, ErrorKind, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Far longer than anything here takes unless it is broken.
const PATIENCE: Duration = Duration::from_secs(20);

/// A complete response.
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Its lines, names in lower case as this server and the proxies in these tests are told.
    head: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// A header; empty if it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.head.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    /// Whether the connection ends with it.
    pub(crate) fn is_last(&self) -> bool {
        self.header("connection").eq_ignore_ascii_case("close")
    }
}

/// Why there is no response.
#[derive(Debug)]
pub(crate) enum NoAnswer {
    /// The connection was refused.
    Refused,
    /// The connection ended before the first byte of an answer.
    Ended,
    /// It ended, or went wrong, within one.
    Cut(String),
}

impl fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused => f.write_str("nobody listens"),
            Self::Ended => f.write_str("the connection ended without an answer"),
            Self::Cut(why) => write!(f, "the answer went wrong: {why}"),
        }
    }
}

/// A client with one connection at most.
pub(crate) struct Client {
    address: String,
    connection: Option<BufReader<TcpStream>>,
}

impl Client {
    pub(crate) fn new(address: &str) -> Self {
        Self { address: address.to_owned(), connection: None }
    }

    /// Asks for nothing more on this connection.
    pub(crate) fn hang_up(&mut self) {
        self.connection = None;
    }

    /// GET of the plain bytes of `path`.
    pub(crate) fn get(&mut self, path: &str) -> Result<Answer, NoAnswer> {
        if let Some(connection) = self.connection.take() {
            match self.ask(connection, path) {
                // It was closed while it was idle.
                Err(NoAnswer::Ended) => {}
                done => return done,
            }
        }
        let stream = TcpStream::connect(&self.address).map_err(|error| match error.kind() {
            ErrorKind::ConnectionRefused => NoAnswer::Refused,
            _ => NoAnswer::Cut(error.to_string()),
        })?;
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        self.ask(BufReader::new(stream), path)
    }

    fn ask(
        &mut self,
        mut connection: BufReader<TcpStream>,
        path: &str,
    ) -> Result<Answer, NoAnswer> {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address);
        let begun = connection.get_mut().write_all(request.as_bytes());
        match begun.and_then(|()| has_ended(&mut connection)) {
            Ok(false) => {}
            Ok(true) => return Err(NoAnswer::Ended),
            Err(error) if is_end(&error) => return Err(NoAnswer::Ended),
            Err(error) => return Err(NoAnswer::Cut(error.to_string())),
        }
        let answer = read(&mut connection).map_err(|error| NoAnswer::Cut(error.to_string()))?;
        if !answer.is_last() {
            self.connection = Some(connection);
        }
        Ok(answer)
    }
}

/// Whether nothing comes any more; waits for the first byte, also past a signal.
fn has_ended(connection: &mut impl BufRead) -> io::Result<bool> {
    loop {
        match connection.fill_buf() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            filled => return filled.map(<[u8]>::is_empty),
        }
    }
}

fn is_end(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe
    )
}

/// One answer with a length, to its last byte.
pub(crate) fn read(stream: &mut impl BufRead) -> io::Result<Answer> {
    let broken = |what: &str| io::Error::new(ErrorKind::InvalidData, what.to_owned());
    let mut line = || {
        let mut line = String::new();
        stream.read_line(&mut line)?;
        let line = line.strip_suffix("\r\n").ok_or_else(|| broken("a line without an end"))?;
        Ok::<_, io::Error>(line.to_owned())
    };
    let first = line()?;
    let status = first.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)?.parse().ok());
    let status = status.ok_or_else(|| broken(&format!("a status line: {first}")))?;
    let mut head = Vec::new();
    loop {
        let next = line()?;
        let Some((name, value)) = next.split_once(": ") else { break };
        head.push((name.to_ascii_lowercase(), value.to_owned()));
    }
    let mut answer = Answer { status, head, body: Vec::new() };
    let length = answer.header("content-length").parse().map_err(|_| broken("a length"))?;
    answer.body = vec![0; length];
    stream.read_exact(&mut answer.body)?;
    Ok(answer)
}
