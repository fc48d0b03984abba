"""Has httplint, the linter of Redbot, judge every kind of answer that there is.

    python3 tests/http/judge.py target/release/patient-center

Starts the server as it runs behind an ingress, asks for one answer of each kind as its bytes are on the wire,
and prints what httplint says of it: a fault (BAD) fails, and so does a warning (WARN) that is not in ACCEPTED.
The 503 of a page that gets no turn cannot be had at will from a server this fast; that of `/readyz` can.
"""

import re
import signal
import socket
import subprocess
import sys
import time
from typing import NamedTuple

from httplint import HttpRequestLinter, HttpResponseLinter, levels

BASE = "https://www.example.org"
HOST = {"Host": "www.example.org"}
LIMIT = 30  # seconds, for a start, an answer, and an end

# Warnings that are meant, each with its reason.
ACCEPTED = {
    # Which hosts there are below the public one, and whether they speak TLS, is not for this site to say.
    "HSTS_NO_SUBDOMAINS",
    # Content-Language in a 304: every answer says its language, and a cache may learn it from this one too.
    "HEADER_SHOULD_NOT_BE_IN_304",
    # It only says what a 400 is.
    "STATUS_BAD_REQUEST",
}

failed = passed = 0


class Kind(NamedTuple):
    """One kind of answer: how it is asked for, and the status that shows that it came."""

    name: str
    status: int
    path: str
    headers: dict = {}
    method: str = "GET"
    host: dict = HOST
    body: bytes = b""


def pages(tag):
    """What a page may answer; `tag` is the entity tag of `/en/contact`, as it is without a coding."""
    contact = "/en/contact"
    return [
        Kind("page", 200, contact),
        Kind("page, gzip", 200, contact, {"Accept-Encoding": "gzip"}),
        Kind("page, brotli", 200, contact, {"Accept-Encoding": "br"}),
        Kind("page, HEAD", 200, contact, method="HEAD"),
        Kind("page, HEAD, brotli", 200, contact, {"Accept-Encoding": "br"}, "HEAD"),
        Kind("page, not modified", 304, contact, {"If-None-Match": tag}),
        Kind("page, another version wanted", 412, contact, {"If-Match": '"another"'}),
        Kind("home", 200, "/ar/"),
        Kind("guide", 200, "/zh-Hans/guide", {"Accept-Encoding": "br"}),
        Kind("card", 200, "/ja/card"),
        Kind("page to send", 200, "/ja/send?with=el"),
        Kind("QR code", 200, "/ja/qr.svg", {"Accept-Encoding": "br"}),
        Kind("side by side", 200, "/en/contact?with=ar", {"Accept-Encoding": "gzip"}),
        Kind("hours of a zone", 200, "/en/hours?zone=Asia/Riyadh"),
        Kind("hours of no zone", 200, "/en/hours?zone=Nowhere"),
        Kind("vCard", 200, "/en/contact.vcf"),
        Kind("iCalendar", 200, "/en/hours.ics", {"Accept-Encoding": "gzip"}),
        Kind("choose a language", 200, "/"),
        Kind("to a language", 302, "/", {"Accept-Language": "ar"}),
        Kind("another spelling", 301, "/EN/Contact."),
        Kind("an old address", 301, "/international/about"),
    ]


def failures():
    """What is said when something is wrong with a request."""
    contact, many = "/en/contact", {f"X-{number}": "x" for number in range(70)}
    return [
        Kind("missing, in a language", 404, "/en/contakt", {"Accept-Encoding": "br"}),
        Kind("missing, negotiated", 404, "/contakt", {"Accept-Language": "es"}),
        Kind("missing, HEAD", 404, "/en/contakt", method="HEAD"),
        Kind("missing, chosen language", 404, "/en/contakt?in=ar"),
        Kind("method", 405, contact, method="DELETE"),
        Kind("methods", 204, contact, method="OPTIONS"),
        Kind("methods of all", 204, "*", method="OPTIONS"),
        Kind("no host", 400, contact, host={}),
        Kind("a body", 413, contact, {"Content-Length": "5"}, "POST", body=b"abcde"),
        Kind("many headers", 431, contact, many),
        Kind("a long header", 431, contact, {"X-Long": "x" * 40_000}),
        Kind("a long address", 431, "/en/" + "x" * 70_000),
        Kind("no request", 400, contact, method="G(T"),
    ]


