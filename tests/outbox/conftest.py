"""A mail server whose answers are scripted per recipient, and a clock tests move by hand."""

import socket
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from core.outbox import worker
from core.outbox.models import Delivery
from tests.outbox.kinds import PATHS

START = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)
CUT_BEFORE, CUT_AFTER = "cut before the dot", "cut after the dot"


@dataclass
class Sink:
    """What arrived, and what to answer: per recipient a list of answers, used up one by one."""

    port: int = 0
    received: list[tuple[str, str, bytes]] = field(default_factory=list)
    script: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    tries: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    async def handle_RCPT(self, server: Any, _s: Any, envelope: Any, to: str, _o: Any) -> str:
        self.tries[to] += 1
        answer = self.script[to][0] if self.script[to] else ""
        if answer[:1] in {"4", "5"}:
            return self.script[to].pop(0)
        envelope.rcpt_tos.append(to)
        if answer == CUT_BEFORE:
            self.script[to].pop(0)
            server.transport.abort()
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:
        to = envelope.rcpt_tos[0]
        answer = self.script[to].pop(0) if self.script[to] else "250 OK"
        if answer[:4] == "data":
            return answer[5:]
        message = message_from_bytes(envelope.content)
        self.received.append((to, str(message["Message-ID"]), envelope.content))
        if answer == CUT_AFTER:
            server.transport.abort()
        return "250 OK"

    def count(self, to: str) -> int:
        return sum(1 for found, _id, _body in self.received if found == to)


class _Controller(Controller):
    def factory(self) -> SMTP:
        return SMTP(self.handler, hostname="sink", enable_SMTPUTF8=False)


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    """A mail server on loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    handler = Sink(port=port)
    controller = _Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 3
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = ""
    yield handler
    controller.stop()


@dataclass
class Hand:
    """A clock that stands still until it is moved."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **length: float) -> None:
        self.now += timedelta(**length)


@pytest.fixture
def clock() -> Hand:
    return Hand()


@pytest.fixture(autouse=True)
def kinds(settings: Any) -> None:
    settings.OUTBOX_KINDS = PATHS
    settings.OUTBOX_PLANNERS = ()
    settings.MAIL_SENDING = True


@pytest.fixture
def drain(clock: Hand) -> Callable[[], None]:
    """Do everything that is due at the clock's moment."""

    def work() -> None:
        while worker.perform_run(clock=clock) != worker.NOTHING:
            pass
        while worker.perform_delivery(clock=clock) != worker.NOTHING:
            pass

    return work


def only_delivery() -> Delivery:
    return Delivery.objects.get()
