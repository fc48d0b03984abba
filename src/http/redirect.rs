//! Redirects: from the spelling of an address to the address, and from `/` to a language.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;

use super::body::Body;
use super::ready::response;

/// A redirect to `target`, which is a key of the site's answers, with the query that came along.
///
/// `headers` are those of every answer; the location and the length are added.
pub(super) fn redirect(
    status: StatusCode,
    target: &str,
    query: Option<&str>,
    mut headers: HeaderMap,
) -> Response<Body> {
    headers.insert(header::LOCATION, location(target, query));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
    response(status, headers, Body::Whole(Bytes::new()))
}

/// SECURITY: `target` is ours; the query is the client's, and is kept only if every byte of it
/// may stand in a query (RFC 3986, section 3.4). It cannot end the path, the line or the header.
fn location(target: &str, query: Option<&str>) -> HeaderValue {
    let text = match query.filter(|query| !query.is_empty() && query.bytes().all(is_query)) {
        Some(query) => format!("{target}?{query}"),
        None => target.to_owned(),
    };
    HeaderValue::try_from(text).expect("canonical paths and legal queries are header text")
}

fn is_query(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?%".contains(&byte)
}
