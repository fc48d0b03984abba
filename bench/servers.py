"""The servers that are measured: each on a loopback port of its own, pinned to one processor."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BINARY = ROOT / "target/release/patient-center"
BARE = ROOT / "target/release/examples/bare"

# What a server that is to be measured has in addition to the plain configuration of the tests: files
# stay open, connections are kept, and many are taken.
NGINX = """
  open_file_cache max=100000 inactive=10m;
  open_file_cache_valid 10m;
  open_file_cache_min_uses 1;
  keepalive_requests 100000000;
  tcp_nopush on;
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A process that listens on `port`; ended when the block ends."""

    def __init__(self, name, command, port, core, output=subprocess.DEVNULL):
        self.name, self.port = name, port
        self.started = time.perf_counter()
        command = ["taskset", "-c", str(core), *map(str, command)]
        self.process = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL, cwd=ROOT)

    def __enter__(self):
        deadline = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return self
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    self.__exit__()
                    raise SystemExit(f"bench/run: {self.name} does not listen")
                time.sleep(0.02)

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGINT if self.name.startswith("ours") else signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def cpu(self):
        """Processor time so far, in seconds, of all its threads."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self):
        """Resident memory in MiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def ours(base, core, log, content=ROOT / "content", more=()):
    port = free_port()
    command = [BINARY, "--listen", f"127.0.0.1:{port}", "--admin-listen", "127.0.0.1:0"]
    command += ["--base-url", base, "--log", log, "--content", content, *more]
    return Server("ours" if log == "off" else f"ours, log {log}", command, port, core)


def nginx(site, scratch, core, log):
    port = free_port()
    prefix = scratch / f"nginx-{port}"
    prefix.mkdir()
    configure = [ROOT / "tests/export/nginx-conf", site, str(port)]
    text = subprocess.run(configure, check=True, capture_output=True, text=True).stdout
    access = f"access_log {prefix}/access.log;" if log else "access_log off;"
    text = text.replace("  access_log off;\n", f"  {access}{NGINX}")
    text = text.replace("events {\n", "events {\n  worker_connections 4096;\n")
    (prefix / "nginx.conf").write_text(text)
    command = ["nginx", "-p", prefix, "-c", "nginx.conf", "-e", "stderr"]
    return Server("nginx, log" if log else "nginx", command, port, core)


def static_web_server(site, core):
    program = shutil.which("static-web-server") or ROOT / "target/bench/bin/static-web-server"
    if not Path(program).exists():
        install = ["cargo", "install", "static-web-server", "--version", "2.44.1", "--locked"]
        subprocess.run([*install, "--root", ROOT / "target/bench"], check=True, cwd=ROOT)
    port = free_port()
    command = [program, "--host", "127.0.0.1", "--port", port, "--root", site]
    command += ["--compression-static", "true", "--compression", "false", "--log-level", "error"]
    return Server("static-web-server", [*command, "--threads-multiplier", "1"], port, core)


def bare(origin, case, core):
    command = ["taskset", "-c", str(core), BARE, f"127.0.0.1:{origin.port}", case.path, case.coding]
    command += [tag for name, tag in case.headers(origin).items() if name == "If-None-Match"]
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, text=True)
    server = Server.__new__(Server)
    server.name, server.process, server.port = "bare hyper", process, int(process.stdout.readline())
    return server
