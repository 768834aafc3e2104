"""Whether this process lives, and whether it can do its work.

`/livez` answers for the process alone, so that a broken database never makes a restart storm.
`/readyz` looks at what a request needs. A broker that is down only slows jobs, so it is no reason
to take the web away. Callers get one word; the reasons go to the log and to `manage.py health`.
"""

import contextlib
import logging
import shutil
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from core import clock
from core.outbox.health import last_tick

logger = logging.getLogger(__name__)

FREE_SHARE = 0.10  # of the disk that holds uploads; below it, and below FREE_BYTES, not ready
FREE_BYTES = 10 * 1024**3
BROKER_SECONDS = 0.5
PUMP_SECONDS = 120


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `fatal` says whether work is impossible without it."""

    name: str
    is_well: bool
    fatal: bool = True
    reason: str = ""


class HealthMiddleware:
    """Answers the two health addresses before hosts, redirects and sessions are looked at."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer `/livez` and `/readyz`; pass on everything else."""
        if request.path_info == "/livez":
            return _answer("alive", 200)
        if request.path_info == "/readyz":
            return _readiness()
        return self.get_response(request)


def findings() -> list[Finding]:
    """Look at everything once; never raises."""
    database = _database()
    inside = [_migrations(), _pump()] if database.is_well else []
    return [database, *inside, _disk(), _broker()]


def _readiness() -> HttpResponse:
    bad = [finding for finding in findings() if not finding.is_well]
    for finding in bad:
        logger.warning("not well: %s: %s", finding.name, finding.reason)
    if any(finding.fatal for finding in bad):
        return _answer("unavailable", 503)
    return _answer("degraded" if bad else "ready", 200)


def _answer(state: str, status: int) -> HttpResponse:
    response = JsonResponse({"status": state}, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        with contextlib.suppress(DatabaseError):
            connection.close()
        return Finding("database", False, reason=type(error).__name__)
    return Finding("database", True)


class _Applied:
    """Remembers that this code's migrations are there; new code is a new process."""

    known = False


def _migrations() -> Finding:
    if not _Applied.known:
        try:
            executor = MigrationExecutor(connection)
            plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        except DatabaseError as error:
            return Finding("migrations", False, reason=type(error).__name__)
        if plan:
            return Finding("migrations", False, reason=f"{len(plan)} not applied")
        _Applied.known = True
    return Finding("migrations", True)


def _pump() -> Finding:
    """A pump that never ran is a new installation; one that fell silent is a fault."""
    try:
        last = last_tick()
    except DatabaseError as error:
        return Finding("pump", False, reason=type(error).__name__)
    if last is None:
        return Finding("pump", True)
    silent = (clock.now() - last).total_seconds()
    return Finding("pump", silent <= PUMP_SECONDS, reason=f"silent for {silent:.0f} s")


def _disk() -> Finding:
    folder = settings.MEDIA_ROOT
    while not folder.exists():
        folder = folder.parent
    usage = shutil.disk_usage(folder)
    is_low = usage.free < FREE_SHARE * usage.total and usage.free < FREE_BYTES
    return Finding("disk", not is_low, reason=f"{usage.free // 1024**2} MiB free")


def _broker() -> Finding:
    """Ask for a sign of life in the broker's own words.

    Its client library would cost every web process 12 MB for this one question.
    """
    try:
        answer = _ping(urlsplit(settings.REDIS_URL))
    except (OSError, ValueError) as error:
        return Finding("broker", False, fatal=False, reason=type(error).__name__)
    is_well = b"+PONG" in answer
    return Finding("broker", is_well, fatal=False, reason=answer[:40].decode("ascii", "replace"))


def _ping(address: SplitResult) -> bytes:
    """Return what the broker says to a greeting and PING. Raises OSError when it says nothing."""
    host = address.hostname or ""
    user, password = (unquote(part or "").encode() for part in (address.username, address.password))
    greeting = [b"AUTH", *filter(None, (user, password))] if password else [b"PING"]
    line = socket.create_connection((host, address.port or 6379), BROKER_SECONDS)
    with contextlib.ExitStack() as stack:
        stack.callback(line.close)
        if address.scheme == "rediss":
            context = ssl.create_default_context()
            line = stack.enter_context(context.wrap_socket(line, server_hostname=host))
        line.sendall(_command(*greeting))
        answer = line.recv(128)
        line.sendall(_command(b"PING"))
        return answer + line.recv(128)


def _command(*words: bytes) -> bytes:
    """Return a command as the broker reads it: how many words, then each with its length."""
    parts = [b"*%d\r\n" % len(words), *(b"$%d\r\n%s\r\n" % (len(one), one) for one in words)]
    return b"".join(parts)
