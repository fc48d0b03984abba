//! Checks that a request was addressed to this machine by one of its own names.
//!
//! SECURITY: any website can let its own name resolve to 127.0.0.1 (DNS rebinding), and its scripts could then
//! read unpublished pages here. Their requests have that name in `Host`.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Passes on what is addressed to this machine and `port`; anything else is 421 (RFC 9110, section 15.5.20).
pub(super) async fn check_host(State(port): State<u16>, request: Request, next: Next) -> Response {
    if is_local(request.headers(), port) {
        return next.run(request).await;
    }
    let text = format!(
        "The preview answers at http://localhost:{port}/ and http://127.0.0.1:{port}/ only.\n"
    );
    (StatusCode::MISDIRECTED_REQUEST, text).into_response()
}

fn is_local(headers: &HeaderMap, port: u16) -> bool {
    let mut lines = headers.get_all(header::HOST).into_iter();
    let (Some(host), None) = (lines.next(), lines.next()) else { return false };
    let Ok(host) = host.to_str() else { return false };
    ["localhost", "127.0.0.1", "[::1]"].iter().any(|name| {
        let rest = host.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name));
        let rest = rest.and_then(|_| host.get(name.len()..));
        // A browser leaves the port of the scheme out.
        rest == Some(&format!(":{port}")) || rest == Some("") && port == 80
    })
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn accepts(host: &str, port: u16) -> bool {
        let value = HeaderValue::from_str(host).unwrap();
        is_local(&HeaderMap::from_iter([(header::HOST, value)]), port)
    }

    #[test]
    fn the_names_of_this_machine_with_the_port_of_the_preview_are_local() {
        for host in ["localhost:8090", "LOCALHOST:8090", "127.0.0.1:8090", "[::1]:8090"] {
            assert!(accepts(host, 8090), "{host}");
        }
        assert!(accepts("localhost", 80));
    }

    #[test]
    fn any_other_name_or_port_is_not() {
        for host in [
            "",
            "localhost",
            "localhost:8091",
            "localhost:80900",
            "evil.example:8090",
            "localhost.evil.example:8090",
            "127.0.0.1.evil.example:8090",
            "127.0.0.1:8090.evil.example",
            "user@localhost:8090",
        ] {
            assert!(!accepts(host, 8090), "{host}");
        }
        assert!(!is_local(&HeaderMap::new(), 8090));
        let twice = [HeaderValue::from_static("localhost:8090"); 1];
        let mut headers = HeaderMap::from_iter([(header::HOST, twice[0].clone())]);
        headers.append(header::HOST, HeaderValue::from_static("evil.example"));
        assert!(!is_local(&headers, 8090));
    }
}
