//! `patient-center healthcheck`: asks a running server whether it is ready, and prints what it says. The
//! image has no layout and no other client.

use std::io::{self, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;

use super::{complain, print};

/// A server that takes longer than this to say that it is ready, is not.
const PATIENCE: Duration = Duration::from_secs(2);

/// More than a server says of itself.
const LONGEST: u64 = 64 * 1024;

/// The flags of `healthcheck`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// Where the server answers its operator.
    #[arg(long, env = "PATIENT_CENTER_ADMIN_LISTEN", default_value = "127.0.0.1:9090")]
    #[arg(value_name = "IP:PORT")]
    admin_listen: SocketAddr,
}

/// Exit code 0: ready; 1: not, or nobody there.
pub(super) fn run(options: &Options) -> ExitCode {
    match ask(reachable(options.admin_listen)) {
        Ok((is_ready, said)) => {
            print(&said);
            if is_ready { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            complain(&format!("patient-center: {}: {error}\n", options.admin_listen));
            ExitCode::FAILURE
        }
    }
}

/// Who listens on every address is asked on the loopback one.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(match address {
            SocketAddr::V4(_) => IpAddr::V4(Ipv4Addr::LOCALHOST),
            SocketAddr::V6(_) => IpAddr::V6(Ipv6Addr::LOCALHOST),
        });
    }
    address
}

/// Whether it is ready, and what it says of that.
fn ask(address: SocketAddr) -> io::Result<(bool, String)> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let request = format!("GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut answer = String::new();
    stream.take(LONGEST).read_to_string(&mut answer)?;
    let (head, said) = answer.split_once("\r\n\r\n").ok_or(io::ErrorKind::UnexpectedEof)?;
    Ok((head.starts_with("HTTP/1.1 200 "), said.to_owned()))
}
