"""A web server of our own and a connection to it that stays open."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import psutil

HEADER = "X-Bench"
CSRF = "b" * 32
IDLE = 20  # seconds after which the server may have closed a connection
LOG = Path("build/bench/server.log")


@dataclass(frozen=True)
class Ask:
    """One request; `form` makes it a POST."""

    path: str
    form: dict[str, str] | None = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What came back after how many milliseconds; queries and milliseconds in them.

    `cpu` is what the web process had used by then, in seconds; `backend` who answered its queries.
    """

    status: int
    ms: float
    queries: int
    sql_ms: float
    cpu: float
    backend: int
    size: int


@contextlib.contextmanager
def web_server(workers: int) -> Iterator["Server"]:
    """Run gunicorn with `workers` processes until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"PORT": str(port), "WEB_CONCURRENCY": str(workers)}
    command = [sys.executable, "-W", "ignore", "-m", "gunicorn", "bench.wsgi:application",
               "--max-requests", "0", "--keep-alive", "75"]  # fmt: skip
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("w") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        server = Server(port, process.pid)
        server.wait()
        yield server
    finally:
        process.terminate()
        process.wait(20)


@dataclass(frozen=True)
class Server:
    """A running web server."""

    port: int
    pid: int

    def wait(self) -> None:
        """Return when it answers; TimeoutError after a minute."""
        for _ in range(600):
            with contextlib.suppress(OSError):
                if Line(self.port).send(Ask("/livez")).status == 200:
                    return
            time.sleep(0.1)
        raise TimeoutError(f"The web server did not start, see {LOG}.")

    def memory(self) -> list[tuple[float, float]]:
        """Return (RSS, PSS) of each worker in MB."""
        found = [child.memory_full_info() for child in psutil.Process(self.pid).children()]
        return [(info.rss / 1e6, info.pss / 1e6) for info in found]


class Line:
    """One warm keep-alive connection of one signed-in person."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        self.port, self.cookies = port, cookies or {}
        self.used_at = float("-inf")
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def _connect(self) -> None:
        """Connect just before a request: a thread of the server waits for what a new line says."""
        self.connection.close()
        self.connection.connect()
        self.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, ask: Ask) -> Answer:
        """Send and read to the end."""
        if time.monotonic() - self.used_at > IDLE:
            self._connect()
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())} | ask.headers
        body = None
        if ask.form is not None:
            body = urlencode(ask.form)
            headers |= {"Content-Type": "application/x-www-form-urlencoded",
                        "X-CSRFToken": CSRF}  # fmt: skip
        started = time.perf_counter()
        self.connection.request("POST" if body is not None else "GET", ask.path, body, headers)
        response = self.connection.getresponse()
        size = len(response.read())
        ms = (time.perf_counter() - started) * 1000
        self.used_at = time.monotonic()
        queries, sql_ms, cpu, backend = response.headers.get(HEADER, "0 0 0 0").split()
        return Answer(response.status, ms, int(queries), float(sql_ms), float(cpu), int(backend),
                      size)  # fmt: skip