def files(asset):
    """What is not a page; `asset` is the address of a fingerprinted file."""
    return [
        Kind("sitemap", 200, "/sitemap.xml", {"Accept-Encoding": "gzip"}),
        Kind("robots.txt", 200, "/robots.txt"),
        Kind("favicon.ico", 200, "/favicon.ico"),
        Kind("asset", 200, asset),
        Kind("asset, a part", 206, asset, {"Range": "bytes=0-9"}),
        Kind("asset, no such part", 416, asset, {"Range": "bytes=9000000-"}),
        Kind("asset, missing", 404, "/static/icon.0000000000000000.svg"),
    ]


def desk():
    """What the operator sees."""
    return [
        Kind("alive", 200, "/livez"),
        Kind("ready", 200, "/readyz"),
        Kind("metrics", 200, "/metrics"),
        Kind("alive, HEAD", 200, "/livez", method="HEAD"),
        Kind("alive, method", 405, "/livez", method="DELETE"),
        Kind("no question of an operator", 404, "/"),
    ]


def exchange(address, kind):
    """The bytes that come back."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in (kind.host | kind.headers).items())
    request = f"{kind.method} {kind.path} HTTP/1.1\r\n{lines}Connection: close\r\n\r\n".encode() + kind.body
    wire = b""
    with socket.create_connection(address, timeout=LIMIT) as connection:
        try:
            connection.sendall(request)
        except ConnectionError:  # it is told off before it has said everything
            pass
        try:
            while chunk := connection.recv(65_536):
                wire += chunk
        except ConnectionResetError:
            pass
    return wire


def parse(wire):
    """Status line, headers and body; what the framing means is for the linter to say."""
    head, _, body = wire.partition(b"\r\n\r\n")
    start, *lines = head.split(b"\r\n")
    fields = (line.split(b":", 1) for line in lines)
    return start.split(b" ", 2), [(name, value.strip()) for name, value in fields], body


def header(wire, wanted):
    """The value of a header, if it is there."""
    return next((value.decode() for name, value in parse(wire)[1] if name.lower() == wanted), None)


def lint(kind, wire):
    """What the linter says of one answer that it knows the request of."""
    (version, status, phrase), headers, body = parse(wire)
    target = kind.path if kind.path == "*" else BASE + kind.path
    asked = (kind.host | kind.headers).items()
    request = HttpRequestLinter(start_time=time.time())
    request.process_request_topline(kind.method.encode(), target.encode(), b"1.1")
    request.process_headers([(name.encode(), value.encode()) for name, value in asked])
    response = HttpResponseLinter(start_time=time.time(), _related=request)
    response.is_head_response = kind.method == "HEAD"
    response.base_uri = target
    response.process_response_topline(version.split(b"/")[1], status, phrase)
    response.process_headers(headers)
    response.feed_content(body)
    response.finish_content(True)
    return [each for note in response.notes for each in (note, *note.subnotes)]


def judge(kind, wire):
    """Counts one answer, and prints what is wrong with it."""
    global failed, passed
    status = int(wire.split(b" ", 2)[1]) if wire else 0
    wrong = [] if status == kind.status else [f"answered {status}, expected {kind.status}"]
    coding = kind.headers.get("Accept-Encoding")
    if wire and header(wire, b"content-encoding") != coding:
        wrong.append(f"the coding is not {coding}")
    for note in lint(kind, wire) if wire else []:
        accepted = note.level == levels.WARN and type(note).__name__ in ACCEPTED
        if note.level in (levels.BAD, levels.WARN) and not accepted:
            wrong.append(f"{note.level.name} {type(note).__name__} ({note.subject}): {note.summary}")
    passed, failed = (passed, failed + 1) if wrong else (passed + 1, failed)
    for line in wrong:
        print(f"{kind.name}: {kind.method} {kind.path[:60]}: {line}")


def address(line):
    """The address in a line that the server has printed."""
    host, port = line.split("://")[1].split(":")
    return host, int(port)


def judge_all(server):
    """Every kind, from both listeners, and at last what is said on leaving."""
    public, admin = (address(server.stdout.readline()) for _ in range(2))
    page = exchange(public, Kind("page", 200, "/en/contact"))
    asset = re.search(rb'href="(/static/[^"]+)"', page).group(1).decode()
    for kind in pages(header(page, b"etag")) + failures() + files(asset):
        judge(kind, exchange(public, kind))
    for kind in desk():
        judge(kind, exchange(admin, kind))
    server.send_signal(signal.SIGTERM)
    leaving, until = Kind("leaving", 503, "/readyz"), time.monotonic() + LIMIT
    while b" 503 " not in (wire := exchange(admin, leaving))[:13] and time.monotonic() < until:
        pass
    judge(leaving, wire)


def main():
    """The whole of it."""
    command = [sys.argv[1], "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0", "--log", "off"]
    command += ["--base-url", BASE, "--drain-delay", "60s"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            judge_all(server)
        finally:
            server.kill()
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


main()
