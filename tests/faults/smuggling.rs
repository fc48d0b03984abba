//! Request smuggling: a request whose end is ambiguous gets at most one response, a 4xx, and the connection
//! is closed. The request that is hidden behind it is never answered.

pub(crate) mod requests;

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use self::requests::{harmless, requests};
use crate::support::client::Client;
use crate::support::server::small;

/// Everything that comes until the server closes.
fn exchange(address: &str, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    // The server may have closed the connection before everything is sent.
    stream.write_all(request).ok();
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        Ok(_) => {}
        Err(error) => {
            let answer = String::from_utf8_lossy(&answer);
            let request = request.escape_ascii();
            let is_closed = error.kind() == ErrorKind::ConnectionReset;
            assert!(is_closed, "not closed: {request}: {answer:.300}");
        }
    }
    String::from_utf8(answer).unwrap()
}

#[test]
fn an_ambiguous_request_is_refused_and_the_request_behind_it_is_never_answered() {
    let running = small(&["--header-timeout", "10m", "--idle-timeout", "10m"]);
    let mut client = Client::new(&running.public);
    let smuggled = String::from_utf8(client.get("/de/hours").unwrap().body).unwrap();
    let title = smuggled.split("<title>").nth(1).unwrap().split("</title>").next().unwrap();
    let requests = requests();
    assert!(requests.len() >= 30);
    let mut silent = 0;
    for (name, request) in requests {
        let answer = exchange(&running.public, &request);
        let count = answer.matches("HTTP/1.1 ").count();
        assert!(count <= 1, "{name}: {count} answers: {answer:.300}");
        // The preface of HTTP/2 gets no response.
        let is_refused = answer.starts_with("HTTP/1.1 4") || answer.is_empty();
        assert!(is_refused, "{name}: {answer:.300}");
        silent += usize::from(answer.is_empty());
        assert!(!answer.contains(title), "{name}: what was smuggled in is answered");
    }
    assert!(silent <= 1, "{silent} have no answer");
    assert_eq!(client.get("/de/").unwrap().status, 200);
}

#[test]
fn harmless_requests_that_look_like_smuggling_are_answered() {
    let running = small(&["--header-timeout", "10m"]);
    let mut client = Client::new(&running.public);
    let home = String::from_utf8(client.get("/de/").unwrap().body).unwrap();
    for (name, request) in harmless() {
        let answer = exchange(&running.public, &request);
        assert!(answer.starts_with("HTTP/1.1 200 "), "{name}: {answer:.300}");
        assert!(answer.contains(&home), "{name}");
        assert!(!answer.contains("evil"), "{name}");
        assert!(!answer.to_lowercase().contains("upgrade:"), "{name}");
    }
}
