"""The dispatcher: wakes on a notice of the database, hands work to Celery, or does it itself.

The main loop only looks and hands out. Planning and chores have a thread of their own, and so has
the work that nobody else does: while the broker is silent everything, else what no worker came for.
Two copies are harmless; each row is claimed before anything is done with it.
"""

import contextlib
import logging
import os
import queue
import select
import signal
import socket
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

import psycopg2
import psycopg2.extensions
from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connection

from core.clock import database_now
from core.outbox import chores, policy, rounds, switch, worker
from core.outbox import claim as claims
from core.outbox.api import CHANNEL
from core.outbox.broker import Broker
from core.outbox.rounds import RUN, Job

logger = logging.getLogger(__name__)

POLL = 10.0  # seconds: the net under the notices
BUSY = 0.3  # seconds between looks while there is more than the workers were told of
AFTER_TROUBLE = 1.0
SHORTEST = 0.02
ROOM = 6  # rows the pump keeps for its own hands
STOP_LIMIT = 25.0


class Hands:
    """Threads of the pump that do work themselves, the most urgent first."""

    def __init__(self, count: int, wake: Callable[[], None]) -> None:
        self._jobs: queue.PriorityQueue[Job] = queue.PriorityQueue()
        self._wake = wake
        self._stopping = threading.Event()
        self.threads = [threading.Thread(target=self._run, daemon=True) for _ in range(count)]

    def room(self) -> int:
        """Return how many more rows fit."""
        return max(0, ROOM - self._jobs.qsize())

    def give(self, job: Job) -> None:
        """Add a row."""
        self._jobs.put(job)

    def stop(self) -> list[Job]:
        """Let the threads end after the present row; return the rows not begun."""
        self._stopping.set()
        left = []
        with contextlib.suppress(queue.Empty):
            while True:
                left.append(self._jobs.get_nowait())
        return left

    def _run(self) -> None:
        while not self._stopping.is_set():
            with contextlib.suppress(queue.Empty):
                self._do(self._jobs.get(timeout=0.5))
        connection.close()

    def _do(self, job: Job) -> None:
        close_old_connections()
        try:
            work = worker.perform_run if job.task == RUN else worker.perform_delivery
            work(job.row_id)
        except Exception as error:  # the row stays claimed until its lease ends, then is retried
            logger.error("the pump could not finish a row: %s", type(error).__name__)
            connection.close()
        if self._jobs.qsize() < 2:
            self._wake()


