//! Checks that there is exactly one well-formed `Host` (RFC 9112, section 3.2).
//!
//! hyper accepts a missing, a doubled and a malformed one. Any well-formed host is accepted: which names
//! lead here is decided by DNS and the proxy, and no response depends on the name.
//! SECURITY: for the same reason no response repeats it.

use std::net::Ipv6Addr;

use axum::http::{HeaderMap, header};

/// Whether `headers` have one well-formed `Host`.
pub(super) fn has_valid_host(headers: &HeaderMap) -> bool {
    let mut lines = headers.get_all(header::HOST).into_iter();
    match (lines.next(), lines.next()) {
        (Some(only), None) => only.to_str().is_ok_and(is_host_and_port),
        _ => false,
    }
}

/// `uri-host [ ":" port ]` (RFC 3986, section 3.2.2), and no user before it.
fn is_host_and_port(text: &str) -> bool {
    if let Some(rest) = text.strip_prefix('[') {
        return rest
            .split_once(']')
            .is_some_and(|(address, port)| address.parse::<Ipv6Addr>().is_ok() && is_port(port));
    }
    let name = text.split(':').next().unwrap_or_default();
    is_name(name) && text.strip_prefix(name).is_some_and(is_port)
}

/// Nothing, or a colon and a port, which may be empty.
fn is_port(text: &str) -> bool {
    let is_number =
        |port: &str| port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok();
    text.is_empty() || text.strip_prefix(':').is_some_and(|port| port.is_empty() || is_number(port))
}

/// A registered name or an IPv4 address: what DNS and the hosts file know, at most 255 bytes.
fn is_name(name: &str) -> bool {
    let is_name_byte = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    (1..=255).contains(&name.len()) && name.bytes().all(is_name_byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_addresses_and_ports_are_well_formed() {
        for host in [
            "example.org",
            "example.org:8080",
            "127.0.0.1:80",
            "[::1]",
            "[::1]:8080",
            "a_b.internal",
            "xn--bcher-kva.example.",
            "localhost:",
        ] {
            assert!(is_host_and_port(host), "{host}");
        }
    }

    #[test]
    fn anything_else_is_malformed() {
        for host in [
            "",
            ":80",
            "a b",
            "a/b",
            "user@example.org",
            "a:b",
            "a:80:80",
            "a:99999",
            "a:+80",
            "[::1",
            "[::g]",
            "[::1]x",
            "::1",
            "a,b",
            "<script>",
            "bücher.example",
            "a%00b",
        ] {
            assert!(!is_host_and_port(host), "{host}");
        }
    }
}
