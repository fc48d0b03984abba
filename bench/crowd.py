"""A crowd that does a server no good, for as long as it is let: 400 clients each that say nothing, that
send half a head, that send it a byte at a time, and that ask for a thousand pages and read none.

Whoever is cut off comes back. Prints a line once all are there, and takes the port as its argument.
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
    crowd = {come(port, kind): kind for kind in kinds for _ in range(EACH)}
    print("all are there", flush=True)
    while True:
        for client in cut_off(crowd):
            kind = crowd.pop(client)
            client.close()
            crowd[come(port, kind)] = kind
        for client in [client for client, kind in crowd.items() if kind == b"G"]:
            send(client, b"E")
        time.sleep(0.5)


def come(port, first):
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
        pass  # cut off, or full: seen elsewhere, or as meant


def cut_off(crowd):
    """Those who were hung up on; of those who do not read, only those who were reset."""
    poll = select.poll()
    by_number = {client.fileno(): client for client in crowd}
    for number, client in by_number.items():
        deaf = crowd[client] == WHOLE
        poll.register(number, 0 if deaf else select.POLLRDHUP)
    return [by_number[number] for number, _ in poll.poll(0)]


if __name__ == "__main__":
    main(int(sys.argv[1]))