class Pump:
    """One dispatcher process."""

    def __init__(self, name: str = "") -> None:
        self.name = name or f"{socket.gethostname()}:{os.getpid()}"
        self.stopping = threading.Event()
        self._reader, self._writer = os.pipe()
        os.set_blocking(self._writer, False)
        os.set_blocking(self._reader, False)
        self._broker = Broker(silent_for=max(2.0, policy.scaled(30).total_seconds()))
        self._runs, self._mails = Hands(1, self.wake), Hands(2, self.wake)
        self._listener: Any = None
        self._has_broker = True
        self._next_beat = 0.0

    def wake(self) -> None:
        """Make the main loop look at once."""
        with contextlib.suppress(BlockingIOError):
            os.write(self._writer, b".")

    def stop(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        """End after the rows now being worked on."""
        self.stopping.set()
        self.wake()

    def run(self) -> None:
        """Go on until told to stop."""
        background = threading.Thread(target=self._background, daemon=True)
        threads = [*self._runs.threads, *self._mails.threads, background]
        for thread in threads:
            thread.start()
        while not self.stopping.is_set():
            self._wait(self._safely(self.look, AFTER_TROUBLE))
        left = self._runs.stop() + self._mails.stop()
        self._safely(lambda: rounds.take_back(left), None)
        end = time.monotonic() + STOP_LIMIT
        for thread in threads:
            thread.join(max(0.1, end - time.monotonic()))
        self._safely(lambda: rounds.say_goodbye(self.name), None)

    def look(self) -> float:
        """Hand out what is due; return how many seconds may pass until the next look."""
        now = database_now()
        self._beat(now)
        claims.sweep(now)
        is_more = self.hand(now)
        if is_more:
            return BUSY
        due = claims.next_due(with_mail=switch.is_sending())
        until_due = (due - now).total_seconds() if due else POLL
        return min(POLL, max(until_due, SHORTEST if until_due > 0 else BUSY))

    def hand(self, now: Any) -> bool:
        """Hand out one batch; return whether there may be more."""
        self._has_broker = self._broker.is_up()
        room = min(self._runs.room(), self._mails.room())
        limit = rounds.WINDOW - claims.outstanding(now) if self._has_broker else room
        batch = rounds.due_jobs(now, limit)
        mine = [job for job, is_stale in batch if is_stale or not self._has_broker][:room]
        theirs = [job for job, _is_stale in batch if job not in mine]
        refused = rounds.tell(self._broker, theirs) if self._has_broker else theirs
        if refused:
            self._has_broker = False
        for job in [*mine, *refused[: max(0, room - len(mine))]]:
            (self._runs if job.task == RUN else self._mails).give(job)
        rounds.take_back(refused[max(0, room - len(mine)) :])
        return len(batch) >= limit or bool(refused)

    def _beat(self, now: Any) -> None:
        if time.monotonic() >= self._next_beat:
            rounds.beat(self.name, now, has_broker=self._has_broker)
            self._next_beat = time.monotonic() + POLL

    def _background(self) -> None:
        """Plan every minute and do the chores that are due."""
        next_plan = 0.0
        while not self.stopping.wait(0.5):
            if time.monotonic() >= next_plan:
                next_plan = time.monotonic() + policy.scaled(60).total_seconds()
                self._safely(self._plan, None)
            self._safely(self._chores, None)
        connection.close()

    def _plan(self) -> None:
        now = database_now()
        switch.brake_if_restored(now)
        problems = rounds.plan(now)
        rounds.beat(self.name, now, has_broker=self._has_broker, last_planned_at=now)
        rounds.note_problems(self.name, now, problems)

    def _chores(self) -> None:
        now = database_now()
        rounds.note_problems(self.name, now, chores.run_due(now))

    def _safely(self, work: Callable[[], Any], otherwise: Any) -> Any:
        """Run `work`; a lost database costs this look, not the pump."""
        try:
            close_old_connections()
            return work()
        except (DatabaseError, InterfaceError, psycopg2.Error) as error:
            logger.warning("the database does not answer: %s", type(error).__name__)
            connection.close()
            return otherwise

    def _wait(self, seconds: float) -> None:
        """Sleep until a notice, a wake-up or the time is over."""
        sources: list[Any] = [self._reader]
        if self._listen():
            sources.append(self._listener)
        ready = select.select(sources, [], [], seconds)[0]
        if self._reader in ready:
            os.read(self._reader, 4096)
        if self._listener in ready:
            self._read_notices()

    def _listen(self) -> bool:
        """Hold a direct connection that listens; without one the poll is what is left."""
        if self._listener is not None and not self._listener.closed:
            return True
        try:
            self._listener = _direct_connection()
            self._listener.cursor().execute(f"LISTEN {CHANNEL}")
        except psycopg2.Error:
            self._listener = None
        return self._listener is not None

    def _read_notices(self) -> None:
        try:
            self._listener.poll()
            self._listener.notifies.clear()
        except psycopg2.Error:
            with contextlib.suppress(psycopg2.Error):
                self._listener.close()
            self._listener = None


def _direct_connection() -> Any:
    """Connect past any pooler: notices need a session of their own."""
    if settings.DATABASE_DIRECT_URL:
        found = psycopg2.connect(settings.DATABASE_DIRECT_URL, connect_timeout=3)
    else:
        parameters = connection.get_connection_params()
        parameters.pop("cursor_factory", None)
        parameters.pop("context", None)
        found = psycopg2.connect(**parameters)
    found.set_isolation_level(psycopg2.extensions.ISOLATION_LEVEL_AUTOCOMMIT)
    return found


def run_until_stopped() -> None:
    """Run a pump in this process; SIGTERM and SIGINT end it gently."""
    pump = Pump()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, pump.stop)
    pump.run()
