"""Forks pumps, workers and beats from a process that has everything loaded: a restart costs little.

`python -m tests.process.nursery FOLDER` reads names from its input, one a line, and answers each
with the process number. Every process leads a group of its own and writes to FOLDER/name.log.
"""

import importlib
import os
import signal
import sys
from pathlib import Path

import django

PRELOADED = (
    "aoportal.celery", "celery.bin.worker", "celery.worker.consumer", "celery.concurrency.prefork",
    "celery.apps.beat", "kombu.transport.redis", "core.outbox.pump", "core.outbox.tasks",
    "tests.outbox.kinds",
)  # fmt: skip


def grow(folder: Path, name: str) -> None:
    """Become the pump, beat or worker of this name; never returns."""
    if name.startswith("pump"):
        from core.outbox.pump import run_until_stopped

        run_until_stopped()
    elif name.startswith("beat"):
        from django.conf import settings

        from aoportal.celery import app

        # A minute passes as fast here as in the rest of the outbox.
        app.conf.beat_schedule["tick"]["schedule"] = 60 / settings.OUTBOX_TIME_SCALE
        app.Beat(schedule=str(folder / f"{name}.schedule"), loglevel="WARNING").run()
    else:
        from aoportal.celery import app

        app.worker_main(
            ["worker", "-c", "2", "-n", f"{name}@test", "-Q", "default,render", "--loglevel",
             "WARNING", "--without-gossip", "--without-mingle"]
        )  # fmt: skip


def fork(folder: Path, name: str) -> int:
    """Start the process and return its number."""
    number = os.fork()
    if number:
        return number
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    log = os.open(folder / f"{name}.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(source, target)
    try:
        grow(folder, name)
    finally:
        os._exit(1)


def main() -> None:
    """Fork on demand until the input ends."""
    folder = Path(sys.argv[1])
    django.setup()
    for module in PRELOADED:
        importlib.import_module(module)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them
    for line in sys.stdin:
        os.write(1, f"{fork(folder, line.strip())}\n".encode())


if __name__ == "__main__":
    main()
