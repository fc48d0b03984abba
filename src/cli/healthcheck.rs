//! `patient-center healthcheck`: asks a running server whether it is ready, and prints the response. The
//! image contains no shell and no other client.

use std::io::{self, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::Duration;

use clap::Args;

use super::output::{CommandError, print};

/// A server that takes longer than this to say that it is ready is not.
const TIMEOUT: Duration = Duration::from_secs(2);

/// The longest response, in bytes.
const MAX_RESPONSE: u64 = 64 * 1024;

/// The flags of `healthcheck`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// Address of the server's admin listener.
    #[arg(long, env = "PATIENT_CENTER_ADMIN_LISTEN", default_value = "127.0.0.1:9090")]
    #[arg(value_name = "IP:PORT")]
    admin_listen: SocketAddr,
}

/// Succeeds if the server is ready.
pub(super) fn run(options: &Options) -> Result<(), CommandError> {
    let address = options.admin_listen;
    let response = ask(reachable(address));
    let (is_ready, body) =
        response.map_err(|error| CommandError::content(format!("{address}: {error}")))?;
    print(&body);
    if is_ready { Ok(()) } else { Err(CommandError::printed()) }
}

/// The address to connect to: the loopback address if the server listens on all.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(match address {
            SocketAddr::V4(_) => IpAddr::V4(Ipv4Addr::LOCALHOST),
            SocketAddr::V6(_) => IpAddr::V6(Ipv6Addr::LOCALHOST),
        });
    }
    address
}

/// Whether the server is ready, and the body of its response.
fn ask(address: SocketAddr) -> io::Result<(bool, String)> {
    let mut stream = TcpStream::connect_timeout(&address, TIMEOUT)?;
    stream.set_read_timeout(Some(TIMEOUT))?;
    stream.set_write_timeout(Some(TIMEOUT))?;
    let request = format!("GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut response = String::new();
    stream.take(MAX_RESPONSE).read_to_string(&mut response)?;
    let (head, body) = response.split_once("\r\n\r\n").ok_or(io::ErrorKind::UnexpectedEof)?;
    Ok((head.starts_with("HTTP/1.1 200 "), body.to_owned()))
}
