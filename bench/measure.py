"""Measures a server: requests per second of its processor time, and how long clients wait."""

import dataclasses
import http.client
import re
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

CONNECTIONS = 64


@dataclasses.dataclass
class Case:
    # As `--only` names it, and as the tables do.
    key: str
    name: str
    path: str
    coding: str = "identity"
    status: int = 200
    # A file with many paths, one per line, to request instead of `path`.
    paths: Path | None = None

    def headers(self, server):
        """The request headers. For a 304 they have the validator that this server sent before."""
        headers = {"Accept-Encoding": self.coding}
        if self.status == 304:
            given = ask(server, self.path, headers)[1]
            if "ETag" in given:
                headers["If-None-Match"] = given["ETag"]
            else:
                headers["If-Modified-Since"] = given["Last-Modified"]
        return headers


def ask(server, path, headers):
    """One response: its status, headers and body, without decoding."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", path, headers={**headers, "Connection": "close"})
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read()


def same(server, other, case):
    """Whether both servers send the status of the case, and the same bytes in the same content coding."""
    path = case.paths.read_text().split("\n", 1)[0] if case.paths else case.path
    answers = [ask(one, path, case.headers(one)) for one in (server, other)]
    said = {(status, headers["Content-Encoding"], body) for status, headers, body in answers}
    return len(said) == 1 and answers[0][0] == case.status


@dataclasses.dataclass
class Work:
    per_cpu_second: float
    per_second: float


def work(server, case, core, seconds):
    """Sends as many requests as one client can, for `seconds`."""
    command = ["taskset", "-c", str(core), "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s"]
    command += sent(server, case)
    if case.paths:
        command += ["-s", Path(__file__).with_name("paths.lua")]
    command += [f"http://127.0.0.1:{server.port}{case.path}"]
    command += ["--", case.paths] if case.paths else []
    began, spent = time.perf_counter(), server.cpu()
    said = subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True).stdout
    elapsed, spent = time.perf_counter() - began, server.cpu() - spent
    requests = int(re.search(r"(\d+) requests in", said)[1])
    wrong = re.search(r"Socket errors: .*" if case.status == 404 else r"Socket errors: .*|Non-2xx.*", said)
    if wrong:
        raise SystemExit(f"bench/run: {server.name}, {case.name}: {wrong[0]}")
    return Work(requests / spent, requests / elapsed)


def sent(server, case):
    return [part for header in case.headers(server).items() for part in ("-H", ": ".join(header))]


class Rounds:
    """Measurements of servers that take turns, so that other work on the machine affects all of them alike."""

    def __init__(self, servers, case, core, seconds, times):
        self.done = {server.name: [] for server in servers}
        for server in servers:
            work(server, case, core, 1)
        for _ in range(times):
            for server in servers:
                self.done[server.name].append(work(server, case, core, seconds))

    def per_cpu_second(self, name):
        return statistics.median(one.per_cpu_second for one in self.done[name])

    def per_second(self, name):
        return statistics.median(one.per_second for one in self.done[name])

    def ratio(self, one, other):
        """Requests per second of processor time of `one` divided by those of `other`: the median of the
        ratios within a round, because rounds differ more than servers do."""
        pairs = zip(self.done[one], self.done[other])
        return statistics.median(a.per_cpu_second / b.per_cpu_second for a, b in pairs)


def waits(server, case, core, seconds, rate):
    """How long clients wait at `rate` requests a second: p50 and p99, in microseconds."""
    with tempfile.NamedTemporaryFile() as log:
        clients = 16
        command = ["taskset", "-c", str(core), "h2load", "--h1", "-t1", f"-c{clients}", "-D", str(seconds)]
        command += [f"--rps={rate / clients:.2f}", f"--log-file={log.name}"]
        command += sent(server, case)
        command += [f"http://127.0.0.1:{server.port}{case.path}"]
        subprocess.run(command, check=True, capture_output=True)
        lines = [line.split("\t") for line in open(log.name)]
    if not all(int(status) == case.status for _, status, _ in lines):
        raise SystemExit(f"bench/run: {server.name}, {case.name}: not every request was answered")
    times = sorted(int(took) for _, _, took in lines)
    return times[len(times) // 2], times[len(times) * 99 // 100]
