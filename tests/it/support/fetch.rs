//! One request to any server, for tests that compare servers.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Far longer than any answer takes.
const PATIENCE: Duration = Duration::from_secs(20);

/// A response, split into its parts; the body need not be text.
pub(crate) struct Fetched {
    pub(crate) status: u16,
    /// By name in lower case.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

/// One GET that accepts the content coding `accepted`.
pub(crate) fn fetch(address: &str, path: &str, accepted: &str) -> Fetched {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let end = format!("Accept-Encoding: {accepted}\r\nConnection: close\r\n\r\n");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\n{end}").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("the end of the head");
    let head = std::str::from_utf8(&answer[..end]).unwrap();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let mut headers = BTreeMap::new();
    for (name, value) in lines.map(|line| line.split_once(": ").unwrap()) {
        let twin = headers.insert(name.to_ascii_lowercase(), value.to_owned());
        assert_eq!(twin, None, "{path} has {name} twice");
    }
    Fetched { status, headers, body: answer[end + 4..].to_vec() }
}
