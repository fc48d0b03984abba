"""1,600 clients that hold connections without doing useful work, until this script is killed: 400 each that
send nothing, that send half of a request head, that send a head one byte at a time, and that request a
thousand pages and read no response.

A client whose connection is closed opens a new one. Takes the port as its argument, and prints a line
when all are connected.
"""

import resource
import select
import socket
import sys
import time

EACH = 400
HALF = b"GET /en/ HTTP/1.1\r\nHost: crowd\r\n"
WHOLE = b"GET /en/guide HTTP/1.1\r\nHost: crowd\r\n\r\n" * 1000


def main(port):
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    kinds = [b"", HALF, b"G", WHOLE]
    crowd = {connect(port, kind): kind for kind in kinds for _ in range(EACH)}
    print("all are connected", flush=True)
    while True:
        for client in cut_off(crowd):
            kind = crowd.pop(client)
            client.close()
            crowd[connect(port, kind)] = kind
        for client in [client for client, kind in crowd.items() if kind == b"G"]:
            send(client, b"E")
        time.sleep(0.5)


def connect(port, first):
    client = socket.socket()
    if first == WHOLE:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.connect(("127.0.0.1", port))
    client.setblocking(False)
    send(client, first)
    return client


def send(client, data):
    try:
        client.send(data)
    except OSError:
        pass  # closed by the server, which `cut_off` sees, or the buffer is full, as intended


def cut_off(crowd):
    """The clients whose connection the server closed; of those that do not read, only those it reset."""
    poll = select.poll()
    by_number = {client.fileno(): client for client in crowd}
    for number, client in by_number.items():
        never_reads = crowd[client] == WHOLE
        poll.register(number, 0 if never_reads else select.POLLRDHUP)
    return [by_number[number] for number, _ in poll.poll(0)]


if __name__ == "__main__":
    main(int(sys.argv[1]))
