//! The requests: each hides a second one within or behind what some parser takes for its body.

/// The hidden request; it is complete by itself.
const INNER: &str = "GET /de/hours HTTP/1.1\r\nHost: a\r\n\r\n";

/// Its length, in bytes.
const LENGTH: usize = 35;

/// Head lines before [`INNER`] as a body of chunks would have it: `@` is its length with that chunk.
const CHUNKED: [(&str, &str); 19] = [
    ("CL.TE", "Content-Length: @\r\nTransfer-Encoding: chunked\r\n"),
    ("CL.TE, length 0", "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n"),
    ("TE.CL", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"),
    ("TE twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n"),
    ("TE twice, equal", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
    ("TE of no name", "Transfer-Encoding: xchunked\r\nContent-Length: @\r\n"),
    ("TE quoted", "Transfer-Encoding: \"chunked\"\r\nContent-Length: @\r\n"),
    ("TE identity", "Transfer-Encoding: identity\r\nContent-Length: @\r\n"),
    ("TE chunked first", "Transfer-Encoding: chunked, identity\r\n"),
    ("TE with a tab", "Transfer-Encoding:\tchunked\r\nContent-Length: @\r\n"),
    ("TE with a vertical tab", "Transfer-Encoding: \x0bchunked\r\nContent-Length: @\r\n"),
    ("TE in capitals", "TRANSFER-ENCODING: CHUNKED\r\nContent-Length: @\r\n"),
    ("TE, a space before the colon", "Transfer-Encoding : chunked\r\nContent-Length: @\r\n"),
    ("TE behind a space", " Transfer-Encoding: chunked\r\nContent-Length: @\r\n"),
    ("TE folded", "Transfer-Encoding:\r\n chunked\r\nContent-Length: @\r\n"),
    ("TE in a fold", "X: x\r\n\tTransfer-Encoding: chunked\r\nContent-Length: @\r\n"),
    ("TE behind a bare LF", "X: x\nTransfer-Encoding: chunked\r\n"),
    ("TE behind a bare CR", "X: x\rTransfer-Encoding: chunked\r\n"),
    ("TE without a value", "Transfer-Encoding:\r\nContent-Length: @\r\n"),
];

/// Head lines before [`INNER`]: `@` is its length.
const PLAIN: [(&str, &str); 17] = [
    ("CL twice", "Content-Length: 0\r\nContent-Length: @\r\n"),
    ("CL twice, equal", "Content-Length: @\r\nContent-Length: @\r\n"),
    ("CL as a list", "Content-Length: 0, @\r\n"),
    ("CL negative", "Content-Length: -1\r\n"),
    ("CL with a sign", "Content-Length: +@\r\n"),
    ("CL too large", "Content-Length: 18446744073709551617\r\n"),
    ("CL hexadecimal", "Content-Length: 0x23\r\n"),
    ("CL with a space within", "Content-Length: 3 5\r\n"),
    ("CL without a value", "Content-Length:\r\n"),
    ("CL, a space before the colon", "Content-Length : @\r\n"),
    ("CL behind a bare LF", "X: x\nContent-Length: @\r\n"),
    ("a body", "Content-Length: @\r\n"),
    ("a zero byte", "X: a\0b\r\n"),
    ("a line folded", "X: a\r\n b\r\n"),
    ("a line without a colon", "X\r\n"),
    ("a line without a name", ": x\r\n"),
    ("two hosts", "Host: evil\r\nContent-Length: @\r\n"),
];

/// Heads that are right, and bodies that are not what they say.
const BODIES: [(&str, &str, &str); 5] = [
    ("a body, and a request behind", "Content-Length: 5\r\n", "hello"),
    ("a request within a chunk", "Transfer-Encoding: chunked\r\n", "23\r\n"),
    ("chunks too large", "Transfer-Encoding: chunked\r\n", "FFFFFFFFFFFFFFFFF\r\n"),
    ("chunks negative", "Transfer-Encoding: chunked\r\n", "-1\r\n"),
    ("chunks with an extension", "Transfer-Encoding: chunked\r\n", "0;x=\"\n\"\r\n\r\n"),
];

/// Names, head lines and what follows the head.
fn shapes() -> impl Iterator<Item = (&'static str, String, String)> {
    assert_eq!(INNER.len(), LENGTH);
    let end = "0\r\n\r\n";
    let chunked = CHUNKED.into_iter().map(move |(name, head)| {
        (name, head.replace('@', &(end.len() + LENGTH).to_string()), format!("{end}{INNER}"))
    });
    let plain = PLAIN
        .into_iter()
        .map(|(name, head)| (name, head.replace('@', &LENGTH.to_string()), INNER.to_owned()));
    let bodies = BODIES
        .into_iter()
        .map(|(name, head, body)| (name, head.to_owned(), format!("{body}{INNER}")));
    chunked.chain(plain).chain(bodies)
}

/// The requests with their names.
pub(crate) fn requests() -> Vec<(String, Vec<u8>)> {
    let mut requests = Vec::new();
    for (name, head, rest) in shapes() {
        for method in ["GET", "POST"] {
            let request = format!("{method} /de/ HTTP/1.1\r\nHost: a\r\n{head}\r\n{rest}");
            requests.push((format!("{method}, {name}"), request.into_bytes()));
        }
    }
    let many = "X: x\r\n".repeat(70);
    let whole = [
        (
            "too many lines",
            format!("POST /de/ HTTP/1.1\r\nHost: a\r\n{many}Content-Length: 35\r\n\r\n{INNER}"),
        ),
        (
            "chunks in 1.0",
            format!(
                "POST /de/ HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{INNER}"
            ),
        ),
        ("a version of its own", format!("GET /de/ HTTP/1.2\r\nHost: a\r\n\r\n{INNER}")),
        ("the old protocol", format!("GET /de/\r\n\r\n{INNER}")),
        ("the next protocol", format!("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n{INNER}")),
        ("a line break in the target", format!("GET /de/\u{b} HTTP/1.1\r\nHost: a\r\n\r\n{INNER}")),
        (
            "a tunnel",
            format!("CONNECT a:80 HTTP/1.1\r\nHost: a\r\nContent-Length: 35\r\n\r\n{INNER}"),
        ),
        (
            "h2c with a body",
            format!(
                "POST /de/ HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\nContent-Length: 35\r\n\r\n{INNER}"
            ),
        ),
    ];
    requests.extend(whole.map(|(name, request)| (name.to_owned(), request.into_bytes())));
    requests
}

/// Requests for the home page that are whole, each with one reading only.
pub(crate) fn harmless() -> Vec<(&'static str, Vec<u8>)> {
    let close = "Connection: close\r\n\r\n";
    [
        ("another host in the target", format!("GET http://evil/de/ HTTP/1.1\r\nHost: a\r\n{close}")),
        ("h2c", format!("GET /de/ HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n{close}")),
        ("bare line feeds", "GET /de/ HTTP/1.1\nHost: a\nConnection: close\n\n".to_owned()),
        ("a body of no length", format!("GET /de/ HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n{close}")),
        ("lines of other proxies", format!("GET /de/ HTTP/1.1\r\nHost: a\r\nX-Forwarded-Host: evil\r\nX-Original-URL: /evil\r\nForwarded: host=evil\r\n{close}")),
    ]
    .map(|(name, request)| (name, request.into_bytes()))
    .into()
}
