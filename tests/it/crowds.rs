//! The limit of connections, clients that do not read, and the maximum life of a connection.

use std::time::Duration;

use patient_center::net::Limits;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

use crate::support::raw::{LIMITS, Server, head, rest};

const REQUEST: &[u8] = b"HEAD /en/ HTTP/1.1\r\nHost: a\r\n\r\n";

async fn asked(server: &Server) -> TcpStream {
    let mut stream = server.connect().await;
    stream.write_all(REQUEST).await.unwrap();
    assert!(head(&mut stream).await.starts_with("HTTP/1.1 200 "));
    stream
}

async fn ask_again(stream: &mut TcpStream) {
    stream.write_all(REQUEST).await.unwrap();
    assert!(head(stream).await.starts_with("HTTP/1.1 200 "));
}

#[tokio::test]
async fn at_the_limit_a_new_connection_replaces_the_one_idle_for_longest() {
    let server = Server::start(Limits { connections: 2, ..LIMITS });
    let mut first = asked(&server).await;
    let mut second = asked(&server).await;
    // The clock of the connections is read a few times a second.
    tokio::time::sleep(Duration::from_millis(600)).await;
    ask_again(&mut first).await;
    let mut third = asked(&server).await;
    assert_eq!(rest(&mut second).await, "");
    ask_again(&mut first).await;
    ask_again(&mut third).await;
}

#[tokio::test]
async fn at_the_limit_no_connection_is_closed_before_a_new_one_arrives() {
    let server = Server::start(Limits { connections: 2, ..LIMITS });
    let mut both = [asked(&server).await, asked(&server).await];
    tokio::time::sleep(Duration::from_millis(600)).await;
    for stream in &mut both {
        ask_again(stream).await;
    }
}

#[tokio::test]
async fn any_number_of_silent_connections_does_not_block_new_ones() {
    let server = Server::start(Limits { connections: 10, ..LIMITS });
    let mut silent = Vec::new();
    for _ in 0..50 {
        silent.push(server.connect().await);
        asked(&server).await;
    }
}

/// A client that reads nothing, with a small receive window, so that the server's writes block.
async fn deaf(server: &Server) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4096).unwrap();
    socket.connect(server.address).await.unwrap()
}

#[tokio::test]
async fn a_client_that_does_not_read_is_closed_at_the_write_timeout() {
    let short = Duration::from_millis(300);
    let server = Server::start(Limits { write: short, ..LIMITS });
    let mut stream = deaf(&server).await;
    let request = b"GET /en/no HTTP/1.1\r\nHost: a\r\n\r\n".repeat(1_000);
    // The writes succeed while the server reads: until its write buffer is full.
    let cut_off = async { while stream.write_all(&request).await.is_ok() {} };
    tokio::time::timeout(Duration::from_secs(8), cut_off).await.expect("the server ends it");
}

#[tokio::test]
async fn a_connection_ends_with_the_first_response_after_its_maximum_life() {
    let life = Duration::from_millis(300);
    let server = Server::start(Limits { life, ..LIMITS });
    let mut busy = asked(&server).await;
    let mut idle = asked(&server).await;
    let mut last = String::new();
    while !last.contains("connection: close\r\n") {
        busy.write_all(REQUEST).await.unwrap();
        last = head(&mut busy).await;
        assert!(last.starts_with("HTTP/1.1 200 "), "{last}");
    }
    assert_eq!(busy.read(&mut [0]).await.unwrap(), 0);
    assert_eq!(rest(&mut idle).await, "");
}
