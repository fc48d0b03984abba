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

# nginx at its fastest: no rewriting, no search for files, every file kept open, also those that are not
# there (.br and .gz beside a picture, the page of a 404). tests/export has the configuration for operators.
NGINX = """
load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
daemon off;
master_process off;
error_log stderr crit;
pid nginx.pid;
events {{ worker_connections 4096; }}
http {{
  client_body_temp_path client_body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  access_log {log};
  log_not_found off;
  types {{ }}
  server_tokens off;
  gzip_static on;
  brotli_static on;
  open_file_cache max=100000 inactive=10m;
  open_file_cache_valid 10m;
  open_file_cache_min_uses 1;
  open_file_cache_errors on;
  keepalive_requests 100000000;
  {sending}
  server {{
    listen 127.0.0.1:{port};
    root {root};
{locations}
  }}
}}
"""

# How nginx sends a file: which of them is the fastest depends on the size, so each case tries all.
SENDING = [
    "sendfile on; tcp_nopush off;",
    "sendfile on; tcp_nopush on;",
    "sendfile off; output_buffers 1 128k;",
]

# Headers that every server writes itself.
OWN_HEADERS = {
    "accept-ranges", "connection", "content-encoding", "content-length", "content-type", "date", "etag",
    "last-modified", "server",
}  # fmt: skip


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A process that listens on `port`, as a context manager that ends it."""

    def __init__(self, name, command, port, core, errors=subprocess.DEVNULL):
        self.name, self.port = name, port
        command = ["taskset", "-c", str(core), *map(str, command)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, cwd=ROOT)

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
        """The processor time of all its threads so far, in seconds."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self):
        """Resident memory in MiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def ours(base, core, log, content=ROOT / "content", static=ROOT / "static", more=(), log_file=None):
    port = free_port()
    command = [BINARY, "--listen", f"127.0.0.1:{port}", "--admin-listen", "127.0.0.1:0"]
    command += ["--base-url", base, "--log", log, "--content", content, "--static", static, *more]
    errors = open(log_file, "wb") if log_file else subprocess.DEVNULL
    return Server("ours" if log == "off" else f"ours, log {log}", command, port, core, errors)


def named_as_addresses(site, out):
    """Lays the exported files out under the names of their addresses, `en/contact.html` as `en/contact`,
    so that nginx needs no `try_files`. Pages that are the index of a directory, or of an error, stay."""
    for file in site.rglob("*"):
        if not file.is_file():
            continue
        name = str(file.relative_to(site))
        if Path(name).name.split(".")[0] not in ("index", "404"):
            name = re.sub(r"\.html(\.br|\.gz)?$", r"\1", name)
        target = out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        os.link(file, target)
    return out


def location(match, headers, more=""):
    """A location that sends the headers of an answer of ours, those apart that nginx writes itself."""
    lines = [f'add_header {name} "{value}" always;' for name, value in headers.items() if name.lower() not in OWN_HEADERS]
    kind = headers.get("Content-Type", "text/html; charset=utf-8")
    return f'location {match} {{ default_type "{kind}"; {more} {" ".join(lines)} }}'


def nginx(root, scratch, core, locations, sending, log=False):
    """nginx for a directory whose files are named as the addresses."""
    port = free_port()
    prefix = scratch / f"nginx-{port}"
    prefix.mkdir()
    access = f"{prefix}/access.log combined buffer=64k flush=1s" if log else "off"
    text = NGINX.format(log=access, sending=sending, port=port, root=root, locations="\n".join(locations))
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
