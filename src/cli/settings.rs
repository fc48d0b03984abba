//! The settings of a server: the flags of `serve`, with those that other commands share (`--content`, `--static`,
//! `--at`). `serve.rs` passes them on to what they configure.

use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::time::Duration;

use clap::Args;

use super::clock::Moment;
use super::load::Directories;
use super::{duration, log};
use crate::net::Limits;
use crate::site::address::BaseUrl;

/// The flags of `serve`. Each has an environment variable: the flag takes precedence over the variable,
/// and the variable over the default.
#[derive(Debug, Args)]
pub(super) struct Settings {
    /// Address of the public listener.
    #[arg(long, env = "PATIENT_CENTER_LISTEN", default_value = "127.0.0.1:8080")]
    #[arg(value_name = "IP:PORT")]
    pub(super) listen: SocketAddr,

    /// Address of the admin listener (/livez, /readyz, /metrics); never make it public.
    #[arg(long, env = "PATIENT_CENTER_ADMIN_LISTEN", default_value = "127.0.0.1:9090")]
    #[arg(value_name = "IP:PORT")]
    pub(super) admin_listen: SocketAddr,

    #[command(flatten)]
    pub(super) directories: Directories,

    /// Public address of the site, as in <https://example.org>; default: the address of --listen.
    #[arg(long, env = "PATIENT_CENTER_BASE_URL", value_name = "URL")]
    pub(super) base_url: Option<BaseUrl>,

    /// Format of the log, on standard error.
    #[arg(long, env = "PATIENT_CENTER_LOG", default_value = "text", value_enum)]
    pub(super) log: log::Format,

    /// After SIGTERM: how long to go on as before, until the load balancer has noticed.
    #[arg(long, env = "PATIENT_CENTER_DRAIN_DELAY", default_value = "5s")]
    #[arg(value_name = "DURATION", value_parser = duration::parse)]
    pub(super) drain_delay: Duration,

    /// After the drain delay: how long to wait for responses that are being sent.
    #[arg(long, env = "PATIENT_CENTER_DRAIN", default_value = "20s")]
    #[arg(value_name = "DURATION", value_parser = duration::parse)]
    drain: Duration,

    /// How long a client may take to send the head of a request.
    #[arg(long, env = "PATIENT_CENTER_HEADER_TIMEOUT", default_value = "10s")]
    #[arg(value_name = "DURATION", value_parser = duration::positive)]
    header_timeout: Duration,

    /// How long a connection may be idle between two requests; longer than the proxy keeps it.
    #[arg(long, env = "PATIENT_CENTER_IDLE_TIMEOUT", default_value = "75s")]
    #[arg(value_name = "DURATION", value_parser = duration::positive)]
    idle_timeout: Duration,

    /// How long a client may read nothing of what is being sent.
    #[arg(long, env = "PATIENT_CENTER_WRITE_TIMEOUT", default_value = "30s")]
    #[arg(value_name = "DURATION", value_parser = duration::positive)]
    write_timeout: Duration,

    /// How long a response may take, to its last byte.
    #[arg(long, env = "PATIENT_CENTER_RESPONSE_TIMEOUT", default_value = "2m")]
    #[arg(value_name = "DURATION", value_parser = duration::positive)]
    response_timeout: Duration,

    /// How long a connection may be used; after that it is closed with its next response.
    #[arg(long, env = "PATIENT_CENTER_CONNECTION_LIFE", default_value = "60m")]
    #[arg(value_name = "DURATION", value_parser = duration::positive)]
    connection_life: Duration,

    /// Maximum number of connections; one more closes the one that has been idle, or without a whole request, for longest.
    #[arg(long, env = "PATIENT_CENTER_MAX_CONNECTIONS", default_value = "2048")]
    #[arg(value_name = "COUNT")]
    pub(super) max_connections: NonZeroUsize,

    /// Share the port with another version of this program, while one replaces the other.
    #[arg(long, env = "PATIENT_CENTER_REUSE_PORT")]
    pub(super) reuse_port: bool,

    /// How often to check the files for changes; SIGHUP reloads them immediately.
    #[arg(long, env = "PATIENT_CENTER_POLL", default_value = "1s")]
    #[arg(value_name = "DURATION", value_parser = duration::positive)]
    pub(super) poll: Duration,

    /// Serve new content even if it lacks a language or more than half of the pages.
    #[arg(long, env = "PATIENT_CENTER_ALLOW_SHRINK")]
    pub(super) allow_shrink: bool,

    #[command(flatten)]
    pub(super) moment: Moment,
}

impl Settings {
    /// The limits of a listener with at most `connections` connections at a time.
    pub(super) fn limits(&self, connections: usize) -> Limits {
        Limits {
            header: self.header_timeout,
            idle: self.idle_timeout,
            write: self.write_timeout,
            response: self.response_timeout,
            life: self.connection_life,
            drain: self.drain,
            connections,
        }
    }
}
