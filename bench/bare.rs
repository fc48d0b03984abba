//! The upper limit of the stack: hyper alone, which answers every request with a copy of one response
//! (bytes and headers) of another server.
//!
//! `bare ORIGIN PATH ACCEPT-ENCODING [IF-NONE-MATCH]` prints the port it listens on.

use std::convert::Infallible;
use std::error::Error;
use std::io::{Read, Write};
use std::net::TcpStream;

use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use bytes::Bytes;
use http_body_util::Full;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

type Failure = Box<dyn Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [origin, path, coding, tag @ ..] = arguments.as_slice() else {
        return Err("usage: bare ORIGIN PATH ACCEPT-ENCODING [IF-NONE-MATCH]".into());
    };
    let (status, headers, body) = copy(origin, path, coding, tag.first())?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    writeln!(std::io::stdout(), "{}", listener.local_addr()?.port())?;
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let (headers, body) = (headers.clone(), body.clone());
        tokio::spawn(async move {
            let answer = service_fn(|_| {
                let mut response = Response::new(Full::new(body.clone()));
                *response.status_mut() = status;
                *response.headers_mut() = headers.clone();
                async { Ok::<_, Infallible>(response) }
            });
            // An error is a client that closed the connection.
            http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await.ok();
        });
    }
}

/// The status, headers and body that `origin` sends for `path`.
fn copy(
    origin: &str,
    path: &str,
    coding: &str,
    tag: Option<&String>,
) -> Result<(StatusCode, HeaderMap, Bytes), Failure> {
    let condition = tag.map(|tag| format!("If-None-Match: {tag}\r\n")).unwrap_or_default();
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {origin}\r\nAccept-Encoding: {coding}\r\n{condition}Connection: close\r\n\r\n"
    );
    let mut stream = TcpStream::connect(origin)?;
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").ok_or("no end of the head")?;
    let (head, body) = answer.split_at(end + 4);
    let head = std::str::from_utf8(head)?;
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).ok_or("no status")?;
    let mut headers = HeaderMap::new();
    for line in lines.filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once(": ").ok_or("no header line")?;
        headers.append(HeaderName::try_from(name)?, HeaderValue::from_str(value)?);
    }
    // hyper writes these itself.
    headers.remove(header::DATE);
    headers.remove(header::CONNECTION);
    Ok((status.parse()?, headers, Bytes::copy_from_slice(body)))
}
